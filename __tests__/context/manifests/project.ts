import { readsOfNpm } from '../../../src/context/manifests/npm.ts'
import type { InstallReads } from '../../../src/context/manifests/reads.ts'
import { joinInside } from '../../../src/context/paths.ts'
import npm from '../../../src/managers/npm.ts'
import { contextOf, type Files } from '../repository.ts'

interface Place {
  readonly folder?: string
  readonly ignore?: string
}

/** What `npm` with these words reads and writes. */
export function found(command: string, files: Files, { folder = '.', ignore = '' }: Place = {}): InstallReads {
  const [verb = '', ...args] = command.split(' ')
  const context = contextOf(files, { ignore })
  const find = (path: string): string | null => {
    const at = joinInside(folder, path)
    return at !== null && context.has(at) ? at : null
  }
  return readsOfNpm({ context, folder, verb, args, valueOptions: npm.valueOptions, find })
}

/** What `npm` with these words reads: the files in their order, or why that is not known. */
export function reads(command: string, files: Files, place?: Place): readonly string[] | string {
  const result = found(command, files, place)
  if ('files' in result) return result.files
  return 'unknown' in result ? result.unknown : 'missing'
}

/** A project with a lock file; `manifest` is its package.json, `more` what else it has. */
export const project = (manifest: object = {}, more: Files = {}): Files => ({
  'package.json': JSON.stringify(manifest),
  'package-lock.json': '{}',
  'index.js': '',
  ...more,
})
