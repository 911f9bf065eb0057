import { joinInside } from '../paths.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import type { Ahead, InstallReads, InstallRequest } from './reads.ts'

/** Options that read nothing more. https://getcomposer.org/doc/03-cli.md#install-i */
const FLAGS = new Set(
  `--no-dev --dev --no-scripts --no-autoloader --no-progress --no-interaction -n --prefer-dist --prefer-source --no-suggest --no-plugins
  -q --quiet -v -vv -vvv --verbose --ansi --no-ansi --no-cache --ignore-platform-reqs --audit --no-audit --profile -o -a
  --optimize-autoloader --classmap-authoritative --apcu-autoloader --download-only`.split(/\s+/),
)
/** Scripts that run with an install. https://getcomposer.org/doc/articles/scripts.md#event-names */
const EVENTS = /^(?:pre|post)-(?:install|update|autoload|operations|package|pool|file|dependencies)|^(?:init|command)$/
/** Plugins that write into the folder of the packages alone. */
const QUIET_PLUGINS = new Set([
  'php-http/discovery',
  'pestphp/pest-plugin',
  'dealerdirect/phpcodesniffer-composer-installer',
  'phpstan/extension-installer',
  'composer/package-versions-deprecated',
])

/** What `composer install` reads. */
export function readsOfComposer(request: InstallRequest): InstallReads {
  const { files: image, folder, verb, args } = request
  if (verb.startsWith('global ')) return { files: [], writes: [] }
  if (verb !== 'install' && verb !== 'i') return { unknown: `composer ${verb} writes the manifests` }
  for (const word of args) {
    if (!FLAGS.has(word) && !/^--(?:ignore-platform-req|prefer-install|apcu-autoloader-prefix)=[\w.*-]+$/.test(word)) {
      return { unknown: `it has ${word}` }
    }
  }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('composer.json')
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const root = readPackageJson(image, manifest)
  if (root === undefined) return { missing: true }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  const files = [manifest, ...['composer.lock', 'auth.json'].map(inFolder).filter((file) => image.has(file))]
  const config = recordOf(root.config)
  const vendor = typeof config['vendor-dir'] === 'string' ? config['vendor-dir'] : 'vendor'
  if (!/^[\w-]+$/.test(vendor)) return { unknown: `its packages go to ${vendor}` }
  const local = localRepository(root)
  if (local) return { unknown: `${manifest} has a repository that is ${local}` }
  const plugin = args.includes('--no-plugins') ? null : loudPlugin(config)
  if (plugin) return { unknown: `the plugin ${plugin} may read the project` }
  const why = readsSources(request, root, config)
  if (why === null) return { files, writes: [inFolder(vendor)] }
  const options = args.filter(
    (word) => !/^(?:-o|-a|--optimize-autoloader|--classmap-authoritative|--apcu-autoloader.*)$/.test(word),
  )
  const more = ['--no-scripts', '--no-autoloader'].filter((word) => !options.includes(word))
  const ahead: Ahead = {
    command: ['composer install', ...options, ...more].join(' '),
    files,
    says: 'It installs the packages without scripts and autoloader. The install below the sources then finds them there, runs the scripts and writes the autoloader.',
  }
  return { unknown: why, ahead }
}

/** Why an install needs the sources: scripts, or an autoloader that is made from them; null when it does not. */
function readsSources(
  { files: image, folder, args }: InstallRequest,
  root: PackageJson,
  config: Record<string, unknown>,
): string | null {
  const script = args.includes('--no-scripts')
    ? undefined
    : Object.keys(recordOf(root.scripts)).find((name) => EVENTS.test(name))
  if (script) return `composer.json runs "${script}"`
  if (args.includes('--no-autoloader')) return null
  const optimized = args.some((word) => /^(?:-o|-a|--optimize-autoloader|--classmap-authoritative)$/.test(word))
  if (optimized || config['optimize-autoloader'] === true || config['classmap-authoritative'] === true) {
    return 'the optimized autoloader lists the classes of the project'
  }
  const autoload = { ...recordOf(root['autoload-dev']), ...recordOf(root.autoload) }
  if (autoload.classmap !== undefined) return 'the autoloader lists the classes of the project'
  // Without a version of its own the root package gets that of the commit: https://getcomposer.org/doc/04-schema.md#version
  const git = joinInside(folder, '.git/config') as string
  if (root.version === undefined && image.mayHold(git)) return 'the autoloader says which commit it is'
  return null
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** https://getcomposer.org/doc/05-repositories.md */
function localRepository({ repositories }: PackageJson): string | null {
  const all: unknown[] = Array.isArray(repositories) ? repositories : Object.values(recordOf(repositories))
  for (const one of all) {
    const { type, url } = recordOf(one)
    if (type === 'path' || type === 'artifact') return `of the type ${type}`
    if (typeof url === 'string' && !/^(?:https?|ssh|git):\/\/|^git@/.test(url)) return 'on disk'
  }
  return null
}

function loudPlugin(config: Record<string, unknown>): string | null {
  const allowed = config['allow-plugins']
  if (allowed === true) return 'that it may have'
  return (
    Object.entries(recordOf(allowed)).find(([name, value]) => value === true && !QUIET_PLUGINS.has(name))?.[0] ?? null
  )
}
