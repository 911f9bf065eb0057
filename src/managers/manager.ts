import type { InstallReads, InstallRequest } from '../context/manifests/reads.ts'
import type { PackageManager } from '../images/image.ts'

/** Where a tool looks for its cache, in its own words. */
export type Place =
  /** The value of an option of the command, and the folder below it. */
  | { readonly option: string; readonly below?: string }
  /**
   * A variable, and the folder below its value; `anyCase` where the tool does not mind the case of its name, `list` where
   * its value is a list of folders, of which the first counts.
   */
  | { readonly variable: string; readonly below?: string; readonly anyCase?: true; readonly list?: true }
  /** A variable that moves the cache to a place that is not computed, or in some versions of the tool only. */
  | { readonly movedBy: string; readonly anyCase?: true }
  /** A key of a configuration file that lies in the folder where the tool runs. */
  | { readonly file: string; readonly key: string }
  /** A folder below the user's home. */
  | { readonly home: string }
  /** A folder below the home that `/etc/passwd` names for the user, as Java finds it: HOME does not move it. */
  | { readonly userHome: string }
  /**
   * A folder of the system; with `packageManager`, only in images whose package manager is one of these; with `ifMounted`,
   * only where the step mounts it or a folder above.
   */
  | { readonly path: string; readonly packageManager?: readonly PackageManager[]; readonly ifMounted?: true }
  /** A folder of the system that the tool uses when root runs it; for anybody else the next place counts. */
  | { readonly root: string }
  /** A folder below the one in which the image has the tool, when root runs it; of anybody else nothing is known. */
  | { readonly besideTool: string }

