import { pathOfWord, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { readRun } from '../dockerfile/read-run.ts'
import type { Command } from '../dockerfile/shell.ts'
import { assignmentsOf, type Stage, type Step } from '../dockerfile/state.ts'
import { isBuiltOn, stepsOf } from './hook.ts'
import { isWithin } from './installs.ts'
import { commandBehindWrappers, INTERPRETERS, type PathRead, readWords } from './path-reads.ts'

/** What the containers of each stage run, where the stage is one that people run: nothing is built on it or copied from it. */
export function startReads(file: Dockerfile, stages: readonly Stage[]): PathRead[] {
  return stages
    .filter((stage) => !isUsed(stage, stages))
    .flatMap((stage) => {
      const [entry, command] = ['ENTRYPOINT', 'CMD'].map((keyword) =>
        stage.steps.findLast(({ instruction }) => instruction.keyword === keyword),
      )
      const inherited = stepsOf(stage).some(({ instruction }) => instruction.keyword === 'ENTRYPOINT')
      return [
        ...(entry ? readsOf(file, stage, entry, true) : []),
        // Behind an entry point these may be no more than its arguments.
        ...(command ? readsOf(file, stage, command, !inherited) : []),
      ]
    })
}

function isUsed(stage: Stage, stages: readonly Stage[]): boolean {
  return stages.some(
    (other) =>
      isBuiltOn(other, stage) ||
      other.steps.some(({ instruction }) =>
        instruction.flags.some(({ name, value }) => {
          const from = (name === 'from' ? value : /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1])?.toLowerCase()
          return from !== undefined && (from === stage.name || from === String(stage.index))
        }),
      ),
  )
}

function readsOf(file: Dockerfile, stage: Stage, step: Step, isProgram: boolean): PathRead[] {
  const script = readRun(file, step.instruction, step.state.shell)
  if ('unreadable' in script) return []
  const paths = new ScriptPaths(script, step, stage.end.workdir)
  const from = stepsOf(stage)
  return script.commands.flatMap((command) => {
    if (command.certainty !== 'always' || command.redirected || command.piped) return []
    const { program, words } = commandBehindWrappers(command, paths)
    return [
      ...readWords(program, words, paths, command).map(({ word: { raw, span }, path }) => ({ raw, span, path })),
      ...(isProgram ? lookups(file, from, command, program, paths) : []),
    ].map((read) => ({ ...read, step, how: 'start' as const, program, from }))
  })
}

/** Where `PATH` looks for a program that is named without a folder, as far as the file has set it. */
function lookups(file: Dockerfile, from: readonly Step[], command: Command, program: string, paths: ScriptPaths) {
  const word = command.words.find((one) => paths.text(one) === program)
  if (!word || !/^[\w.+-]+$/.test(program) || INTERPRETERS.test(program)) return []
  return searched(file, from).map((folder) => {
    return { raw: word.raw, span: word.span, path: `${folder}/${program}`, lookup: true as const }
  })
}

/** The folders that the file puts in front of or behind the image's `PATH`. */
function searched(file: Dockerfile, from: readonly Step[]): string[] {
  let folders: string[] = []
  for (const step of from) {
    if (step.instruction.keyword !== 'ENV') continue
    for (const [name, raw] of assignmentsOf(step.instruction)) {
      if (name !== 'PATH') continue
      const parts = raw.replace(/^"|"$/g, '').split(':')
      const own = parts.filter((part) => !/^\$\{?PATH\}?$/.test(part))
      // Without the image's own folders a copy in one of them is not found.
      if (own.length === parts.length) folders = []
      else folders.push(...own.flatMap((part) => pathOfWord(file, step, part, null) ?? []))
    }
  }
  return folders
}

/**
 * Whether a program of that name may lie elsewhere in the image: a step names it outside the mounted folder, otherwise
 * than as what it builds.
 */
export function mayLieElsewhere(file: Dockerfile, { path, from }: PathRead, makers: readonly Step[], target: string) {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return from.some((step) => {
    const { keyword, span } = step.instruction
    if (!/^(?:RUN|COPY|ADD)$/.test(keyword)) return false
    const words = file.text.slice(span.start, span.end).match(/[^\s"'`=,;&|()[\]]+/g) ?? []
    return words.some((word) => {
      const plain = word.replace(/@.*$/, '')
      if (plain.slice(plain.lastIndexOf('/') + 1) !== name) return false
      if (!makers.includes(step)) return true
      const full = pathOfWord(file, step, plain, step.state.workdir)
      const isPackage = !plain.includes('/') || /^(?:[\w-]+\.[a-z]+\/|\.\/cmd\/)/.test(plain)
      return !isPackage && !(full !== null && isWithin(full, target))
    })
  })
}
