// Written by `npm run docs` from the files of this folder. Do not edit.
import apt from './apt.ts'
import bun from './bun.ts'
import deno from './deno.ts'
import go from './go.ts'
import type { Manager } from './manager.ts'
import npm from './npm.ts'
import pip from './pip.ts'
import pnpm from './pnpm.ts'
import yarn from './yarn.ts'

export const managers: readonly Manager[] = [apt, bun, deno, go, npm, pip, pnpm, yarn]
