import { type Account, type Image, ROOT } from '../images/image.ts'
import { imageOf } from '../images/known.ts'
import { type ImageReference, readReference } from '../images/reference.ts'
import { type Accounts, accountsOf } from './accounts.ts'
import { accountsBehindCopy, accountsBehindRun } from './accounts-behind.ts'
import { expand, known, type Lookup, type Value } from './expand.ts'
import type { Dockerfile, Instruction } from './model.ts'
import { readRun } from './read-run.ts'
import type { Script, Unreadable } from './shell.ts'

/** What a stage is built on. */
export type Base =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly reference: string; readonly image: Image | null }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'unknown' }

export interface Stage {
  /** 0-based, as `COPY --from=0` counts. */
  readonly index: number
  /** Lower-cased; null for a stage without a name. */
  readonly name: string | null
  readonly from: Instruction
  readonly base: Base
  /** The image at the bottom, through all stages; null when nothing is known of it. */
  readonly image: Image | null
  /** The stage's instructions without its FROM. */
  readonly steps: readonly Step[]
  /** What is in force behind the last of them, for the stages that are built on this one. */
  readonly end: State
}

/** The user of a step: what can be known of it. */
export interface User extends Account {
  /** It hangs on the default of an `ARG`, which a build may override. */
  readonly assumed: boolean
}

/** What is in force when an instruction begins. */
export interface State {
  /** What `ENV` has set; it is inherited and stays in the image. */
  readonly env: ReadonlyMap<string, Value | null>
  /** What a step of this stage sees: `env` and the build arguments. */
  readonly variables: ReadonlyMap<string, Value | null>
  /** Null when it cannot be known. */
  readonly user: User | null
  /** Absolute; null when it cannot be known. */
  readonly workdir: string | null
  readonly shell: readonly string[]
  readonly accounts: Accounts
}

/** An instruction in its stage. */
export interface Step {
  readonly instruction: Instruction
  readonly stage: Stage
  readonly state: State
  /** What a `RUN` runs; null for every other instruction. Read when it is asked for. */
  readonly script: Script | Unreadable | null
}

const DEFAULT_SHELL = ['/bin/sh', '-c']

interface OpenStage extends Stage {
  readonly steps: Step[]
  end: State
}

/** What is known of the image that a reference names. */
export type FindImage = (reference: ImageReference) => Image | null

/** Build arguments that every build of a file gives alike; null where they give them, and not the same value. */
export type GivenArguments = ReadonlyMap<string, string | null>

/** The stages of a Dockerfile with the state at each instruction. */
export function readStages(file: Dockerfile, find: FindImage = imageOf, given: GivenArguments = new Map()): Stage[] {
  const globals = new Map<string, Value | null>()
  const stages: OpenStage[] = []
  for (const instruction of file.instructions) {
    const stage = stages.at(-1)
    if (instruction.keyword === 'FROM') {
      const base = baseOf(file, instruction, globals, stages, find)
      const name = stageNameOf(instruction)
      const image = imageBelow(base)
      stages.push({ index: stages.length, name, from: instruction, base, image, steps: [], end: initialState(base) })
    } else if (!stage) declare(instruction, file, globals, (own) => own, given)
    else {
      const step = stepOf(file, instruction, stage, stage.end)
      stage.steps.push(step)
      stage.end = nextState(file, step, globals, given)
    }
  }
  return stages
}

function stepOf(file: Dockerfile, instruction: Instruction, stage: Stage, state: State): Step {
  let script: Script | Unreadable | null | undefined
  return {
    instruction,
    stage,
    state,
    get script() {
      if (script === undefined) script = instruction.keyword === 'RUN' ? readRun(file, instruction, state.shell) : null
      return script
    },
  }
}

function stageNameOf(from: Instruction): string | null {
  const at = from.words.findIndex(({ raw }) => raw.toLowerCase() === 'as')
  return at > 0 ? (from.words[at + 1]?.raw.toLowerCase() ?? null) : null
}

