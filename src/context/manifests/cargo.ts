import { compileGlob } from '../glob.ts'
import { folderOf, joinInside, upward } from '../paths.ts'
import { type CargoManifest, readCargoManifest } from './cargo-manifest.ts'
import { readToml } from './data-files.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

const COMPILES = ['build', 'b', 'test', 't', 'check', 'c', 'clippy', 'doc', 'd', 'run', 'r', 'rustc', 'bench']
/** More packages than these, and a list of `COPY` lines is no help. */
const MANY = 12
const QUIET = /^(?:-q|--quiet|-v+|--verbose|--locked)$/
/** Options of a compile that lead to other manifests, or need what is there already. */
const ELSEWHERE = /^(?:--(?:manifest-path|config|offline|frozen|lockfile-path)\b|-[CZ])/

/** What `cargo` reads before it compiles: manifests, lock file, settings, tool chain. */
export function readsOfCargo(request: InstallRequest): InstallReads {
  const { verb, args } = request
  if (verb === 'install' || verb === 'binstall') return readsOfProgram(request)
  if (verb === 'fetch') {
    const target = targetsOf(args)
    const option = target?.rest.find((word) => !QUIET.test(word))
    if (target === null || option !== undefined)
      return { unknown: `cargo fetch has the option ${option ?? '--target'}` }
    return manifestsOf(request)
  }
  if (verb === 'chef cook') return { unknown: 'cargo chef cook writes manifests and sources' }
  if (!COMPILES.includes(verb)) return { unknown: `cargo ${verb} does more than fetch` }
  const unknown = `cargo ${verb} compiles the sources`
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  const target = targetsOf(own)
  if (target === null || own.some((word) => ELSEWHERE.test(word))) return { unknown }
  const reads = manifestsOf(request)
  if ('missing' in reads) return reads
  if ('unknown' in reads) return { unknown }
  const words = [...(own.includes('--locked') ? ['--locked'] : []), ...target.targets.map((one) => `--target ${one}`)]
  return {
    unknown,
    ahead: {
      command: ['cargo fetch', ...words].join(' '),
      files: reads.files,
      says: '`cargo fetch` needs no sources here, since each package names the paths of its targets. It downloads what Cargo.lock names, for every platform unless it is told one, and compiles nothing.',
    },
  }
}

/** The platforms that are named, and all other words; null where one is a file or is not plain. */
function targetsOf(args: readonly string[]): { readonly targets: string[]; readonly rest: string[] } | null {
  const targets: string[] = []
  const rest: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [, given] = /^--target(?:=(.*))?$/s.exec(args[at] as string) ?? [undefined, null]
    if (given === null) rest.push(args[at] as string)
    else targets.push(given ?? args[++at] ?? '')
  }
  return targets.every((one) => /^[\w-]+$/.test(one)) ? { targets, rest } : null
}

/**
 * A program of a registry or a repository. Neither the manifest nor `.cargo/config.toml` of the project count for it.
 * https://doc.rust-lang.org/cargo/commands/cargo-install.html#configuration-discovery
 */
function readsOfProgram({
  files: image,
  folder,
  args,
  valueOptions,
  verb,
  resolve,
  variable,
}: InstallRequest): InstallReads {
  if (args.some((word) => /^(?:--(?:path|config|manifest-path|settings|index|registry)\b|-[CZ])/.test(word))) {
    return { unknown: `cargo ${verb} may read the project` }
  }
  const operands = args.filter((word, at) => !word.startsWith('-') && !valueOptions.includes(args[at - 1] ?? ''))
  const address = args.find((_, at) => args[at - 1] === '--git') ?? args.find((word) => word.startsWith('--git='))
  if (address === undefined ? operands.length === 0 : !/^(?:--git=)?(?:https|ssh):\/\//.test(address)) {
    return { unknown: `cargo ${verb} installs the project` }
  }
  if (operands.some((word) => !/^[\w-]+(?:@[\w.+~^=<>*-]+)?$/.test(word)))
    return { unknown: `cargo ${verb} may read the project` }
  const root = args.find((_, at) => args[at - 1] === '--root') ?? variable('CARGO_INSTALL_ROOT')
  return {
    files: toolChainOf(image, folder),
    writes: [...(root ? [resolve(root) ?? '.'] : []), ...homeOf({ variable, resolve })],
  }
}

const homeOf = ({ variable, resolve }: Pick<InstallRequest, 'variable' | 'resolve'>): string[] => {
  const home = variable('CARGO_HOME')
  return home ? [resolve(home) ?? '.'] : []
}

type Image = InstallRequest['files']

/** The nearest file by which rustup chooses a tool chain. https://rust-lang.github.io/rustup/overrides.html */
function toolChainOf(image: Image, folder: string): string[] {
  for (const up of upward(folder)) {
    const files = ['rust-toolchain', 'rust-toolchain.toml'].map((name) => joinInside(up, name) as string)
    const found = files.filter((file) => image.has(file))
    if (found.length > 0) return found
  }
  return []
}

