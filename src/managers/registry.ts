// Written by `npm run docs` from the files of this folder. Do not edit.
import apk from './apk.ts'
import apt from './apt.ts'
import bun from './bun.ts'
import bundler from './bundler.ts'
import cargo from './cargo.ts'
import ccache from './ccache.ts'
import composer from './composer.ts'
import deno from './deno.ts'
import dnf from './dnf.ts'
import gem from './gem.ts'
import go from './go.ts'
import gradle from './gradle.ts'
import leiningen from './leiningen.ts'
import type { Manager } from './manager.ts'
import maven from './maven.ts'
import npm from './npm.ts'
import nuget from './nuget.ts'
import pacman from './pacman.ts'
import pip from './pip.ts'
import pipTools from './pip-tools.ts'
import pipenv from './pipenv.ts'
import pnpm from './pnpm.ts'
import poetry from './poetry.ts'
import sbt from './sbt.ts'
import sccache from './sccache.ts'
import swift from './swift.ts'
import uv from './uv.ts'
import vcpkg from './vcpkg.ts'
import yarn from './yarn.ts'
import zypper from './zypper.ts'

export const managers: readonly Manager[] = [
  apk,
  apt,
  bun,
  bundler,
  cargo,
  ccache,
  composer,
  deno,
  dnf,
  gem,
  go,
  gradle,
  leiningen,
  maven,
  npm,
  nuget,
  pacman,
  pipTools,
  pip,
  pipenv,
  pnpm,
  poetry,
  sbt,
  sccache,
  swift,
  uv,
  vcpkg,
  yarn,
  zypper,
]
