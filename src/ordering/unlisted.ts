import type { RunStep } from '../caching/installs.ts'
import type { Build } from '../context/builds/build.ts'
import { GitIgnores } from '../context/git-ignore.ts'
import { baseName, folderOf, joinInside } from '../context/paths.ts'
import type { Tree } from '../context/tree.ts'
import type { ContextCopy } from '../layers/context-copy.ts'
import type { Layout } from '../layers/layout.ts'
import { copiesAbove } from './disorder.ts'
import type { Reading } from './invocation-reads.ts'

/** A file that is not in the repository, and that an install would read where it lies in the folder that is built. */
export interface Unlisted {
  /** Relative to the context. */
  readonly path: string
  /** The install as the author wrote it. */
  readonly said: string
  /** Where the repository speaks of it: `.gitignore`, or a file that builds the image. `line` is 1-based. */
  readonly named: { readonly file: string; readonly line: number }
}

/** What is moved, and what then stands above it. */
export interface Move {
  readonly layout: Layout
  /** The copies that are moved below the steps. */
  readonly copies: readonly ContextCopy[]
  readonly steps: readonly { readonly run: RunStep; readonly readings: readonly Reading[] }[]
}

/**
 * The files that a repository does not list and speaks of: git is told to leave them out, or what builds the image makes them.
 * They lie in many a folder that is built, and no line that copies what is listed would bring them.
 */
export class UnlistedFiles {
  readonly #tree: Tree
  readonly #builds: readonly Build[]
  readonly #ignores: GitIgnores

  constructor(tree: Tree, builds: readonly Build[]) {
    this.#tree = tree
    this.#builds = builds
    // Git follows no symbolic link to a .gitignore.
    this.#ignores = new GitIgnores((path) => (tree.isLink(path) ? null : tree.text(path)))
  }

  /** Those that installs read today, if they are there, and would not once the copies stand below them. */
  lostBy({ layout, copies, steps }: Move): Unlisted[] {
    const found = new Map<string, Unlisted>()
    for (const { run, readings } of steps) {
      for (const reading of readings) {
        for (const at of reading.missed) {
          const unlisted = layout.unlistedAt(at)
          if (unlisted === null || found.has(unlisted.path)) continue
          const above = copiesAbove(run.step, unlisted.copies)
          if (above.length === 0 || above.some((copy) => !copies.includes(copy))) continue
          const isManifest = reading.invocation.manager.manifests.some((name) => at.endsWith(`/${name}`))
          const named = this.#placeOf(layout.context.inRepository(unlisted.path), isManifest)
          if (named === null || this.#isPersonal(unlisted.path, layout, reading) || !reading.readsToo(at)) continue
          found.set(unlisted.path, { path: unlisted.path, said: reading.invocation.said, named })
        }
      }
    }
    return [...found.values()]
  }

  /**
   * A file of one developer, which the manuals tell people not to share: everybody else builds without it, and what stands below the
   * sources has it as before. `go.work`: https://go.dev/ref/mod#workspaces. `.env` holds what an install reads only where a
   * manifest asks for a variable.
   */
  #isPersonal(path: string, layout: Layout, { invocation }: Reading): boolean {
    if (/^go\.work(?:\.sum)?$/.test(baseName(path))) return true
    if (!/^\.env(?:\.|$)/.test(baseName(path))) return false
    const folder = folderOf(layout.context.inRepository(path))
    const manifests = invocation.manager.manifests.flatMap((name) => joinInside(folder, name) ?? [])
    return !manifests.some((name) => this.#tree.has(name) && this.#tree.text(name)?.includes('$'))
  }

  /** Where the repository speaks of a file that it does not list; by wildcards of a manifest only, which people know. */
  #placeOf(path: string, isManifest: boolean): Unlisted['named'] | null {
    const ignored = this.#ignores.ignores(path)
    return ignored && (isManifest || !ignored.isWild) ? ignored : this.#namedByBuild(path)
  }

  #namedByBuild(path: string): Unlisted['named'] | null {
    const own = this.#builds.map(({ place }) => place.path)
    for (const file of new Set([...own, ...this.#tree.in(WORKFLOWS)])) {
      const lines = this.#tree.has(file) ? (this.#tree.text(file)?.split('\n') ?? []) : []
      const at = lines.findIndex((line) => line.includes(baseName(path)) && this.#makes(line, path))
      if (at !== -1) return { file, line: at + 1 }
    }
    return null
  }

  /** Whether a line of a workflow or script is about a file that is not listed: one that it makes, as far as can be told. */
  #makes(line: string, path: string): boolean {
    if (/hashFiles\(|cache-dependency-path|^\s*(?:#|-\s*["']?[^\s"']+["']?\s*$)/.test(line)) return false
    return wordsOf(line).some((word) => {
      if (baseName(word) !== baseName(path)) return false
      if (OTHER_FOLDERS.test(word)) return false
      // Which folder a variable names is not known.
      const written = joinInside('.', word.replace(/^.*[$}][^/]*\//, ''))
      if (written === null || (path !== written && !path.endsWith(`/${written}`))) return false
      const listed = this.#tree.named(written).length > 0
      return !listed || WRITES.test(line)
    })
  }
}

const WORKFLOWS = '.github/workflows'
/** The home of a user, the runner's own folder: `~/.npmrc` is no file of the project. */
const OTHER_FOLDERS = /^~|^\/(?:root|home|tmp|etc)\/|\bHOME\b|RUNNER_TEMP|runner\.temp/
const WRITES = />|\b(?:tee|cp|mv|touch|ln)\b/

const wordsOf = (line: string): string[] => line.replace(/\$\{\{.*?\}\}/g, '$').match(/[^\s"'`=<>|;&(),:]+/g) ?? []

/** What is not known, in one clause. */
export function unlistedInWords(unlisted: readonly Unlisted[], ignoreFile: string): string {
  const [first] = unlisted
  if (!first) return ''
  const others = unlisted.length > 1 ? ` (and ${unlisted.length - 1} more)` : ''
  return (
    `\`${first.path}\`${others} is not in the repository, but \`${first.named.file}\` names it in line ${first.named.line}: where it ` +
    `lies in the build context, \`${first.said}\` reads it, and in the new order it would not. If the build needs it, copy ` +
    `it along with the others; otherwise keep it out with the line \`${first.path}\` in \`${ignoreFile}\``
  )
}
