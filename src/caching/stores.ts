import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import { type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { type Stage, type Step, shellLookupIn } from '../dockerfile/state.ts'
import { isProgramOfCatalogue, programName } from '../managers/invocation.ts'
import type { Cache, Manager } from '../managers/manager.ts'
import { stepsAbove, stepsBelow, stepsOf } from './hook.ts'
import type { RunStep } from './installs.ts'
import { RUNS_NO_MANAGER } from './plain-programs.ts'
import type { CacheUse } from './uses.ts'

/**
 * What a store needs to be mounted: a tool works from it, so what one step puts there must be there for the others. All
 * steps that use it get the mount, and nothing that has none may need what is in it.
 */
export interface Stores {
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  readonly runs: readonly RunStep[]
  readonly uses: ReadonlyMap<RunStep, readonly CacheUse[]>
  /** Whether a file of the repository has this name; true where that cannot be known. */
  readonly inRepository: (name: string) => boolean
}

/** Why a store must not be mounted in a step; null when nothing speaks against it. */
export function storeSilence(stores: Stores, run: RunStep, use: CacheUse): string | null {
  const { cache, manager } = use
  if (!cache.isStore || use.status.is !== 'missing') return null
  const members = membersOf(stores, run, cache)
  if (members.length > 1) {
    const barred = members.find((member) => mayNotFetch(stores.file, member, members))
    if (barred)
      return `line ${barred.step.instruction.lines.start} may not be able to fetch what another step has fetched`
  }
  for (const member of members) {
    const own = useIn(stores, member, cache)
    const { lines } = member.step.instruction
    if (own && !isMountedOn(own, use.status.target)) return `line ${lines.start} uses the same folder and has no mount`
    const below = stepsBelow(stores.stages, member.step)
    if (member.installs.every(({ kind }) => kind === 'fetch') && !members.some((one) => below.includes(one.step))) {
      return 'what this step fetches is there for whoever uses the image'
    }
    if (isForDevelopers(stores, member)) return 'what this step fetches is there for whoever uses the image'
    if (leavesOutput(member, cache) && members.some((one) => below.includes(one.step))) {
      return `a later step may need what line ${lines.start} puts there`
    }
    const needing = below.find((step) => mayNeed(stores, step, manager, members))
    if (needing) return `line ${needing.instruction.lines.start} may need what lies there`
  }
  return null
}

/** Whether a step puts something into a store that no other step could fetch: the mount may be empty when that one runs. */
const leavesOutput = ({ invocations }: RunStep, { outputOf = [] }: Cache): boolean =>
  invocations.some(({ words }) => words.some((word) => outputOf.includes(wordValue(word) ?? '')))

/** The image that the file is for has the tool in it and starts no program: people work in it, with what was fetched. */
function isForDevelopers({ stages }: Stores, { step: { stage }, installs }: RunStep): boolean {
  return (
    stage === stages.at(-1) &&
    installs.every(({ kind }) => kind !== 'install') &&
    !stepsOf(stage).some(({ instruction: { keyword } }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
  )
}

/** What a step takes along of the right to download: BuildKit's secrets and agents hold for one step. */
const rightsOf = ({ mounts }: RunStep): string[] =>
  mounts.flatMap(({ mount: { type, options } }) =>
    type === 'secret' || type === 'ssh' ? [`${type} ${options.get('id') ?? ''}`] : [],
  )

/** Files and commands with which a tool identifies itself. */
const CREDENTIALS =
  /netrc|git-?credentials|gitconfig|insteadOf|\.ssh\b|id_(?:rsa|ed25519|ecdsa)|ssh-agent|(?:add|update) source\b/i

/** Options that name a source of packages, or a file that does. */
const SOURCE =
  /^(?:-s|--sources?|--configfile|--config|--registry|--index|-gs|--(?:global-)?settings|-I|--init-script)(?:=|$)/

/** Variables that say where to download from, and as whom. */
const RIGHTS = /PROXY|TOKEN|AUTH|PASS|SECRET|PRIVATE|INSECURE|CREDENTIAL|ENDPOINT|REGISTR|SOURCE|SUMDB|_URL|GIT_/i

/** The options and variables with which the commands of a step find and may read their sources. */
const sourcesOf = ({ installs }: RunStep): string[] =>
  installs.flatMap(({ words, env }) => [
    ...words.flatMap(({ raw }, at) =>
      SOURCE.test(raw) ? [`${raw} ${raw.includes('=') ? '' : words[at + 1]?.raw}`] : [],
    ),
    ...[...env].flatMap(([name, value]) => (RIGHTS.test(name) ? [`${name}=${value}`] : [])),
  ])

/**
 * Whether a step works today from what another one fetched, and could not fetch it itself: the mount may be empty while the
 * layer of the other step is still there.
 */
function mayNotFetch({ text }: Dockerfile, { step, ...run }: RunStep, members: readonly RunStep[]): boolean {
  const own = rightsOf({ step, ...run })
  const sources = sourcesOf({ step, ...run })
  const said = ({ instruction: { span } }: Step): string => text.slice(span.start, span.end)
  if (step.instruction.flags.some(({ name, value }) => name === 'network' && value === 'none')) return true
  return members.some(
    (other) =>
      other.step !== step &&
      (rightsOf(other).some((right) => !own.includes(right)) ||
        sourcesOf(other).some((source) => !sources.includes(source)) ||
        (CREDENTIALS.test(said(other.step)) && /\brm\b|--unset|ssh-agent|remove source/.test(said(other.step)))),
  )
}

/** The steps that share a store with one, through all stages that are built on each other. */
export function membersOf({ runs, stages, uses }: Stores, run: RunStep, cache: Cache): readonly RunStep[] {
  const found = new Set([run])
  // What is added while the loop runs is looked at too.
  for (const member of found) {
    const above = stepsAbove(member.step)
    const below = stepsBelow(stages, member.step)
    for (const other of runs) {
      const related = above.includes(other.step) || below.includes(other.step)
      if (related && uses.get(other)?.some((use) => use.cache === cache)) found.add(other)
    }
  }
  return runs.filter((one) => found.has(one))
}

const useIn = ({ uses }: Stores, run: RunStep, cache: Cache): CacheUse | undefined =>
  uses.get(run)?.find((use) => use.cache === cache)

const isMountedOn = ({ status, location }: CacheUse, target: string): boolean =>
  (status.is === 'missing' || status.is === 'mounted') && 'path' in location && location.path === target

/** Whether a step without the mount may need what is in the store. */
function mayNeed(stores: Stores, step: Step, manager: Manager, members: readonly RunStep[]): boolean {
  const { instruction } = step
  if (members.some((member) => member.step === step)) return false
  if (/^(?:RUN|CMD|ENTRYPOINT)$/.test(instruction.keyword) && substitutes(stores.file, instruction, manager))
    return true
  switch (instruction.keyword) {
    case 'ONBUILD':
      return mentions(stores.file, instruction, manager)
    case 'CMD':
    case 'ENTRYPOINT':
      return programsOf(instruction).some((program) => mayRun(stores, program, manager))
    case 'RUN':
      return runNeeds(stores, step, manager)
    default:
      return false
  }
}

function runNeeds(stores: Stores, step: Step, manager: Manager): boolean {
  const { script } = step
  if (!script || 'unreadable' in script) return true
  const lookup = shellLookupIn(step.state, step.stage)
  const known = stores.runs.find((one) => one.step === step)
  return script.commands.some((command) => {
    const invocation = known?.invocations.find((one) => one.command === command)
    if (invocation) return invocation.manager === manager && !manager.usesNoCache.includes(invocation.verb ?? '')
    const program = command.words[0] ? wordValue(command.words[0] as ShellWord, lookup) : ''
    return program !== '' && (program === null || mayRun(stores, program, manager))
  })
}

/** Whether a program is the manager, or something that may call it. A program that no file of the repository is was built. */
function mayRun({ inRepository }: Stores, program: string, manager: Manager): boolean {
  const name = programName(program)
  if (manager.programs.includes(name)) return true
  if (RUNS_NO_MANAGER.has(name) || isProgramOfCatalogue(name)) return false
  if (program.includes('/')) return /\.\w+$/.test(name) || inRepository(name)
  return true
}

/** The programs that a `CMD` or `ENTRYPOINT` names: one, or those of a shell's script. */
function programsOf({ json, words }: Instruction): string[] {
  const all = json?.map(({ value }) => value) ?? words.map(({ raw }) => raw)
  const script = json ? (SHELL.test(all[0] ?? '') ? all.slice(1).join(' ') : null) : all.join(' ')
  const lists = script === null ? [all] : script.split(/[;&|\n]+/).map((part) => part.trim().split(/\s+/))
  return lists.flatMap((list) => list.find((word) => word !== '' && !IN_FRONT.test(word)) ?? [])
}

const SHELL = /^(?:.*\/)?(?:ba|da|z)?sh$/
/** What stands in front of a program: wrappers, options, assignments. */
const IN_FRONT = /^(?:(?:.*\/)?(?:exec|env|nohup|tini|dumb-init|catatonit|sudo)|[-+].*|\w+=.*)$/

/** `$(go list -m …)`: a command of the manager whose output is a part of another one. */
function substitutes({ text }: Dockerfile, { span }: Instruction, { programs, usesNoCache }: Manager): boolean {
  const calls = new RegExp(`(?:\\$\\(|\`)[^)\`]*?(?<![\\w./-])(?:${programs.join('|')})\\s+(\\S+)`, 'g')
  return [...text.slice(span.start, span.end).matchAll(calls)].some(([, verb = '']) => !usesNoCache.includes(verb))
}

const mentions = ({ text }: Dockerfile, { span }: Instruction, { programs }: Manager): boolean =>
  programs.some((program) => text.slice(span.start, span.end).includes(program))
