// Written by `npm run docs` from the files of this folder. Do not edit.
import apt from './apt.ts'
import cpm from './cpm.ts'
import go from './go.ts'
import type { Manager } from './manager.ts'
import mise from './mise.ts'
import mix from './mix.ts'
import npm from './npm.ts'
import opam from './opam.ts'
import pak from './pak.ts'
import pip from './pip.ts'
import pub from './pub.ts'
import rebar3 from './rebar3.ts'
import stack from './stack.ts'

export const managers: readonly Manager[] = [apt, cpm, go, mise, mix, npm, opam, pak, pip, pub, rebar3, stack]