/** What the files of a name say, wherever they lie in the repository: all of them the one, none of them the other. */
export interface FileEvidence {
  readonly file: string
  readonly says: RegExp
  readonly without?: RegExp
  /** A variable that overrules it: where that is set nothing is certain. */
  readonly unlessVariable?: string
  /** A folder beside it in which the repository has what the tool would download. */
  readonly unlessFolder?: string
  /** It must lie where the tool runs, or above: a copy from the build context brings it there before. */
  readonly inImage?: true
}

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
  /** No harm of sharing it has been seen: a new mount is locked to be safe, one that is there is left as it is. */
  readonly lockedToBeSafe?: true
  /** Run by root, the tool leaves a folder of another user alone. */
  readonly ownFolderOnly?: boolean
  /**
   * Whether what runs also writes into the folders above, or tries whether it could: BuildKit makes those that the image
   * lacks root's, and nobody else can write there. Where nothing is said, `~/.cache` alone is taken to be left alone.
   */
  readonly parents?: 'written' | 'left-alone'
  /** Many projects have nothing for it: it is worth a mount only together with another one of the manager. */
  readonly besides?: boolean
  /** Verbs that fill it: it is worth a mount only in a step that runs one of them before it installs. */
  readonly filledBy?: readonly string[]
  /** The kinds of commands that use it; all of them where nothing is said. */
  readonly usedBy?: readonly Kind[]
  /** Options with which a command does not use it: `-mod=vendor`. */
  readonly unusedWith?: readonly string[]
  /** It is used only where the first of these variables that is set says so: `RUSTC_WRAPPER=sccache`. */
  readonly onlyWith?: { readonly variables: readonly string[]; readonly says: RegExp }
  /** A file of the project, and the folder beside it in which the repository has what the tool would download. */
  readonly unlessBeside?: { readonly file: string; readonly folder: string }
  /** The programs that use it, where the manager has several and only some of them do. */
  readonly programs?: readonly string[]
  /**
   * The tool works from this folder itself and not from a copy: later commands, and perhaps the program, need what an
   * earlier command put there. It is mounted in all steps that use it or in none.
   */
  readonly isStore?: boolean
  /** The folder above holds what the tool installs: who copies that does not want the cache. */
  readonly besideOutput?: true
  /** What whoever mounts it should know, in sentences: what is no part of the image any more, which linter will ask for what. */
  readonly remark?: string
  /** The rule of hadolint that asks to clean or bypass it; nothing where none does that a fix would bring about. */
  readonly hadolint?: OtherLinter
  /**
   * One program is several tools, or works from the folder in one of its modes: it is this cache only where the files of the
   * repository say so, or for verbs that only one of the tools has. Without files the repository must be known: the settings
   * in it decide.
   */
  readonly evidence?: { readonly files: readonly FileEvidence[]; readonly verbs?: readonly string[] }
  /** The tool keeps it elsewhere when project and home lie on two drives, as they do under a mount on one of them. */
  readonly onDriveOfProject?: true
  /** Verbs whose result lies in it and cannot be fetched again (`mvn install`): no later step may need it. */
  readonly outputOf?: readonly string[]
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
  /** A word of the command itself, beside which it is not added, or is added only. */
  readonly notBeside?: RegExp
  readonly onlyBeside?: RegExp
  /** A file that says this has settled it already. */
  readonly unless: RegExp
  /** The index of the cache. */
  readonly cache: number
  /** Only where it is root's folder that counts, which the tool would not be sure to find by itself. */
  readonly forRoot?: true
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
  /** An option that names the folder gives the cache back all the same: `PIP_NO_CACHE_DIR=1 pip install --cache-dir …`. */
  readonly undoneByFolder: boolean
  /** The values with which those variables leave the cache on; the first is what a command is given to get it back. */
  readonly off: readonly string[]
  /**
   * Commands that empty it: program and words in front of the rest, and which of the caches (by index; all by default).
   * With an option of `unless` they leave it alone.
   */
  readonly commands: readonly {
    readonly words: readonly string[]
    readonly caches?: readonly number[]
    readonly unless?: readonly string[]
  }[]
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
   * empty (bare `yarn`), an option (`-Syu`), or `*`: every other verb that is not one of `usesNoCache`.
   */
  readonly verbs: Readonly<Record<Kind, readonly string[]>>
  /** Its operands are all verbs, of which the one that does the most counts: `mvn clean package`. */
  readonly manyVerbs: boolean
  /** Programs written on the command line: what the word behind one of the options must say to be an install. */
  readonly expression: { readonly options: readonly string[]; readonly installs: RegExp } | null
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[]
  /** Variables that hold further options of its commands: `GOFLAGS`. */
  readonly optionVariables: readonly string[]
  /** What a command of each kind does whenever it runs without its cache: `downloads every package again`. */
  readonly again: Readonly<Record<Kind, string>>
  readonly caches: readonly Cache[]
  readonly defeats: Defeats
  readonly hook: Hook | null
  readonly companions: readonly Companion[]
  /** Options with which a command neither fetches nor compiles anything worth keeping. */
  readonly pointless: readonly string[]
  /** Verbs that install nothing unless they are told what: `pacman -Sy` alone only refreshes the index. */
  readonly onlyWithOperands: readonly string[]
  /** Operands of this form are files that are there already. */
  readonly localOperand: RegExp | null
  /** Words of its configuration commands that may move the cache: from then on its place cannot be known. */
  readonly reconfigures: readonly (readonly string[])[]
  /** What a word of such a command must say for that; null where any of them may. */
  readonly reconfiguresBy: RegExp | null
  /** Verbs, beside those of `verbs`, that neither read nor write anything of the project. */
  readonly readsNothing: readonly string[]
  /** Verbs that use no cache: those of `readsNothing`, and those that read or write files of the project. */
  readonly usesNoCache: readonly string[]
  /** What an install reads of the project and where it writes; null where that cannot be told yet. */
  readonly reads: ((request: InstallRequest) => InstallReads) | 'nothing' | null
  /** The folder of the project in which a verb writes the tool's settings, unless a variable moves it. */
  readonly settings: { readonly verb: string; readonly folder: string; readonly unlessVariable: string } | null
  /** Commands that read no more than the install in front of them, and the folder that they fill unless a variable moves it. */
  readonly behindInstall: readonly {
    readonly words: RegExp
    readonly folder: string
    readonly unlessVariable: string
  }[]
  /** The files of the project that an install reads, as its documentation names them. */
  readonly manifests: readonly string[]
  /** What else is to be known, a sentence each: why a folder is not mounted, what only lives in the cache. */
  readonly notes: readonly string[]
  /** Variables that make it read more than its command says. */
  readonly readsByVariable: readonly string[]
  /** A word of its commands that may move a cache in a way that is not computed. */
  readonly mover: RegExp | null
  /**
   * A word of its commands, or an assignment that holds for one (`NAME=value`, `NAME=?` where the value cannot be known),
   * with which what is installed points into the cache: then no folder of it may be mounted.
   */
  readonly tiesToCache: RegExp | null
  /** Programs, and programs with the words behind them, that keep their own things in the same cache, for when they run. */
  readonly neighbours: readonly string[]
  /** Options with which a later command needs what an earlier one left in the cache. */
  readonly needsFilledCache: readonly string[]
  /** Variables that say the same, or `NAME=value` where only that value does. */
  readonly needsFilledByVariable: readonly string[]
  /** Verbs that say the same, unless an install or a fetch stands in front of them in the same step: they fetch nothing. */
  readonly needsFilledByVerb: readonly string[]
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
  | 'optionVariables'
  | 'defeats'
  | 'again'
  | 'versioned'
  | 'module'
  | 'pointless'
  | 'onlyWithOperands'
  | 'localOperand'
  | 'reconfigures'
  | 'reconfiguresBy'
  | 'needsFilledCache'
  | 'needsFilledByVariable'
  | 'needsFilledByVerb'
  | 'mover'
  | 'tiesToCache'
  | 'neighbours'
  | 'readsNothing'
  | 'usesNoCache'
  | 'reads'
  | 'settings'
  | 'behindInstall'
  | 'readsByVariable'
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
    optionVariables: [],
    pointless: [],
    onlyWithOperands: [],
    localOperand: null,
    reconfigures: [],
    reconfiguresBy: null,
    needsFilledCache: [],
    needsFilledByVariable: [],
    needsFilledByVerb: [],
    mover: null,
    tiesToCache: null,
    neighbours: [],
    readsNothing: [],
    reads: null,
    settings: null,
    behindInstall: [],
    readsByVariable: [],
    ...entry,
    usesNoCache: [...(entry.readsNothing ?? []), ...(entry.usesNoCache ?? [])],
    again: { install: '', fetch: '', compile: '', ...said },
    verbs: { install: [], fetch: [], compile: [], ...entry.verbs },
    defeats: { options: [], variables: [], undoneByFolder: false, off: [''], commands: [], ...entry.defeats },
  }
}
