// Written by `npm run docs` from the files of this folder. Do not edit.
import apt from './apt.ts'
import go from './go.ts'
import type { Manager } from './manager.ts'
import npm from './npm.ts'
import pip from './pip.ts'
import pipTools from './pip-tools.ts'
import pipenv from './pipenv.ts'
import poetry from './poetry.ts'
import uv from './uv.ts'

export const managers: readonly Manager[] = [apt, go, npm, pipTools, pip, pipenv, poetry, uv]
