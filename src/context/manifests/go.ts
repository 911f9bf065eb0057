import { joinInside, upward } from '../paths.ts'
import { type GoMod, readGoMod } from './go-mod.ts'
import type { Ahead, InstallReads, InstallRequest } from './reads.ts'

/** Options of `go mod download` and `go install` that name no file of the project. https://go.dev/ref/mod#go-mod-download */
const FLAGS = /^-{1,2}(?:x|v|json|modcacherw|trimpath|a|race|buildvcs(?:=\w+)?|mod=readonly|ldflags=.*|tags=.*|p=\d+)$/
/** Those of them that take the next word, where it is not behind an equals sign. */
const WITH_VALUE = ['-ldflags', '-tags', '-p', '--ldflags', '--tags']
/** Words of GOFLAGS that change neither which files are read nor where. */
const COMMON = /^-{1,2}(?:x|v|modcacherw|trimpath|race|buildvcs=\w+|mod=readonly|ldflags=\S*|tags=\S*|p=\d+)$/
const COMPILES = ['build', 'install', 'test', 'run', 'generate', 'vet']
/** More modules than these in a workspace, and a list of `COPY` lines is no help. */
const MANY = 12

/** What `go` reads to fetch modules: go.mod and go.sum, those of a workspace, and the go.mod of each module that lies in a folder. */
export function readsOfGo(request: InstallRequest): InstallReads {
  const { program, verb } = request
  if (program === 'xcaddy') return readsOfXcaddy(request)
  const operands = operandsOf(request.args)
  if (
    verb === 'install' &&
    operands &&
    operands.length > 0 &&
    operands.every((word) => /^[^.@][^@]*@[^@]+$/.test(word))
  ) {
    return readsOfProgram(request)
  }
  if (verb === 'mod download' || verb === 'mod verify') {
    if (operands === null) return { unknown: `go ${verb} has an option that is not followed` }
    // It writes the sums of what it is told to download.
    return modulesOf(request, operands.length > 0)
  }
  if (!COMPILES.includes(verb)) return { unknown: `go ${verb} writes into the project` }
  const unknown = `go ${verb} compiles the sources`
  if (request.args.some((word) => /^-{1,2}(?:C|mod|modfile|overlay|modcacherw)\b/.test(word))) return { unknown }
  const modules = modulesOf(request, false)
  if ('missing' in modules) return modules
  return 'files' in modules ? { unknown, ahead: download(modules) } : { unknown }
}

const download = ({ files }: { readonly files: readonly string[] }): Ahead => ({
  command: 'go mod download',
  files,
  says: '`go mod download` fetches every module that `go.mod` requires, also those that nothing here imports.',
})

/** The words that are no options; null where an option is not known. */
function operandsOf(args: readonly string[]): string[] | null {
  const operands: string[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    if (WITH_VALUE.includes(word)) at++
    else if (!word.startsWith('-')) operands.push(word)
    else if (!FLAGS.test(word)) return null
  }
  return operands
}

/**
 * `go install name@version` leaves the module around it alone, but for its `go` and `toolchain` lines, by which the go
 * command may fetch a newer one of itself first. https://go.dev/doc/toolchain#select
 */
function readsOfProgram(request: InstallRequest): InstallReads {
  const { files: image, folder, variable, resolve } = request
  const setting = unknownSetting(variable)
  if (setting) return { unknown: `${setting} is set` }
  const settings = variable('GOTOOLCHAIN') === 'local' ? [] : ['go.work', 'go.mod']
  const path = variable('GOPATH')?.split(':')[0]
  const programs = variable('GOBIN') || (path && `${path}/bin`)
  return {
    files: settings.flatMap((name) => nearest(image, folder, name) ?? []),
    writes: [...writesOf(request), ...(programs ? [resolve(programs) ?? '.'] : [])],
  }
}

type Image = InstallRequest['files']

function nearest(image: Image, folder: string, name: string): string | null {
  const files = upward(folder).map((up) => joinInside(up, name) as string)
  return files.find((file) => image.has(file)) ?? null
}

