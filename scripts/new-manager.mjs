/**
 * node scripts/new-manager.mjs ID "NAME" PROGRAM    makes what a package manager consists of, to be filled in:
 *   src/managers/ID.ts, an example, a second case and a quiet case in __tests__/fixtures; then `npm run docs`
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [id, name, program = id] = process.argv.slice(2)
if (!/^[a-z][a-z0-9-]*$/.test(id ?? '') || !name) {
  console.error('usage: node scripts/new-manager.mjs ID "NAME" [PROGRAM]    (ID in lower case: poetry)')
  process.exit(2)
}
if (existsSync(join(root, 'src/managers', `${id}.ts`))) {
  console.error(`src/managers/${id}.ts is there already: change that file instead.`)
  process.exit(2)
}

const entry = `// https://example.com/the-page-about-its-cache
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: '${id}',
  name: '${name}',
  docs: 'https://example.com/the-page-about-its-cache',
  programs: ['${program}'],
  verbs: { install: words('install') },
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages',
      at: [{ home: '.cache/${id}' }],
      sharing: 'locked',
      why: 'say what two of it do to the folder at once',
    },
  ],
})
`
const dockerfile = (lines) => `# syntax=docker/dockerfile:1\n${lines.join('\n')}\n`
const fixtures = join('__tests__/fixtures')
const files = {
  [`src/managers/${id}.ts`]: entry,
  [`${fixtures}/managers/${id}/example/before.Dockerfile`]: dockerfile([
    'FROM debian:bookworm',
    `RUN ${program} install`,
  ]),
  [`${fixtures}/managers/${id}/another-user/before.Dockerfile`]: dockerfile([
    'FROM debian:bookworm',
    'RUN useradd --create-home --uid 1000 app',
    'USER app',
    `RUN ${program} install`,
  ]),
  [`${fixtures}/quiet/managers/${id}/a-user-that-is-not-known/before.Dockerfile`]: dockerfile([
    'FROM debian:bookworm',
    'USER somebody',
    `RUN ${program} install`,
  ]),
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  console.log(`wrote ${path}`)
}
console.log(
  'Fill them in; then: npm run docs && UPDATE_FIXTURES=1 npm test -- fixtures.test, and read what that wrote.',
)