function baseOf(
  file: Dockerfile,
  from: Instruction,
  globals: ReadonlyMap<string, Value | null>,
  stages: readonly Stage[],
  find: FindImage,
): Base {
  const raw = from.words[0]?.raw ?? ''
  const lookup: Lookup = (name) => (globals.has(name) ? globals.get(name) : undefined)
  const text = expand(raw, lookup, file.escape)?.text ?? null
  if (text !== null) {
    const stage = stages.findLast(({ name }) => name === text.toLowerCase())
    if (stage) return { kind: 'stage', stage }
    if (text === 'scratch') return { kind: 'scratch' }
    const reference = readReference(text)
    if (text === '' || !reference) return { kind: 'unknown' }
    return { kind: 'image', reference: text, image: find(reference) }
  }
  // `python:${VERSION}-slim`: the name is known though the tag is not.
  const [, name, tag] = /^([^$]*[^$:]):([^/]*)$/.exec(raw) ?? []
  const reference = name ? readReference(name) : null
  const image = reference && tag ? find({ ...reference, tag }) : null
  return image ? { kind: 'image', reference: raw, image } : { kind: 'unknown' }
}

function imageBelow(base: Base): Image | null {
  return base.kind === 'stage' ? base.stage.image : base.kind === 'image' ? base.image : null
}

function initialState(base: Base): State {
  // A stage that is built on another one inherits its build arguments too; what `ENV` has set is set once more, on top of them.
  // https://docs.docker.com/build/building/variables/#scoping
  if (base.kind === 'stage') {
    const { end } = base.stage
    return { ...end, variables: new Map([...end.variables, ...end.env]) }
  }
  const image = base.kind === 'image' ? base.image : null
  const env = new Map<string, Value | null>()
  for (const [name, text] of Object.entries(image?.env ?? {})) env.set(name, known(text))
  return {
    env,
    variables: env,
    user: image ? { ...image.user, assumed: false } : base.kind === 'scratch' ? { ...ROOT, assumed: false } : null,
    workdir: base.kind === 'scratch' ? '/' : (image?.workdir ?? null),
    shell: image?.shell ?? DEFAULT_SHELL,
    accounts: accountsOf(image),
  }
}

/** A variable's value in a stage. What is set nowhere may still be set by an image of which nothing is known. */
export function lookupIn(state: State, stage: Stage): Lookup {
  return (name) => {
    if (state.variables.has(name)) return state.variables.get(name)
    return stage.image === null && bottomOf(stage).kind !== 'scratch' ? null : undefined
  }
}

/** What stands below all the stages that a stage is built on. */
function bottomOf(stage: Stage): Base {
  return stage.base.kind === 'stage' ? bottomOf(stage.base.stage) : stage.base
}

function nextState(
  file: Dockerfile,
  step: Step,
  globals: ReadonlyMap<string, Value | null>,
  given: GivenArguments,
): State {
  const { instruction, state, stage } = step
  const lookup = lookupIn(state, stage)
  switch (instruction.keyword) {
    case 'ENV': {
      const env = new Map(state.env)
      const variables = new Map(state.variables)
      // All values of one ENV see the environment before it.
      for (const [name, raw] of assignmentsOf(instruction)) {
        const value = expand(raw, lookup, file.escape)
        env.set(name, value)
        variables.set(name, value)
      }
      return { ...state, env, variables }
    }
    case 'ARG': {
      const variables = new Map(state.variables)
      declare(instruction, file, variables, (own) => (name) => own(name) ?? lookup(name), given, globals)
      return { ...state, variables }
    }
    case 'USER': {
      const user = expand(instruction.words[0]?.raw ?? '', lookup, file.escape)
      return { ...state, user: user && userOf(user, state.accounts) }
    }
    case 'WORKDIR': {
      const folder = expand(instruction.words[0]?.raw ?? '', lookup, file.escape)
      return { ...state, workdir: folder && joinPath(state.workdir, folder.text) }
    }
    case 'SHELL':
      return { ...state, shell: instruction.json?.map(({ value }) => value) ?? [] }
    case 'RUN':
      return { ...state, accounts: accountsBehindRun(file, step, state.accounts, shellLookupIn(state, stage)) }
    case 'COPY':
    case 'ADD':
      return { ...state, accounts: accountsBehindCopy(file, instruction, state.accounts) }
    default:
      return state
  }
}