function manifestsOf(request: InstallRequest): InstallReads {
  const { files: image, folder } = request
  const start = upward(folder)
    .map((up) => joinInside(up, 'Cargo.toml') as string)
    .find((file) => image.has(file))
  if (start === undefined) return { unknown: 'Cargo.toml is not copied from the build context' }
  const settings = upward(folder).flatMap((up) =>
    ['.cargo/config.toml', '.cargo/config']
      .map((name) => joinInside(up, name) as string)
      .filter((file) => image.has(file)),
  )
  let missing = false
  for (const file of settings) {
    const table = readToml(image, file)
    if (table === undefined) missing = true
    else if (table === null) return { unknown: `${file} cannot be read` }
    else {
      const key = ['source', 'paths', 'patch', 'include', 'registries', 'http'].find((name) =>
        Object.hasOwn(table, name),
      )
      if (key) return { unknown: `${file} sets ${key}` }
    }
  }
  const found = rootOf(image, start)
  if (found === undefined || missing) return { missing: true }
  if (typeof found === 'string') return { unknown: found }
  const { manifests, root } = found
  const lock = joinInside(folderOf(root), 'Cargo.lock') as string
  if (!image.has(lock)) return { unknown: `there is no ${lock}` }
  const all = packagesOf(image, manifests, root)
  if (!('files' in all)) return all
  return {
    files: [...all.files.slice(0, 1), lock, ...toolChainOf(image, folder), ...settings, ...all.files.slice(1).sort()],
    writes: homeOf(request),
  }
}

/** The manifest of the workspace, or of the package where it belongs to none, and those that cargo reads to find it. */
function rootOf(image: Image, start: string): { manifests: string[]; root: string } | string | undefined {
  const manifests: string[] = []
  for (const up of upward(folderOf(start))) {
    const file = joinInside(up, 'Cargo.toml') as string
    if (!image.has(file)) continue
    const one = readCargoManifest(image, file)
    if (one === undefined) return undefined
    if (one === null) return `${file} cannot be read`
    if (one.root !== null) return `${file} names its workspace`
    manifests.push(file)
    if (one.workspace) return { manifests: [file, ...manifests.filter((other) => other !== file)], root: file }
  }
  return { manifests: [start, ...manifests.slice(1)], root: start }
}

/** The manifests of all packages: members of the workspace, and what lies in folders. */
function packagesOf(
  image: Image,
  first: readonly string[],
  root: string,
): { files: string[] } | { unknown: string } | { missing: true } {
  const files = [...first]
  let missing = false
  for (const file of files) {
    if (files.length > MANY) return { unknown: `it has ${files.length} packages` }
    const one: CargoManifest | null | undefined = image.has(file) ? readCargoManifest(image, file) : null
    if (one === undefined) {
      missing = true
      continue
    }
    if (one === null) return { unknown: `${file} cannot be read` }
    if (one.looksFor) return { unknown: `${file} makes cargo look for ${one.looksFor}` }
    if (file === root && one.workspace) {
      const members = membersOf(image, folderOf(file), one.workspace)
      if ('unknown' in members) return members
      for (const member of members.files) if (!files.includes(member)) files.push(member)
    }
    for (const path of one.paths) {
      const target = /^[\w@.+/ -]+$/.test(path) && !path.startsWith('/') ? joinInside(folderOf(file), path) : null
      // Another workspace may lie there.
      if (target === null || !isWithin(folderOf(root), target)) return { unknown: `${file} depends on ${path}` }
      const manifest = joinInside(target, 'Cargo.toml') as string
      if (!files.includes(manifest)) files.push(manifest)
    }
  }
  return missing ? { missing } : { files }
}

const isWithin = (folder: string, path: string): boolean =>
  folder === '.' || path === folder || path.startsWith(`${folder}/`)

/** https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields */
function membersOf(
  image: Image,
  folder: string,
  { members, exclude }: NonNullable<CargoManifest['workspace']>,
): { readonly files: string[] } | { readonly unknown: string } {
  const out = exclude.map((path) => joinInside(folder, path))
  const files = new Set<string>()
  for (const member of members) {
    const path = joinInside(folder, member)
    const matches =
      path !== null && /^[\w@./*-]+$/.test(member) ? compileGlob(joinInside(path, 'Cargo.toml') as string) : null
    if (path === null || matches === null || member.includes('**'))
      return { unknown: `the members ${member} cannot be told` }
    if (!member.includes('*')) files.add(joinInside(path, 'Cargo.toml') as string)
    else {
      for (const file of image.under(folderOf(path.replace(/\*.*$/, '*')))) {
        const excluded = out.some((one) => one !== null && isWithin(one, file))
        if (matches(file) && !excluded) files.add(file)
      }
    }
  }
  return { files: [...files] }
}
