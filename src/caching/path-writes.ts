import type { Tree } from '../context/tree.ts'
import { isExact, pathOfWord, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Command, ShellWord } from '../dockerfile/shell.ts'
import type { Step } from '../dockerfile/state.ts'
import { managers } from '../managers/registry.ts'
import { isWithin } from './installs.ts'
import { commandBehindWrappers, wordsOf } from './path-reads.ts'
import { WRITES_NOTHING_NEW, WRITES_WHAT_IT_IS_TOLD } from './plain-programs.ts'

/** A path below a mount, and what is known of where it may come from. */
export interface Wanted {
  readonly path: string
  /** The folder that is mounted. */
  readonly target: string
  /** Such a folder is made by builds: people do not commit it, and archives do not hold it. */
  readonly made: boolean
}

/** Folders that hold what a build makes, and that ignore files keep out of repositories. */
const MADE =
  /^(?:target|node_modules|\.next|\.nuxt|\.output|\.svelte-kit|\.build|\.gradle|\.venv|venv|_build|\.stack-work|dist-newstyle)$/
/** Folders that hold what a build makes, though some people commit them. */
const MADE_OR_COMMITTED = /^(?:build|dist|out)$/

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export const isMade = (target: string): boolean => MADE.test(lastPart(target))
export const isOutputFolder = (target: string): boolean => isMade(target) || MADE_OR_COMMITTED.test(lastPart(target))

/**
 * Whether a step, which does not mount the folder, may put the path into the image. What is not known may.
 */
export function mayWrite(file: Dockerfile, tree: Tree, step: Step, wanted: Wanted): boolean {
  switch (step.instruction.keyword) {
    case 'ONBUILD':
      return true
    case 'COPY':
    case 'ADD':
      return mayCopy(file, tree, step, wanted)
    case 'RUN':
      return mayRunWrite(file, step, wanted)
    default:
      return false
  }
}

function mayCopy(file: Dockerfile, tree: Tree, step: Step, { path, target, made }: Wanted): boolean {
  const { instruction, state } = step
  const words = wordsOf(file, instruction)
  const last = words.at(-1)
  const destination = last ? pathOfWord(file, step, last.text, state.workdir) : null
  if (destination === null || !isExact(destination)) return true
  if (isWithin(destination, target)) return true
  if (!isWithin(path, destination)) return false
  if (instruction.heredocs.length > 0) return false
  const sources = words.slice(0, -1).map(({ text }) => text)
  const unpacks =
    instruction.keyword === 'ADD' && sources.some((source) => /:\/\/|\.(?:tar|t?gz|bz2|xz|zst)$/.test(source))
  if (unpacks) return true
  // A file keeps its name: it lands beside the folder that is mounted.
  if (sources.every((source) => /[^/]\.\w+$/.test(source) && !/[*?[$]/.test(source))) {
    return sources.some((source) => isWithin(path, `${destination === '/' ? '' : destination}/${lastPart(source)}`))
  }
  if (instruction.flags.some(({ name }) => name === 'from')) return true
  // What a pattern stands for may be anything below the mounted folder.
  const known = isExact(path) ? path : target
  const below = known.slice(destination === '/' ? 1 : destination.length + 1)
  return tree.known ? tree.under('.').some((one) => `/${one}/`.includes(`/${below}/`)) : !made
}

function mayRunWrite(file: Dockerfile, step: Step, wanted: Wanted): boolean {
  const { script } = step
  if (!script || 'unreadable' in script) return true
  const paths = new ScriptPaths(script, step)
  return script.commands.some((command) => {
    const text = file.text.slice(command.span.start, command.span.end)
    const into = [...text.matchAll(/>>?[ \t]*"?([^\s;&|<>"]+)/g)].map((match) => match[1] as string)
    return (
      into.some((word) => touches(paths.path(command, word), wanted.target)) || mayCommandWrite(command, paths, wanted)
    )
  })
}

/** Programs whose last operand is where they write. */
const COPIERS = new Set(['cp', 'mv', 'install', 'ln', 'rsync'])

function mayCommandWrite(command: Command, paths: ScriptPaths, wanted: Wanted): boolean {
  const { path, target, made } = wanted
  const { program, words } = commandBehindWrappers(command, paths)
  const rest = words.slice(1)
  if (program === '' || WRITES_NOTHING_NEW.has(program)) return false
  const pathOf = (word: ShellWord) => paths.path(command, paths.text(word).replace(/^-[\w-]*=/, ''))
  if (program === 'mkdir') return rest.some((word) => touches(pathOf(word), path))
  if (COPIERS.has(program)) {
    const intoFolder = rest.some(({ raw }) => /^-[a-zA-Z]*[td]$|^--(?:target-directory|directory)/.test(raw))
    return (intoFolder ? rest : rest.slice(-1)).some((word) => {
      const to = pathOf(word)
      return to === null || isNear(to, target)
    })
  }
  if (rest.some((word) => touches(pathOf(word), target))) return true
  if (WRITES_WHAT_IT_IS_TOLD.has(program)) return false
  if (installsIntoTheSystem(program))
    return !isOutputFolder(target) && (path === target || path.includes(program.slice(0, 3)))
  if (program === 'tar' || program === 'unzip' || program === 'git') {
    if (program === 'git' && made) return false
    const folder = paths.folderOf(command)
    return folder === null || isNear(folder, target) || rest.some((word) => isNear(pathOf(word), target))
  }
  return !leavesAlone(program, rest, paths, path, target)
}

/** Package managers that write into the system, and into caches of their own. */
const installsIntoTheSystem = (program: string): boolean =>
  /^(?:apt-key|add-apt-repository|dpkg|rpm)$/.test(program) ||
  managers.some(
    ({ id, programs, reads }) =>
      (reads === 'nothing' || id === 'pip') && programs.includes(program.replace(/[\d.]+$/, '')),
  )

const touches = (path: string | null, target: string): boolean => path !== null && isWithin(path, target)
const isNear = (path: string | null, target: string): boolean =>
  path !== null && (isWithin(path, target) || (path !== '/' && isWithin(target, path)))

/** Package managers and build tools whose verbs write elsewhere than into the wanted folder. */
function leavesAlone(
  program: string,
  words: readonly ShellWord[],
  paths: ScriptPaths,
  path: string,
  target: string,
): boolean {
  const said = words.map((word) => paths.text(word))
  const verb = said.find((word) => !/^[-+]/.test(word)) ?? ''
  const name = lastPart(path)
  switch (program) {
    case 'cargo': {
      if (/^(?:fetch|update|new|init|vendor|search|version|login|add)$/.test(verb)) return true
      if (verb === 'chef') return said.includes('prepare')
      const local = said.some((word) => /^--(?:path|target-dir)\b/.test(word))
      return verb === 'install' && !local && (isOutputFolder(target) || !said.some((word) => word.includes(name)))
    }
    case 'go':
      return /^(?:mod|env|version)$/.test(verb) && !/(?:^|\/)go(?:\/|$)/.test(target)
    case 'npm':
    case 'yarn':
    case 'pnpm':
    case 'bun': {
      if (/^(?:config|set|cache)$/.test(verb)) return true
      const installs = /^(?:ci|install|i|add|fetch|global)$/.test(verb) || (program === 'yarn' && verb === '')
      const global = said.some((word) => word === '-g' || word === '--global' || word === 'global')
      return installs && (global || /\/(?:target|\.next|\.build|\.gradle)$/.test(target))
    }
    default:
      return false
  }
}
