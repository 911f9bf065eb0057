import { folderOf, joinInside } from '../context/paths.ts'
import type { Tree } from '../context/tree.ts'
import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Step } from '../dockerfile/state.ts'
import type { ReadConfiguration } from '../managers/location.ts'
import type { FileEvidence } from '../managers/manager.ts'
import { stepsAbove } from './hook.ts'
import { isWithin, type RunStep } from './installs.ts'
import type { CacheUse } from './uses.ts'

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
    return candidates.some((path) => tree.isLink(path) || set.test(tree.text(path) ?? '')) ? null : undefined
  }
}

/** Whether the files of the repository say that a cache is the one that a command uses. Without its files nothing is said. */
export function confirmedBy(file: Dockerfile, tree: Tree): (run: RunStep, use: CacheUse) => boolean {
  const hasBeside = (name: string, folder: string): boolean =>
    tree.named(name).some((path) => tree.isFolder(joinInside(folderOf(path), folder) ?? folder))
  const says = ({ file: name, says, without, unlessFolder: beside }: FileEvidence): boolean => {
    const paths = tree.named(name)
    if (beside && hasBeside(name, beside)) return false
    // Every text is asked for before one of them decides.
    const texts = paths.map((path) => tree.text(path) ?? '')
    return (
      paths.length > 0 &&
      !paths.some((path) => tree.isLink(path)) &&
      texts.every((text) => says.test(text) && !without?.test(text))
    )
  }
  return (run, { cache, invocation }) => {
    const { evidence, unlessBeside } = cache
    if (unlessBeside && hasBeside(unlessBeside.file, unlessBeside.folder)) return false
    if (!evidence || evidence.verbs?.includes(invocation.verb ?? '')) return true
    if (!tree.known) return false
    return evidence.files.every((one) => {
      const { file: name, inImage, unlessVariable: variable } = one
      if (variable && (invocation.env.has(variable) || run.step.state.variables.has(variable))) return false
      return says(one) && (!inImage || stepsAbove(run.step).some((step) => brings(file, tree, run, step, name)))
    })
  }
}

/** Whether a step copies a file from the build context to where a later one runs, or above. */
function brings(
  file: Dockerfile,
  tree: Tree,
  run: RunStep,
  { instruction, state, stage }: Step,
  name: string,
): boolean {
  const { keyword, flags, json, words } = instruction
  const { workdir } = run.step.state
  if (keyword !== 'COPY' || workdir === null || flags.some((flag) => flag.name === 'from')) return false
  const values = json?.map(({ value }) => value) ?? words.map(({ raw }) => raw)
  const target = expand(values.at(-1) ?? '', lookupIn(state, stage), file.escape)
  const folder = target && joinPath(state.workdir, target.text)
  if (!folder || !(isWithin(workdir, folder) || folder === joinPath(workdir, name))) return false
  // A pattern of the ignore file that begins with a wildcard may leave it out.
  const ignored = tree
    .named('.dockerignore')
    .some(
      (path) =>
        tree.isLink(path) ||
        new RegExp(`^\\s*\\/?(?:\\*|\\.\\*|.*${name.replaceAll('.', '\\.')})`, 'm').test(tree.text(path) ?? ''),
    )
  return values
    .slice(0, -1)
    .some((source) => source === name || source.endsWith(`/${name}`) || (!ignored && /^\.?\/?$/.test(source)))
}

/** What a line of a configuration file looks like that sets a key; `<key>` is an element of XML. */
export const setterOf = (key: string): RegExp =>
  key.startsWith('<') ? new RegExp(key) : new RegExp(`(?:^|[{,])\\s*"?(?:no-)?${key}(?:"?\\s*[=:]|\\s)`, 'm')
