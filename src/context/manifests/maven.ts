import { baseName, folderOf, joinInside, upward } from '../paths.ts'
import { localInSettings, readPom } from './pom.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Goals that resolve what the POMs name, and run nothing of the build. https://maven.apache.org/plugins/maven-dependency-plugin/ */
const RESOLVES =
  /^(?:(?:org\.apache\.maven\.plugins:maven-)?dependency(?:-plugin)?(?::[\d.]+)?:(?:go-offline|resolve|resolve-plugins)|de\.qaware\.maven:go-offline-maven-plugin(?::[\d.]+)?:resolve-dependencies)$/
const PHASES = ['clean', 'compile', 'test-compile', 'test', 'prepare-package', 'package', 'verify', 'install', 'deploy']
const FLAGS =
  /^(?:-B|--batch-mode|-q|--quiet|-ntp|--no-transfer-progress|-U|--update-snapshots|-e|--errors|-V|--show-version|-C|-c|-N|--non-recursive|-ff|-fae|-T\S+)$/
/** Properties that name files or folders, or write some. */
const PLACES =
  /^-D(?:maven\.(?:repo\.local|multiModuleProjectDirectory|user\.\w+|ext\.class\.path)|user\.\w+|basedir|project\.\w+|mdep\.\w+|output(?:File|Directory)|settings\w*)/
/** Properties that a download does not need. */
const SKIPS = /^-D(?:skip\w*|(?:[\w.-]+\.)?skip|maven\.test\.\w+|\w+\.skip\w*)(?:=|$)/i
/** More modules than these, and a list of `COPY` lines is no help. */
const MANY = 12

interface Words {
  readonly goals: readonly string[]
  /** The POM or its folder, as it is written. */
  readonly pom: string | null
  readonly settings: readonly string[]
  /** Options that change what is resolved, as they stand. */
  readonly kept: readonly string[]
  /** It builds some of the modules alone. */
  readonly parts: boolean
}

/** What `mvn` reads to resolve dependencies: POMs with parents and modules, `.mvn`, settings that it is told. */
export function readsOfMaven(request: InstallRequest): InstallReads {
  const words = readWords(request)
  if ('unknown' in words) return words
  if (words.goals.length > 0 && words.goals.every((goal) => RESOLVES.test(goal))) return resolve(request, words)
  const unknown = `${request.program} ${request.verb} builds the sources`
  const plain = [...words.kept, words.pom ?? ''].every((word) => /^[\w@%+:=,./-]*$/.test(word))
  if (!words.goals.every((goal) => PHASES.includes(goal)) || words.parts || !plain) return { unknown }
  const reads = resolve(request, words)
  if ('missing' in reads) return reads
  // The modules of a build need each other, and none of them is built yet.
  if ('unknown' in reads || reads.files.filter((file) => isPom(file)).length !== 1) return { unknown }
  const program = request.program === 'mvnw' ? './mvnw' : request.program
  return {
    unknown,
    ahead: {
      command: [program, '-B', ...words.kept, 'dependency:go-offline'].join(' '),
      files: reads.files,
      ...(reads.folders ? { folders: reads.folders } : {}),
      says: '`dependency:go-offline` fetches the dependencies and plugins that the POM names. What a plugin asks for only when it runs is fetched by the build as before.',
    },
  }
}

function readWords({ args, program }: InstallRequest): Words | { readonly unknown: string } {
  const goals: string[] = []
  const settings: string[] = []
  const kept: string[] = []
  let pom: string | null = null
  let parts = false
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    const [, name = word, given] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? []
    const value = (): string => given ?? args[++at] ?? ''
    if (name === '-f' || name === '--file') {
      pom = value()
      kept.push('-f', pom)
    } else if (['-s', '--settings', '-gs', '--global-settings'].includes(name)) {
      settings.push(value())
      kept.push(name.replace(/^--settings$/, '-s'), settings.at(-1) as string)
    } else if (name === '-P' || name === '--activate-profiles') kept.push('-P', value())
    else if (name === '-T' || name === '--threads') value()
    else if (/^(?:-pl|--projects|-rf|--resume-from|-am|-amd|--also-make|--also-make-dependents)$/.test(name)) {
      parts = true
      if (!/^-(?:am|amd|-also.*)$/.test(name)) value()
    } else if (/^-P.|^-D./.test(word)) {
      if (PLACES.test(word)) return { unknown: `${program} is told ${word.split('=')[0]}` }
      if (!SKIPS.test(word)) kept.push(word)
    } else if (!word.startsWith('-')) goals.push(word)
    else if (!FLAGS.test(word)) return { unknown: `${program} has the option ${word}` }
  }
  return { goals, pom, settings, kept, parts }
}

const isPom = (file: string): boolean => /(?:^|\/)pom\.xml$/.test(file)

