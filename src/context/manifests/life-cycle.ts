import { folderOf, joinInside } from '../paths.ts'
import { dependsOn, type PackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'

/** The scripts of a package that a tool runs when it installs the folder, and whether it compiles native code there. */
export interface LifeCycle {
  readonly root: readonly string[]
  readonly members: readonly string[]
  /** With a binding.gyp and no install script of its own: https://docs.npmjs.com/cli/using-npm/scripts#npm-install */
  readonly compiles: boolean
}

/** Packages whose own install scripts read the project: the schema of Prisma, the settings of Puppeteer. */
const READERS = ['@prisma/client', 'prisma', 'puppeteer']
/** Packages whose own install scripts write hooks into `.git`, when there is one. */
const HOOKS = ['lefthook', 'simple-git-hooks', 'pre-commit', 'yorkie']

/** Whether a package that it depends on does something in the project when it is installed. */
export const hasActivePackages = (manifest: PackageJson): boolean =>
  [...READERS, ...HOOKS, 'msw'].some((name) => dependsOn(manifest, name))

/**
 * What the life-cycle scripts of a package read beside its manifests, as far as their tools are known.
 *
 * @param names the scripts that the tool runs for it
 */
export function scriptsOf(
  image: ImageFiles,
  file: string,
  manifest: PackageJson,
  names: readonly string[],
  compiles: boolean,
): { readonly files: readonly string[] } | { readonly unknown: string } {
  const folder = folderOf(file)
  if (compiles && image.has(joinInside(folder, 'binding.gyp') as string)) {
    return { unknown: `${file} has native code, which is compiled` }
  }
  const reader = READERS.find((name) => dependsOn(manifest, name))
  if (reader) return { unknown: `${reader} reads the project when it is installed` }
  const hooks = HOOKS.find((name) => dependsOn(manifest, name))
  if (hooks && !isWithoutGit(image, folder)) return { unknown: `${hooks} writes into .git when it is installed` }
  // https://mswjs.io/docs/cli/init: the folder named there gets the worker with every install.
  if (manifest.msw !== undefined) return { unknown: `${file} has a folder that msw writes into` }
  const { scripts } = manifest
  const all = typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {}
  const files = new Set<string>()
  for (const name of names) {
    const script = Object.hasOwn(all, name) ? all[name] : undefined
    if (typeof script !== 'string' || script.trim() === '') continue
    // Whichever of them run: each that is known does the same with the sources and without.
    for (const command of script.split(/&&|\|\||;/).map((part) => part.trim())) {
      const reads = filesOfTool(image, folder, command)
      if (reads === null) return { unknown: `${file} runs "${name}": ${JSON.stringify(command.slice(0, 60))}` }
      for (const path of reads) files.add(path)
    }
  }
  return { files: [...files] }
}

/** Commands that read and write nothing of the project. `only-allow` looks at the name of the tool that runs it. */
const HARMLESS =
  /^(?:true|:|exit 0|is-ci|only-allow (?:npm|pnpm|yarn|bun)|corepack enable(?: (?:npm|pnpm|yarn))*|echo(?: ["']?[\w ,.:!-]*["']?)?)$/

/** What a tool in a script reads; null for one that is not known. */
function filesOfTool(image: ImageFiles, folder: string, command: string): readonly string[] | null {
  const tool = command.replace(/^npx\s+(?:(?:-y|--yes|--no-install|--no)\s+)?/, '')
  if (HARMLESS.test(tool)) return []
  if (/^husky(?: install)?$/.test(tool)) {
    // It writes into `.git`: without it there it does nothing, first and last.
    return isWithoutGit(image, folder) ? [] : null
  }
  const patches = /^patch-package((?: --(?:error-on-(?:fail|warn)|patch-dir[ =][\w@./-]+))*)$/.exec(tool)
  if (patches === null) return null
  const named = /--patch-dir[ =](\S+)/.exec(patches[1] ?? '')?.[1] ?? 'patches'
  const path = named.startsWith('/') ? null : joinInside(folder, named)
  return path === null || path === folder ? null : image.under(path)
}

/** Git's list of files proves nothing here: `.git` must be left out of the context, in this folder and in those above it. */
function isWithoutGit(image: ImageFiles, folder: string): boolean {
  for (let up = folder; ; up = folderOf(up)) {
    if (image.mayHold(joinInside(up, '.git/config') as string)) return false
    if (up === '.') return true
  }
}
