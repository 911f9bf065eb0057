import { type Step, type User, userOf } from '../dockerfile/state.ts'
import type { Manager } from './manager.ts'

/** Who runs a command: the step's user, root (`sudo`), an account by its name, or somebody who cannot be known. */
export type RunAs = 'user' | 'root' | 'other' | NamedAccount

/** `gosu node`, `su node -c`, `sudo -u app` */
export interface NamedAccount {
  /** A name or a number, perhaps with a group behind a colon. */
  readonly account: string
  /** `sudo` takes away what `ENV` and the shell have set: https://www.sudo.ws/docs/man/sudoers.man/#Command_environment */
  readonly resetsEnvironment: boolean
}

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly values: readonly string[]
  /** How many operands come before the command. */
  readonly operands: number
  readonly as?: RunAs
  /** The first operand names the account, and `HOME` becomes that account's. */
  readonly account?: true
}

/** Programs that run the command behind them. */
export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { values: ['-p', '-C', '-h', '-T'], operands: 0, as: 'root' },
  env: { values: ['-u', '-C', '-S'], operands: 0 },
  exec: { values: ['-a'], operands: 0 },
  command: { values: [], operands: 0 },
  // https://github.com/nodejs/corepack#corepack-binary-nameversion--args
  corepack: { values: [], operands: 0 },
  time: { values: ['-f', '-o'], operands: 0 },
  nice: { values: ['-n'], operands: 0 },
  ionice: { values: ['-c', '-n'], operands: 0 },
  nohup: { values: [], operands: 0 },
  eatmydata: { values: [], operands: 0 },
  timeout: { values: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  // https://github.com/tianon/gosu/blob/master/main.go, https://github.com/ncopa/su-exec/blob/master/su-exec.c
  gosu: { values: [], operands: 1, as: 'other', account: true },
  'su-exec': { values: [], operands: 1, as: 'other', account: true },
  // https://man7.org/linux/man-pages/man1/su.1.html: without `-` only HOME, SHELL, USER and LOGNAME change.
  su: { values: ['-s', '-g', '-G', '--shell', '--group', '--supp-group'], operands: 1, as: 'other', account: true },
  runuser: {
    values: ['-u', '-g', '-G', '-s', '--user', '--group', '--supp-group', '--shell'],
    operands: 0,
    as: 'other',
  },
  setpriv: { values: [], operands: 0, as: 'other' },
  chroot: { values: [], operands: 1, as: 'other' },
}

/**
 * Who runs the command behind a wrapper.
 *
 * @param options the words between the wrapper and the command, its operands among them; all are known
 */
export function runAsOf(program: string, options: readonly string[], before: RunAs): RunAs {
  const wrapper = WRAPPERS[program]
  if (!wrapper?.as) return before
  // One who is another user already may not be allowed to, and the variables may be gone.
  if (before !== 'user') return program === 'sudo' && before === 'root' && options.length === 0 ? 'root' : 'other'
  if (program === 'sudo') return sudoAs(options)
  if (program === 'runuser') return runuserAs(options)
  if (!wrapper.account) return wrapper.as
  // A login shell reads profiles, and another group or a kept HOME is not followed.
  const plain = options.filter((word, index) => !word.startsWith('-') && !isShell(options[index - 1]))
  const known = options.every((word) => !word.startsWith('-') || /^-s$|^--shell(?:=|$)/.test(word))
  const [account] = plain
  return known && account ? { account, resetsEnvironment: false } : 'other'
}

const isShell = (word: string | undefined): boolean => word === '-s' || word === '--shell'

function sudoAs(options: readonly string[]): RunAs {
  const words = options.join(' ')
  if (!/(?:^| )(?:-\w*[ugis]|--user|--group|--login|--shell)/.test(words)) return 'root'
  // Without `-H` the home hangs on the distribution and its sudoers file.
  const named = /^(?:-\w*H\w* |--set-home )*(?:-Hu ?|-u ?|--user[= ])([\w.-]+)(?: -H| --set-home)?$/.exec(words)
  return named?.[1] && /(?:^| )(?:-\w*H|--set-home)/.test(words)
    ? { account: named[1], resetsEnvironment: true }
    : 'other'
}

/** With `-u` it runs the command without a shell, and sets the same variables as `su`. */
function runuserAs(options: readonly string[]): RunAs {
  const account = /^(?:-u ?|--user[= ])([\w.-]+)$/.exec(options.join(' '))?.[1]
  return account ? { account, resetsEnvironment: false } : 'other'
}

/** The user who runs a command; null where that cannot be known. */
export function runnerOf(as: RunAs, step: Step): User | null {
  if (as === 'user') return step.state.user
  if (as === 'root' || as === 'other') return null
  return userOf({ text: as.account, assumed: false }, step.state.accounts)
}

/** Whether a variable that matters to a tool may be taken away from it. */
export function losesVariables(as: RunAs, manager: Manager, variable: (name: string) => unknown): boolean {
  if (typeof as === 'string' || !as.resetsEnvironment) return false
  const names = manager.caches.flatMap(({ at }) => at.flatMap((place) => ('variable' in place ? [place.variable] : [])))
  return [...names, ...manager.defeats.variables, ...manager.readsByVariable].some(
    (name) => variable(name) !== undefined || variable(name.toUpperCase()) !== undefined,
  )
}
