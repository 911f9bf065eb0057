import { joinInside } from '../paths.ts'
import { isLocalSpec, specOf } from './local-dependencies.ts'
import { askingFrom, isOfOldNpm, missingInNpmLock } from './lock-in-step.ts'
import { NAMES_FILES, NAMES_FOLDERS, unknownSetting } from './npmrc.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import { type ProjectTool, packageFolders, readManifests } from './project.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import { membersOf, workspacesAbove } from './workspaces.ts'

/** https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order: what `npm ci` and `npm install` run. */
const NPM: ProjectTool = {
  name: 'npm',
  lifeCycle: {
    root: [
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
    ],
    members: ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
    compiles: true,
  },
  local: { links: /^(?:file:|[./])/i },
  links: 'all',
}

const CLEAN_INSTALL = /^(?:ci|ic|clean-install|install-clean|isntall-clean)$/
/** `install` with its aliases; not `install-test`, which runs the tests, nor `update`, which rewrites the manifests. */
const INSTALL = /^(?:install|add|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall)$/

/** What is installed for everybody is brought up to date without a look at the project. */
const UPDATE = /^(?:update|up|upgrade|udpate)$/

/** What `npm ci` and `npm install` read: package.json and lock file, .npmrc, the members of workspaces. */
export function readsOfNpm(request: InstallRequest): InstallReads {
  const { files: image, folder, verb, args } = request
  const option = unknownOption(args)
  if (option) return { unknown: option }
  const operands = operandsOf(request)
  if (args.some((word, at) => isGlobal(word, args[at + 1]))) return readsOfGlobal(request, operands)
  if (!CLEAN_INSTALL.test(verb) && !INSTALL.test(verb)) return { unknown: `npm ${verb} does more than install` }
  // It writes what it is given into the manifests, and the later `COPY` would take that back.
  if (operands.length > 0) return { unknown: `it installs ${operands[0]}` }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('package.json')
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const locks = ['npm-shrinkwrap.json', 'package-lock.json'].map(inFolder).filter((file) => image.has(file))
  if (CLEAN_INSTALL.test(verb)) {
    if (locks.length === 0) return { unknown: `there is no lock file beside ${manifest}` }
  } else if (image.has(inFolder('yarn.lock'))) return { unknown: 'npm rewrites the yarn.lock beside it' }
  const npmrc = inFolder('.npmrc')
  const settings = image.has(npmrc) ? image.text(npmrc) : ''
  const root = readPackageJson(image, manifest)
  const above = workspacesAbove(image, folder)
  if (settings === undefined || root === undefined || above === undefined) return { missing: true }
  if (above !== null) return { unknown: above }
  if (settings === null) return { unknown: `${npmrc} cannot be read` }
  const setting = unknownSetting(settings)
  if (setting) return { unknown: `${npmrc} sets ${setting}` }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  const members = membersOf(image, folder, root.workspaces)
  if ('unknown' in members) return members
  const withoutScripts = ignoresScripts(args, settings)
  const inside = readManifests(NPM, { image, folder, members: members.files, withoutScripts })
  const lock = INSTALL.test(verb) && locks[0] ? image.text(locks[0]) : null
  if (!('files' in inside) || lock === undefined) return 'unknown' in inside ? inside : { missing: true }
  if (lock !== null) {
    if (isOfOldNpm(lock)) return { unknown: `${locks[0]} has the form of an older npm, and npm writes it anew` }
    const manifests = [manifest, ...members.files].map((file) => [file, readPackageJson(image, file)] as const)
    const missing = missingInNpmLock(lock, askingFrom(folder, manifests as [string, PackageJson][]))
    if (missing)
      return { unknown: `${locks[0]} is not in step with the manifests (${missing}), and npm writes it anew` }
  }
  const files = [manifest, ...locks, ...(image.has(npmrc) ? [npmrc] : []), ...members.files, ...inside.files]
  return { files: [...new Set(files)], writes: packageFolders(folder, members.files) }
}

/** `npm install -g name` reads nothing of the project; an .npmrc beside it counts only where that is the user's home. */
function readsOfGlobal({ files: image, folder, verb }: InstallRequest, operands: readonly string[]): InstallReads {
  if (!INSTALL.test(verb) && !UPDATE.test(verb)) return { unknown: `npm ${verb} does more than install` }
  if (operands.length === 0) return { unknown: 'it installs the folder it runs in' }
  const local = operands.find((word) => isLocalSpec(specOf(word)))
  if (local) return { unknown: `it installs ${local}` }
  const npmrc = joinInside(folder, '.npmrc') as string
  return { files: image.has(npmrc) ? [npmrc] : [], writes: [] }
}

const isGlobal = (word: string, next: string | undefined): boolean =>
  /^(?:-g|--global|--location=global)$/.test(word) || (word === '--location' && next === 'global')

/** The words that are neither options nor their values. */
const operandsOf = ({ args, valueOptions }: InstallRequest): string[] =>
  args.filter((word, at) => !word.startsWith('-') && !valueOptions.includes(args[at - 1] ?? ''))

function unknownOption(args: readonly string[]): string | null {
  const names = args.map((word) => /^--?([^=]*)/.exec(word)?.[1])
  if (names.some((name) => name && NAMES_FILES.includes(name))) return 'an option names a file'
  if (names.some((name) => name && NAMES_FOLDERS.includes(name))) return 'it installs another folder'
  // Then local packages are copied as they are, with their sources.
  return names.includes('install-links') ? 'it copies local packages with their sources' : null
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
