import { type LostOutput, lostOutputs } from '../caching/lost-outputs.ts'
import { type EmptyCache, emptyCaches } from '../caching/offline.ts'
import type { PathRead } from '../caching/path-reads.ts'
import { type Rescued, rescue } from '../caching/rescue.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

export const keepOutputsOutOfMounts: Rule = {
  id: 'keep-outputs-out-of-mounts',
  severity: 'error',
  says: 'a later step or stage needs what only existed inside a cache mount.',
  why:
    'A cache mount is there while its step runs, and it is no part of the image: what a build writes below its target is gone for ' +
    'every later instruction. Docker cannot know that a `COPY` or a `CMD` counts on it, so the build fails where the file is read, or ' +
    'the container does when it starts.',
  fixIsSafe:
    'The file is copied to a free path of the image in the step that makes it, unless the step has done so already, and the instruction ' +
    'that missed it reads the copy. The mount and everything else stay. It is suggested only for single files of which it is certain ' +
    'that the step makes them.',
  silentWhen: [
    'the step copies the file out of the mount, and that copy is what is read',
    'the step that reads has a mount on the folder too',
    'a `COPY`, or a step without the mount, may have put the file there: a script, a program that is not known',
    'the mount begins with content (`from=`), or is no cache: `tmpfs`, `bind`, `secret`',
    'a folder above the mount is read, or a path that cannot be known',
    'the target hangs on a build argument, or nothing but one names the base image',
    'the command that reads may fail, as behind `if` or in front of `||`',
  ],
  check: (subject) => {
    const { file, stages, tree } = subject
    const lost = lostOutputs(file, stages, tree)
    const rescued = rescue(file, stages, lost)
    return [
      ...lost.map((one) => findingOf(subject, one, rescued.get(one) as Rescued)),
      ...emptyCaches(file, subject.plans, tree).map((one) => offlineFinding(subject, one)),
    ]
  },
}

function findingOf({ file }: Subject, lost: LostOutput, rescued: Rescued): RuleFinding {
  const { reads, mount, target } = lost
  const [read] = reads as readonly [LostOutput['reads'][number]]
  const { instruction } = read.step
  const paths = [...new Set(reads.map(({ path }) => path))]
  const named = listed(paths.map((path) => `\`${path}\``))
  const where =
    paths[0] === target ? `${named} is a cache mount` : `${named} ${are(paths)} below the cache mount on \`${target}\``
  return {
    lines: file.lines.range(read.how === 'run' ? read.span : instruction.span),
    message: `${where}, and what is written there never reaches the image, so ${misses(read, paths, target)}. ${remedyOf(lost, rescued)}`,
    help:
      'Mounting the folder a second time where the file is read does not help: that build may have an empty cache, or skip the step that ' +
      'fills it because its layer is there.\n\nhttps://docs.docker.com/reference/dockerfile/#run---mounttypecache',
    because: [{ lines: file.lines.range(mount.flag.span), message: `the cache mount on \`${target}\`` }],
    remedy: 'unknown' in rescued ? rescued : { safety: 'safe', edits: rescued.edits },
    about: `${file.text.slice(instruction.head.start, instruction.head.end)} ${target}`,
  }
}

const are = ({ length }: readonly string[]): string => (length > 1 ? 'are' : 'is')
const it = ({ length }: readonly string[]): string => (length > 1 ? 'them' : 'it')

/** What happens to the instruction that reads it. */
function misses({ how, program, path, step }: PathRead, paths: readonly string[], target: string): string {
  const runs = path.endsWith(`/${program}`)
  switch (how) {
    case 'copy':
      return path === target
        ? 'this `COPY` finds no such folder, or an empty one'
        : `this \`COPY\` does not find ${it(paths)}`
    case 'mount':
      return `this mount does not find ${it(paths)}`
    case 'run':
      return runs ? 'this step cannot run it' : `\`${program}\` does not find ${it(paths)}`
    default:
      return `the container cannot ${runs ? 'run' : 'read'} what this \`${step.instruction.keyword}\` names`
  }
}

function remedyOf({ reads, target }: LostOutput, rescued: Rescued): string {
  const paths = reads.map(({ path }) => path)
  if ('places' in rescued) {
    const places = [...new Map([...rescued.places].map(([, { path, there }]) => [path, there]))]
    const to = listed(places.map(([path]) => `\`${path}\``))
    if (places.every(([, there]) => there)) {
      return `The step has copied ${it(paths)} to ${to} already: read ${places.length > 1 ? 'those' : 'that'} instead.`
    }
    if (reads.some(({ lookup }) => lookup))
      return `Copy it to ${to}, which is in \`PATH\` too, in the step that makes it.`
    return `Copy ${it(places.map(([path]) => path))} to ${to} in the step that makes ${it(paths)}, and read ${places.length > 1 ? 'those' : 'that'} instead.`
  }
  if (reads[0]?.how === 'run') return 'Do this in the step that makes it, and write the result to another folder.'
  if (paths.includes(target)) {
    return 'Copy its content to another folder in the step that fills it, or leave out this mount.'
  }
  return `Copy ${it(paths)} out of the mount in the step that makes ${it(paths)}, and read ${paths.length > 1 ? 'those copies' : 'that copy'}.`
}

function offlineFinding({ file }: Subject, { plan, invocation, word, folder, filled }: EmptyCache): RuleFinding {
  const { instruction } = plan.run.step
  const { manager, verb } = invocation
  const command = `${manager.programs[0]} ${verb ?? ''}`.trim()
  return {
    manager: manager.id,
    lines: file.lines.range(invocation.command.span),
    message:
      `\`${command} ${word}\` works from what an earlier step left in \`${folder}\`, but that was a cache mount, and what is in it never ` +
      `reaches the image. Mount \`${folder}\` here too and leave out \`${word}\`, so that the step also works with an empty cache.`,
    help: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
    because: [{ lines: file.lines.range(filled.mount.flag.span), message: `the cache mount on \`${filled.target}\`` }],
    remedy: { unknown: 'whether the step may go online is for the author to say' },
    about: file.text.slice(instruction.head.start, instruction.head.end),
  }
}
