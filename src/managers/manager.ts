import type { InstallReads, InstallRequest } from '../context/manifests/reads.ts'

/** Where a tool looks for its cache, in its own words. */
export type Place =
  /** The value of an option of the command. */
  | { readonly option: string }
  /** A variable, and the folder below its value; `anyCase` where the tool does not mind the case of its name. */
  | { readonly variable: string; readonly below?: string; readonly anyCase?: true }
  /** A key of a configuration file that lies in the folder where the tool runs. */
  | { readonly file: string; readonly key: string }
  /** A folder below the user's home. */
  | { readonly home: string }
  /** A folder of the system. */
  | { readonly path: string }

/** A folder that a tool keeps between two runs. */
export interface Cache {
  readonly holds: string
  /** Where it is: the first place that is set decides. */
  readonly at: readonly Place[]
  /** Folders in it that hold all that matters: a mount on one of them is a mount of the cache. */
  readonly inside?: readonly string[]
  /** https://docs.docker.com/reference/dockerfile/#run---mounttypecache */
  readonly sharing: 'shared' | 'locked'
  readonly why: string
  /** The tool leaves a folder of another user alone even where it could write to it. */
  readonly ownFolderOnly?: boolean
  /** Verbs that fill it: it is worth a mount only in a step that runs one of them before it installs. */
  readonly filledBy?: readonly string[]
  /** An index that the tool uses however old it is, instead of refreshing it by itself. */
  readonly usedWhenOld?: boolean
}

/** A file of the base image that empties a cache after each command. It must go in the step that mounts the cache. */
export interface Hook {
  readonly file: string
  /** The index of the cache. */
  readonly cache: number
  /** The image families that have it. */
  readonly families: readonly string[]
  readonly does: string
}

/** An option without which one of the programs empties a cache itself. */
export interface Companion {
  readonly program: string
  /** The words, put behind the program's own. */
  readonly option: string
  /** A file that has this text has set it already. */
  readonly unless: string
  /** The index of the cache. */
  readonly cache: number
}

/**
 * The rule of hadolint that asks for this tool's cache to be cleaned or passed by, and what the target of a cache mount must
 * contain to silence it; nothing silences a rule without such words. https://github.com/hadolint/hadolint#rules
 */
export interface OtherLinter {
  readonly rule: string
  readonly silencedBy: readonly string[]
}

/** What a command of a tool does: only these three use the cache. */
export type Kind = 'install' | 'fetch' | 'compile'

/** What empties or bypasses a cache. */
export interface Defeats {
  /** Options of the command, all their spellings. */
  readonly options: readonly string[]
  /** Variables that switch the cache off with any value but the empty one. */
  readonly variables: readonly string[]
  /** Commands that empty it: program and words in front of the rest, and which of the caches (by index; all by default). */
  readonly commands: readonly { readonly words: readonly string[]; readonly caches?: readonly number[] }[]
}

/** A package manager: what it caches, where, and what defeats that. Mostly data. */
export interface Manager {
  readonly id: string
  readonly name: string
  /** The tool's own page about its cache. */
  readonly docs: string
  /** Program names; with `versioned`, also with a version behind them: `pip3.12`. */
  readonly programs: readonly string[]
  readonly versioned: boolean
  /** `python -m pip`. */
  readonly module: string | null
  /** The verbs of each kind, aliases among them. What is not listed uses no cache. */
  readonly verbs: Readonly<Record<Kind, readonly string[]>>
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[]
  /** What it does whenever it runs without its cache: `downloads every package again`. */
  readonly again: string
  readonly caches: readonly Cache[]
  readonly defeats: Defeats
  readonly hook: Hook | null
  readonly companion: Companion | null
  /** Options with which a command neither fetches nor compiles anything worth keeping. */
  readonly pointless: readonly string[]
  /** Operands of this form are files that are there already. */
  readonly localOperand: RegExp
  /** Words of its configuration commands that may move the cache: from then on its place cannot be known. */
  readonly reconfigures: readonly (readonly string[])[]
  /** Verbs, beside those of `verbs`, that read nothing of the project. */
  readonly readsNothing: readonly string[]
  /** What an install reads of the project and where it writes; null for a manager that reads nothing of it. */
  readonly reads: ((request: InstallRequest) => InstallReads) | null
  /** Variables that make it read more than its command says. */
  readonly readsByVariable: readonly string[]
  /** A word of its commands that may move a cache in a way that is not computed. */
  readonly mover: RegExp | null
  /** Programs that keep their own things in the same cache, for when they run. */
  readonly neighbours: readonly string[]
  /** Options with which a later command needs what an earlier one left in the cache. */
  readonly needsFilledCache: readonly string[]
  /** Variables that say the same. */
  readonly needsFilledByVariable: readonly string[]
  /** What hadolint says of the cache; null where it says nothing, or nothing that a fix brings about. */
  readonly hadolint: OtherLinter | null
}

/** A list of words, written as text. */
export const words = (text: string): string[] => text.trim().split(/\s+/)

type Optional =
  | 'hook'
  | 'companion'
  | 'versioned'
  | 'module'
  | 'pointless'
  | 'localOperand'
  | 'reconfigures'
  | 'needsFilledCache'
  | 'needsFilledByVariable'
  | 'mover'
  | 'neighbours'
  | 'readsNothing'
  | 'reads'
  | 'readsByVariable'
  | 'hadolint'
  | 'verbs'

/** Describes a package manager; what most of them share need not be said. */
export function defineManager(
  entry: Omit<Manager, Optional> & Partial<Omit<Manager, 'verbs'>> & { readonly verbs: Partial<Manager['verbs']> },
): Manager {
  return {
    versioned: false,
    module: null,
    hook: null,
    companion: null,
    pointless: [],
    localOperand: /^(?:\.{0,2}\/|\.$)/,
    reconfigures: [],
    needsFilledCache: [],
    needsFilledByVariable: [],
    mover: null,
    neighbours: [],
    readsNothing: [],
    reads: null,
    readsByVariable: [],
    hadolint: null,
    ...entry,
    verbs: { install: [], fetch: [], compile: [], ...entry.verbs },
  }
}
