/**
 * JSON leaves some characters raw that a terminal or a reader's eye would obey: they are written as escapes too, and so is
 * what the log of a workflow obeys (`##[`).
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replaceAll('##[', '#\\u0023[')
  return text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
