import type { Instruction } from '../dockerfile/model.ts'
import type { Change } from '../ordering/changing-values.ts'
import { type EarlyDeclarations, earlyDeclarations } from '../ordering/declarations.ts'
import { environmentInStage } from '../ordering/environment-in-stage.ts'
import { Ignores } from './ignore.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

const id = 'declare-late'

export const declareLate: Rule = {
  id,
  severity: 'warning',
  says: 'a value that changes with every build is declared above expensive steps that do not use it.',
  why:
    'An `ARG` that has a value, and an `ENV`, enter the cache key of every `RUN` below them in the stage, whether it names them or not. ' +
    'A commit, a date or a build number at the top of a stage therefore runs all its installs again in every build.',
  fixIsSafe:
    'The declaration moves only below steps whose commands are all known and do not read it: system packages, installs from manifests ' +
    'alone, plain programs. It stays above the first step that may use it, and a label that names it moves along.',
  silentWhen: [
    'the value is not known to change with every build, by what builds the image or by its name',
    'nothing expensive stands between it and the first step that may use it',
    "every step below runs the project's code, a life-cycle script, a build tool or a program that is not known",
    'it is there to run the steps below it again (`CACHEBUST`), or an upgrade of packages is',
    'the `ENV` that has it also sets values that do not change',
  ],
  check: (subject) => {
    const { file, stages, plans, builds } = subject
    const runs = plans.map(({ run }) => run)
    return stages.flatMap((stage) => {
      if (!stage.steps.some(({ instruction }) => instruction.keyword === 'ARG')) return []
      const found = subject.contexts()
      const context = 'contexts' in found ? found.contexts[0].context : null
      const uses = environmentInStage(file, stage.steps, runs, context)
      return earlyDeclarations(file, stage, uses, builds).map((early) => findingOf(subject, early))
    })
  },
}

function findingOf({ file }: Subject, { declarations, installs, place, edits }: EarlyDeclarations): RuleFinding {
  const ignores = new Ignores(file)
  const instructions = declarations.map(({ step }) => step.instruction)
  const first = instructions.find(({ lines }) => ignores.names(id, lines.start)) ?? (instructions[0] as Instruction)
  const changes = declarations
    .flatMap((declaration) => declaration.changes)
    .filter((change, at, all) => all.findIndex(({ name }) => name === change.name) === at)
  const [has, it] = changes.length > 1 ? ['have new values', 'them'] : ['has a new value', 'it']
  const shown = installs.slice(0, installs.length > 3 ? 2 : 3)
  const commands = [
    ...shown.map(({ step, install }) => `\`${install.said}\` in line ${step.instruction.lines.start}`),
    ...(installs.length > shown.length ? [`${installs.length - shown.length} others`] : []),
  ]
  const where =
    'above' in place
      ? `just above line ${place.above.instruction.lines.start}, the first that may use ${it}`
      : `below line ${place.below.instruction.lines.end}, where no \`RUN\` follows`
  return {
    lines: first.lines,
    message:
      `${named(changes)} ${has} in every build, for which every \`RUN\` below runs again, ${listed(commands)} among them, ` +
      `though ${installs.length > 1 ? 'they do' : 'it does'} not use ${it}. Declare ${it} ${where}.`,
    help: `${evidence(changes)}\n\nhttps://docs.docker.com/build/cache/optimize/#order-your-layers`,
    because: [
      ...installs.map(({ step }) => ({ lines: step.instruction.lines, message: `this step does not use ${it}` })),
      ...('above' in place
        ? [{ lines: place.above.instruction.lines, message: `this is the first that may use ${it}` }]
        : []),
    ],
    remedy: { safety: 'safe', edits },
    about: instructions.map(({ head }) => file.text.slice(head.start, head.end)).join(' '),
  }
}

const named = (changes: readonly Change[]): string => listed(changes.map(({ name }) => `\`${name}\``))

function evidence(changes: readonly Change[]): string {
  const bare = changes.filter(({ given }) => given === null)
  const given = changes.flatMap(({ name, given: gift }) =>
    gift ? [`\`${name}\` is given as \`${gift.raw}\` in line ${gift.line} of \`${gift.path}\`.`] : [],
  )
  const many = bare.length > 1
  const told = `That ${named(bare)} ${many ? 'change' : 'changes'} with every build is told by ${many ? 'their names' : 'its name'}.`
  return [...given, ...(bare.length > 0 ? [told] : [])].join(' ')
}
