import { expand } from '../dockerfile/expand.ts'
import { assignmentsOf, joinPath, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'
import type { Layout } from '../layers/layout.ts'

/** `JAVA_TOOL_OPTIONS=-javaagent:agent.jar`: options of whatever runs, which may name files by their way from the working folder. */
const OF_OPTIONS = /OPT(?:S|IONS)?$/

/**
 * A variable that leads programs to what is copied: `PATH` to a folder, any other to a file of certificates or settings. A
 * base image of which nothing is known may set variables, but it knows no file of the project.
 */
export function ledToProject(step: Step, layout: Layout): string | null {
  for (const [name, value] of step.state.variables) {
    if (name === 'PATH') {
      const folders = value === null ? foldersOnPath(step) : value.text.split(':')
      if (!folders || folders.some((path) => leadsInto(path, layout))) return name
    } else {
      const words = value?.text.split(/[\s=:,;"']+/) ?? []
      const paths = words.map((word) =>
        word.startsWith('/') || OF_OPTIONS.test(name) ? joinPath(step.state.workdir, word) : null,
      )
      if (paths.some((path) => path !== null && layout.fileAt(path) !== null)) return name
    }
  }
  return null
}

/** What tools read in the home folder of whoever runs them. */
const SETTINGS_OF_USER =
  /^\.(?:npmrc|yarnrc|yarnrc\.yml|bunfig\.toml|curlrc|wgetrc|gitconfig|netrc|gemrc|condarc|(?:config|pip|m2|cargo|nuget|gradle|composer|bundle|hex)\/.*)$/i

/** Settings of tools that a copy brings into a home folder: paths of the image. */
export function settingsIn(home: string, layout: Layout): string[] {
  if (!layout.reaches(home)) return []
  const start = home === '/' ? 1 : home.length + 1
  return layout.under(home).filter((path) => SETTINGS_OF_USER.test(path.slice(start)))
}

/** Programs of the packages that an install brings shadow no tool; any other folder of the project may. */
const leadsInto = (path: string, layout: Layout): boolean =>
  path.startsWith('/') && (layout.isFolder(path) || (layout.mayHold(path) && !path.endsWith('/node_modules/.bin')))

/**
 * The folders that the lines of a file put into `PATH` up to a step. Where nothing is known of the base image its own are
 * left out: they are the system's. Null when a folder cannot be known.
 */
function foldersOnPath(step: Step): string[] | null {
  const found = new Set<string>()
  for (let stage: Stage | null = step.stage; stage; stage = stage.base.kind === 'stage' ? stage.base.stage : null) {
    for (const { instruction, state } of stage.steps) {
      if (stage === step.stage && instruction.span.start >= step.instruction.span.start) break
      if (instruction.keyword !== 'ENV') continue
      const raw = assignmentsOf(instruction).findLast(([name]) => name === 'PATH')?.[1]
      if (raw === undefined) continue
      const value = expand(raw.replace(/\$\{PATH\}|\$PATH\b/g, '/usr/bin'), lookupIn(state, stage), '\\')
      if (value === null) return null
      for (const folder of value.text.split(':')) found.add(folder)
    }
  }
  return [...found]
}
