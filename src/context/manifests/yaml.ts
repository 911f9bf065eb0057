import { parse } from 'yaml'
import type { ImageFiles } from './reads.ts'

/** No manifest that a person keeps is larger. */
const LARGEST = 100_000
const DEEPEST = 100

/** @returns null for a file that is no YAML, or none that a person would write; undefined while its text is not at hand */
export function readYaml(files: ImageFiles, file: string): unknown {
  const text = files.text(file)
  if (text === undefined || text === null) return text
  if (text.length > LARGEST || isDeep(text)) return null
  try {
    // Looking for keys that stand twice takes the square of their number.
    return parse(text.replace(/^\uFEFF/, ''), { uniqueKeys: false })
  } catch {
    return null
  }
}

/**
 * Whether it may be nested deeper than a parser that calls itself can follow. Where its stack ends inside of a regular
 * expression, V8 ends the process, and nothing catches that.
 */
function isDeep(text: string): boolean {
  // A closing bracket may stand in quotation marks, so that only the opening ones count.
  if ((text.match(/[[{]/g)?.length ?? 0) > DEEPEST) return true
  return text.split('\n').some((line) => {
    const indent = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0].length ?? 0
    return indent > DEEPEST
  })
}
