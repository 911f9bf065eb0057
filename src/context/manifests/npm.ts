import type { BuildContext } from '../build-context.ts'
import { compileGlob } from '../glob.ts'
import { below, folderOf, joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order: what `npm ci` and `npm install` run. */
const LIFE_CYCLE = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
  'predependencies',
  'dependencies',
  'postdependencies',
]
const CLEAN_INSTALL = /^(?:ci|ic|clean-install|install-clean|isntall-clean)$/
/** `install` with its aliases; not `install-test`, which runs the tests, nor `update`, which rewrites the manifests. */
const INSTALL = /^(?:install|add|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall)$/
/** Where dependencies stand in a package.json; a local one is read with its sources. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']
/** Packages whose own install scripts read the project: the schema of Prisma, the settings of Puppeteer. */
const READERS = ['@prisma/client', 'prisma', 'puppeteer']
/** More members than these, and a list of `COPY` lines is no help. */
const MANY = 12

interface PackageJson {
  readonly scripts?: unknown
  readonly workspaces?: unknown
  readonly [field: string]: unknown
}

/** What `npm ci` and `npm install` read: package.json and lock file, .npmrc, the members of workspaces. */
export function readsOfNpm(request: InstallRequest): InstallReads {
  const { context, folder, verb, args, valueOptions } = request
  if (args.some((word) => /^--(?:userconfig|globalconfig|cafile|script-shell)(?:=|$)/.test(word))) {
    return { unknown: 'an option names a file' }
  }
  if (args.some((word) => /^(?:--prefix|-C)(?:=|$)/.test(word))) return { unknown: 'it installs another folder' }
  if (args.some((word) => /^(?:-g|--global|--location=global)$/.test(word))) return readsOfGlobal(request)
  if (!CLEAN_INSTALL.test(verb) && !INSTALL.test(verb)) return { unknown: `npm ${verb} does more than install` }
  const operand = args.find((word, at) => !word.startsWith('-') && !valueOptions.includes(args[at - 1] ?? ''))
  // It writes what it is given into the manifests, and the later `COPY` would take that back.
  if (operand !== undefined) return { unknown: `it installs ${operand}` }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('package.json')
  if (!context.has(manifest)) return { unknown: `${manifest} is not in the build context` }
  const locks = ['npm-shrinkwrap.json', 'package-lock.json'].map(inFolder).filter((file) => context.has(file))
  if (locks.length === 0 && CLEAN_INSTALL.test(verb)) {
    return { unknown: `there is no lock file beside ${manifest}` }
  }
  if (locks.length === 0 && context.has(inFolder('yarn.lock'))) return { unknown: 'npm reads the yarn.lock beside it' }
  for (let above = folder; above !== '.'; ) {
    above = folderOf(above)
    const file = joinInside(above, 'package.json') as string
    const parent = context.has(file) ? readPackage(context, file) : null
    if (parent === undefined) return { missing: true }
    if (parent?.workspaces !== undefined) return { unknown: 'it may belong to a workspace above' }
  }
  const npmrc = inFolder('.npmrc')
  const settings = context.has(npmrc) ? context.text(npmrc) : ''
  const root = readPackage(context, manifest)
  if (settings === undefined || root === undefined) return { missing: true }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  const members = membersOf(context, folder, root)
  if ('unknown' in members) return members
  const noScripts = ignoresScripts(args, settings ?? '')
  const extra: string[] = []
  for (const file of [manifest, ...members.files]) {
    const one = readPackage(context, file)
    if (one === undefined) return { missing: true }
    if (one === null) return { unknown: `${file} cannot be read` }
    const local = localDependency(one, folderOf(file), members.files)
    if (local) return { unknown: `${file} depends on ${local}` }
    // npm links the programs of a member and makes them executable, which needs the files themselves.
    if (file !== manifest && (one.bin !== undefined || one.directories !== undefined))
      return { unknown: `${file} has programs, which npm links` }
    if (noScripts) continue
    const reader = READERS.find((name) => DEPENDENCIES.some((field) => name in Object(one[field])))
    if (reader) return { unknown: `${reader} reads the project when it is installed` }
    const script = scriptsOf(context, file, one, extra)
    if (script) return { unknown: script }
  }
  const files = [manifest, ...locks, ...(context.has(npmrc) ? [npmrc] : []), ...members.files, ...extra]
  const writes = ['node_modules', ...members.files.map((file) => `${below(folder, folderOf(file))}/node_modules`)]
  return { files, writes }
}

