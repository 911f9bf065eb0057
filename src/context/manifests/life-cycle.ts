import { folderOf, joinInside } from '../paths.ts'
import { dependsOn, type PackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'

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
/** Packages whose own install scripts read the project: the schema of Prisma, the settings of Puppeteer. */
const READERS = ['@prisma/client', 'prisma', 'puppeteer']
/** Packages whose own install scripts write hooks into `.git`, when there is one. */
const HOOKS = ['lefthook', 'simple-git-hooks', 'pre-commit', 'yorkie']

/** What the life-cycle scripts of a package read beside its manifests, as far as their tools are known. */
export function scriptsOf(
  image: ImageFiles,
  file: string,
  manifest: PackageJson,
): { readonly files: readonly string[] } | { readonly unknown: string } {
  const folder = folderOf(file)
  // With a binding.gyp and no install script of its own npm compiles: https://docs.npmjs.com/cli/using-npm/scripts#npm-install
  if (image.has(joinInside(folder, 'binding.gyp') as string)) {
    return { unknown: `${file} has native code, which npm compiles` }
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
  for (const name of LIFE_CYCLE) {
    const script = all[name]
    if (typeof script !== 'string' || script.trim() === '') continue
    for (const command of script.split(/&&|;/).map((part) => part.trim())) {
      const reads = filesOfTool(image, folder, command)
      if (reads === null) return { unknown: `${file} runs "${name}": ${JSON.stringify(command.slice(0, 60))}` }
      for (const path of reads) files.add(path)
    }
  }
  return { files: [...files] }
}

/** What a tool in a script reads; null for one that is not known. */
function filesOfTool(image: ImageFiles, folder: string, command: string): string[] | null {
  const tool = command.replace(/^npx\s+(?:--no-install\s+|--no\s+)?/, '')
  if (/^husky(?: install)?(?: \|\| (?:true|exit 0))?$/.test(tool)) {
    // It writes into `.git`: without it there it does nothing, first and last.
    return isWithoutGit(image, folder) ? [] : null
  }
  if (tool === 'patch-package') return image.under(joinInside(folder, 'patches') as string)
  return null
}

/** Git's list of files proves nothing here: `.git` must be left out of the context, in this folder and in those above it. */
function isWithoutGit(image: ImageFiles, folder: string): boolean {
  for (let up = folder; ; up = folderOf(up)) {
    if (image.mayHold(joinInside(up, '.git/config') as string)) return false
    if (up === '.') return true
  }
}
