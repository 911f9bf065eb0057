import { copiesAbove } from '../ordering/disorder.ts'
import { contextIn, filesInWords, remedyOf, textOf } from '../ordering/in-words.ts'
import type { Rule, RuleFinding } from './rule.ts'

export const installBeforeCopy: Rule = {
  id: 'install-before-copy',
  severity: 'warning',
  says: 'a step that reads nothing of the project stands below a `COPY` of sources, so every edit runs it again.',
  why:
    'System packages, global tools and downloads do not depend on the sources. Below a `COPY` of them they are installed anew after ' +
    'every edit, since a step runs again when anything above it has changed.',
  fixIsSafe:
    'The copy moves below the step, past nothing but steps of which it is known what they read and write. None of them touches a ' +
    'place that the copy fills.',
  silentWhen: [
    'the files of the repository or the build context are not known',
    'all that the copy takes along is copied above the step in another way too',
    'the step, or one between, may read what is copied or writes where it is copied to',
    'what is copied may be a setting of the system or of the tool',
    'the copy is made from another stage, or has options such as `--exclude` or `--parents`',
  ],
  check: ({ file, orders }) =>
    orders().flatMap(({ disorder, contexts, saved }) => {
      const first = disorder?.copies[0]?.step.instruction
      if (!disorder || !first) return []
      const named = disorder.copies.every(({ step }) => !disorder.folders.has(step.instruction))
      return disorder.steps.flatMap(({ run, reads }): RuleFinding[] => {
        if (reads.files.length + reads.folders.length > 0) return []
        const { instruction } = run.step
        const [install] = run.installs
        const files = saved.get(run) ?? []
        const edited = filesInWords(files, file, copiesAbove(run.step, disorder.copies))
        return [
          {
            ...(install ? { manager: install.manager.id } : {}),
            ...(named ? { severity: 'info' as const } : {}),
            lines: instruction.lines,
            message:
              `Every edit of ${edited} runs \`${reads.expensive}\` again, although it reads nothing of the project. ` +
              `Move \`${textOf(file, first.head)}\` below it.`,
            help:
              `What is copied was looked up in ${contextIn(contexts)}.\n\n` +
              'https://docs.docker.com/build/cache/optimize/#order-your-layers',
            because: [{ lines: first.lines, message: 'this copy changes with the sources' }],
            remedy: remedyOf(disorder, contexts),
            filesThatRun: files.length,
            about: textOf(file, instruction.head),
          },
        ]
      })
    }),
}
