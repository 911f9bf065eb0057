import type { Tree } from '../context/tree.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { ReadConfiguration } from '../managers/location.ts'
import { stepsAbove } from './hook.ts'
import type { RunStep } from './installs.ts'

/**
 * What a tool's configuration files say, as far as that can be told from the repository: a key that no file of that name
 * sets is not set; one that is set somewhere counts as unknown, since it depends on where the file ends up.
 */
export function readToolConfiguration(file: Dockerfile, tree: Tree): (run: RunStep) => ReadConfiguration {
  return (run) => (name, key) => {
    const copies = stepsAbove(run.step).filter(
      ({ instruction }) =>
        (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
        !instruction.flags.some((flag) => flag.name === 'from'),
    )
    if (copies.length === 0) return undefined
    const named = copies.some(({ instruction: { span } }) => file.text.slice(span.start, span.end).includes(name))
    if (!tree.known) return named ? null : undefined
    const set = setterOf(key)
    const candidates = tree.named(name)
    return candidates.some((path) => set.test(tree.text(path) ?? '')) ? null : undefined
  }
}

/** What a line of a configuration file looks like that sets a key; `<key>` is an element of XML. */
export const setterOf = (key: string): RegExp =>
  key.startsWith('<') ? new RegExp(key) : new RegExp(`^\\s*(?:no-)?${key}\\s*[=:]`, 'm')
