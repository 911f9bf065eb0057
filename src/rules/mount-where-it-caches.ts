import { automaticMarksAt } from '../caching/automatic-marks.ts'
import type { ManagerPlan, StepPlan } from '../caching/plan.ts'
import { mustBeLocked } from '../caching/same-folder.ts'
import type { Instruction } from '../dockerfile/model.ts'
import { homeOf } from '../dockerfile/state.ts'
import type { Place } from '../managers/manager.ts'
import { runnerOf } from '../managers/run-as.ts'
import { commandOf, helpOf } from './mount-package-cache.ts'
import type { Rule, RuleFinding, Subject } from './rule.ts'

export const mountWhereItCaches: Rule = {
  id: 'mount-where-it-caches',
  severity: 'error',
  says: 'a cache mount is not where the tool keeps its cache for this user and these variables, or is owned by somebody else.',
  why:
    'A mount on another folder is never used: the step is as slow as without it, and the tool’s real cache ends up in the image. A ' +
    'mount that belongs to root cannot be written by another user: npm then fails, and pip goes on without a cache.',
  fixIsSafe:
    'The target and the owner are those of the user who runs the command; the other options of the mount stay.',
  silentWhen: [
    'the user, the home or a variable that moves the cache is not known',
    'no package manager of the catalogue runs in the step',
    'the mount is on a folder above the cache',
  ],
  check: (subject) => [...misplaced(subject), ...withoutDashes(subject), ...automaticMarks(subject)],
}

function misplaced({ plans, file }: Subject): RuleFinding[] {
  return plans.flatMap((plan) =>
    plan.managers.flatMap((own) =>
      own.misplaced
        .slice(0, 1)
        .map((use) => misplacedFinding(plan, own, use, file.text, (span) => file.lines.range(span))),
    ),
  )
}

function misplacedFinding(
  plan: StepPlan,
  own: ManagerPlan,
  { status, location, invocation }: ManagerPlan['misplaced'][number],
  text: string,
  rangeOf: (span: { start: number; end: number }) => RuleFinding['lines'],
): RuleFinding {
  if (status.is !== 'misplaced' || !('path' in location)) throw new Error('not misplaced')
  const { state, instruction } = plan.run.step
  const user = runnerOf(invocation.as, plan.run.step)
  const home = (invocation.as === 'user' ? homeOf(state) : user?.home) ?? '/'
  const who = user?.name ?? String(user?.uid)
  const command = commandOf(own)
  const message =
    status.why === 'owner'
      ? `The mount belongs to another user than \`${who}\`, who runs \`${command}\`, so the tool cannot use its cache there. ` +
        `Give the mount that user’s uid and gid.`
      : `${reasonOf(location.by, who, home)}, \`${command}\` keeps its cache in \`${location.path}\`, so the mount on \`${status.at.mount.target}\` is never used. ` +
        `Mount \`${location.path}\` instead.`
  return {
    manager: own.manager.id,
    lines: rangeOf(status.at.mount.flag.span),
    message,
    help: helpOf(own),
    remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
    about: text.slice(instruction.head.start, instruction.head.end),
  }
}

/** What decides where the cache is. */
function reasonOf(by: Place, who: string, home: string): string {
  if ('variable' in by) return `With \`${by.variable}\` set`
  if ('option' in by) return `With \`${by.option}\``
  if ('path' in by) return by.packageManager ? `With ${by.packageManager.join(' or ')} in the image` : 'In this image'
  return `As \`${who}\`, whose home is \`${home}\``
}

/** `RUN mount=type=cache,…`: the shell takes it for a variable of the command, and nothing is mounted. */
function withoutDashes({ file, plans }: Subject): RuleFinding[] {
  return file.instructions.flatMap((run): RuleFinding[] => {
    const word = run.keyword === 'RUN' && !run.json ? run.words[0] : undefined
    if (!word || !/^-?mount=type=\w+,/.test(word.raw)) return []
    const dashes = word.raw.startsWith('-') ? '-' : '--'
    return [
      {
        lines: file.lines.range(word.span),
        message:
          `Without two dashes \`${word.raw.split(',')[0]}…\` is no flag: the shell takes it for part of the command, and nothing is mounted. ` +
          'Write `--mount=…`.',
        help: 'https://docs.docker.com/reference/dockerfile/#run---mount',
        remedy: {
          safety: 'safe',
          edits: [
            { kind: 'replace', span: at(word.span.start), text: dashes },
            ...(needsLock(plans, run, word.raw)
              ? [{ kind: 'replace', span: at(word.span.end), text: ',sharing=locked' } as const]
              : []),
          ],
        },
        about: file.text.slice(run.head.start, run.head.end),
      },
    ]
  })
}

/** Whether a mount that is none yet is meant for a cache that must be locked, and does not say so. */
const needsLock = (plans: Subject['plans'], run: Instruction, mount: string): boolean =>
  !/,sharing=/.test(mount) &&
  plans
    .filter((plan) => plan.run.step.instruction === run)
    .flatMap((plan) => plan.managers.flatMap(({ uses }) => uses))
    .some(
      ({ cache, location }) =>
        mustBeLocked(cache) && 'path' in location && mount.split(/,\w+=/).includes(location.path),
    )

const at = (offset: number) => ({ start: offset, end: offset })

/** `/var/lib/apt` as a mount, and a step that removes what was installed automatically. */
function automaticMarks({ plans, file }: Subject): RuleFinding[] {
  return plans.flatMap(({ run }): RuleFinding[] => {
    const mount = automaticMarksAt(run)
    const span = mount?.mount.targetSpan
    if (!mount || !span) return []
    const unlocked = !mount.mount.options.has('sharing')
    const { instruction }: { instruction: Instruction } = run.step
    return [
      {
        manager: 'apt',
        lines: file.lines.range(mount.mount.flag.span),
        message:
          'The mount on `/var/lib/apt` also holds `extended_states`, which says what was installed automatically, and shares it between all ' +
          'builds, so this step may remove packages that the image needs. Mount `/var/lib/apt/lists` alone.',
        help: 'https://manpages.debian.org/bookworm/apt/apt-mark.8.en.html',
        remedy: {
          safety: 'safe',
          edits: [{ kind: 'replace', span, text: `/var/lib/apt/lists${unlocked ? ',sharing=locked' : ''}` }],
        },
        about: file.text.slice(instruction.head.start, instruction.head.end),
      },
    ]
  })
}
