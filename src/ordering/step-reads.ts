import type { RunStep } from '../caching/installs.ts'
import { type Command, wordValue } from '../dockerfile/shell.ts'
import { homeOf, joinPath } from '../dockerfile/state.ts'
import type { ReadFile } from '../layers/files-in-image.ts'
import type { Layout } from '../layers/layout.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import { type AheadStep, type Or, type Reading, type Reads, readsOfInvocation } from './invocation-reads.ts'
import { effectOf } from './plain-commands.ts'
import { ledToProject, settingsIn } from './project-settings.ts'
import { lookupOf } from './shell-variables.ts'

/** What one step reads of the build context. */
export interface StepReads extends Reads {
  /** The install that reads the most of it; without any, the first that is worth keeping. */
  readonly reader: Invocation | null
  /** What takes so long that it should not run again for nothing, as the author wrote it: `npm ci`, else `curl`; null for nothing. */
  readonly expensive: string | null
}

/**
 * What a step reads of the build context, when all its commands are known.
 *
 * @param layout where the files of the context lie when the step runs
 */
export function readsOf(run: RunStep, layout: Layout): Or<StepReads> {
  const whole = readsOfCommands(run, run.script.commands, layout)
  if (!('unknown' in whole) || whole.ahead) return whole
  const ahead = splitOff(run, layout)
  return ahead ? { ...whole, ahead } : whole
}

/** What may take away again what an install has brought: in a layer of its own that would stay in the image. */
const CLEANS = /\b(?:rm|del|purge|remove|clean|prune|autoremove|uninstall|cache|strip)\b/

/** The installs at the head of a step that goes on with what reads the sources: they can be a step of their own. */
function splitOff(run: RunStep, layout: Layout): AheadStep | null {
  const { script, step } = run
  const { commands, form } = script
  const list = commands[0]?.item?.list
  if (
    form !== 'shell' ||
    list?.kind !== 'and' ||
    list.parent?.list.parent ||
    (list.parent && list.parent.list.items.length > 1)
  )
    return null
  if (commands.some(({ item }) => item?.list !== list)) return null
  for (let count = commands.length - 1; count > 0; count--) {
    const head = commands.slice(0, count)
    const reads = readsOfCommands(run, head, layout)
    if (!('files' in reads) || reads.files.length === 0 || !reads.reader) continue
    // A shell keeps its folder and its variables for the commands that follow.
    const keeps = head.some(({ words }) => words.length === 0 || /^(?:cd|export|umask|set)$/.test(words[0]?.raw ?? ''))
    const rest = commands.slice(count)
    if (keeps || rest.some(({ words }) => words.some(({ raw }) => CLEANS.test(raw)))) return null
    const [from, to] = [head[0] as Command, rest[0] as Command]
    return {
      taken: { start: from.span.start, end: to.span.start },
      invocation: reads.reader,
      command: head.map((command) => command.words.map(({ raw }) => raw).join(' ')).join(' && '),
      folder: step.state.workdir ?? '/',
      says: 'The step is split: the install gets a layer of its own, and what stands behind it stays below the sources.',
      files: reads.files,
      folders: reads.folders,
      readings: reads.readings,
      writes: reads.writes,
    }
  }
  return null
}

function readsOfCommands(run: RunStep, commands: readonly Command[], layout: Layout): Or<StepReads> {
  const { step } = run
  const home = homeOf(step.state)
  const lookup = lookupOf(step, commands)
  if (run.mounts.some(({ mount }) => mount.type === 'bind')) return { unknown: 'it mounts files' }
  const led = ledToProject(step, layout)
  if (led) return { unknown: `${led} may name something of the project` }
  const files: ReadFile[] = []
  const folders: ReadFile[] = []
  const writes: string[] = []
  const readings: Reading[] = []
  let reader: { invocation: Invocation; count: number } | null = null
  let folder = step.state.workdir
  let missing = false
  let install: string | null = null
  let other: string | null = null
  const changed: string[] = []
  for (const command of commands) {
    const invocation = run.invocations.find((one) => one.command === command)
    if (invocation) {
      const read = readsOfInvocation(invocation, run, folder, layout, lookup, reader !== null)
      if ('unknown' in read) return read
      if ('missing' in read) missing = true
      else {
        files.push(...read.files)
        folders.push(...read.folders)
        writes.push(...read.writes)
        readings.push(...read.readings)
        const worth = invocation.kind !== null
        if (worth) install ??= invocation.said
        const count = read.files.length + read.folders.length
        if (worth && count > (reader?.count ?? -1)) reader = { invocation, count }
      }
      continue
    }
    const [program, target] = command.words
    if (program?.raw === 'cd') {
      const value = target && wordValue(target, lookup)
      const known = command.certainty === 'always' && !command.subshell && command.words.length === 2
      if (!known || value === null || value === undefined || /\.\.|^~/.test(value)) {
        return { unknown: 'the folder that it changes to is not known' }
      }
      folder = joinPath(folder, value)
      if (folder === null) return { unknown: 'the folder that it changes to is not known' }
      changed.push(folder)
      continue
    }
    const effect = effectOf(command, { lookup, folder, home })
    if (effect === null) return { unknown: `it runs ${program?.raw ?? 'a command that is not known'}` }
    // What the step itself has written, a later copy must leave alone: that is looked at with all that it writes.
    const own = (path: string) => writes.some((folder) => path === folder || path.startsWith(`${folder}/`))
    const reached =
      effect.paths.find((path) => layout.reaches(path) && !own(path)) ?? effect.makes.find((path) => layout.find(path))
    if (reached !== undefined) return { unknown: `it works on ${reached}, which is copied` }
    if (effect.expensive) other ??= programName(program?.raw ?? '')
  }
  if (missing) return { missing: true }
  // A folder that only the sources bring is not there yet when they are copied later.
  const read = [...files, ...folders]
  const absent = changed.find(
    (one) => one !== step.state.workdir && layout.reaches(one) && !read.some(({ at }) => at.startsWith(`${one}/`)),
  )
  if (absent) return { unknown: `it changes to ${absent}` }
  const obeyed =
    home === null ? undefined : settingsIn(home, layout).find((path) => !read.some(({ at }) => at === path))
  if (obeyed) return { unknown: `${obeyed} may be a setting of the tool` }
  return {
    files: distinct(files),
    folders: distinct(folders),
    readings,
    writes: [...new Set(writes)],
    reader: reader?.invocation ?? null,
    expensive: install ?? other,
  }
}

const distinct = (files: readonly ReadFile[]): ReadFile[] =>
  files.filter((file, index) => files.findIndex(({ path, at }) => path === file.path && at === file.at) === index)
