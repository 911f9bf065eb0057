// Written by `npm run docs` from the files of this folder. Do not edit.
import apk from './apk.ts'
import apt from './apt.ts'
import bun from './bun.ts'
import bundler from './bundler.ts'
import composer from './composer.ts'
import deno from './deno.ts'
import dnf from './dnf.ts'
import gem from './gem.ts'
import go from './go.ts'
import type { Manager } from './manager.ts'
import npm from './npm.ts'
import pacman from './pacman.ts'
import pip from './pip.ts'
import pnpm from './pnpm.ts'
import yarn from './yarn.ts'
import zypper from './zypper.ts'

export const managers: readonly Manager[] = [
  apk,
  apt,
  bun,
  bundler,
  composer,
  deno,
  dnf,
  gem,
  go,
  npm,
  pacman,
  pip,
  pnpm,
  yarn,
  zypper,
]
