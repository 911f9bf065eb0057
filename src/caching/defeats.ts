import { removeCommands, removeWord } from '../dockerfile/edit-run.ts'
import { type Command, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { homeOf, joinPath, shellLookupIn } from '../dockerfile/state.ts'
import { realPath } from '../images/image.ts'
import { isCommand, optionWord, programName } from '../managers/invocation.ts'
import type { Edit } from '../text/edit.ts'
import type { Span } from '../text/lines.ts'
import { isWithin, type RunStep } from './installs.ts'
import { WRITES_NO_HOME } from './plain-programs.ts'
import type { CacheUse } from './uses.ts'

/** Something that empties or bypasses a mounted cache. */
export interface Defeat {
  readonly use: CacheUse
  readonly span: Span
  /** What it is, in the author's words: `--no-cache-dir`, `rm -rf /root/.cache/pip`. */
  readonly what: string
  readonly does: 'bypasses' | 'empties'
  /** How it is taken away: it is left out, or a variable of the image is emptied for the command. */
  readonly way: 'leave-out' | 'empty-variable'
}

/** The defeats of some caches in one step, and how they are taken out together. */
export interface Defeats {
  readonly found: readonly Defeat[]
  readonly edits: readonly Edit[]
  /** Why they cannot be taken out without touching something else; null when they can. */
  readonly blocked: string | null
}

/**
 * Finds what defeats the caches that are mounted in a step, or would be.
 *
 * @param uses the caches, each with a folder that is known
 * @param all those of the step's other managers too
 */
export function defeatsOf(
  run: RunStep,
  uses: readonly CacheUse[],
  text: string,
  all: readonly CacheUse[] = uses,
): Defeats {
  const search = new Search(run, uses, text, all)
  for (const invocation of run.installs) {
    for (const use of uses) if (use.manager === invocation.manager) search.options(use, invocation)
  }
  for (const use of uses) search.variables(use)
  for (const command of run.script.commands) search.command(command)
  return search.result()
}

class Search {
  readonly #run: RunStep
  readonly #uses: readonly CacheUse[]
  readonly #all: readonly CacheUse[]
  readonly #text: string
  readonly #found: Defeat[] = []
  readonly #edits: Edit[] = []
  readonly #gone = new Set<Command>()
  readonly #lookup: (name: string) => string | null | undefined
  #blocked: string | null = null

  constructor(run: RunStep, uses: readonly CacheUse[], text: string, all: readonly CacheUse[]) {
    this.#all = all
    this.#run = run
    this.#uses = uses
    this.#text = text
    this.#lookup = shellLookupIn(run.step.state, run.step.stage)
  }

  result(): Defeats {
    if (this.#gone.size > 0) {
      const edits = removeCommands(this.#text, this.#run.script, [...this.#gone])
      if (edits) this.#edits.push(...edits)
      else this.#block('a clean-up cannot be taken out without changing what the rest of the step does')
    }
    return { found: this.#found, edits: this.#edits, blocked: this.#blocked }
  }

  #block(why: string): void {
    this.#blocked ??= why
  }

  #add(use: CacheUse, span: Span, does: Defeat['does'], what?: string): void {
    const text = this.#text.slice(span.start, span.end).replace(/\s+/g, ' ')
    this.#found.push({ use, span, what: what ?? text, does, way: 'leave-out' })
  }

  options(use: CacheUse, invocation: CacheUse['invocation']): void {
    for (const word of invocation.words) {
      const value = wordValue(word, this.#lookup)
      if (value === null) continue
      if (!use.manager.defeats.options.includes(value)) {
        // A variable without quotes may hold several words.
        const inside = value.split(/\s+/).find((part) => use.manager.defeats.options.includes(part))
        if (!inside || !word.raw.startsWith('$')) continue
        this.#found.push({ use, span: word.span, what: inside, does: 'bypasses', way: 'leave-out' })
        this.#block(`${inside} comes from the variable ${word.raw}`)
        continue
      }
      this.#add(use, word.span, 'bypasses')
      const edit = removeWord(invocation.command, word)
      if (edit) this.#edits.push(edit)
    }
  }

  variables(use: CacheUse): void {
    const { invocation, location, manager } = use
    if (manager.defeats.undoneByFolder && 'by' in location && 'option' in location.by) return
    for (const name of manager.defeats.variables) {
      for (const one of this.#run.installs.filter((install) => install.manager === manager)) {
        const value = one.env.has(name) ? one.env.get(name) : this.#lookup(name)
        if (value === undefined || (value !== null && ['', ...manager.defeats.off].includes(value))) continue
        const own = one.command.assignments.find((assignment) => assignment.name === name)
        if (own) {
          this.#add(use, own.span, 'bypasses')
          const next = one.command.words[0]
          if (next)
            this.#edits.push({ kind: 'replace', span: { start: own.span.start, end: next.span.start }, text: '' })
        } else if (one.env.has(name)) {
          this.#found.push({ use, span: invocation.command.span, what: name, does: 'bypasses', way: 'leave-out' })
          this.#block(`this step sets ${name} for more than one command`)
        } else if (value === null) this.#block(`${name} may be set in a way that cannot be known`)
        else this.#unset(use, one, name)
      }
    }
  }

  /**
   * `NAME='' command` gives the command its cache back and leaves the image's environment as it is. The quotes are for
   * ShellCheck, which takes `NAME= ` for a slip: https://www.shellcheck.net/wiki/SC1007
   */
  #unset(use: CacheUse, { command, as, manager }: CacheUse['invocation'], name: string): void {
    this.#found.push({ use, span: command.span, what: name, does: 'bypasses', way: 'empty-variable' })
    if (this.#run.script.form === 'exec' || as !== 'user') this.#block(`${name} is set for the whole image`)
    else
      this.#edits.push({
        kind: 'replace',
        span: { start: command.span.start, end: command.span.start },
        text: `${name}=${manager.defeats.off[0] || "''"} `,
      })
  }

  command(command: Command): void {
    const words = command.words.map((word) => wordValue(word, this.#lookup))
    const start = words[0] === 'sudo' ? 1 : 0
    const program = words[start] ? programName(words[start] as string) : null
    if (program === 'rm') this.#rm(command, command.words.slice(start + 1))
    if (program === 'find') this.#find(command, words.slice(start + 1))
    for (const use of this.#uses) {
      const invocation = this.#run.invocations.find((one) => one.command === command && one.manager === use.manager)
      if (!invocation) continue
      const empties = use.manager.defeats.commands.some(
        ({ words: wanted, caches, unless }) =>
          (caches?.includes(use.index) ?? true) &&
          isCommand(invocation, wanted, this.#lookup) &&
          !(unless && optionWord(invocation, unless, this.#lookup)),
      )
      if (empties) this.#remove(use, command)
    }
  }

  #remove(use: CacheUse, command: Command): void {
    if (!this.#found.some(({ span }) => span === command.span)) this.#add(use, command.span, 'empties')
    if (command.certainty === 'sometimes') this.#block('a clean-up runs under a condition')
    this.#gone.add(command)
  }

  /** A `find … -delete` in a mounted folder. What else it would take along cannot be told. */
  #find(command: Command, words: readonly (string | null)[]): void {
    const deletes = words.some((word) => word === '-delete' || word === 'rm')
    for (const use of this.#uses) {
      const path = 'path' in use.location ? use.location.path : null
      const home = homeOf(this.#run.step.state) ?? '/'
      const roots = words.flatMap((word) => (word && /^[~/]/.test(word) ? [word.replace(/^~/, home)] : []))
      if (!deletes || path === null) continue
      const above = roots.some((root) => root && root !== '/' && isWithin(path, joinPath('/', root) ?? '/'))
      // `find / -name .cache`: only when it names a part of the folder.
      const named = roots.includes('/') && path.split('/').some((part) => part.length > 2 && words.includes(part))
      if (!above && !named) continue
      this.#add(use, command.span, 'empties')
      this.#block('a find deletes in the mounted folder')
    }
  }

  #rm(command: Command, words: readonly ShellWord[]): void {
    const operands = words.filter((word) => !word.raw.startsWith('-'))
    const hits = new Map<ShellWord, CacheUse>()
    for (const word of operands) {
      for (const use of this.#uses) {
        const path = 'path' in use.location ? use.location.path : null
        if (path === null) continue
        const hit = this.#hit(word, path, use)
        if (hit === 'no') continue
        hits.set(word, use)
        if (hit === 'unknown') this.#block(`what ${word.raw} removes cannot be known`)
        // The parent folder holds the mount: `rm` would end with "Device or resource busy".
        if (hit === 'above' && !(dirname(path).endsWith('/.cache') && this.#onlyMounted(dirname(path))))
          this.#block(`the clean-up of ${word.raw} also removes what other commands may have left there`)
      }
    }
    if (hits.size === 0) return
    const [first] = hits
    if (hits.size === operands.length) {
      this.#remove(first?.[1] as CacheUse, command)
      return
    }
    if (command.certainty === 'sometimes') this.#block('a clean-up runs under a condition')
    for (const [word, use] of hits) {
      this.#add(use, word.span, 'empties', `rm ${word.raw}`)
      const edit = removeWord(command, word)
      if (edit) this.#edits.push(edit)
    }
  }

  /** Whether the script gives a variable of the word a value that names a folder: `d=/root/.cache; rm -r "$d"`. */
  #isAssigned(word: ShellWord, folder: string): boolean {
    const { span } = this.#run.step.instruction
    const text = this.#text.slice(span.start, span.end)
    const names = [...word.raw.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name)
    return names.some((name) =>
      [...text.matchAll(new RegExp(`\\b${name}(?:=|\\s+in\\s)[^;&|\\n]*`, 'g'))].some(([value]) =>
        value.includes(folder),
      ),
    )
  }

  /** How what an `rm` removes lies to a mounted folder. */
  #hit(word: ShellWord, path: string, { cache, manager }: CacheUse): 'no' | 'inside' | 'above' | 'unknown' {
    const home = homeOf(this.#run.step.state)
    const parts = path.split('/')
    // Of a home that is not known: what lies in it is told apart by its name.
    const inHome = /^["']?(?:~|\$HOME|\$\{HOME\})["']?\/+(?!\.\.)([\w.-]*\w)/.exec(word.raw)?.[1]
    if (home === null && inHome && !parts.includes(inHome)) return 'no'
    const value = wordValue(word, (name) => (name === 'HOME' ? home : this.#lookup(name)))
    if (value === null) {
      // Only a word that speaks of the folder is worth a doubt.
      const names = [...path.split('/').filter((part) => part.length > 2), ...namesOf(manager)]
      const said = this.#isAssigned(word, dirname(path))
      return said || names.some((name) => word.raw.includes(name)) ? 'unknown' : 'no'
    }
    if (/^~[^/]/.test(word.raw)) return 'unknown'
    if (!/^[~/]/.test(value) && this.#changesFolder()) {
      return value.split('/').some((part) => part.length > 2 && parts.includes(part)) ? 'unknown' : 'no'
    }
    if (/^~(?:\/|$)/.test(word.raw) && home === null) return 'unknown'
    const expanded = /^~(?:\/|$)/.test(word.raw) ? value.replace('~', home ?? '') : value
    const named = joinPath(this.#run.step.state.workdir, expanded.replace(/\/(?:\.?\*|\*\.\*|\.\[!\.\]\*)$/, ''))
    if (named === null) return 'no'
    const folder = realPath(named, this.#run.step.stage.image)
    const plain = folder.replace(/\/[^/]*[*?[].*$/, '') || '/'
    if (isWithin(plain, path))
      return plain === path || !cache.inside || cache.inside.some((one) => isWithin(plain, `${path}/${one}`))
        ? 'inside'
        : 'no'
    if (plain !== folder) return glob(folder, path) ? 'unknown' : 'no'
    if (!isWithin(path, folder)) return 'no'
    // `folder/*` leaves what begins with a dot alone.
    const next = path.slice(folder === '/' ? 1 : folder.length + 1)
    return /\/\*$/.test(expanded) && next.startsWith('.') ? 'no' : 'above'
  }

  #changesFolder(): boolean {
    return this.#run.script.commands.some(({ words }) => words[0] && /^(?:cd|pushd)$/.test(words[0].raw))
  }

  /** Whether nothing but caches that are mounted, or will be, lies in a folder: what another command left there would stay. */
  #onlyMounted(folder: string): boolean {
    const others = this.#run.installs.some(({ manager }) => {
      const own = this.#all.filter((use) => use.manager === manager)
      const inside = manager.caches.some(({ at }) =>
        at.some((place) => 'home' in place && /^\.cache\//.test(place.home)),
      )
      return own.length === 0
        ? inside
        : own.some(({ status, location }) =>
            'path' in location
              ? isWithin(location.path, folder) && (status.is === 'silent' || dirname(location.path) !== folder)
              : inside,
          )
    })
    return !others && this.#onlyManagers()
  }

  #onlyManagers(): boolean {
    const known = new Set(this.#run.invocations.map(({ command }) => command))
    return this.#run.script.commands.every((command) => {
      const program = command.words[0] ? wordValue(command.words[0], this.#lookup) : ''
      return known.has(command) || program === '' || (program !== null && WRITES_NO_HOME.has(program))
    })
  }
}

const dirname = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** What a word says that speaks of a manager's cache without naming the folder: `$(npm config get cache)`, `$PIP_CACHE_DIR`. */
const namesOf = (manager: CacheUse['manager']): string[] => [
  `${manager.id} c`,
  ...manager.caches.flatMap(({ at }) => at.flatMap((place) => ('variable' in place ? [place.variable] : []))),
]

/** Whether a folder with wildcards may name `path`, a folder above or one below it. */
function glob(folder: string, path: string): boolean {
  const wanted = folder.split('/')
  const parts = path.split('/')
  return wanted.every((part, index) => {
    const own = parts[index]
    if (own === undefined || (part.match(/\*/g)?.length ?? 0) > 3) return true
    const pattern = part
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')
    try {
      return new RegExp(`^${pattern}$`).test(own)
    } catch {
      return true
    }
  })
}
