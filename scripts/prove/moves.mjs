/**
 * The suggestions about order: the image stays the same, and an edit of a source no longer runs what takes its time. Each project
 * of `moves/` is built as it is and with all suggestions committed; then a source is edited, a manifest too, and both are built again.
 */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { imageOf } from './image-files.mjs'
import { toolsImage } from './tools-image.mjs'

const { analyse } = await import('../../lib/analyse.js')
const { compose } = await import('../../lib/text/compose.js')

/**
 * What a project's `case.json` may say.
 *
 * @typedef {object} Case
 * @property {string} install a pattern of the steps that are watched, as the Dockerfile has them
 * @property {string[]} [manifests] files of the context, an edit of which must run the install again
 * @property {string} [edit] the source that is edited, if it is not `source.txt`
 * @property {string} [dockerfile] where the Dockerfile lies, if not in the root
 * @property {string} [context] the folder of the context, if it is not the root
 * @property {Record<string, string>} [modes] of files that Git does not keep so
 * @property {Record<string, string>} [untracked] files that lie in the working tree alone, with their texts
 * @property {{ before: Record<string, string>, after: Record<string, string> }} [args] build arguments, and those of the edited build
 * @property {string} [ahead] the pattern of the step that stands above the sources in the place of the install
 * @property {string[]} [differs] the paths that an unsafe suggestion changes, as patterns
 * @property {boolean} [unsafe] the suggestion is not offered as a click: it is made nevertheless
 */

const AT_ONCE = 4
const MOST_SHOWN = 8
const PROJECTS = path.join(import.meta.dirname, 'moves')
/**
 * What differs from run to run of the same install, or lies in a mount behind a suggestion: caches and logs, and compiled Python, in
 * which the time of its source stands.
 */
const DIFFERS = [
  /\.pyc$/,
  /^\/(?:proc|sys|dev|tmp)\//,
  /^\/(?:root|home\/node)\/\.(?:bun|cache|hex|npm|local\/share\/pnpm)(?:\/|$)/,
  /^\/var\/(?:cache|log|lib\/apt)(?:\/|$)/,
  /^\/usr\/local\/share\/\.cache(?:\/|$)/,
  // Counters.
  /^\/root\/\.config\/go\/telemetry/,
  // When each package was last used.
  /^\/root\/\.cargo\/\.global-cache/,
]

export const title = 'What a suggestion moves'
export const proven = `That the image stays the same and the install is taken from the cache. The projects of \`scripts/prove/moves\` are built as
they are and with all suggestions of Layerwise committed: kinds, names, contents, modes, owners, attributes of all files and the settings of the
image are compared (times, caches, counters of the tools and compiled Python aside). Then a source is edited, or a build argument changed, and both
are built again: the install must run in the first and come from the cache in the second. An edit of a manifest must run it in both.

Suggestions that are no click are made too, in the projects whose \`case.json\` says \`unsafe\`; what their images differ in stands
there as \`differs\`: what Cargo compiled, and files in which a tool writes when it installed something.`
export const DEFAULTS = { seed: 1, count: 0 }

export async function prove({ buildkit, only }) {
  const base = await toolsImage(buildkit)
  const names = readdirSync(PROJECTS)
    .filter((name) => new RegExp(only ?? '').test(name))
    .sort()
  const counts = {
    projects: 0,
    'files compared': 0,
    'installs that an edit ran, before': 0,
    'and after': 0,
    'edits of manifests': 0,
  }
  /** @type {string[]} */
  const differences = []
  const work = async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const found = await new Project(name, buildkit, base).prove(counts)
      counts.projects++
      const shown = found.slice(0, MOST_SHOWN).map((difference) => `${name}: ${difference}`)
      console.log(shown.length === 0 ? `${name}: same` : shown.join('\n'))
      differences.push(...shown)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { counts, differences }
}

class Project {
  #folder
  #case
  #buildkit
  #base
  #name

