import { type LostOutput, lostOutputs } from '../caching/lost-outputs.ts'
import { type Rescued, rescue } from '../caching/rescue.ts'
import type { Rule, RuleFinding, Subject } from './rule.ts'

export const keepOutputsOutOfMounts: Rule = {
  id: 'keep-outputs-out-of-mounts',
  severity: 'error',
  says: 'a later step or stage needs what only existed inside a cache mount.',
  why:
    'A cache mount is there while its step runs, and it is no part of the image: what a build writes below its target is gone for ' +
    'every later instruction. Docker cannot know that a `COPY` or a `CMD` counts on it, so the build fails where the file is read, or ' +
    'the container does when it starts.',
  fixIsSafe:
    'The file is copied to a free path of the image in the step that makes it, and the instruction that missed it reads the copy. ' +
    'The mount and everything else stay. The suggestion is made only where it is certain that the path is one file.',
  silentWhen: [
    'the step copies the file out of the mount, and that copy is what is read',
    'the step that reads has a mount on the folder too',
    'a `COPY`, or a step without the mount, may have put the file there: a script, a program that is not known',
    'the mount begins with content (`from=`), or is no cache: `tmpfs`, `bind`, `secret`',
    'a folder above the mount is read, or a path that cannot be known',
    'the target hangs on a build argument, or the base image on one',
    'the command that reads may fail, as behind `if` or in front of `||`',
  ],
  check: (subject) => {
    const { file, stages, tree } = subject
    const lost = lostOutputs(file, stages, tree)
    const rescued = rescue(file, stages, lost)
    return lost.map((one) => findingOf(subject, one, rescued.get(one) as Rescued))
  },
}

function findingOf({ file }: Subject, lost: LostOutput, rescued: Rescued): RuleFinding {
  const { read, maker, mount, target } = lost
  const { instruction } = read.step
  const whole = read.path === target
  return {
    lines: file.lines.range(read.how === 'run' ? read.span : instruction.span),
    message:
      `${whole ? `\`${target}\` is a cache mount` : `\`${read.path}\` is below the cache mount on \`${target}\``}, ` +
      `and what is written there never reaches the image, so ${misses(lost)}. ${remedyOf(lost, rescued)}`,
    help:
      'Another build may run with an empty cache mount, or skip the step that fills it because its layer is cached. So it does not help to ' +
      'mount the folder a second time where the file is read.\n\nhttps://docs.docker.com/reference/dockerfile/#run---mounttypecache',
    because: [
      {
        lines: file.lines.range(mount.flag.span),
        message: `${file.lines.at(mount.flag.span.start) === maker.instruction.lines.start ? 'the' : 'its'} mount on \`${target}\``,
      },
    ],
    remedy: 'unknown' in rescued ? rescued : { safety: 'safe', edits: rescued.edits },
    about: `${file.text.slice(instruction.head.start, instruction.head.end)} ${read.path}`,
  }
}

/** What happens to the instruction that reads it. */
function misses({ read: { how, program, path, step }, target }: LostOutput): string {
  const folder = path === target
  switch (how) {
    case 'copy':
      return folder ? 'this `COPY` finds no such folder, or an empty one' : 'this `COPY` does not find it'
    case 'mount':
      return 'this mount does not find it'
    case 'run':
      return path.endsWith(`/${program}`) ? 'this step cannot run it' : `\`${program}\` does not find it`
    default:
      return `the container cannot ${path.endsWith(`/${program}`) ? 'run' : 'read'} what this \`${step.instruction.keyword}\` names`
  }
}

function remedyOf({ read: { how, path }, target }: LostOutput, rescued: Rescued): string {
  if ('to' in rescued) return `Copy it to \`${rescued.to}\` in the step that makes it, and take it from there.`
  if (how === 'run') return 'Do this in the step that makes it, and write the result to another folder.'
  if (path === target) return 'Copy its content to another folder in the step that makes it, or leave out this mount.'
  return 'Copy it out of the mount in the step that makes it, and take it from there.'
}
