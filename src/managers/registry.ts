// Written by `npm run docs` from the files of this folder. Do not edit.
import apk from './apk.ts'
import apt from './apt.ts'
import bun from './bun.ts'
import bundler from './bundler.ts'
import cargo from './cargo.ts'
import ccache from './ccache.ts'
import composer from './composer.ts'
import conda from './conda.ts'
import cpm from './cpm.ts'
import deno from './deno.ts'
import dnf from './dnf.ts'
import gem from './gem.ts'
import go from './go.ts'
import gradle from './gradle.ts'
import leiningen from './leiningen.ts'
import type { Manager } from './manager.ts'
import maven from './maven.ts'
import mise from './mise.ts'
import mix from './mix.ts'
import npm from './npm.ts'
import nuget from './nuget.ts'
import opam from './opam.ts'
import pacman from './pacman.ts'
import pak from './pak.ts'
import pip from './pip.ts'
import pipTools from './pip-tools.ts'
import pipenv from './pipenv.ts'
import pnpm from './pnpm.ts'
import poetry from './poetry.ts'
import pub from './pub.ts'
import rebar3 from './rebar3.ts'
import sbt from './sbt.ts'
import sccache from './sccache.ts'
import stack from './stack.ts'
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
  conda,
  cpm,
  deno,
  dnf,
  gem,
  go,
  gradle,
  leiningen,
  maven,
  mise,
  mix,
  npm,
  nuget,
  opam,
  pacman,
  pak,
  pipTools,
  pip,
  pipenv,
  pnpm,
  poetry,
  pub,
  rebar3,
  sbt,
  sccache,
  stack,
  swift,
  uv,
  vcpkg,
  yarn,
  zypper,
]
