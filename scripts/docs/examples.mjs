import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The `example` case of each rule that has one, by rule: the Dockerfile before and after the suggestions. */
export function readExamples(fixtures) {
  const examples = new Map()
  for (const rule of readdirSync(fixtures).sort()) {
    const [before, after] = ['before', 'after'].map((name) => join(fixtures, rule, 'example', `${name}.Dockerfile`))
    if (!existsSync(before) || !existsSync(after)) continue
    examples.set(rule, { before: readFileSync(before, 'utf8'), after: readFileSync(after, 'utf8') })
  }
  return examples
}
