import { wordValue } from '../dockerfile/shell.ts'
import type { MountAt, RunStep } from './installs.ts'

/** The mount on `/var/lib/apt` of a step that removes what was installed automatically. */
export function automaticMarksAt(run: RunStep): MountAt | undefined {
  const removes = run.invocations.some(
    ({ manager, verb, args }) =>
      manager.id === 'apt' &&
      (verb === 'autoremove' ||
        verb === 'autopurge' ||
        args.some((arg) => /^--(?:auto-remove|autoremove)$/.test(wordValue(arg) ?? ''))),
  )
  return removes
    ? run.mounts.find(({ target, mount: { type } }) => type === 'cache' && target === '/var/lib/apt')
    : undefined
}
