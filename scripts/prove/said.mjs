/**
 * A case of `copy-cases.mjs` as files, what Layerwise says of it, and whether that is what BuildKit did.
 *
 * @typedef {import('./copy-cases.mjs').Case} Case
 * @typedef {{ lines: string[], dockerfile: string, texts: Record<string, string>, links: Record<string, string> }} Project
 * @typedef {Record<string, string> | 'fails'} Landed which file lies where in the image; `-> x` is a link to x
 * @typedef {{ landed: Landed | 'unknown', mayFail: boolean }} Said
 */
import { lineOf } from './copy-cases.mjs'

/** @type {Said} */
const UNKNOWN = { landed: 'unknown', mayFail: true }

/** Each file's text is its path. The whole context is copied by the first stage, and each later one makes one copy. @param {Case} one @returns {Project} */
export function projectOf({ files, links = {}, ignore, own, workdir, copies }) {
  const lines = ['COPY . /', ...copies.map((copy) => (typeof copy === 'string' ? copy : lineOf(copy)))]
  const stages = lines.map((line, index) =>
    [`FROM scratch AS s${index}`, ...(workdir && index > 0 ? [`WORKDIR ${workdir}`] : []), line].join('\n'),
  )
  const dockerfile = `${stages.join('\n')}\n`
  const ignoreFile = own ? 'Dockerfile.dockerignore' : '.dockerignore'
  const texts = { ...Object.fromEntries(files.map((file) => [file, file])), Dockerfile: dockerfile }
  return { lines, dockerfile, texts: ignore === null ? texts : { ...texts, [ignoreFile]: ignore }, links }
}

/**
 * What Layerwise says, stage by stage. The parts of it are handed in: the compiled ones by the proof, the sources by a test.
 *
 * @param {Project} project
 * @returns {Said[]}
 */
export function saidOf(
  { dockerfile, texts, links },
  { openContext, Tree, parseDockerfile, readStages, Layout, readCopy },
) {
  const all = { ...texts, ...links }
  const tree = new Tree({
    files: new Set(Object.keys(all)),
    texts: new Map(Object.entries(all)),
    links: new Set(Object.keys(links)),
  })
  const found = openContext(tree, 'Dockerfile', '.')
  if (!('context' in found)) return dockerfile.match(/^FROM/gm).map(() => UNKNOWN)
  const file = parseDockerfile(dockerfile)
  return readStages(file).map((stage) => {
    const layout = new Layout(found.context)
    /** @type {Said} */
    const said = { landed: {}, mayFail: false }
    for (const step of stage.steps) {
      layout.knows(step.state.workdir)
      const copy = readCopy(file, step)
      if (copy === null) continue
      if (copy === undefined) return UNKNOWN
      if (!layout.add(copy)) {
        const lacks = !copy.parents && copy.sources.some((one) => found.context.matches(one) === null)
        return lacks ? { landed: 'fails', mayFail: true } : UNKNOWN
      }
      for (const { path, at } of layout.landings(copy)) {
        said.landed[at] = found.context.isLink(path) ? `-> ${links[path]}` : path
      }
      // What is below the folder in front of a wildcard is sent along only where something matches.
      said.mayFail ||= copy.sources.some((one) => one.includes('/') && found.context.matches(one)?.length === 0)
    }
    return said
  })
}

/** Whether what is said is what is built. A build that fails is none that a suggestion is made for. @param {Said} said @param {Landed} built */
export function agrees({ landed, mayFail }, built) {
  if (landed === 'unknown') return true
  if (landed === 'fails') return built === 'fails' || Object.keys(built).length === 0
  if (built !== 'fails') return JSON.stringify(sorted(landed)) === JSON.stringify(sorted(built))
  return mayFail || clashes(Object.keys(landed))
}

/** Whether a file is put where a folder is, or the other way round. @param {string[]} places */
const clashes = (places) => places.some((place) => places.some((other) => other.startsWith(`${place}/`)))

/** @param {Landed} landed */
const sorted = (landed) =>
  typeof landed === 'string' ? landed : Object.entries(landed).sort(([a], [b]) => (a < b ? -1 : 1))
