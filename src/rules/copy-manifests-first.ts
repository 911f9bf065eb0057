import { copiesAbove } from '../ordering/disorder.ts'
import { contextIn, filesInWords, manifestsInWords, remedyOf, textOf } from '../ordering/in-words.ts'
import type { StageOrder } from '../ordering/orders.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

const LAYERS = 'https://docs.docker.com/build/cache/optimize/#order-your-layers'

export const copyManifestsFirst: Rule = {
  id: 'copy-manifests-first',
  severity: 'warning',
  says: 'sources are copied above an install that reads only manifests, so every edit runs the install again.',
  why:
    'Layer caching decides whether a step runs at all: a step runs again when a file that was copied above it has changed. An install ' +
    'below `COPY . .` therefore runs after every edit of any source, although it reads nothing but a few manifests. Docker cannot know ' +
    'that; the author can say it with the order of the lines.',
  fixIsSafe:
    'The files that the install reads are found in the repository, with everything that they name, and keep their flags and places. ' +
    'Lines move only past steps that read nothing of the sources, and only where the ignore file keeps out what the later `COPY` ' +
    'would put over the result of the install. It holds in every build context that the files of the repository name. Where a file that git leaves out may lie in the context too, ' +
    'and the install would read it, nothing is a click. Where an install ' +
    'reads the sources too, the step that its tool offers for that is shown, and never as a click.',
  silentWhen: [
    'the files of the repository or the build context are not known',
    'the install reads sources, and its tool has no step that reads manifests only',
    'the lock file is out of step with the manifests, and the install writes it anew',
    'a step between the copy and the install may need the sources, or makes what the install reads',
    'what is copied is nothing but manifests',
    'all that the copy takes along is copied above the install in another way too: from a stage that has it, or by another copy',
    'the copy is made from another stage, or has options such as `--exclude` or `--parents`',
  ],
  check: (subject) => subject.orders().flatMap((order) => [...disordersOf(subject, order), ...aheadOf(subject, order)]),
}

function disordersOf({ file }: Subject, { disorder, contexts, saved }: StageOrder): RuleFinding[] {
  const first = disorder?.copies[0]?.step.instruction
  if (!disorder || !first) return []
  const named = disorder.copies.every(({ step }) => !disorder.folders.has(step.instruction))
  return disorder.steps.flatMap(({ run, reads }): RuleFinding[] => {
    const { files, folders, reader } = reads
    if (files.length + folders.length === 0) return []
    const command = reader ? `\`${reader.said}\`` : 'the install'
    const manifests = manifestsInWords(reads)
    const edits = saved.get(run) ?? []
    const edited = filesInWords(edits, file, copiesAbove(run.step, disorder.copies))
    const those = files.length + folders.length > 1 ? 'those' : 'that'
    return [
      {
        ...(reader ? { manager: reader.manager.id } : {}),
        ...(named ? { severity: 'info' as const } : {}),
        lines: first.lines,
        message:
          `Every edit of ${edited} runs ${command} again, although it reads only ${manifests}. ` +
          (disorder.adds
            ? `Copy ${those} first, install, and copy the rest below.`
            : 'Copy the rest below the install.'),
        help:
          `What it reads was found in ${contextIn(contexts)}. ` +
          `The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.\n\n${LAYERS}`,
        because: [{ lines: run.step.instruction.lines, message: `this install reads only ${manifests}` }],
        remedy: remedyOf(disorder, contexts),
        filesThatRun: edits.length,
        about: textOf(file, first.head),
      },
    ]
  })
}

function aheadOf({ file }: Subject, { ahead, contexts }: StageOrder): RuleFinding[] {
  return ahead ? [aheadFinding(file, ahead, contexts)] : []
}

function aheadFinding(
  file: Subject['file'],
  ahead: NonNullable<StageOrder['ahead']>,
  contexts: StageOrder['contexts'],
): RuleFinding {
  const { run, step, why, copies } = ahead
  const { manager, said, kind } = step.invocation
  const head = copies[0]?.step.instruction ?? run.step.instruction
  const copied = `${listed(copies.map((copy) => `\`${textOf(file, copy.step.instruction.head)}\``))} ${copies.length > 1 ? 'take' : 'takes'} along`
  const manifests = manifestsInWords(step)
  return {
    manager: manager.id,
    severity: kind === 'install' ? 'warning' : 'info',
    lines: head.lines,
    message: step.taken
      ? `Every edit of what ${copied} runs \`${said}\` again, although it reads only ${manifests}: it shares a step with what reads the sources. Split the step, and put \`${step.command}\` above them.`
      : `Every edit of what ${copied} runs \`${said}\` again with all its downloads: it cannot stand above the sources, since ${why}. \`${step.command}\` reads only ${manifests} and can.`,
    help: `${step.says}\n\nWhat it reads was found in ${contextIn(contexts)}.\n\n${LAYERS}`,
    because: [
      { lines: run.step.instruction.lines, message: step.taken ? 'this step is split' : 'this step stays as it is' },
    ],
    remedy: remedyOf(ahead, contexts, 'unsafe'),
    about: `${textOf(file, head.head)} ahead`,
  }
}
