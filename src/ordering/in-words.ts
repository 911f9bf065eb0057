import type { AssumedContext } from '../context/contexts.ts'
import { folderOf } from '../context/paths.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Finding } from '../finding.ts'
import type { ContextCopy } from '../layers/context-copy.ts'
import type { ReadFile } from '../layers/files-in-image.ts'
import type { Span } from '../text/lines.ts'
import type { Disorder } from './disorder.ts'
import { type Unlisted, unlistedInWords } from './unlisted.ts'

/** More names than these are counted. */
const MOST_NAMES = 6

export const textOf = (file: Dockerfile, { start, end }: Span): string =>
  file.text.slice(start, end).replace(/\s+/g, ' ')

/** `a`, `a and b`, `a, b and 12 more`. */
function names(items: readonly string[]): string {
  const quoted = items.map((item) => `\`${item}\``)
  const shown =
    quoted.length > MOST_NAMES ? [...quoted.slice(0, MOST_NAMES - 2), `${quoted.length - MOST_NAMES + 2} more`] : quoted
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** The manifests that an install reads. */
export const manifestsInWords = ({
  files,
  folders,
}: {
  files: readonly ReadFile[]
  folders: readonly ReadFile[]
}): string => names([...new Set([...files.map(({ path }) => path), ...folders.map(({ path }) => `${path}/`)])])

/** Files in words: their names, or how many they are, in which folder and by which copy. */
export function filesInWords(files: readonly string[], file: Dockerfile, copies: readonly ContextCopy[]): string {
  if (files.length === 0) return 'what is copied'
  if (files.length <= 2) return names(files)
  const folder = commonFolder(files[0] as string, files.at(-1) as string)
  const by = names(copies.map(({ step }) => textOf(file, step.instruction.head)))
  const where = folder === '.' ? '' : ` under \`${folder}/\``
  return `any of the ${files.length.toLocaleString('en')} files${where} that ${by} ${copies.length > 1 ? 'take' : 'takes'} along`
}

/** What the first and the last of a sorted list begin with, all of them do. */
function commonFolder(first: string, last: string): string {
  let common = folderOf(first)
  while (common !== '.' && !last.startsWith(`${common}/`)) common = folderOf(common)
  return common
}

/** The build context that was assumed, and from where that is known. */
export function contextIn(contexts: readonly AssumedContext[]): string {
  const said = contexts.map(({ context: { folder, kind }, known }) => {
    const name = folder === '.' ? 'the root of the repository' : `\`${folder}\``
    return `${name}${kind === 'git' ? ', fetched from Git' : ''}, ${known}`
  })
  return said.length === 1 ? `the build context: ${said[0]}` : `each of its build contexts: ${said.join('; ')}`
}

/** The change, or what has to be done before it can be made. */
export function remedyOf(
  { undone, unlisted, edits }: Pick<Disorder, 'undone' | 'edits'> & { readonly unlisted: readonly Unlisted[] },
  contexts: readonly AssumedContext[],
  safety: 'safe' | 'unsafe' = 'safe',
): Finding['remedy'] {
  const { ignoreFile, folder } = (contexts[0] as AssumedContext).context
  const ignore = ignoreFile ?? (folder === '.' ? '.dockerignore' : `${folder}/.dockerignore`)
  if (undone) {
    return {
      unknown: `the later copy would put a local \`${undone.path}\` over the installed one: add the line \`${undone.ignoreLine}\` to \`${ignore}\` first`,
    }
  }
  return unlisted.length > 0 ? { unknown: unlistedInWords(unlisted, ignore) } : { safety, edits }
}
