import type { BuildContext } from '../context/build-context.ts'
import { folderOf } from '../context/paths.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import type { LayerGraph } from '../layers/graph.ts'
import type { Again, LayerNode } from '../layers/node.ts'
import { printable } from '../text/printable.ts'

/** The graph of one Dockerfile, with what was asked. */
export interface GraphReport {
  /** As seen from the working directory. */
  readonly path: string
  /** From the root of the repository. */
  readonly inRepository: string
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  readonly graph: LayerGraph
  readonly context: BuildContext | null
  /** Why the context is not known, in one clause. */
  readonly unknown: string | null
  /** The files that change, from the root of the repository; null when that was not asked. */
  readonly changed: readonly string[] | null
}

/** The steps that run again, when changes were asked about. */
export function againIn({ graph, changed }: GraphReport): Map<LayerNode, Again> | null {
  return changed && graph.again({ files: changed })
}

/** An instruction on one line, without continuations, as it may be shown anywhere. */
export function instructionText(file: Dockerfile, { head, heredocs }: Instruction): string {
  const continued = file.escape === '`' ? '`' : '\\\\'
  const text = file.text
    .slice(head.start, head.end)
    .replace(new RegExp(`${continued}[ \\t]*\\r?\\n`, 'g'), ' ')
    .replace(/^[ \t]*#.*\n/gm, '')
    .trim()
    .replace(/\s+/g, ' ')
  return `${printable(text)}${heredocs.length > 0 ? ' …' : ''}`
}

/** A stage's name, or its number where it has none. */
export const stageName = ({ name, index }: Stage): string => (name === null ? `stage ${index}` : printable(name))

/** The folders that hold the most of some files, each with how many; files at the root stand for themselves. */
export function byFolder(files: readonly string[], most: number): string {
  if (files.length <= most) return files.map((file) => printable(file)).join(', ')
  const counts = new Map<string, number>()
  const start = commonFolder(files)
  for (const file of files) {
    const rest = start === '.' ? file : file.slice(start.length + 1)
    const slash = rest.indexOf('/')
    const name = `${start === '.' ? '' : `${start}/`}${slash === -1 ? rest : rest.slice(0, slash + 1)}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const ordered = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
  const shown = ordered.slice(0, most).map(([name, count]) => {
    return name.endsWith('/') ? `${printable(name)} (${count})` : printable(name)
  })
  const rest = ordered.slice(most).reduce((sum, [, count]) => sum + count, 0)
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}

/** The folder that holds all of some files. */
function commonFolder(files: readonly string[]): string {
  const [first = '', last = ''] = [files[0], files.at(-1)]
  // They are sorted: what the first and the last have in common, all have.
  for (let folder = folderOf(first); folder !== '.'; folder = folderOf(folder)) {
    if (last.startsWith(`${folder}/`)) return folder
  }
  return '.'
}
