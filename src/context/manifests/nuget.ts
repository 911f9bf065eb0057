import { folderOf, joinInside } from '../paths.ts'
import { fromAbove, PROJECT, projectsOf, projectsOfSolution, SOLUTION } from './dotnet-projects.ts'
import { configurationsAbove, localInConfiguration } from './nuget-config.ts'
import type { Ahead, InstallReads, InstallRequest } from './reads.ts'

/** Options of `dotnet restore` with a value that names no file. https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-restore */
const VALUES = ['-r', '--runtime', '-a', '--arch', '--os', '-v', '--verbosity']
const FLAGS =
  /^(?:-f|--force|--no-cache|--no-http-cache|--ignore-failed-sources|--no-dependencies|--disable-parallel|--interactive|--locked-mode|--ucr|--use-current-runtime|-?-?nologo|--nologo|--tl:\w+|-m(?::\d+)?|-maxcpucount(?::\d+)?|--disable-build-servers)$/i
const COMPILES = ['build', 'publish', 'test', 'pack', 'run']
/** Properties that decide what is restored, and name no file. */
const PROPERTY =
  /^(?:-|\/|--)(?:p|property):(?:PublishReadyToRun|PublishTrimmed|PublishAot|PublishSingleFile|SelfContained|RuntimeIdentifiers?|Configuration|UseAppHost|Version\w*|AssemblyVersion|FileVersion|InformationalVersion|TreatWarningsAsErrors|DebugType|DebugSymbols|ContinuousIntegrationBuild|Deterministic|RestoreLockedMode|InvariantGlobalization|StripSymbols|NuGetAudit)=[\w.+,-]*$/i

/** What `dotnet restore` reads: projects, what they refer to and import, and the settings above them. */
export function readsOfNuget(request: InstallRequest): InstallReads {
  const { verb } = request
  if (verb === 'restore') {
    const options = readOptions(request)
    return 'unknown' in options ? options : restore(request, options)
  }
  if (verb === 'tool restore') return restoreTools(request)
  if (!COMPILES.includes(verb)) return { unknown: `dotnet ${verb} does more than restore` }
  return compile(request)
}

interface Options {
  /** The project, solution or folder; null where none is named. */
  readonly root: string | null
  readonly configuration: string | null
  readonly writes: readonly string[]
}

function readOptions({ args, resolve }: InstallRequest): Options | { readonly unknown: string } {
  let root: string | null = null
  let configuration: string | null = null
  const writes: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [, name = '', , given] = /^([^=]*)(=(.*))?$/s.exec(args[at] as string) ?? []
    const value = (): string => given ?? args[++at] ?? ''
    if (PROPERTY.test(args[at] as string)) continue
    if (VALUES.includes(name)) value()
    else if (name === '--packages') writes.push(resolve(value()) ?? '.')
    else if (name === '--configfile') configuration = resolve(value())
    else if (name === '-s' || name === '--source') {
      const source = value()
      if (!/^https?:\/\//i.test(source)) return { unknown: `it takes packages from ${source}` }
    } else if (!name.startsWith('-') && root === null) root = args[at] as string
    else if (!FLAGS.test(args[at] as string)) {
      return { unknown: `it has the option ${name}` }
    }
  }
  return { root, configuration, writes }
}

type Image = InstallRequest['files']

function restore(request: InstallRequest, { root, configuration, writes }: Options): InstallReads {
  const { files: image, folder, resolve, variable } = request
  const packages = variable('NUGET_PACKAGES')
  const start = root === null ? folder : resolve(root)
  if (start === null) return { unknown: `${root} lies outside of the image` }
  const file = image.has(start) ? start : onlyProjectIn(image, start)
  if (typeof file !== 'string') return file
  const inFolder = (name: string): string => joinInside(folderOf(file), name) as string
  let first = [file]
  if (SOLUTION.test(file)) {
    const other = [...hooksOf(file), '.nuget/nuget.config', '.nuget/NuGet.Config'].map(inFolder)
    const found = other.find((one) => image.has(one)) ?? fromAbove(image, folderOf(file), 'Directory.Solution.props')
    if (found ?? fromAbove(image, folderOf(file), 'Directory.Solution.targets')) {
      return { unknown: `${file} has files of its own beside it` }
    }
    const text = image.text(file)
    if (text === undefined) return { missing: true }
    const projects = text === null ? null : projectsOfSolution(file, text)
    if (projects === null) return { unknown: `the projects of ${file} cannot be told` }
    first = projects
  }
  const found = projectsOf(image, first)
  if ('unknown' in found) return found
  const folders = [folder, folderOf(file), ...('projects' in found ? found.projects : first).map(folderOf)]
  const settings = settingsOf(image, folders, configuration)
  if ('unknown' in settings) return settings
  if ('missing' in found || 'missing' in settings) return { missing: true }
  const { projects, files } = found
  return {
    files: [
      ...new Set([...settings.files, ...sortedByFolder(files), ...(file === first[0] ? [] : [file]), ...projects]),
    ],
    writes: [
      ...projects.map((one) => joinInside(folderOf(one), 'obj') as string),
      ...writes,
      ...(packages ? [resolve(packages) ?? '.'] : []),
    ],
  }
}