/** Whether life-cycle scripts are switched off for certain: one word says so, and nothing else speaks of it. */
function ignoresScripts(args: readonly string[], settings: string): boolean {
  const said = [
    ...args.filter((word) => word.includes('ignore-scripts')),
    ...(settings.match(/^.*ignore-scripts.*$/gm) ?? []),
  ]
  const at = args.indexOf('--ignore-scripts')
  return (
    said.length === 1 &&
    (at === -1 ? /^\s*ignore-scripts\s*=\s*true\s*$/.test(said[0] ?? '') : args[at + 1] !== 'false')
  )
}

/** `npm install -g name` reads nothing of the project but an .npmrc beside it. */
function readsOfGlobal({ context, folder, args }: InstallRequest): InstallReads {
  const local = args.find((word) => !word.startsWith('-') && /^(?:\.|\/|file:)|\.tgz$/.test(word))
  if (local) return { unknown: `it installs ${local}` }
  if (!args.some((word) => !word.startsWith('-'))) return { unknown: 'it installs the folder it runs in' }
  return context.has(joinInside(folder, '.npmrc') as string)
    ? { unknown: 'an .npmrc lies beside it' }
    : { files: [], writes: [] }
}

/** @returns null for a file that is no JSON object, undefined while its text is not at hand */
function readPackage(context: BuildContext, file: string): PackageJson | null | undefined {
  const text = context.text(file)
  if (text === undefined || text === null) return text
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PackageJson) : null
  } catch {
    return null
  }
}

/** The package.json files of the workspaces. https://docs.npmjs.com/cli/using-npm/workspaces */
function membersOf(
  context: BuildContext,
  folder: string,
  { workspaces }: PackageJson,
): { readonly files: string[] } | { readonly unknown: string } {
  if (workspaces === undefined) return { files: [] }
  const globs = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | null)?.packages
  if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === 'string')) {
    return { unknown: 'its workspaces cannot be read' }
  }
  const files = new Set<string>()
  for (const glob of globs as string[]) {
    const path = joinInside(folder, glob)
    if (path === null || !/^[\w@./*-]+$/.test(glob) || glob.includes('**'))
      return { unknown: `the workspaces ${glob} cannot be told` }
    const expression = compileGlob(`${path}/package.json`)
    if (!expression) return { unknown: `the workspaces ${glob} cannot be told` }
    for (const file of context.under('.')) {
      if (expression(file) && !file.includes('node_modules/')) files.add(file)
    }
  }
  if (files.size > MANY) return { unknown: `it has ${files.size} workspaces` }
  return { files: [...files].sort() }
}

/** A dependency that lies on disk and is no member of the workspaces. */
function localDependency(manifest: PackageJson, folder: string, members: readonly string[]): string | null {
  const specs: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') specs.push(value)
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner)
  }
  for (const field of DEPENDENCIES) collect(manifest[field])
  for (const spec of specs) {
    const path =
      /^(?:file|link|portal):(.*)$/i.exec(spec)?.[1] ??
      (/^(?:\.{1,2}\/|\/|~\/)|^[^:]*\.(?:tgz|tar|tar\.gz)$/.test(spec) ? spec : undefined)
    if (path === undefined) continue
    const target = joinInside(folder, path)
    if (target === null || !members.includes(joinInside(target, 'package.json') as string)) return spec
  }
  return null
}

/**
 * Why the life-cycle scripts of a package may read sources; null when they do not. What a known tool reads on top is added.
 */
function scriptsOf(context: BuildContext, file: string, { scripts }: PackageJson, extra: string[]): string | null {
  const folder = folderOf(file)
  // With a binding.gyp and no install script of its own npm compiles: https://docs.npmjs.com/cli/using-npm/scripts#npm-install
  if (context.has(joinInside(folder, 'binding.gyp') as string)) return `${file} has native code, which npm compiles`
  const all = typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {}
  for (const name of LIFE_CYCLE) {
    const script = all[name]
    if (typeof script !== 'string' || script.trim() === '') continue
    for (const command of script.split(/&&|;/).map((part) => part.trim())) {
      const reads = filesOfTool(context, folder, command)
      if (reads === null) return `${file} runs "${name}": ${JSON.stringify(command.slice(0, 60))}`
      extra.push(...reads.filter((path) => !extra.includes(path)))
    }
  }
  return null
}

/** What a tool in a life-cycle script reads; null for one that is not known. */
function filesOfTool(context: BuildContext, folder: string, command: string): string[] | null {
  if (/^husky(?: install)?(?: \|\| (?:true|exit 0))?$/.test(command)) {
    // It writes into `.git`: without it there it does nothing, first and last.
    return context.ignores('.git') ? [] : null
  }
  if (command === 'patch-package') return context.under(joinInside(folder, 'patches') as string)
  return null
}
