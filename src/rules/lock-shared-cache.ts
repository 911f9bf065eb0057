import { automaticMarksAt } from '../caching/automatic-marks.ts'
import type { StepPlan } from '../caching/plan.ts'
import { type MountedPlace, mountedPlaces, mustBeLocked, onSameImage } from '../caching/same-folder.ts'
import { setSharing } from '../dockerfile/edit-run.ts'
import type { Edit } from '../text/edit.ts'
import { commandOf } from './mount-package-cache.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

export const lockSharedCache: Rule = {
  id: 'lock-shared-cache',
  severity: 'warning',
  says: 'a cache that two builds at once would spoil or fail on is not mounted with `sharing=locked`, or one folder is mounted in two ways.',
  why:
    'A builder gives one cache mount to all builds, and all stages of a build, that name it, at the same time unless the mount says ' +
    'otherwise. Some tools can share their cache with another run of themselves, others fail or spoil it; the builder cannot know which.',
  fixIsSafe:
    '`sharing` only decides who waits for whom. The folder, what is in it and the other options of the mount stay as they are.',
  silentWhen: [
    'the tool’s cache is safe to share between two runs of it',
    'the mount says `sharing=private`, or a variable decides',
    'the user, the home or a variable that moves the cache is not known',
    'two ids tell apart what differs: another image, another owner, a variable such as the platform',
  ],
  check: (subject) => {
    const places = mountedPlaces(subject.plans)
    return [...unlocked(subject), ...twoSharings(subject, places), ...twoIds(subject, places)]
  },
}

const DOCS = 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache'

/** Caches that must be locked, in mounts that do not say so. */
function unlocked({ plans, file }: Subject): RuleFinding[] {
  return plans.flatMap((plan) =>
    plan.managers.flatMap((own): RuleFinding[] => {
      const open = own.uses.flatMap(({ cache, status, location }) => {
        if (!mustBeLocked(cache) || status.is !== 'mounted' || !('path' in location)) return []
        const { options } = status.at.mount
        const shared = /^(?:shared)?$/i.test(options.get('sharing') ?? '')
        // That mount is said to be on the wrong folder, and gets its lock with the right one.
        const elsewhere = status.at.mount === automaticMarksAt(plan.run)?.mount
        return shared && !elsewhere && !options.has('ro') && !options.has('readonly')
          ? [{ cache, at: status.at, path: location.path }]
          : []
      })
      const [first] = open
      if (!first) return []
      const mounts = [...new Set(open.map(({ at }) => at.mount))]
      const edits = mounts.map((mount) => setSharing(mount, 'locked'))
      const paths = [...new Set(open.map(({ path }) => `\`${path}\``))]
      return [
        {
          manager: own.manager.id,
          lines: file.lines.range({
            start: Math.min(...mounts.map(({ flag }) => flag.span.start)),
            end: Math.max(...mounts.map(({ flag }) => flag.span.end)),
          }),
          message:
            `\`${commandOf(own)}\` shares ${listed(paths)} with every build and stage that runs at the same time, and that goes wrong: ${first.cache.why}. ` +
            `Add \`sharing=locked\` to the ${mounts.length > 1 ? 'mounts' : 'mount'}, so that one waits for the other.`,
          help: DOCS,
          remedy: remedyOf(edits),
          about: headOf(file.text, plan),
        },
      ]
    }),
  )
}

/**
 * One folder that some steps lock and others do not: a step that would share a locked folder gets a new and empty one
 * (`getRefCacheDirNoCache` in https://github.com/moby/buildkit/blob/master/solver/llbsolver/mounts/mount.go). A cache
 * that must be locked is said above.
 */
function twoSharings({ file }: Subject, places: readonly MountedPlace[]): RuleFinding[] {
  const said = new Set<unknown>()
  return places.flatMap((place): RuleFinding[] => {
    const { use, at, id, sharing, plan, own } = place
    if (mustBeLocked(use.cache) || said.has(at.mount.flag)) return []
    const same = places.filter((other) => other.use.cache === use.cache && other.id === id)
    const lock = same.find((other) => other.sharing === 'locked')
    if (!lock || sharing === 'locked' || sharing === 'private') return []
    if (sharing === 'shared' && lock.at.mount.flag.span.start > at.mount.flag.span.start) return []
    said.add(at.mount.flag)
    const lines = file.lines.range(at.mount.flag.span)
    const there = file.lines.range(lock.at.mount.flag.span)
    return [
      {
        manager: own.manager.id,
        lines,
        message:
          `This mount shares \`${at.target}\`, and the one in line ${there.start} locks it: while the folder is locked, \`${commandOf(own)}\` gets another one, which is empty. ` +
          'Give both the same `sharing`.',
        help: DOCS,
        because: [{ lines: there, message: 'here it is locked' }],
        remedy:
          sharing === null
            ? remedyOf([setSharing(at.mount, 'locked')])
            : { unknown: 'both say how they share the folder, and which of them is meant cannot be known' },
        about: headOf(file.text, plan),
      },
    ]
  })
}

/** One folder under two ids: each step downloads for itself. It is said once, of the first that differs. */
function twoIds({ file }: Subject, places: readonly MountedPlace[]): RuleFinding[] {
  const said = new Set<string | null>()
  return places.flatMap((place, index): RuleFinding[] => {
    const { at, id, own, plan, use } = place
    const owner = ({ mount }: MountedPlace['at']) => `${mount.options.get('uid')}:${mount.options.get('gid')}`
    const other = places
      .slice(0, index)
      .find((one) => one.use.cache === use.cache && one.at.target === at.target && onSameImage(one.plan.run, plan.run))
    if (!other || other.id === id || owner(other.at) !== owner(at) || said.has(at.target)) return []
    said.add(at.target)
    const there = file.lines.range(other.at.mount.flag.span)
    return [
      {
        manager: own.manager.id,
        lines: file.lines.range(at.mount.flag.span),
        message:
          `\`${at.target}\` has the id \`${id}\` here and \`${other.id}\` in line ${there.start}: to the builder these are two folders, so \`${commandOf(own)}\` finds nothing of what is in the other. ` +
          'Give both the same id.',
        help: `Without an id the target is the id.\n\n${DOCS}`,
        because: [{ lines: there, message: `here the id is ${other.id}` }],
        remedy: { unknown: 'which of the two ids is meant cannot be known' },
        about: headOf(file.text, plan),
      },
    ]
  })
}

const headOf = (text: string, { run }: StepPlan): string => {
  const { head } = run.step.instruction
  return text.slice(head.start, head.end)
}

const remedyOf = (edits: readonly (Edit | null)[]): RuleFinding['remedy'] =>
  edits.every((edit) => edit !== null)
    ? { safety: 'safe', edits }
    : { unknown: 'the mount is in quotes or goes over several lines' }
