// Written by `npm run docs` from the files of this folder. Do not edit.
import apt from './apt.ts'
import cargo from './cargo.ts'
import ccache from './ccache.ts'
import go from './go.ts'
import gradle from './gradle.ts'
import type { Manager } from './manager.ts'
import maven from './maven.ts'
import npm from './npm.ts'
import nuget from './nuget.ts'
import pip from './pip.ts'

export const managers: readonly Manager[] = [apt, cargo, ccache, go, gradle, maven, npm, nuget, pip]
