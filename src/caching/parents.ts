import { type Frontend, frontendOf } from '../dockerfile/frontend.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { homeOf, joinPath, type Step } from '../dockerfile/state.ts'
import { isWithin, type RunStep } from './installs.ts'
import type { CacheUse } from './uses.ts'

/**
 * Why the folders above a mount speak against it when somebody else than root runs the step; null when they do not.
 *
 * BuildKit makes those that the image lacks, as root's with mode 0755. While the step runs nobody else can write there;
 * behind it they are removed again, since v0.11 and with a frontend from 1.5 on. Before, they stayed in the image.
 * https://github.com/moby/buildkit/blob/master/executor/stubs.go
 */
export function parentsSpeakAgainst(
  file: Dockerfile,
  run: RunStep,
  above: readonly Step[],
  { cache: { parents } }: CacheUse,
  target: string,
  home: string | null,
): string | null {
  const made = foldersAbove(target).filter((folder) => !isThere(file, run, above, folder, home))
  const [own] = made.filter((folder) => parents === 'written' || !folder.endsWith('/.cache'))
  if (own !== undefined && parents !== 'left-alone') {
    return `the builder makes ${own} root’s while the step runs, and the tool may write there beside its cache`
  }
  return made.length > 0 && leavesParents(frontendOf(file))
    ? 'the frontend that the syntax line names leaves the folders above a mount in the image as root’s'
    : null
}

/** `/home/app/.cache` of `/home/app/.cache/pip`; what lies at the top only root could make anyway. */
function foldersAbove(target: string): string[] {
  const parts = target.split('/').slice(1, -1)
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`).slice(1)
}

/** Whether the image has a folder, as far as its environment, the steps above and the home tell. */
function isThere(file: Dockerfile, run: RunStep, above: readonly Step[], folder: string, home: string | null): boolean {
  const { state, stage } = run.step
  const known = [home, state.workdir, ...Object.values(stage.image?.env ?? {}), ...(stage.image?.volumes ?? [])]
  if (known.some((path) => path !== null && isWithin(path, folder))) return true
  return above.some(({ instruction, state: at }) => {
    if (instruction.keyword === 'WORKDIR') return false // `state.workdir` knows it.
    const text = file.text.slice(instruction.args.start, instruction.span.end)
    const maker = instruction.keyword === 'RUN' ? /\bmkdir\b|\binstall\s+(?:-\w+\s+)*-\w*d/ : /^/
    if (!/^(?:RUN|COPY|ADD)$/.test(instruction.keyword) || !maker.test(text)) return false
    const base = homeOf(at)
    return text.split(/[\s"',;]+/).some((word) => {
      const path = base === null ? word : word.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, base)
      return path.startsWith('/') && isWithin(joinPath('/', path) ?? '/', folder)
    })
  })
}

const leavesParents = (frontend: Frontend): boolean =>
  frontend.kind === 'docker' &&
  frontend.major === 1 &&
  frontend.minor !== null &&
  frontend.minor >= 2 &&
  frontend.minor < 5
