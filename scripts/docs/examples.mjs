import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The `example` case of each folder that has one (a rule, a manager), by its name: the Dockerfile before and after the suggestions. */
export function readExamples(fixtures) {
  const examples = new Map()
  for (const name of existsSync(fixtures) ? readdirSync(fixtures).sort() : []) {
    const [before, after] = ['before', 'after'].map((side) => join(fixtures, name, 'example', `${side}.Dockerfile`))
    if (!existsSync(before) || !existsSync(after)) continue
    examples.set(name, { before: readFileSync(before, 'utf8'), after: readFileSync(after, 'utf8') })
  }
  return examples
}
