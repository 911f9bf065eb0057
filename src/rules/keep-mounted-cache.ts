import type { Defeat } from '../caching/defeats.ts'
import type { ManagerPlan, StepPlan } from '../caching/plan.ts'
import type { LineRange } from '../text/lines.ts'
import { commandOf, helpOf } from './mount-package-cache.ts'
import { listed, type Rule, type RuleFinding } from './rule.ts'

export const keepMountedCache: Rule = {
  id: 'keep-mounted-cache',
  severity: 'warning',
  says: 'an option, a variable, a clean-up or a file of the image empties or bypasses the cache that is mounted.',
  why:
    'A clean-up keeps a layer small, but what lies in a cache mount is no part of a layer: deleting it saves nothing in the image and ' +
    'leaves the next build with an empty cache. An option such as `--no-cache-dir` has the tool pass the mounted folder by.',
  fixIsSafe:
    'Only what concerns the mounted folder goes. What else stands in the same `rm` stays, and a clean-up of a folder that is not ' +
    'mounted in this step is left alone: there it is right.',
  silentWhen: [
    'the step has no mount on the folder',
    'what is deleted cannot be known, or is not the cache (`rm -rf ~/.npm/_logs`)',
    'the clean-up only trims the cache (`apt-get autoclean`, `npm cache verify`)',
  ],
  check: ({ plans, file }) =>
    plans.flatMap((plan) =>
      plan.managers
        .filter(({ defeats, hooked, lacking }) => defeats.length + lacking.length > 0 || hooked)
        .map((manager) => findingOf(plan, manager, file.text, (span) => file.lines.range(span))),
    ),
}

function findingOf(
  plan: StepPlan,
  own: ManagerPlan,
  text: string,
  rangeOf: (span: { start: number; end: number }) => LineRange,
): RuleFinding {
  const { instruction } = plan.run.step
  const { manager, defeats, hooked, lacking } = own
  const emptied = new Set(defeats.map(({ use }) => use.index))
  if (hooked && manager.hook) emptied.add(manager.hook.cache)
  for (const { cache } of lacking) emptied.add(cache)
  const targets = own.uses.flatMap(({ index, location }) =>
    emptied.has(index) && 'path' in location ? [`\`${location.path}\``] : [],
  )
  const named = (wanted: readonly Defeat[]) => [...new Set(wanted.map(({ what }) => `\`${what}\``))]
  const bypasses = named(defeats.filter(({ does }) => does === 'bypasses'))
  const empties = named(defeats.filter(({ does }) => does === 'empties'))
  const out = named(defeats.filter(({ way }) => way === 'leave-out'))
  const variables = named(defeats.filter(({ way }) => way === 'empty-variable'))
  const [off] = manager.defeats.off
  const given = off ? listed(variables.map((name) => name.replace(/`$/, `=${off}\``))) : `an empty ${listed(variables)}`
  const happens = [
    ...(bypasses.length > 0
      ? [
          `${listed(bypasses)} ${bypasses.length > 1 ? 'make' : 'makes'} \`${commandOf(own)}\` bypass the cache that is mounted`,
        ]
      : []),
    ...(empties.length > 0
      ? [`${listed(empties)} ${empties.length > 1 ? 'empty' : 'empties'} the cache that is mounted`]
      : []),
    ...(hooked && manager.hook ? [`\`${manager.hook.file}\` of the base image ${manager.hook.does}`] : []),
    ...lacking.map(
      ({ programs, without }) => `\`${programs?.[0] ?? manager.id}\` ${without} from the cache that is mounted`,
    ),
  ]
  const todo = [
    ...(out.length > 0 ? [`leave ${out.length > 1 ? 'them' : listed(out)} out`] : []),
    ...(variables.length > 0 ? [`give the command ${given}`] : []),
    ...(hooked ? ['remove that file in this step'] : []),
    ...lacking.map(({ add }) => `add \`${'option' in add ? add.option : add.variable}\``),
  ]
  const spans = defeats.map(({ span }) => rangeOf(span))
  const lines =
    hooked || lacking.length > 0 || spans.length === 0
      ? instruction.lines
      : { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) }
  return {
    manager: manager.id,
    lines,
    message:
      `${sentence(listed(happens))}, so the next build finds nothing in ${listed(targets)}. ` +
      `${sentence(listed(todo))}: what lies in a cache mount is no part of the image.`,
    help: helpOf(own),
    remedy: own.blocked === null ? { safety: 'safe', edits: plan.edits } : { unknown: own.blocked },
    about: text.slice(instruction.head.start, instruction.head.end),
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
