import type { BuildContext } from './build-context.ts'
import { joinInside } from './paths.ts'

/** Something that a copy takes along for nothing. */
export interface Noise {
  /** The line that keeps it out, for the ignore file. */
  readonly ignoreLine: string
  /** It is there in every checkout; what git does not track may be there or not. */
  readonly certain: boolean
}

/** What the Dockerfile does with the files that it copies. */
export interface Needs {
  /** The catalogue's ids of the managers with which it installs or builds something itself. */
  readonly managers: ReadonlySet<string>
  /** Something may read the history of the repository. */
  readonly history: boolean
  /** It builds something from what is copied. */
  readonly builds: boolean
  /** Whether it names a file or folder of this name. */
  names(name: string): boolean
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const JAVASCRIPT = list('npm yarn pnpm bun')
const PYTHON = list('pip uv poetry pipenv pip-tools')

/**
 * What tools make in a project that git is told to leave out, in the order in which it matters, and the managers of whose
 * projects it is. Output is made anew by a build; an environment by an install.
 */
const MADE: readonly { readonly name: string; readonly by: readonly string[]; readonly isOutput?: true }[] = [
  { name: '.venv', by: PYTHON },
  { name: 'venv', by: PYTHON },
  { name: 'target', by: list('maven cargo sbt leiningen'), isOutput: true },
  { name: 'build', by: ['gradle'], isOutput: true },
  { name: '.gradle', by: ['gradle'], isOutput: true },
  { name: 'bin', by: ['nuget'], isOutput: true },
  { name: 'obj', by: ['nuget'], isOutput: true },
  { name: '_build', by: list('mix rebar3'), isOutput: true },
  { name: 'dist', by: JAVASCRIPT, isOutput: true },
  { name: '.next', by: JAVASCRIPT, isOutput: true },
  { name: '.nuxt', by: JAVASCRIPT, isOutput: true },
  { name: '.svelte-kit', by: JAVASCRIPT, isOutput: true },
]
/** What no build reads. It is named beside others only. */
const LEFT_BEHIND =
  list(`__pycache__ coverage htmlcov .coverage .nyc_output .pytest_cache .mypy_cache .ruff_cache .tox .nox
  .turbo .parcel-cache .angular *.log logs .eslintcache *.tsbuildinfo .idea .DS_Store`)

const KNOWN = new Set([...MADE.map(({ name }) => name), ...LEFT_BEHIND])

/**
 * What a copy of a folder takes along that changes without changing the image. What is not tracked cannot be seen in a
 * repository: it is told by what the Dockerfile installs, and by the lines of `.gitignore`.
 *
 * @param folder the folder that is copied, in the context
 * @param gitignore the text of the repository's `.gitignore`; null where there is none
 */
export function noiseIn(context: BuildContext, folder: string, gitignore: string | null, needs: Needs): Noise[] {
  const noise: Noise[] = []
  const at = (name: string): string => joinInside(folder, name) ?? name
  // The history is the whole repository's, and lies at its root.
  if (folder === '.' && context.folder === '.' && !needs.history && !isKeptOut(context, '.git')) {
    noise.push({ ignoreLine: '.git', certain: true })
  }
  const add = (name: string, ignoreLine: string) => {
    if (needs.names(name) || context.isTracked(at(name)) || isKeptOut(context, at(name))) return
    noise.push({ ignoreLine, certain: false })
  }
  const installs = (ids: readonly string[]): boolean => ids.some((id) => needs.managers.has(id))
  if (installs(JAVASCRIPT) && !needs.names('node_modules')) {
    const modules = packagesIn(context, folder).map((one) => joinInside(one, 'node_modules') ?? one)
    const open = modules.some((one) => !context.isTracked(one) && !isKeptOut(context, one))
    if (open) noise.push({ ignoreLine: '**/node_modules', certain: false })
  }
  const left = patternsOf(gitignore)
  const addLeft = (name: string) => {
    const anywhere = left.get(name)
    if (anywhere) add(name, `**/${name}`)
    // A line for one folder means another one in a context that is not the repository's root.
    else if (anywhere === false && folder === '.' && context.folder === '.') add(name, name)
  }
  for (const { name, by, isOutput } of MADE) if (installs(by) && (!isOutput || needs.builds)) addLeft(name)
  if (noise.length > 0) for (const name of LEFT_BEHIND) addLeft(name)
  return noise
}

/** The known names that a `.gitignore` leaves out: true in every folder, false in its own alone. Paths are passed over. */
function patternsOf(gitignore: string | null): Map<string, boolean> {
  const lines = (gitignore ?? '').split(/\r?\n/).map((line) => line.trim())
  const exceptions = lines.filter((line) => line.startsWith('!'))
  const found = new Map<string, boolean>()
  for (const line of lines) {
    const [, start, name] = /^(\/|\*\*\/)?([^/#!][^/]*)\/?(?:\*\*?)?$/.exec(line) ?? []
    if (name === undefined || !KNOWN.has(name) || exceptions.some((other) => other.includes(name))) continue
    found.set(name, found.get(name) === true || start !== '/')
  }
  return found
}

/** Whether the ignore file leaves a file or a folder with all that is in it out. */
const isKeptOut = (context: BuildContext, path: string): boolean => {
  const plain = path.replace(/\*/g, 'x').replace(/\[(.)[^\]]*\]/g, '$1')
  return context.ignores(plain) || context.ignores(`${plain}/x`)
}

/** The projects of npm's kind: a folder and those directly in it. */
const packagesIn = (context: BuildContext, folder: string): string[] =>
  [folder, ...context.foldersIn(folder)].filter((one) => context.has(joinInside(one, 'package.json') ?? ''))
