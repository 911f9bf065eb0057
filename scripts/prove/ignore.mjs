/**
 * `.dockerignore`, `COPY` and `ADD`: which file of a context lands where. Cases by name (`__tests__/context`) and random ones
 * (`copy-cases.mjs`) are built and compared with what `src/context` and `src/layers` say.
 */
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { cases } from './copy-cases.mjs'
import { agrees, projectOf, saidOf } from './said.mjs'

const parts = {
  ...(await import('../../lib/context/build-context.js')),
  ...(await import('../../lib/context/tree.js')),
  ...(await import('../../lib/dockerfile/parse.js')),
  ...(await import('../../lib/dockerfile/state.js')),
  ...(await import('../../lib/layers/copies.js')),
}
const TESTS = path.join(import.meta.dirname, '../../__tests__/context')
const ANSWERS = path.join(TESTS, 'buildkit-answers.json')
const AT_ONCE = 4

export const title = '`.dockerignore`, `COPY` and `ADD`'
export const proven = `Which files a build sees and where each lands, for contexts, ignore files and copies made at random: \`**\`, \`!\`,
comments, order, slashes, \`..\`, odd names, wildcards, several sources, \`--exclude\`, \`--parents\`, \`--link\`, symbolic links. The answers of
BuildKit are kept in \`__tests__/context/buildkit-answers.json\`, and the tests hold Layerwise to them; so are those of
\`dockerignore-answers.json\`, which have names. *Not said*: Layerwise says that it does not know, and stays silent.`
export const DEFAULTS = { seed: 1, count: 400 }

/** @param {{ buildkit: import('./buildkit.mjs').BuildKit, seed: number, count: number, write: boolean }} options */
export async function prove({ buildkit, seed, count, write }) {
  const random = fc.sample(cases, { seed, numRuns: count })
  const all = [...namedCases().map((one) => ({ ...one, named: true })), ...random]
  /** @type {import('./said.mjs').Landed[][]} */
  const built = []
  const counts = { builds: all.length, answers: 0, 'not said': 0 }
  /** @type {string[]} */
  const differences = []
  let next = 0
  const work = async () => {
    while (next < all.length) {
      const id = next++
      const one = all[id]
      const project = projectOf(one)
      const said = saidOf(project, parts)
      built[id] = await buildAll(project, said, buildkit, id)
      for (const [index, line] of project.lines.entries()) {
        counts.answers++
        if (said[index].landed === 'unknown') counts['not said']++
        const right = one.answers
          ? JSON.stringify(one.answers) === JSON.stringify(answersIn(one, built[id][index]))
          : agrees(said[index], built[id][index])
        if (!right) differences.push(difference(one, line, one.answers ?? said[index].landed, built[id][index]))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (write && seed === DEFAULTS.seed && count === DEFAULTS.count) {
    writeAnswers(all.flatMap((one, id) => (one.named ? [] : [{ one, built: built[id] }])))
  }
  return { counts, differences }
}

const difference = (one, line, said, landed) =>
  [
    `${line}   ${JSON.stringify({ files: one.files, links: one.links, ignore: one.ignore, workdir: one.workdir })}`,
    `  said  ${JSON.stringify(said)}`,
    `  built ${JSON.stringify(landed)}`,
  ].join('\n')

/** The cases with names: of each the files that can lie in one folder. */
function namedCases() {
  const { cases: named } = JSON.parse(readFileSync(path.join(TESTS, 'dockerignore-answers.json'), 'utf8'))
  return named.flatMap(({ file, excluded = {}, refused }) => {
    /** @type {string[][]} */
    const groups = refused ? [['a']] : []
    for (const name of Object.keys(excluded)) {
      const fits = (/** @type {string[]} */ group) =>
        !group.some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`))
      const group = groups.find(fits)
      if (group) group.push(name)
      else groups.push([name])
    }
    return groups.map((files) => ({
      files,
      ignore: file,
      own: false,
      workdir: null,
      copies: [],
      answers: refused ? 'fails' : files.map((name) => excluded[name]),
    }))
  })
}

const answersIn = ({ files }, landed) =>
  landed === 'fails' ? landed : files.map((name) => !Object.hasOwn(landed, path.join('/', name)))

/** What BuildKit does, stage by stage. */
async function buildAll({ lines, texts, links }, said, buildkit, id) {
  const folder = path.join(buildkit.folder, `case-${id}`)
  const context = path.join(folder, 'context')
  const dockerfile = path.join(folder, 'dockerfile')
  for (const [name, text] of Object.entries(texts)) put(path.join(context, name), text)
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(path.dirname(path.join(context, name)), { recursive: true })
    symlinkSync(target, path.join(context, name))
  }
  const names = new Map(Object.entries(texts).map(([name, text]) => [text, name]))
  const own = texts['Dockerfile.dockerignore']
  if (own !== undefined) put(path.join(dockerfile, 'Dockerfile.dockerignore'), own)
  // One build for all that should succeed: one for each takes many times as long.
  const together = [...lines.keys()].filter((index) => said[index].landed !== 'fails')
  const copies = together.map((index) => `COPY --from=s${index} / /${index}/\n`).join('')
  put(path.join(dockerfile, 'Dockerfile'), `${texts.Dockerfile}FROM scratch\n${copies}`)
  const image = path.join(folder, 'image')
  const all = await buildkit.build({ context, dockerfile, output: `type=local,dest=${image}` })
  /** @type {import('./said.mjs').Landed[]} */
  const landed = []
  for (const index of lines.keys()) {
    const place = path.join(image, String(index))
    const done = all.ok && together.includes(index)
    const { ok } = done
      ? all
      : await buildkit.build({ context, dockerfile, target: `s${index}`, output: `type=local,dest=${place}` })
    landed.push(ok ? filesBelow(place, names) : 'fails')
  }
  rmSync(folder, { recursive: true, force: true })
  return landed
}

function put(file, text) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** @param {string} folder @param {Map<string, string>} names the file that has a text */
function filesBelow(folder, names) {
  /** @type {Record<string, string>} */
  const found = {}
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const place = `/${path.relative(folder, file)}`
    if (entry.isSymbolicLink()) found[place] = `-> ${readlinkSync(file)}`
    else if (entry.isFile()) found[place] = names.get(readFileSync(file, 'utf8')) ?? '?'
  }
  return found
}

/** One case a line. The files that the whole context has are paths; where each copy puts which file is a map. */
function writeAnswers(answers) {
  const rows = answers.map(({ one, built: [context, ...built] }) => {
    const { files, links, ignore, own, workdir } = one
    const [, ...lines] = projectOf(one).lines
    const seen = context === 'fails' ? context : Object.keys(context).sort()
    const copies = lines.map((line, index) => ({ line, built: built[index] }))
    const linked = Object.keys(links).length > 0 && { links }
    return JSON.stringify({ files, ...linked, ignore, ...(own && { own }), ...(workdir && { workdir }), seen, copies })
  })
  const source = 'what BuildKit does, written by npm run prove -- ignore --write'
  writeFileSync(ANSWERS, `{"source":${JSON.stringify(source)},"cases":[\n${rows.join(',\n')}\n]}\n`)
}
