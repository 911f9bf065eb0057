import { joinInside } from '../paths.ts'
import { allOf, notLocked } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Words of a Package.swift by which it looks at more than itself. https://docs.swift.org/package-manager/PackageDescription */
const LOOKS_AROUND =
  /\b(?:Foundation|FileManager|ProcessInfo|Context|Glibc|Musl|getenv|fopen|contentsOfFile|binaryTarget|#filePath|#file)\b|\bpath\s*:\s*"\/|\.package\s*\(\s*(?:name\s*:\s*"[^"]*"\s*,\s*)?path\s*:/
const COMPILES = ['build', 'test', 'run']
const QUIET =
  /^(?:-v|--verbose|-q|--quiet|--force-resolved-versions|--only-use-versions-from-resolved-file|--skip-update)$/

/** What `swift package resolve` reads: the manifest and the resolved versions. */
export function readsOfSwift(request: InstallRequest): InstallReads {
  const { verb, args } = request
  const words = args.filter((word) => word !== 'package' && word !== 'resolve')
  if (verb === 'package resolve') {
    const option = words.find((word) => !QUIET.test(word))
    return option === undefined ? manifestsOf(request) : { unknown: `swift package resolve has the option ${option}` }
  }
  if (!COMPILES.includes(verb)) return { unknown: `swift ${verb} writes Package.resolved` }
  const unknown = `swift ${verb} compiles the sources`
  const elsewhere = /^--(?:package-path|cache-path|config-path|scratch-path|build-path|traits|disable-|swift-sdk)/
  if (args.some((word) => elsewhere.test(word))) return { unknown }
  const reads = manifestsOf(request)
  if ('missing' in reads) return reads
  if ('unknown' in reads) return { unknown }
  const says = '`swift package resolve` fetches the packages of Package.resolved and compiles nothing.'
  const { files, folders = [] } = reads
  return { unknown, ahead: { command: 'swift package resolve', files, folders, says } }
}

function manifestsOf({ files: image, folder }: InstallRequest): InstallReads {
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const resolved = inFolder('Package.resolved')
  const inside = folder === '.' ? '' : `${folder}/`
  const manifests = image
    .under(folder)
    .filter((file) => /^Package(?:@swift-[\d.]+)?\.swift$/.test(file.slice(inside.length)))
  if (!manifests.includes(inFolder('Package.swift')))
    return { unknown: 'Package.swift is not copied from the build context' }
  if (!image.has(resolved)) return { unknown: 'there is no Package.resolved, which it would write' }
  const texts = manifests.map((file) => image.text(file))
  if (texts.includes(undefined)) return { missing: true }
  const other = texts.findIndex((text) => text === null || LOOKS_AROUND.test(text as string))
  if (other !== -1) return { unknown: `${manifests[other]} looks at more than itself` }
  const pins = image.text(resolved)
  if (pins === undefined) return { missing: true }
  // A package is known by the last part of its address, in every form of Package.resolved.
  const named = (text: string): Set<string> => allOf(text.toLowerCase(), /"[^"\n]*?([\w.-]+?)(?:\.git)?\/?"/g)
  const asked = texts.flatMap((text) => [...named([...allOf(text ?? '', /\burl\s*:\s*("[^"\n]+")/g)].join('\n'))])
  const missing = /"(?:identity|repositoryURL)"/.test(pins ?? '') ? notLocked(asked, named(pins ?? '')) : null
  if (missing) return { unknown: `${resolved} is not in step with the manifest (${missing}), and Swift writes it anew` }
  const settings = inFolder('.swiftpm')
  return {
    files: [...manifests, resolved],
    ...(image.isFolder(settings) ? { folders: [settings] } : {}),
    writes: [inFolder('.build')],
  }
}
