import { startGitHub } from './embedded-github/index.mjs'
import { runAction } from './runner.mjs'
import { bold, dim, green, heading, print, printBody, printComment, printLines, red } from './terminal-page.mjs'

/**
 * `npm run demo`: a pull request, its review, the suggestions committed, and a second run that has nothing to add.
 * Everything is real but GitHub, which is a small server on the loopback interface. Ends with 1 when a promise is broken.
 */

const DOCKERFILE = `# The shop's service.
FROM python:3.14-slim
WORKDIR /app

# Dependencies first: they change less often than the code.
COPY requirements.txt .
RUN pip install -r requirements.txt

COPY . .
CMD ["python", "main.py"]
`

/** What committing the suggestions must make of it, byte for byte. */
const DOCKERFILE_AFTER = `# syntax=docker/dockerfile:1
# The shop's service.
FROM python:3.14-slim
WORKDIR /app

# Dependencies first: they change less often than the code.
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt

COPY . .
CMD ["python", "main.py"]
`

const WEB_DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
`

const LOCK = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { fastify: '5.6.1' } },
    'node_modules/fastify': { version: '5.6.1' },
  },
}

const BASE = {
  '.dockerignore': '.git\n.venv\nnode_modules\n',
  'main.py': 'print("hello")\n',
  'requirements.txt': 'flask==3.1.2\n',
  'package.json': `${JSON.stringify({ name: 'shop', version: '1.0.0', dependencies: { fastify: '5.6.1' } }, null, 2)}\n`,
  'package-lock.json': `${JSON.stringify(LOCK, null, 2)}\n`,
  'server.js': 'console.log("hello")\n',
}

let broken = 0

/** @param {boolean} kept @param {string} text */
function promise(kept, text) {
  if (!kept) broken++
  print(kept ? `${green('  kept')}    ${text}` : `${red('  BROKEN')}  ${text}`)
}

/** @param {Awaited<ReturnType<typeof startGitHub>>} github */
async function tell(github) {
  const repository = github.createRepository({ owner: 'octo-org', name: 'shop', files: BASE })
  const files = { Dockerfile: DOCKERFILE, 'web.Dockerfile': WEB_DOCKERFILE }
  repository.commit({ branch: 'containers', files, message: 'Add containers', author: 'mona' })
  const pull = repository.openPull({ head: 'containers', title: 'Add containers', author: 'mona' })
  heading('1. A pull request', `octo-org/shop#1 by mona, "${pull.title}", adds two Dockerfiles.`)

  const run = await runAction({ github, event: github.pullRequestEvent(pull) })
  const seconds = (run.milliseconds / 1000).toFixed(1)
  heading('2. Layerwise reviews it', `dist/index.js ran for ${seconds} s and sent ${github.requests.length} requests.`)
  if (run.code !== 0) print(run.stdout + run.stderr)
  const reviews = github.reviews(pull)
  for (const { user, body } of reviews) {
    print()
    print(bold(`Review by ${user.login}`))
    printBody(body)
  }
  const comments = github.comments(pull).sort((a, b) => a.path.localeCompare(b.path) || Number(a.line) - Number(b.line))
  for (const comment of comments) {
    const text = repository.read(pull.headSha, comment.path) ?? ''
    printComment(comment, text, suggestedEdit(github, pull, comment.id))
  }

  heading(
    '3. Mona commits the suggestions',
    'One click each, from the last to the first; any order and any subset will do.',
  )
  for (const { id, path } of [...comments].reverse()) {
    try {
      const { sha, message } = github.commitSuggestion(pull, id)
      print(`  ${sha.slice(0, 7)}  ${message.split('\n')[0]}`)
    } catch (error) {
      print(red(`  not committed, ${path}: ${/** @type {Error} */ (error).message}`))
    }
  }

  heading('4. The Dockerfiles now')
  const after = repository.read(pull.headSha, 'Dockerfile') ?? ''
  const web = repository.read(pull.headSha, 'web.Dockerfile') ?? ''
  for (const [name, text] of [
    ['Dockerfile', after],
    ['web.Dockerfile', web],
  ]) {
    print(dim(`  ${name}`))
    printLines(text ?? '')
  }

  github.requests.length = 0
  const second = await runAction({ github, event: github.pullRequestEvent(pull, 'synchronize') })
  heading('5. Layerwise runs again', 'On the new head of the pull request.')
  print(
    `  findings: ${second.outputs.findings}, comments: ${second.outputs.comments}, requests that write: ${github.writes().length}`,
  )

  heading('What was promised')
  promise(run.code === 0, 'advice blocks nobody: the first run ended with 0')
  promise(
    reviews.length === 1 && reviews[0]?.state === 'COMMENTED',
    'all comments came as one review that only comments',
  )
  promise(
    comments.length > 0 && pull.comments.every(({ resolved }) => resolved),
    'every comment held a suggestion that one click commits',
  )
  promise(after === DOCKERFILE_AFTER, 'Dockerfile gained a first line and a mount, and nothing else changed')
  promise(
    /^COPY package\.json .*\n[\s\S]*npm ci[\s\S]*^COPY \. \.$/m.test(web) &&
      web.includes('--mount=type=cache,target=/root/.npm'),
    'web.Dockerfile installs before it copies the sources, with a cache mount',
  )
  promise(second.code === 0 && second.outputs.findings === '0', 'the second run found nothing')
  promise(
    github.count('POST', /\/(?:reviews|comments)$/) === 0 && github.reviews(pull).length === 1,
    'and said nothing',
  )
}

/** @param {Awaited<ReturnType<typeof startGitHub>>} github @param {Parameters<typeof github.suggestedEdit>[0]} pull @param {number} id */
function suggestedEdit(github, pull, id) {
  try {
    return github.suggestedEdit(pull, id)
  } catch {
    return null
  }
}

// A reader that went away (`| head`) is no reason to leave the server's folder behind.
process.stdout.on('error', () => {})
const github = await startGitHub()
try {
  await tell(github)
} catch (error) {
  print(red(/** @type {Error} */ (error).message))
  broken++
} finally {
  await github.stop()
}
process.exitCode = broken > 0 ? 1 : 0
