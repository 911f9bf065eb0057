import { afterAll, beforeAll, expect, jest } from '@jest/globals'
import { liveText, startGitHub, suggestionsIn } from '../../scripts/embedded-github/index.mjs'
import { runAction } from '../../scripts/runner.mjs'
import { undescribed } from '../embedded-github/openapi.ts'

export type Server = Awaited<ReturnType<typeof startGitHub>>
export type Repository = ReturnType<Server['createRepository']>
export type Pull = ReturnType<Repository['openPull']>
export type Files = NonNullable<NonNullable<Parameters<Server['createRepository']>[0]>['files']>
export type Run = Awaited<ReturnType<typeof runAction>>

/** The mission's Dockerfile: pip without a mount, manifests first as they should be. */
export const PIP_DOCKERFILE = `# The shop's service.
FROM python:3.14-slim

WORKDIR /app

# Dependencies first: they change less often than the code.
COPY requirements.txt .
RUN pip install -r requirements.txt

# The rest.
COPY . .

CMD ["python", "main.py"]
`

/** The same with all suggestions committed. */
export const PIP_DOCKERFILE_AFTER = `# syntax=docker/dockerfile:1
# The shop's service.
FROM python:3.14-slim

WORKDIR /app

# Dependencies first: they change less often than the code.
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt

# The rest.
COPY . .

CMD ["python", "main.py"]
`

/** Sources above the install. */
export const NPM_DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
`

/** The context of both. */
export const CONTEXT: Files = {
  '.dockerignore': '.git\n.venv\nnode_modules\n',
  'main.py': 'print("hello")\n',
  'requirements.txt': 'flask==3.1.2\n',
  'package.json': '{ "name": "shop", "version": "1.0.0", "dependencies": { "fastify": "5.6.1" } }\n',
  'package-lock.json': `{ "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "shop", "version": "1.0.0", "dependencies": { "fastify": "5.6.1" } }, "node_modules/fastify": { "version": "5.6.1" } } }\n`,
  'server.js': 'console.log("hello")\n',
}

/** Starts one server for a test file and gives the means to tell stories on it. */
export function stage(options: Parameters<typeof startGitHub>[0] = {}) {
  // Every run is a process of its own; on a busy machine a few of them take longer than jest's five seconds.
  jest.setTimeout(60_000)
  let github: Server
  let number = 0
  beforeAll(async () => {
    github = await startGitHub(options)
  })
  afterAll(async () => {
    await github?.stop()
  })

  /** A pull request that adds or changes files, in a repository of its own. */
  const open = (
    head: Files,
    { base = {}, fork = false, hidden = false }: { base?: Files; fork?: boolean; hidden?: boolean } = {},
  ) => {
    const repository = github.createRepository({
      owner: 'octo-org',
      name: `shop-${++number}`,
      files: { ...CONTEXT, ...base },
      private: hidden,
    })
    const from = fork ? repository.fork('contributor') : repository
    from.commit({ branch: 'change', files: head, author: 'mona' })
    const pull = repository.openPull({ head: 'change', from, author: fork ? 'contributor' : 'mona', title: 'A change' })
    return {
      repository,
      pull,
      read: (path: string) => from.read('change', path),
      push: (files: Files) => from.commit({ branch: 'change', files }),
    }
  }

  /** Runs the action on a pull request; every request and answer must be as GitHub describes the call. */
  const run = async (
    pull: Pull,
    with_: Omit<Parameters<typeof runAction>[0], 'github' | 'event'> & { event?: unknown } = {},
  ): Promise<Run> => {
    github.requests.length = 0
    const ended = await runAction({ github, event: github.pullRequestEvent(pull), ...with_ })
    expect(ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
    expect(undescribed(github.requests)).toEqual([])
    return ended
  }

  return {
    get github() {
      return github
    },
    open,
    run,
    /** What was said on the pull request, comments in the order of their lines. */
    said(pull: Pull) {
      const comments = github
        .comments(pull)
        .sort((a, b) => a.path.localeCompare(b.path) || Number(a.original_line) - Number(b.original_line))
      return { reviews: github.reviews(pull), comments, issueComments: pull.issueComments }
    },
  }
}

/** Where a comment stands and what its suggestion says: all that a click needs. */
export const essence = (comment: { path: string; start_line: number | null; line: number | null; body: string }) => ({
  path: comment.path,
  lines: [comment.start_line ?? comment.line, comment.line],
  suggestions: suggestionsIn(comment.body),
})

/** The annotations of a run. */
export const annotations = ({ commands }: Run) =>
  commands.filter(({ command }) => ['error', 'warning', 'notice'].includes(command))

/** Everything that a reader of the pull request is told, wherever it stands. */
export const everythingSaid = (github: Server, pull: Pull): string =>
  [
    ...github.reviews(pull).map(({ body }) => body),
    ...github.comments(pull).map(({ body }) => body),
    ...pull.issueComments.map(({ body }) => body),
  ].join('\n')

export { liveText, suggestionsIn }
