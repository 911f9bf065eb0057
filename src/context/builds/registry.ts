// Written by `npm run docs` from the files of this folder. Do not edit.
import { azure } from './azure.ts'
import { bake } from './bake.ts'
import { bitbucket } from './bitbucket.ts'
import type { BuildReader } from './build.ts'
import { circleci } from './circleci.ts'
import { cloudbuild } from './cloudbuild.ts'
import { compose } from './compose.ts'
import { devcontainer } from './devcontainer.ts'
import { fly } from './fly.ts'
import { gitlab } from './gitlab.ts'
import { jenkinsfile } from './jenkinsfile.ts'
import { justfile } from './justfile.ts'
import { makefile } from './makefile.ts'
import { packageScripts } from './package-scripts.ts'
import { render } from './render.ts'
import { shellScripts } from './shell-scripts.ts'
import { skaffold } from './skaffold.ts'
import { taskfile } from './taskfile.ts'
import { tilt } from './tilt.ts'
import { travis } from './travis.ts'
import { workflow } from './workflow.ts'

export const readers: readonly BuildReader[] = [
  azure,
  bake,
  bitbucket,
  circleci,
  cloudbuild,
  compose,
  devcontainer,
  fly,
  gitlab,
  jenkinsfile,
  justfile,
  makefile,
  packageScripts,
  render,
  shellScripts,
  skaffold,
  taskfile,
  tilt,
  travis,
  workflow,
]