/** As {@link lookupIn}, for the words of a `RUN`. What hangs on a build argument's default counts as unknown. */
export function shellLookupIn(state: State, stage: Stage): (name: string) => string | null | undefined {
  const lookup = lookupIn(state, stage)
  return (name) => {
    const value = lookup(name)
    return value === undefined || value === null ? value : value.assumed ? null : value.text
  }
}

/**
 * Declares build arguments. Of `ARG` and `ENV` the later one that has a value wins (BuildKit; the manual says that `ENV`
 * always does). An argument without one keeps what is there, unless the build passes a value.
 */
function declare(
  instruction: Instruction,
  file: Dockerfile,
  variables: Map<string, Value | null>,
  outer: (own: Lookup) => Lookup,
  given: GivenArguments,
  globals?: ReadonlyMap<string, Value | null>,
): void {
  if (instruction.keyword !== 'ARG') return
  for (const word of instruction.words) {
    const equals = word.raw.indexOf('=')
    const name = equals === -1 ? word.raw : word.raw.slice(0, equals)
    const value = given.get(name)
    if (value !== undefined) variables.set(name, value === null ? null : known(value))
    else if (equals === -1) {
      const before = globals?.has(name) ? globals.get(name) : variables.get(name)
      variables.set(name, before ? known(before.text, true) : null)
    } else {
      const lookup = outer((wanted) => variables.get(wanted))
      const otherwise = expand(word.raw.slice(equals + 1), lookup, file.escape)
      variables.set(name, otherwise && known(otherwise.text, true))
    }
  }
}

/** `ENV A=1 B=2`, and the old `ENV A 1`. Values are as written. */
export function assignmentsOf(instruction: Instruction): [string, string][] {
  const [first, ...rest] = instruction.words
  if (!first) return []
  if (!first.raw.includes('=')) return [[first.raw, rest.map(({ raw }) => raw).join(' ')]]
  return instruction.words.flatMap(({ raw }) => {
    const equals = raw.indexOf('=')
    return equals > 0 ? [[raw.slice(0, equals), raw.slice(equals + 1)] as [string, string]] : []
  })
}

export function userOf({ text, assumed }: Value, accounts: Accounts): User | null {
  const [who, group] = text.split(':', 2) as [string, string?]
  if (who === '') return null
  let account: Account | undefined
  if (/^\d+$/.test(who)) {
    const uid = Number(who)
    account = [...accounts.users.values()].find((one) => one.uid === uid)
    // A number that no line of /etc/passwd has: group 0 and home `/`. A user whose number is not known may have it.
    if (!account) {
      const sure = uid >= 1000 && accounts.complete
      account = { name: null, uid, gid: sure ? 0 : null, home: sure ? '/' : null }
    }
  } else account = accounts.users.get(who)
  if (!account) return { name: who, uid: null, gid: null, home: null, assumed }
  if (group === undefined) return { ...account, assumed }
  const gid = /^\d+$/.test(group) ? Number(group) : (accounts.groups.get(group) ?? null)
  return { ...account, gid, assumed }
}

/** Joins an image path; null when the folder it is relative to is not known. */
export function joinPath(folder: string | null, path: string): string | null {
  if (!path.startsWith('/') && folder === null) return null
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** The home folder of a step: `HOME` when it has a value, else that of the user's line in /etc/passwd. */
export function homeOf(state: State): string | null {
  const home = state.variables.get('HOME')
  if (home === null || home?.assumed) return null
  if (home && home.text !== '') return home.text
  return state.user && !state.user.assumed ? state.user.home : null
}
