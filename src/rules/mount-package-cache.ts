import type { ManagerPlan, StepPlan } from '../caching/plan.ts'
import { listed, type Rule, type RuleFinding } from './rule.ts'

export const mountPackageCache: Rule = {
  id: 'mount-package-cache',
  severity: 'warning',
  says: 'a package install runs without the cache mounts of its tool.',
  why:
    'Layer caching decides whether a step runs at all; once a manifest or a line above it changes, it runs from nothing: every ' +
    'package is downloaded, and perhaps compiled, again. A cache mount keeps the tool’s own cache on the builder between two runs ' +
    'of the step, so that a changed manifest costs only what has changed. The cache is no part of the image. Packages of the system ' +
    '(apt, apk, dnf) depend on no manifest: their step runs again only when a line of the file changes, and the finding is an info.',
  fixIsSafe:
    'The mount goes where the tool keeps its cache for this user, these variables and this image, and it changes nothing that ' +
    'reaches the image. Steps that work from one cache get it together. Options and clean-ups that would bypass or empty the ' +
    'mounted folder go in the same change, and options without which the tool would keep nothing there come in it. For apt, the ' +
    'file docker-clean of Debian’s and Ubuntu’s images has to go too; that stays in the image, and the comment says so.',
  silentWhen: [
    'the user of the step, the home or the base image is not known',
    'the command downloads nothing: another verb, `--dry-run`, `--no-index`, an install of files that are there',
    'a mount on the folder, or on one above it, is there already',
    'a later COPY takes the folder along, or an earlier one has put files into it',
    'a later step, or the program, may need what a tool works from: Go modules, Maven’s repository, NuGet’s packages',
    'a later step needs what this one leaves in the folder (`npm ci --offline`, an `apt-get install` without an `update`)',
    'the tool is configured by a command or a file that cannot be read here',
  ],
  check: ({ plans, file }) =>
    plans.flatMap((plan) =>
      plan.managers.filter(({ missing }) => missing.length > 0).map((manager) => findingOf(plan, manager, file.text)),
    ),
}

function findingOf(plan: StepPlan, own: ManagerPlan, text: string): RuleFinding {
  const { instruction } = plan.run.step
  const { manager, missing } = own
  const targets = missing.flatMap(({ status }) => (status.is === 'missing' ? [status.target] : []))
  const command = commandOf(own)
  const kind = missing[0]?.invocation.kind ?? 'install'
  const locked = missing.some(({ cache }) => cache.sharing === 'locked') ? ' with `sharing=locked`' : ''
  return {
    // A step that reads nothing of the project runs again only when a line of the file changes: it gains the least.
    severity: manager.reads === 'nothing' ? 'info' : 'warning',
    manager: manager.id,
    lines: instruction.lines,
    message:
      `Whenever this step runs, \`${command}\` ${manager.again[kind]}, because its cache is not kept between builds. ` +
      `Mount ${listed(targets.map((target) => `\`${target}\``))}${locked}${also(own)}, so that only what has changed is fetched.`,
    help: helpOf(own),
    remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
    about: text.slice(instruction.head.start, instruction.head.end),
  }
}

/** The command as the author wrote it, without its arguments. */
export const commandOf = ({ uses }: ManagerPlan): string => uses[0]?.invocation.said ?? ''

/** What is done beside the mount, and why. */
function also({ removesHook, along, manager }: ManagerPlan): string {
  const removed = removesHook && manager.hook ? ` and remove \`${manager.hook.file}\`, which ${manager.hook.does}` : ''
  const added = along.map(({ add, programs, without }) => {
    const word = 'option' in add ? add.option : add.variable
    const comma = removed === '' ? '' : ','
    return `${comma} and add \`${word}\`, without which \`${programs?.[0] ?? manager.id}\` ${without} from there`
  })
  return removed + added.join('')
}

export function helpOf({ manager, uses, removesHook, lacking, defeats }: ManagerPlan): string {
  const [use] = uses
  const parts = [
    'The mount lives on the builder: it is no part of the image, and a build without it, or with an empty one, gives the same result. ' +
      'Builders that are thrown away after each build, such as hosted runners, start with an empty one.',
  ]
  if (use) parts.push(`${manager.name} and two builds at once: ${use.cache.why}.`)
  if (removesHook && manager.hook) {
    parts.push(
      `The removal of ${manager.hook.file} stays in the image: images that are built on it keep the packages that they download, unless they mount or clean /var/cache/apt.`,
    )
  }
  const changes = ({ index, status }: ManagerPlan['uses'][number]): boolean =>
    status.is === 'missing' ||
    lacking.some(({ cache }) => cache === index) ||
    defeats.some(({ use, does }) => use.index === index && does === 'empties')
  parts.push(...uses.filter(changes).flatMap(({ cache: { remark } }) => remark ?? []))
  for (const { cache, status, location } of uses) {
    const target = status.is === 'mounted' ? (status.at.target ?? '') : 'path' in location ? location.path : ''
    const { hadolint } = cache
    if (!hadolint || status.is === 'silent' || hadolint.silencedBy.some((words) => target.includes(words))) continue
    const [known] = hadolint.silencedBy
    parts.push(
      `hadolint’s ${hadolint.rule} ${known ? `knows a cache mount by ${known} in its target alone` : 'does not look at cache mounts'}, ` +
        'so it may ask here to clean or bypass the cache, which would undo the mount. ' +
        `\`# hadolint ignore=${hadolint.rule}\` on the line above silences it.`,
    )
  }
  parts.push(manager.docs)
  return parts.join('\n\n')
}
