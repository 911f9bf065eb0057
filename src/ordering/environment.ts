import type { RunStep } from '../caching/installs.ts'
import { RUNS_NO_MANAGER } from '../caching/plain-programs.ts'
import type { Command, ShellWord } from '../dockerfile/shell.ts'
import { wordValue } from '../dockerfile/shell.ts'
import { type Step, shellLookupIn } from '../dockerfile/state.ts'
import type { Layout } from '../layers/layout.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import type { Manager } from '../managers/manager.ts'
import { readsOf } from './step-reads.ts'

/** What a `RUN` may read of its environment. */
export type EnvironmentUse =
  /** It runs the project's code, a build tool, or something that is not known. */
  | 'everything'
  | {
      /** The install that makes it expensive; null where it is none. */
      readonly install: Invocation | null
      /** Its commands write no file that a later install might read. */
      readonly keepsFiles: boolean
      reads(name: string): boolean
    }

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Programs that read no variable but their own, and run nothing else. */
const PLAIN = new Set([
  ...RUNS_NO_MANAGER,
  ...list(
    'chgrp groupmod passwd chpasswd apt-cache apt-mark apt-key add-apt-repository dpkg gpg rpm update-alternatives',
  ),
])
/** Of these, those that write no text. */
const WRITES_NO_TEXT = new Set(
  list(`cd set echo true false : export unset umask test [ sleep id mkdir rm rmdir chmod chown chgrp useradd groupadd adduser
  addgroup usermod groupmod ls pwd printf which uname date exit ldconfig locale-gen update-ca-certificates`),
)
/** Without words these tell all variables. */
const TELLS_ALL = new Set(list('set export declare'))

/** Commands in words, which ask the system what it is. */
const ASKS_THE_SYSTEM = /\$\((?:dpkg --print-architecture|uname(?: -\w+)*|lsb_release -\w+|nproc|arch|id -[ug])\)/g
/** Any other command in a word, in the list of a loop, in a redirection: these are no commands of the script. */
const ANOTHER_COMMAND = /`|\$\((?!\()|[<>]\(/

/** Variables that programs of many kinds read, or the tools behind an install. */
const READ_BY_MANY =
  /^(?:PATH|HOME|USER|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMP|TEMP|TMPDIR|CI|DEBUG|PREFIX|DESTDIR|CC|CXX|\w*FLAGS|\w*_PROXY)$|^(?:LD|NODE|NPM|NVM|PYTHON|SETUPTOOLS|PBR|GO|CGO|CARGO|RUST|JAVA|MAVEN|GRADLE|RUBY|GEM|BUNDLE|PERL|PHP|COMPOSER|DEBIAN|APT|DPKG|DOTNET|NUGET|MIX|HEX|CMAKE)/i

/**
 * What a `RUN` may read of its environment. A life-cycle script of the project, or an install of the project itself, reads
 * everything: only installs from manifests alone are known.
 *
 * @param run its package managers, where it runs any
 * @param layout where the files of the context lie when it runs
 */
export function environmentUse(text: string, step: Step, run: RunStep | undefined, layout: Layout): EnvironmentUse {
  const { script, state, stage } = step
  if (!script || 'unreadable' in script || ANOTHER_COMMAND.test(text.replace(ASKS_THE_SYSTEM, ''))) return 'everything'
  const lookup = shellLookupIn(state, stage)
  const invocations = run?.invocations ?? []
  const programs = new Set<string>()
  const others: Command[] = []
  let keepsFiles = true
  for (const command of script.commands) {
    const invocation = invocations.find((one) => one.command === command)
    if (invocation) {
      // It is there to get what is new, and with a value that changes it does.
      if (invocation.kind !== null && /upgrade|update/.test(invocation.verb ?? '')) return 'everything'
      programs.add(programName(wordValue(invocation.words[0] as ShellWord, lookup) ?? ''))
      others.push(command)
      continue
    }
    const first = command.words[0]
    const program = first === undefined ? ':' : wordValue(first, lookup)
    if (program === null || !PLAIN.has(program) || !isPlain(program, command)) return 'everything'
    programs.add(program)
    keepsFiles &&= WRITES_NO_TEXT.has(program) && !command.redirected
    if (program === 'cd') others.push(command)
  }
  const managers = [...new Set(invocations.map(({ manager }) => manager))]
  if (run) {
    // What an install reads is known as long as nothing writes its manifests beside it.
    if (!keepsFiles && managers.some(({ reads }) => reads !== 'nothing')) return 'everything'
    const read = readsOf({ ...run, script: { ...script, commands: others } }, layout)
    if (!('files' in read)) return 'everything'
  }
  const prefixes = [...programs, ...managers.map(({ id }) => id)].map((name) => `${name.replace(/\W/g, '_')}_`)
  return {
    install: run?.installs[0] ?? null,
    keepsFiles,
    reads: (name) =>
      READ_BY_MANY.test(name) ||
      new RegExp(`\\b${name}\\b`).test(text) ||
      prefixes.some((prefix) => name.toLowerCase().startsWith(prefix.toLowerCase())) ||
      managers.some((manager) => variablesOf(manager).has(name.toLowerCase())),
  }
}

function isPlain(program: string, { words, assignments }: Command): boolean {
  if (TELLS_ALL.has(program) && words.length === 1) return false
  if (program === 'command' && words[1]?.raw !== '-v') return false
  if (program === 'find' && words.some(({ raw }) => /^-(?:exec|ok)/.test(raw))) return false
  return assignments.every(({ value }) => value !== null)
}

const known = new WeakMap<Manager, ReadonlySet<string>>()

/** The variables that a manager's entry in the catalogue names. */
function variablesOf(manager: Manager): ReadonlySet<string> {
  const found = known.get(manager)
  if (found) return found
  const places = manager.caches.flatMap(({ at, onlyWith }) => [
    ...at.flatMap((place) => ('variable' in place ? place.variable : 'movedBy' in place ? place.movedBy : [])),
    ...(onlyWith?.variables ?? []),
  ])
  const added = manager.companions.flatMap(({ add }) => ('variable' in add ? (add.variable.split('=')[0] ?? []) : []))
  const lists = [
    manager.readsByVariable,
    manager.optionVariables,
    manager.defeats.variables,
    manager.needsFilledByVariable,
  ]
  const names = new Set([...places, ...added, ...lists.flat()].map((name) => name.replace(/=.*$/s, '').toLowerCase()))
  known.set(manager, names)
  return names
}
