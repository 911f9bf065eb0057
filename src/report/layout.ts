import { printable } from '../text/printable.ts'

/** Characters that take two cells of a terminal: East Asian ones and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** How many cells of a terminal a printable text takes; a tab counts as one. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /\p{Mn}/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

/** A line of a file as it may be shown: escapes for what a terminal would obey, tabs kept, cut when very long. */
export function shownLine(line: string, longest: number): string {
  const characters = [...printable(line, { tabs: true })]
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`
}

/**
 * Prose, broken at blanks so that no line is wider than `width` where that can be; its own line ends stay. No line begins
 * with `::`: the log of a workflow would obey it, blanks in front of it or not.
 */
export function wrapped(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of printable(paragraph).split(' ')) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    return [...lines, line].map((each) => each.replace(/^(?=\s*::)/, '\\'))
  })
}

/**
 * A text in which the log of a workflow obeys nothing: `::` at the start of a line, blanks in front of it or not, and `##[`
 * anywhere in it (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
 */
export const unobeyed = (text: string): string => text.replaceAll('##[', '## [').replace(/^(?=[^\S\n]*::)/gm, '\\')

/** `1 finding`, `2 findings`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
