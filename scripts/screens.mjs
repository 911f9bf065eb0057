#!/usr/bin/env node
// npm run screens: takes the pictures in docs/pictures, in light and dark: a review as GitHub shows it, and the page of an audit.
// Needs a Chromium on the machine, and dist/ as the sources give it. Nothing is loaded from elsewhere.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startGitHub } from './embedded-github/index.mjs'
import { runAction } from './runner.mjs'
import { findChromium, startChromium } from './screens/chromium.mjs'
import { reviewPage } from './screens/review-page.mjs'

const ROOT = path.join(import.meta.dirname, '..')
const PICTURES = path.join(ROOT, 'docs/pictures')
/** A picture that is larger makes the clone of everybody larger. In bytes. */
const LARGEST = 200_000

const LOCK = '{ "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {} }\n'

/** The shop: what the pull request finds there. */
const BASE = {
  '.dockerignore': '.git\n.venv\nnode_modules\n',
  'app/__main__.py': 'print("hello")\n',
  'requirements.txt': 'flask==3.1.2\n',
  'web/package.json': '{ "name": "shop", "version": "1.0.0", "dependencies": { "fastify": "5.6.1" } }\n',
  'web/package-lock.json': LOCK,
  'web/server.js': 'console.log("hello")\n',
  'web/routes.js': '',
  'tools/go.mod': 'module tools\n\ngo 1.26\n',
  'tools/go.sum': '',
  'tools/main.go': 'package main\n\nfunc main() {}\n',
}

/** What it brings: the Dockerfile that the README opens with. */
const REVIEWED = {
  Dockerfile: `FROM python:3.14-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "-m", "app"]
`,
}

/** What an audit of the whole shop finds besides. */
const AUDITED = {
  ...REVIEWED,
  'web/Dockerfile': `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
`,
  'tools/Dockerfile': `# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/gobuild go build -o /tool .
FROM debian:13-slim
RUN apt-get update
RUN apt-get install -y --no-install-recommends ca-certificates
COPY --from=build /tool /usr/local/bin/tool
`,
}

/** The page of a review, as the real action wrote it. */
async function review() {
  const github = await startGitHub()
  try {
    const repository = github.createRepository({ owner: 'octo-org', name: 'shop', files: BASE })
    repository.commit({ branch: 'containers', files: REVIEWED, message: 'Add a container', author: 'mona' })
    const pull = repository.openPull({ head: 'containers', title: 'Add a container', author: 'mona' })
    const run = await runAction({ github, event: github.pullRequestEvent(pull) })
    const comments = github.comments(pull).sort((a, b) => Number(a.line) - Number(b.line))
    if (run.code !== 0 || comments.length === 0)
      throw new Error(`The action wrote no review:\n${run.stdout}${run.stderr}`)
    const texts = [...github.reviews(pull), ...pull.issueComments].map(({ body }) => body)
    return reviewPage({
      title: 'A review by Layerwise',
      texts: texts.map(withoutMarks).filter((text) => text !== ''),
      comments: comments.map((comment) => ({ ...comment, body: withoutMarks(comment.body) })),
      textOf: (file) => repository.read(pull.headSha, file) ?? '',
    })
  } finally {
    await github.stop()
  }
}

/** @param {string} text */
const withoutMarks = (text) => text.replace(/<!--[\s\S]*?-->/g, '').trim()

/** The page of an audit, as the command line writes it. @param {string} folder */
function audit(folder) {
  const tree = path.join(folder, 'shop')
  for (const [name, text] of Object.entries({ ...BASE, ...AUDITED })) {
    mkdirSync(path.dirname(path.join(tree, name)), { recursive: true })
    writeFileSync(path.join(tree, name), text)
  }
  const entry = path.join(ROOT, 'dist/cli/index.js')
  const words = [entry, 'audit', '--format', 'html', '--fail-on', 'never']
  return execFileSync(process.execPath, words, { cwd: tree, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'screens-'))
/** @type {Awaited<ReturnType<typeof startChromium>> | null} */
let chromium = null
try {
  chromium = await startChromium(findChromium())
  mkdirSync(PICTURES, { recursive: true })
  const pages = {
    review: { html: await review(), width: 860 },
    audit: { html: audit(folder).replace('<details>', '<details open>'), width: 920 },
  }
  for (const [name, { html, width }] of Object.entries(pages)) {
    const file = path.join(folder, `${name}.html`)
    writeFileSync(file, html)
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      const picture = await chromium.picture(pathToFileURL(file).href, { scheme, width, mostHeight: 1_200 })
      const target = path.join(PICTURES, `${name}-${scheme}.png`)
      if (picture.length > LARGEST)
        throw new Error(`${name}-${scheme}.png has ${picture.length} bytes, more than ${LARGEST}.`)
      writeFileSync(target, picture)
      console.log(`wrote ${path.relative(ROOT, target)}, ${Math.round(picture.length / 1_000)} kB`)
    }
  }
} catch (error) {
  console.error(`screens: ${/** @type {Error} */ (error).message}`)
  process.exitCode = 1
} finally {
  await chromium?.close()
  rmSync(folder, { recursive: true, force: true })
}
