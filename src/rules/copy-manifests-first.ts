import { findContext } from '../context/build-context.ts'
import { contextSources } from '../layers/copies.ts'
import { type Disorder, findDisorder } from '../ordering/manifests-first.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

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
    'Lines move only past steps that read nothing of the project, and only where the ignore file keeps out what the later `COPY` ' +
    'would put over the result of the install.',
  silentWhen: [
    'the files of the repository or the build context are not known',
    'the install reads sources: a life-cycle script, a local project, a path on disk',
    'a step between the copy and the install may need the sources, or makes what the install reads',
    'what is copied is nothing but manifests',
    'the copy is made from another stage, or has options such as `--exclude` or `--parents`',
  ],
  check: (subject) => {
    const context = contextOf(subject)
    if (!context) return []
    return subject.stages.flatMap((stage) => {
      const runs = subject.plans.map(({ run }) => run).filter(({ step }) => step.stage === stage)
      const disorder = runs.length > 0 ? findDisorder(subject.file, stage, runs, context) : null
      return disorder ? findingsOf(subject, disorder, context.folder, context.ignoreFile) : []
    })
  },
}

function contextOf({ stages, file, tree, path, context }: Subject) {
  const steps = stages.flatMap((stage) => stage.steps)
  const found = findContext(tree, path, contextSources(file, steps), context)
  return 'context' in found ? found.context : null
}

function findingsOf(subject: Subject, disorder: Disorder, folder: string, ignoreFile: string | null): RuleFinding[] {
  const { file } = subject
  const textOf = ({ start, end }: { start: number; end: number }) => file.text.slice(start, end).replace(/\s+/g, ' ')
  const copies = disorder.copies.map(({ step }) => step.instruction)
  const first = copies[0]
  if (!first) return []
  const copied = listed(copies.map((copy) => `\`${textOf(copy.head)}\``))
  return disorder.installs.map(({ run, reads }): RuleFinding => {
    const install = reads.reader
    const command = install ? `${install.manager.id} ${install.verb}` : 'the install'
    const manifests = listed([...new Set(reads.files.map(({ path }) => `\`${path}\``))])
    const ignore = ignoreFile ?? (folder === '.' ? '.dockerignore' : `${folder}/.dockerignore`)
    return {
      ...(install ? { manager: install.manager.id } : {}),
      lines: first.lines,
      message:
        `Every edit of any file that ${copied} takes along runs \`${command}\` again, although it reads only ${manifests}. ` +
        (disorder.adds
          ? `Copy ${reads.files.length > 1 ? 'those' : 'that'} first, install, and copy the rest below.`
          : `Copy the rest below the install.`),
      help:
        `What it reads was found in the build context ${folder === '.' ? 'that is the root of the repository' : `\`${folder}\``}. ` +
        'The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.\n\n' +
        'https://docs.docker.com/build/cache/optimize/#order-your-layers',
      because: [{ lines: run.step.instruction.lines, message: `this install reads only ${manifests}` }],
      remedy: disorder.undone
        ? {
            unknown: `the later copy would put a local \`${disorder.undone.path}\` over the installed one: add the line \`${disorder.undone.ignoreLine}\` to \`${ignore}\` first`,
          }
        : { safety: 'safe', edits: disorder.edits },
      about: textOf(first.head),
    }
  })
}
