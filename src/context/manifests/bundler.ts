import { joinInside } from '../paths.ts'
import { missingInGemfileLock } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Options without a value. https://bundler.io/man/bundle-install.1.html */
const FLAGS =
  /^--(?:no-)?(?:quiet|verbose|frozen|deployment|clean|system|local|prefer-local|no-cache|no-prune|full-index|no-color|standalone|all-platforms|prune|retry=\d+|jobs=\d+|without=[\w: ]+|with=[\w: ]+)$/
/**
 * What a Gemfile says when it reads more than itself: it is a Ruby program. `gemspec` reads the sources' version file, a path
 * is a project of its own.
 */
const READS_MORE =
  /\b(?:gemspec|eval_gemfile|instance_eval|require(?!:)|require_relative|load|eval|send|system|exec|spawn|glob|read|readlines|File|IO|Dir|Pathname|Kernel|Open3|YAML|JSON|__dir__|__FILE__|open|path)\b|`|%x/

/** What `bundle install` reads: the Gemfile and its lock, the file with Ruby's version, gems that lie in `vendor/cache`. */
export function readsOfBundler(request: InstallRequest): InstallReads {
  const { files: image, folder, verb, args, valueOptions } = request
  const inFolder = (name: string): string => joinInside(folder, name) as string
  if (verb !== 'install' && verb !== '') return { unknown: `bundle ${verb} writes the manifests` }
  for (const [at, word] of args.entries()) {
    const isValue = valueOptions.includes(args[at - 1] ?? '')
    if (/^--(?:gemfile|trust-policy|binstubs|shebang)/.test(word)) return { unknown: `the option ${word} names a file` }
    if (
      !isValue &&
      word.startsWith('-') &&
      !FLAGS.test(word) &&
      !valueOptions.includes(word) &&
      !/^-[jr]\d*$/.test(word) &&
      !/^--(?:path|with|without|jobs|retry|target-rbconfig)=/.test(word)
    ) {
      return { unknown: `it has the option ${word}` }
    }
  }
  const gemfile = inFolder('Gemfile')
  const lock = inFolder('Gemfile.lock')
  if (!image.has(gemfile)) return { unknown: `${gemfile} is not copied from the build context` }
  const text = image.text(gemfile)
  if (text === undefined) return { missing: true }
  if (text === null) return { unknown: `${gemfile} cannot be read` }
  const plain = text.replace(/^\s*#.*$/gm, '').replace(/\s#[^"'\n]*$/gm, '')
  const named = /^\s*ruby\s*\(?\s*file:\s*["']([\w./-]+)["']\s*\)?\s*$/m.exec(plain)
  const more = READS_MORE.exec(withoutStrings(plain.replace(named?.[0] ?? '\0', '')))
  if (more) return { unknown: `the Gemfile has ${more[0]}, which may read more than itself` }
  const files = [gemfile, ...(image.has(lock) ? [lock] : [])]
  if (named) {
    const version = inFolder(named[1] as string)
    if (!image.has(version)) return { unknown: `the Gemfile names ${version}, which is not copied` }
    files.push(version)
  }
  const locked = image.has(lock) ? image.text(lock) : null
  if (locked === undefined) return { missing: true }
  const platforms = /^PLATFORMS\r?\n((?: {2}.*\r?\n?)+)/m.exec(locked ?? '')?.[1]
  // It adds the platform that it runs on, and the later `COPY` would take that back.
  if (platforms !== undefined && !/^ {2}(?:ruby|java|.*linux.*)\r?$/m.test(platforms)) {
    return { unknown: `${lock} knows no platform of Linux, and Bundler adds it` }
  }
  const missing = missingInGemfileLock(locked ?? '', plain)
  if (missing) return { unknown: `${lock} is not in step with the Gemfile (${missing}), and Bundler writes it anew` }
  const settings = inFolder('.bundle/config')
  if (image.has(settings)) files.push(settings)
  const cached = inFolder('vendor/cache')
  return {
    files,
    folders: image.isFolder(cached) ? [cached] : [],
    writes: [...(image.has(lock) ? [] : [lock]), ...folderOfGems(request, image.has(settings))],
  }
}

/** Strings without what stands in them, unless that is code; `require: false` says nothing of files. */
const withoutStrings = (ruby: string): string =>
  ruby.replace(/(["'])(?:(?!\1|#\{)[^\\\n])*\1/g, '""').replace(/:require\s*=>/g, '')

/** Where the gems go, as far as that may be a folder of the project. https://bundler.io/man/bundle-config.1.html */
function folderOfGems({ args, resolve, variable }: InstallRequest, configured: boolean): string[] {
  const at = args.findIndex((word) => /^--path(?:=|$)/.test(word))
  const named = at === -1 ? variable('BUNDLE_PATH') : (args[at]?.split('=')[1] ?? args[at + 1])
  const deployed = args.includes('--deployment') || Boolean(variable('BUNDLE_DEPLOYMENT')) || configured
  if (named) return [resolve(named) ?? '.']
  return deployed ? [resolve('vendor/bundle') ?? '.'] : []
}
