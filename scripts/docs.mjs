/**
 * npm run docs               writes everything that is made from the source: registries, pages, tables, action.yml, the schema
 * npm run docs -- --check    writes nothing, names what is stale, and ends with 1 when something is
 * --compiled                 takes lib/ as it is instead of compiling src first
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionMetadata } from './docs/action-metadata.mjs'
import { configurationSchema } from './docs/configuration-schema.mjs'
import { readExamples } from './docs/examples.mjs'
import { fillRegions } from './docs/regions.mjs'
import { examplesSource, registrySource, versionSource } from './docs/sources.mjs'
import { tables } from './docs/tables.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const check = process.argv.includes('--check')
const problems = []

const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null)

/** Compares a file with what it should be, and writes it unless it is only to be checked. */
function put(path, text) {
  if (read(path) === text) return
  if (check) {
    problems.push(`${path} is stale. Run "npm run docs" and commit what it changes.`)
    return
  }
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  console.log(`wrote ${path}`)
}

/** A page whose rule or manager is gone goes too. */
function putFolder(folder, pages) {
  const present = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  for (const name of present.filter((file) => file.endsWith('.md') && !pages.has(file) && file !== 'verified.md')) {
    if (check)
      problems.push(`${folder}/${name} is about nothing that is left. Run "npm run docs" and commit what it deletes.`)
    else {
      rmSync(join(root, folder, name))
      console.log(`deleted ${folder}/${name}`)
    }
  }
  for (const [name, text] of pages) put(`${folder}/${name}`, text)
}

/** Formats as the linter wants it, imports in its order too. */
function formatted(path, text) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const words = ['check', '--write', `--stdin-file-path=${path}`]
  const done = spawnSync(process.execPath, [biome, ...words], { cwd: root, input: text, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`biome cannot format ${path}: ${done.stderr}`)
  return done.stdout
}

function compile() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const done = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: root, encoding: 'utf8' })
  if (done.status === 0) return
  console.error(`${done.stdout}docs: src does not compile, so nothing can be read from it. Mend what is listed above.`)
  process.exit(1)
}

// What the source itself is made of comes first: the rest is read from its compiled form.
for (const folder of ['context/builds', 'managers', 'rules']) {
  const path = `src/${folder}/registry.ts`
  put(path, formatted(path, registrySource(join(root, 'src', folder), basename(folder))))
}
put('src/version.generated.ts', versionSource(JSON.parse(read('package.json')).version))
const examples = readExamples(join(root, '__tests__/fixtures'))
const managerExamples = readExamples(join(root, '__tests__/fixtures/managers'))
put('src/rules/examples.generated.ts', examplesSource(examples))
if (!process.argv.includes('--compiled')) compile()

const lib = async (path) => await import(new URL(`../lib/${path}`, import.meta.url).href)
const [{ rules }, { managers }, { options, outputs }, configuration, rulePages, managerPages, markdown] =
  await Promise.all(
    [
      'rules/registry.js',
      'managers/registry.js',
      'options.js',
      'configuration/configuration.js',
      'pages/rule-page.js',
      'pages/manager-page.js',
      'pages/markdown.js',
    ].map(lib),
  )

for (const { id } of rules) {
  if (!examples.has(id)) {
    problems.push(`${id} has no example. Add __tests__/fixtures/${id}/example/before.Dockerfile and after.Dockerfile.`)
  }
}
const page = (from, content) =>
  `<!-- Written by \`npm run docs\` from ${from}. Do not edit. -->\n\n${markdown.toMarkdown(content)}`
putFolder(
  'docs/rules',
  new Map(
    rules.map((rule) => [
      `${rule.id}.md`,
      page(
        `src/rules and the example of the rule in __tests__/fixtures`,
        rulePages.rulePage(rule, examples.get(rule.id)),
      ),
    ]),
  ),
)
for (const { id } of managers) {
  if (!managerExamples.has(id)) {
    problems.push(`${id} has no example. Add __tests__/fixtures/managers/${id}/example/before.Dockerfile.`)
  }
}
putFolder(
  'docs/managers',
  new Map(
    managers.map((manager) => [
      `${manager.id}.md`,
      page(
        `src/managers and the example in __tests__/fixtures/managers`,
        managerPages.managerPage(manager, managerExamples.get(manager.id)),
      ),
    ]),
  ),
)
put('action.yml', actionMetadata(options, outputs))
put('layerwise.schema.json', formatted('layerwise.schema.json', configurationSchema(rules, configuration)))
const help = await lib('cli/help.js')
const { readers } = await lib('context/builds/registry.js')
const readme = read('README.md')
if (readme === null)
  problems.push('README.md is not there. Write one, with the regions that scripts/docs/tables.mjs fills.')
else
  put(
    'README.md',
    fillRegions(
      'README.md',
      readme,
      tables({ options, outputs, rules, managers, managerPages, configuration, help, readers }),
    ),
  )

for (const problem of problems) console.error(`docs: ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0