/** @param all whether the sums of whole modules are written where they are not there yet */
function modulesOf(request: InstallRequest, all: boolean): InstallReads {
  const { files: image, folder, variable } = request
  const setting = unknownSetting(variable)
  if (setting) return { unknown: `${setting} is set` }
  const work = variable('GOWORK') === 'off' ? null : nearest(image, folder, 'go.work')
  const main = work ?? nearest(image, folder, 'go.mod')
  if (main === null) return { unknown: `${joinInside(folder, 'go.mod')} is not copied from the build context` }
  const root = main.replace(/\/?[^/]*$/, '') || '.'
  const inRoot = (name: string): string => joinInside(root, name) as string
  // https://go.dev/ref/mod#vendoring
  if (image.has(inRoot('vendor/modules.txt'))) return { unknown: 'its modules lie in vendor' }
  const first = read(image, main)
  if (first === undefined) return { missing: true }
  if (first === null) return { unknown: `${main} cannot be read` }
  const modules: string[] = work ? [] : [main]
  if (work) {
    for (const path of first.used) {
      const used = inside(root, path)
      if (used === null) return { unknown: `${work} names ${path}` }
      modules.push(joinInside(used, 'go.mod') as string)
    }
    if (modules.length === 0 || modules.length > MANY) return { unknown: `${work} has ${modules.length} modules` }
  }
  const files = [...(work ? [work] : []), ...modules]
  const absent = modules.find((file) => !image.has(file))
  if (absent) return { unknown: `${absent} is not copied from the build context` }
  const texts = modules.map((file) => read(image, file))
  const sumFiles = [...modules.map((file) => file.replace(/mod$/, 'sum')), ...(work ? [inRoot('go.work.sum')] : [])]
  const sums = sumFiles.filter((file) => image.has(file))
  const known = sums.map((file) => image.text(file))
  if (texts.includes(undefined) || known.includes(undefined)) return { missing: true }
  const parsed: GoMod[] = work ? [first] : []
  for (const [index, one] of texts.entries()) {
    if (one === null || one === undefined) return { unknown: `${modules[index]} cannot be read` }
    // It writes the line, and the later `COPY` would take that back.
    if (!one.hasGoLine) return { unknown: `${modules[index]} names no version of Go` }
    parsed.push(one)
  }
  const folders = work ? [root, ...modules.map(folderOfFile)] : [root]
  for (const [index, one] of parsed.entries()) {
    for (const { by } of one.replaced) {
      if (!('folder' in by)) continue
      const target = inside(folders[index] as string, by.folder)
      const file = target === null ? null : (joinInside(target, 'go.mod') as string)
      if (file === null || !image.has(file)) return { unknown: `it takes a module from ${by.folder}` }
      if (!files.includes(file)) files.push(file)
    }
  }
  const lacking = lackingSum(parsed, new Set(known.join('\n').split('\n').map(hashed)), all || work !== null)
  if (lacking) return { unknown: `go.sum lacks ${lacking}, which it would write` }
  files.push(...sums)
  return { files: files.sort(byFolder), writes: writesOf(request) }
}

const folderOfFile = (file: string): string => file.replace(/\/?[^/]*$/, '') || '.'
const read = (image: Image, file: string): GoMod | null | undefined => {
  const text = image.text(file)
  return typeof text === 'string' ? readGoMod(text) : text
}

/** The folder that a go.mod means, absolute in the image or relative to itself. */
const inside = (folder: string, path: string): string | null =>
  /^[\w@./+~-]+$/.test(path) ? joinInside(path.startsWith('/') ? '.' : folder, path) : null

/** What a line of a go.sum is the hash of: `golang.org/x/text v0.3.0/go.mod`. */
const hashed = (line: string): string => line.split(/\s+/, 2).join(' ')

/** A module whose sums are not written down yet. Modules that lie in a folder have none. */
function lackingSum(modules: readonly GoMod[], sums: ReadonlySet<string>, whole: boolean): string | null {
  const replaced = modules.flatMap((one) => one.replaced)
  const wanted = modules.flatMap(({ required }) =>
    required.flatMap((module) => {
      const [path, version] = module.split(' ')
      const by = replaced.find((one) => one.path === path && (one.version === null || one.version === version))?.by
      return by === undefined ? module : 'module' in by ? by.module : []
    }),
  )
  return wanted.find((module) => !sums.has(`${module}/go.mod`) || (whole && !sums.has(module))) ?? null
}

function unknownSetting(variable: InstallRequest['variable']): string | null {
  const modules = variable('GO111MODULE')
  if (modules !== undefined && !/^(?:on|auto|)$/.test(modules ?? '?')) return 'GO111MODULE'
  const work = variable('GOWORK')
  if (work !== undefined && !/^(?:off|auto|)$/.test(work ?? '?')) return 'GOWORK'
  const settings = variable('GOENV')
  if (settings !== undefined && !/^(?:off|)$/.test(settings ?? '?')) return 'GOENV'
  const flags = variable('GOFLAGS')
  if (flags === null) return 'GOFLAGS'
  return flags?.split(/\s+/).every((word) => word === '' || COMMON.test(word)) === false ? 'GOFLAGS' : null
}

/** The module cache, where it lies in a folder that a variable names. */
function writesOf({ variable, resolve }: InstallRequest): string[] {
  const cache = variable('GOMODCACHE')
  const path = variable('GOPATH')?.split(':')[0]
  const place = cache || (path && `${path}/pkg/mod`)
  return place ? [resolve(place) ?? '.'] : []
}

/** Those of the root first, and go.mod before go.sum. */
function byFolder(one: string, other: string): number {
  const [a, b] = [folderOfFile(one), folderOfFile(other)]
  if (a === b) return one < other ? -1 : 1
  return a === '.' || (b !== '.' && a < b) ? -1 : 1
}

/** It makes a module of its own elsewhere, and builds that. https://github.com/caddyserver/xcaddy#custom-builds */
function readsOfXcaddy({ args, verb, folder, resolve }: InstallRequest): InstallReads {
  if (verb !== 'build') return { unknown: 'xcaddy runs the project' }
  const output = valueAfter(args, '--output')
  for (let at = 0; at < args.length; at++) {
    const [, name, given] = /^(--[\w-]+)(?:=(.*))?$/s.exec(args[at] as string) ?? []
    if (name === undefined) continue
    if (name !== '--with' && name !== '--output') return { unknown: `xcaddy has the option ${name}` }
    const value = given ?? args[++at] ?? ''
    // `--with module=./folder` takes the module from there.
    if (name === '--with' && value.includes('=')) return { unknown: `xcaddy takes ${value}` }
  }
  return { files: [], writes: [resolve(output ?? 'caddy') ?? folder] }
}

function valueAfter(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((word) => word === name || word.startsWith(`${name}=`))
  return at === -1 ? undefined : args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1)
}