function resolve(request: InstallRequest, { pom, settings }: Words): InstallReads {
  const { files: image, folder, program, resolve: pathOf } = request
  const start = pom === null ? joinInside(folder, 'pom.xml') : pomAt(request, pathOf(pom))
  if (start === null || !image.has(start))
    return { unknown: `${pom ?? 'pom.xml'} is not copied from the build context` }
  const poms = pomsOf(request, start)
  const [wrapper, folders] = [joinInside(folder, 'mvnw') as string, folderOfSettings(request, folder)]
  if (program === 'mvnw' && !image.has(wrapper)) return { unknown: 'mvnw is not copied from the build context' }
  const own = folders === null ? null : settingsIn(request, folders)
  const named: string[] = []
  let missing = false
  for (const path of settings) {
    const file = pathOf(path)
    const text = file === null ? null : image.text(file)
    if (text === undefined) missing = true
    else {
      const local = text === null ? 'is not copied from the build context' : localInSettings(text)
      if (local) return { unknown: `${path} ${local}` }
      named.push(file as string)
    }
  }
  if ('unknown' in poms) return poms
  if (typeof own === 'string') return { unknown: own }
  if ('missing' in poms || own === undefined || missing) return { missing: true }
  const variables = ['MAVEN_ARGS', 'MAVEN_OPTS'].find((name) => {
    const value = request.variable(name)
    return (
      value === null ||
      /-D(?:maven\.(?:repo|multi)|user\.)|(?:^|\s)-(?:f|s|gs|pl)\b|--(?:file|settings)/.test(value ?? '')
    )
  })
  if (variables) return { unknown: `${variables} is set` }
  return {
    files: [...(program === 'mvnw' ? [wrapper] : []), ...named, ...poms.files],
    ...(folders === null ? {} : { folders: [folders] }),
    writes: [],
  }
}

const pomAt = ({ files: image }: InstallRequest, path: string | null): string | null =>
  path === null || image.has(path) ? path : joinInside(path, 'pom.xml')

/** The nearest `.mvn`, by which Maven knows the root of a build. https://maven.apache.org/configure.html#mvn-directory */
function folderOfSettings({ files: image }: InstallRequest, folder: string): string | null {
  return (
    upward(folder)
      .map((up) => joinInside(up, '.mvn') as string)
      .find((path) => image.isFolder(path)) ?? null
  )
}

/** Why what lies in `.mvn` leads elsewhere; null when it does not, undefined while a text is not at hand. */
function settingsIn({ files: image }: InstallRequest, folder: string): string | null | undefined {
  const [config, extensions] = ['maven.config', 'extensions.xml'].map((name) => joinInside(folder, name) as string)
  // They may ask Git for the version.
  if (image.has(extensions as string)) return `${extensions} loads extensions`
  const text = image.has(config as string) ? image.text(config as string) : ''
  if (text === undefined) return undefined
  const words = (text ?? '?').split(/\s+/).filter((word) => word !== '')
  const other = words.find((word) => !FLAGS.test(word) && (!/^-(?:D|P)./.test(word) || PLACES.test(word)))
  return other === undefined ? null : `${config} has ${other}`
}

/** A POM with its parents and modules, as far as they lie in the image. */
function pomsOf(
  { files: image }: InstallRequest,
  start: string,
): { files: string[] } | { unknown: string } | { missing: true } {
  const files = [start]
  const built = new Set(files)
  let missing = false
  for (const file of files) {
    if (files.length > MANY) return { unknown: `it has ${files.length} modules` }
    const text = image.text(file)
    if (text === undefined) {
      missing = true
      continue
    }
    const pom = text === null ? { unknown: 'cannot be read' } : readPom(text)
    if ('unknown' in pom) return { unknown: `${file} ${pom.unknown}` }
    if (pom.parent !== null) {
      if (/[$\\]/.test(pom.parent)) return { unknown: `the parent of ${file} cannot be told` }
      const path = joinInside(folderOf(file), pom.parent)
      // Where it is not there it is downloaded.
      const parent = path === null ? null : image.isFolder(path) ? joinInside(path, 'pom.xml') : path
      if (parent !== null && image.has(parent)) {
        if (!files.includes(parent)) files.push(parent)
      }
    }
    // A parent is read for what it says, not for its modules.
    if (!built.has(file)) continue
    for (const name of pom.modules) {
      const path = /[$\\]/.test(name) || name === '' ? null : joinInside(folderOf(file), name)
      const module = path === null ? null : baseName(path).endsWith('.xml') ? path : joinInside(path, 'pom.xml')
      if (module === null || !image.has(module))
        return { unknown: `${file} has the module ${name}, which is not there` }
      // One that was a parent before is looked at again, for its own modules.
      if (!built.has(module)) files.push(module)
      built.add(module)
    }
  }
  return missing ? { missing } : { files: [...new Set(files)] }
}
