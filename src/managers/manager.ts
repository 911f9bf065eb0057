import type { InstallReads, InstallRequest } from '../context/manifests/reads.ts'
import type { PackageManager } from '../images/image.ts'

/** Where a tool looks for its cache, in its own words. */
export type Place =
  /** The value of an option of the command, and the folder below it. */
  | { readonly option: string; readonly below?: string }
  /** A variable, and the folder below its value; `anyCase` where the tool does not mind the case of its name. */
  | { readonly variable: string; readonly below?: string; readonly anyCase?: true }
  /** A key of a configuration file that lies in the folder where the tool runs. */
  | { readonly file: string; readonly key: string }
  /** A folder below the user's home. */
  | { readonly home: string }
  /** A folder of the system; with `packageManager`, only in images whose package manager is one of these. */
  | { readonly path: string; readonly packageManager?: readonly PackageManager[] }
  /** A folder of the system that the tool uses when root runs it; for anybody else the next place counts. */
  | { readonly root: string }

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
  /** Run by root, the tool leaves a folder of another user alone. */
  readonly ownFolderOnly?: boolean
  /** Verbs that fill it: it is worth a mount only in a step that runs one of them before it installs. */
  readonly filledBy?: readonly string[]
  /** The kinds of commands that use it; all of them where nothing is said. */
  readonly usedBy?: readonly Kind[]
  /** The programs that use it, where the manager has several and only some of them do. */
  readonly programs?: readonly string[]
  /**
   * The tool works from this folder itself and not from a copy: later commands, and perhaps the program, need what an
   * earlier command put there. It is mounted in all steps that use it or in none.
   */
  readonly isStore?: boolean
  /** What it holds was compiled for these, and the tool does not tell them apart: stages that differ in it get an id each. */
  readonly compiledFor?: readonly ('c-library' | 'platform')[]
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

/** An option or a variable that belongs to a mount. */
export interface Companion {
  /** The programs that it is for; all of the manager's where nothing is said. */
  readonly programs?: readonly string[]
  /** The verbs that it is for; those of all kinds where nothing is said. */
  readonly verbs?: readonly string[]
  /** The words, put behind the program's own; or an assignment, put in front of the command. */
  readonly add: { readonly option: string } | { readonly variable: string }
  /** A file that says this has settled it already. */
  readonly unless: RegExp
  /** The index of the cache. */
  readonly cache: number
  /** What the tool does without it: `deletes what it has installed`. Null where the cache works without it too. */
  readonly without: string | null
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
  /** Variables that switch the cache off, with any value but those of `off`. */
  readonly variables: readonly string[]
  /** The values with which those variables leave the cache on; the first is what a command is given to get it back. */
  readonly off: readonly string[]
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
  /**
   * The verbs of each kind, aliases among them. What is not listed uses no cache. A verb may be several words (`mod download`),
   * empty (bare `yarn`), an option (`-Syu`), or `*`: every other verb that is not one of `readsNothing`.
   */
  readonly verbs: Readonly<Record<Kind, readonly string[]>>
  /** Its operands are all verbs, of which the one that does the most counts: `mvn clean package`. */
  readonly manyVerbs: boolean
  /** Programs written on the command line: what the word behind one of the options must say to be an install. */
  readonly expression: { readonly options: readonly string[]; readonly installs: RegExp } | null
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[]
  /** What a command of each kind does whenever it runs without its cache: `downloads every package again`. */
  readonly again: Readonly<Record<Kind, string>>
  readonly caches: readonly Cache[]
  readonly defeats: Defeats
  readonly hook: Hook | null
  readonly companions: readonly Companion[]
  /** Options with which a command neither fetches nor compiles anything worth keeping. */
  readonly pointless: readonly string[]
  /** Operands of this form are files that are there already. */
  readonly localOperand: RegExp | null
  /** Words of its configuration commands that may move the cache: from then on its place cannot be known. */
  readonly reconfigures: readonly (readonly string[])[]
  /** Verbs, beside those of `verbs`, that read nothing of the project. */
  readonly readsNothing: readonly string[]
  /** What an install reads of the project and where it writes; null where that cannot be told yet. */
  readonly reads: ((request: InstallRequest) => InstallReads) | 'nothing' | null
  /** The files of the project that an install reads, as its documentation names them. */
  readonly manifests: readonly string[]
  /** What else is to be known, a sentence each: why a folder is not mounted, what only lives in the cache. */
  readonly notes: readonly string[]
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
  /** Verbs that say the same, unless an install or a fetch stands in front of them in the same step: they fetch nothing. */
  readonly needsFilledByVerb: readonly string[]
  /** What hadolint says of the cache; null where it says nothing, or nothing that a fix brings about. */
  readonly hadolint: OtherLinter | null
}

/** A list of words, written as text. */
export const words = (text: string): string[] => text.trim().split(/\s+/)

type Optional =
  | 'hook'
  | 'manyVerbs'
  | 'expression'
  | 'manifests'
  | 'notes'
  | 'companions'
  | 'valueOptions'
  | 'defeats'
  | 'again'
  | 'versioned'
  | 'module'
  | 'pointless'
  | 'localOperand'
  | 'reconfigures'
  | 'needsFilledCache'
  | 'needsFilledByVariable'
  | 'needsFilledByVerb'
  | 'mover'
  | 'neighbours'
  | 'readsNothing'
  | 'reads'
  | 'readsByVariable'
  | 'hadolint'
  | 'verbs'

/** Describes a package manager; what most of them share need not be said. */
export function defineManager(
  entry: Omit<Manager, Optional> &
    Partial<Omit<Manager, 'verbs' | 'defeats' | 'again'>> & {
      /** One text for all kinds, or one for each kind that has verbs. */
      readonly again: string | Partial<Manager['again']>
      readonly verbs: Partial<Manager['verbs']>
      readonly defeats?: Partial<Defeats>
    },
): Manager {
  const { again } = entry
  const said = typeof again === 'string' ? { install: again, fetch: again, compile: again } : again
  return {
    versioned: false,
    module: null,
    hook: null,
    companions: [],
    manyVerbs: false,
    expression: null,
    manifests: [],
    notes: [],
    valueOptions: [],
    pointless: [],
    localOperand: null,
    reconfigures: [],
    needsFilledCache: [],
    needsFilledByVariable: [],
    needsFilledByVerb: [],
    mover: null,
    neighbours: [],
    readsNothing: [],
    reads: null,
    readsByVariable: [],
    hadolint: null,
    ...entry,
    again: { install: '', fetch: '', compile: '', ...said },
    verbs: { install: [], fetch: [], compile: [], ...entry.verbs },
    defeats: { options: [], variables: [], off: [''], commands: [], ...entry.defeats },
  }
}
