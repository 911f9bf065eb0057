import { structuredPatch } from 'diff'

const contextLines = 3

/**
 * The change of a file as git writes it, so that `git apply` and `patch -p1` take it: three lines of context, line ends
 * as they are, and a word where a last line has none. Empty when nothing changes. It holds the file's text as it is;
 * who prints it to a terminal makes it printable first.
 *
 * @param path relative to the root of the repository, with `/`
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: contextLines })
  const name = { old: nameOf(`a/${path}`), new: nameOf(`b/${path}`) }
  const lines = [`diff --git ${name.old} ${name.new}`, `--- ${end(name.old)}`, `+++ ${end(name.new)}`]
  for (const hunk of hunks) {
    lines.push(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`, ...hunk.lines)
  }
  return `${lines.join('\n')}\n`
}

/** An empty range stands behind the line before it; one line needs no count. */
const range = (start: number, count: number): string =>
  count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`

/** A name with blanks ends with a tab, which is where a reader of the diff looks for its end. */
const end = (name: string): string => (name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name)

/** A name with characters that would end the line or the quotation is quoted as in C. https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
function nameOf(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const special = /["\\\u0000-\u001f\u007f]/g
  const quoted = path.replace(special, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
  return quoted === path ? path : `"${quoted}"`
}
