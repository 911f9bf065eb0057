/** An action that builds an image, and the names of its inputs. */
export interface BuildAction {
  readonly context: string
  /** What is built from when no context is given: the repository's Git address, or the working folder. */
  readonly byDefault: 'git' | 'workspace'
  readonly file: readonly string[]
  readonly args: string
  /** How build arguments are separated. */
  readonly argsAre: 'lines' | 'commas'
  readonly contexts?: string
  readonly target?: string
  /** The named folder is the one in which the command runs, not the one that is sent. */
  readonly runsThere?: true
  /** It runs Buildah, and builds without a Dockerfile when none is named. */
  readonly buildah?: true
  /** What it takes for the Dockerfile when none is named; where this is not set, the context's own. */
  readonly defaultFile?: string
}

/**
 * https://github.com/docker/build-push-action#inputs, and those that take the same:
 * https://github.com/depot/build-push-action, https://github.com/useblacksmith/build-push-action
 */
const buildPush: BuildAction = {
  context: 'context',
  byDefault: 'git',
  file: ['file'],
  args: 'build-args',
  argsAre: 'lines',
  contexts: 'build-contexts',
  target: 'target',
}

/** By the name of the repository, in lower case. */
export const buildActions: ReadonlyMap<string, BuildAction> = new Map<string, BuildAction>([
  ['docker/build-push-action', buildPush],
  ['depot/build-push-action', buildPush],
  ['useblacksmith/build-push-action', buildPush],
  [
    // https://github.com/redhat-actions/buildah-build#action-inputs
    'redhat-actions/buildah-build',
    {
      context: 'context',
      byDefault: 'workspace',
      file: ['containerfiles', 'dockerfiles'],
      args: 'build-args',
      argsAre: 'lines',
      buildah: true,
    },
  ],
  [
    // https://github.com/mr-smithers-excellent/docker-build-push/blob/master/src/docker.js (createBuildCommand)
    'mr-smithers-excellent/docker-build-push',
    {
      context: 'directory',
      byDefault: 'workspace',
      file: ['dockerfile'],
      args: 'buildArgs',
      argsAre: 'commas',
      target: 'target',
      defaultFile: 'Dockerfile',
    },
  ],
  [
    // https://github.com/elgohr/Publish-Docker-Github-Action#workdir
    'elgohr/publish-docker-github-action',
    {
      context: 'workdir',
      byDefault: 'workspace',
      file: ['dockerfile'],
      args: 'buildargs',
      argsAre: 'commas',
      runsThere: true,
    },
  ],
])

/** docker/build-push-action@v1, which ran `docker build` in the checkout. https://github.com/docker/build-push-action/blob/releases/v1/action.yml */
export const firstBuildPush: BuildAction = {
  context: 'path',
  byDefault: 'workspace',
  file: ['dockerfile'],
  args: 'build_args',
  argsAre: 'commas',
  target: 'target',
}