/** Files of a solution by which MSBuild runs more. https://learn.microsoft.com/en-us/visualstudio/msbuild/customize-solution-build */
function hooksOf(solution: string): string[] {
  const name = solution.slice(solution.lastIndexOf('/') + 1)
  return [`before.${name}.targets`, `after.${name}.targets`]
}

/** Those in the folders above first, as a person would list them. */
const sortedByFolder = (files: readonly string[]): string[] =>
  [...files].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))

/** https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-restore#arguments */
function onlyProjectIn(image: Image, folder: string): string | { readonly unknown: string } {
  const inside = folder === '.' ? '' : `${folder}/`
  const all = image.under(folder).filter((file) => !file.slice(inside.length).includes('/'))
  const candidates = all.filter((file) => /\.(?:\w*proj|slnx?|slnf)$/i.test(file))
  const [file] = candidates
  if (file === undefined || candidates.length > 1 || !(PROJECT.test(file) || SOLUTION.test(file))) {
    return { unknown: `which project of ${folder} is restored cannot be told` }
  }
  return file
}

/** NuGet's configuration and global.json, for some folders. */
function settingsOf(
  image: Image,
  folders: readonly string[],
  configuration: string | null,
): { readonly files: readonly string[] } | { readonly unknown: string } | { readonly missing: true } {
  const named =
    configuration === null ? folders.flatMap((folder) => configurationsAbove(image, folder)) : [configuration]
  // The nearest one says which SDK runs. https://learn.microsoft.com/en-us/dotnet/core/tools/global-json
  const versions = folders.flatMap((folder) => fromAbove(image, folder, 'global.json') ?? [])
  const files = [...new Set([...versions, ...named])]
  let missing = false
  for (const file of files) {
    const text = image.text(file)
    if (text === undefined) missing = true
    else if (text === null) return { unknown: `${file} is not copied from the build context` }
    else if (versions.includes(file)) {
      if (/"paths"/.test(text)) return { unknown: `${file} names folders` }
    } else {
      const local = localInConfiguration(text)
      if (local) return { unknown: `${file} ${local}` }
    }
  }
  return missing ? { missing } : { files }
}

/** https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-tool-restore */
function restoreTools({ files: image, folder, args }: InstallRequest): InstallReads {
  const rest = args.filter(
    (word) => !/^(?:tool|restore|--no-cache|--ignore-failed-sources|--interactive|--disable-parallel)$/.test(word),
  )
  if (rest.length > 0) return { unknown: `it has the option ${rest[0]}` }
  const manifests = ['.config/dotnet-tools.json', 'dotnet-tools.json'].flatMap((name) => {
    const file = fromAbove(image, folder, name)
    return file === null ? [] : [file]
  })
  // Where there are several, each adds to the others unless it says that it is the root.
  const [file] = manifests
  if (file === undefined || manifests.length > 1) return { unknown: 'which tools are restored cannot be told' }
  const above = joinInside(file, file.includes('.config/') ? '../../..' : '../..')
  const more = above === null ? null : fromAbove(image, above, '.config/dotnet-tools.json')
  if (more !== null && more !== file) return { unknown: 'which tools are restored cannot be told' }
  const settings = settingsOf(image, [folder], null)
  return 'files' in settings ? { files: [...settings.files, file], writes: [] } : settings
}

/** A compile restores first: the restore of the same project can go ahead. */
function compile(request: InstallRequest): InstallReads {
  const { args, verb } = request
  const unknown = `dotnet ${verb} compiles the sources`
  const words: string[] = []
  let root: string | null = null
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    const [, name = '', given] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    if (word === '--') break
    // An earlier step has restored, or the packages come from elsewhere.
    if (/^--(?:no-restore|no-build|packages|source|configfile|artifacts-path|property)$|^-[sp]$/.test(name))
      return { unknown }
    if (['-r', '--runtime', '-a', '--arch', '--os'].includes(name)) words.push(name, given ?? args[++at] ?? '')
    else if (PROPERTY.test(word)) words.push(word)
    else if (/^(?:-|\/|--)(?:p|property):/i.test(word)) return { unknown }
    else if (/^--(?:self-contained|sc)$/.test(name)) at += /^(?:true|false)$/i.test(args[at + 1] ?? '') ? 1 : 0
    else if (name === '--project') root = given ?? args[++at] ?? ''
    else if (request.valueOptions.includes(name)) at += given === undefined ? 1 : 0
    else if (!word.startsWith('-')) root ??= verb === 'run' ? null : word
  }
  const project = root ?? undefined
  if ([...words, project ?? ''].some((word) => !/^[\w@%+:=,./-]*$/.test(word))) return { unknown }
  const reads = restore(request, { root, configuration: null, writes: [] })
  if ('missing' in reads) return reads
  if ('unknown' in reads) return { unknown }
  const ahead: Ahead = {
    command: ['dotnet restore', ...(project === undefined ? [] : [project]), ...words].join(' '),
    files: reads.files,
    says: `\`dotnet ${verb}\` restores what is not there yet, so that it may stay as it is.`,
  }
  return { unknown, ahead }
}