  constructor(name, buildkit, base) {
    this.#name = name
    this.#folder = path.join(PROJECTS, name)
    this.#buildkit = buildkit
    this.#base = base
    const file = path.join(this.#folder, 'case.json')
    /** @type {Case} */
    this.#case = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  }

  get #dockerfile() {
    return this.#case.dockerfile ?? 'Dockerfile'
  }

  async prove(counts) {
    const { before, after } = this.#versions()
    if (before === after) return ['nothing is suggested']
    const {
      install = '(?:install|npm ci)',
      manifests = [],
      edit = 'source.txt',
      differs = [],
      args,
      ahead = install,
    } = this.#case
    const patterns = { before: install, after: ahead }
    /** @type {string[]} */
    const differences = []
    const images = []
    const ran = []
    for (const [which, text] of Object.entries({ before, after })) {
      const watched = new RegExp(`\\] RUN .*(?:${patterns[which]})`, 's')
      const folder = this.#lay(which, text)
      const built = await this.#build(folder, text, args?.before, true)
      if (!built.ok) return [`it cannot be built ${which}:\n${text}\n${built.said.slice(-3_000)}`]
      images.push(built.image)
      const edited = path.join(folder, this.#case.context ?? '', edit)
      if (!args) appendFileSync(edited, '\n')
      const again = await this.#build(folder, text, args?.after)
      if (!again.ok) return [`it cannot be built ${which} and an edit:\n${again.said.slice(-3_000)}`]
      const steps = again.steps.filter((step) => watched.test(step.name))
      if (steps.length === 0) differences.push(`no step of ${which} is the install`)
      ran.push(steps.filter(({ cached }) => !cached).length)
      for (const manifest of manifests) {
        appendFileSync(path.join(folder, this.#case.context ?? '', manifest), '\n')
        const third = await this.#build(folder, text, args?.after)
        // It may well fail, of a lock file that does not fit.
        counts['edits of manifests']++
        if (!third.steps.some((step) => watched.test(step.name) && !step.cached)) {
          differences.push(`an edit of ${manifest} runs no install ${which}`)
        }
      }
    }
    const [one, other] = images
    counts['files compared'] += one.files.size
    const passed = differs.map((pattern) => new RegExp(pattern))
    for (const file of new Set([...one.files.keys(), ...other.files.keys()])) {
      // The Dockerfile itself is copied too.
      if (one.files.get(file) === other.files.get(file) || file.endsWith('/Dockerfile')) continue
      if ([...DIFFERS, ...passed].some((pattern) => pattern.test(file))) continue
      differences.push(`${file}: ${one.files.get(file)} before, ${other.files.get(file)} after`)
    }
    if (one.settings !== other.settings) differences.push(`${one.settings} before, ${other.settings} after`)
    counts['installs that an edit ran, before'] += ran[0]
    counts['and after'] += ran[1]
    if (ran[0] === 0) differences.push('the edit runs no install before')
    if (ran[1] !== 0) differences.push(`the edit runs an install after:\n${after}`)
    return differences
  }

  /** A working tree of the project. */
  #lay(which, text) {
    const folder = path.join(this.#buildkit.folder, `${this.#name}-${which}`)
    cpSync(this.#folder, folder, { recursive: true, verbatimSymlinks: true })
    // No two projects have the same steps, so that nothing of the one is taken from the cache for the other.
    const own = text.replace(/^FROM .*/gim, `$&\nENV PROJECT=${this.#name}`)
    writeFileSync(path.join(folder, this.#dockerfile), own)
    for (const [file, content] of Object.entries(this.#case.untracked ?? {})) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), content)
    }
    for (const [file, mode] of Object.entries(this.#case.modes ?? {}))
      chmodSync(path.join(folder, file), Number.parseInt(mode, 8))
    return folder
  }

  async #build(folder, text, args, keep = false) {
    const { address, store } = this.#base
    const made = path.join(this.#buildkit.folder, `${this.#name}-images`)
    if (keep && !existsSync(made)) {
      // What lies in a store already is not written again.
      mkdirSync(made)
      execFileSync('cp', ['--archive', '--link', path.join(store, 'blobs'), made])
    }
    const stages = new Set([...text.matchAll(/^FROM \S+ AS (\S+)/gim)].map(([, stage]) => stage))
    const images = [...text.matchAll(/^FROM (\S+)/gim)].flatMap(([, image]) => (stages.has(image) ? [] : [image]))
    const metadata = `${folder}.json`
    const built = await this.#buildkit.build({
      context: path.join(folder, this.#case.context ?? ''),
      dockerfile: path.join(folder, path.dirname(this.#dockerfile)),
      filename: path.basename(this.#dockerfile),
      args,
      contexts: Object.fromEntries(images.map((image) => [image, address])),
      ...(keep ? { output: `type=oci,tar=false,compression=uncompressed,dest=${made}`, metadata } : {}),
    })
    if (!built.ok || !keep) return built
    const digest = JSON.parse(readFileSync(metadata, 'utf8'))['containerimage.digest']
    return { ...built, image: imageOf(made, digest) }
  }

  /** The Dockerfile, and what all suggestions make of it. */
  #versions() {
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(this.#folder, path.join(entry.parentPath, entry.name)))
    const linked = files.filter((file) => lstatSync(path.join(this.#folder, file)).isSymbolicLink())
    const links = new Set(linked)
    const textOf = (file) =>
      links.has(file)
        ? readlinkSync(path.join(this.#folder, file))
        : readFileSync(path.join(this.#folder, file), 'utf8')
    const texts = new Map(files.map((file) => [file, textOf(file)]))
    const before = texts.get(this.#dockerfile)
    const repository = { files: new Set(files), texts, links }
    // A suggestion that is no click waits for those that are.
    const rules = this.#case.unsafe ? { 'mount-package-cache': 'off' } : {}
    const settings = { rules, syntax: 'docker/dockerfile:1' }
    const report = analyse({ path: this.#dockerfile, text: before, repository, settings })
    const fixes = report.findings.flatMap(({ remedy }) => ('unknown' in remedy ? [] : [remedy]))
    const after = this.#case.unsafe ? compose(before, fixes).text : report.fixed
    // No frontend can be pulled everywhere: the one that is built in is as new.
    return { before, after: after.replace(/^# syntax=.*\n/, '') }
  }
}
