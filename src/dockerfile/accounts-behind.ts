import type { Lookup } from './account-options.ts'
import { type Accounts, accountsAfter, accountsForgotten } from './accounts.ts'
import type { Dockerfile, Instruction } from './model.ts'
import type { Command, Script, Unreadable } from './shell.ts'

const ACCOUNT_PROGRAMS = /(?:user|group)(?:add|mod|del)|(?:add|del)(?:user|group)/
const ACCOUNT_FILES = /(?:^|[\s/="'])(?:passwd|group)(?=$|[\s"',;&|)])/
const DEFAULT_FILES = /login\.defs|default\/useradd|adduser\.conf/
/** Commands that only read what they name, or change who may. */
const READERS = /^(?:cat|chgrp|chmod|chown|cut|getent|grep|egrep|head|id|ls|stat|tail|test|\[|passwd|awk)$/

interface Step {
  readonly instruction: Instruction
  /** Read when it is asked for. */
  readonly script: Script | Unreadable | null
}

/** The accounts behind a `RUN`. */
export function accountsBehindRun(file: Dockerfile, step: Step, before: Accounts, lookup: Lookup): Accounts {
  const { instruction } = step
  const text = file.text.slice(instruction.span.start, instruction.span.end)
  const files = /\/etc\/(?:passwd|group)\b/.test(text)
  if (!files && !ACCOUNT_PROGRAMS.test(text) && !DEFAULT_FILES.test(text)) return before
  const { script } = step
  if (!script || 'unreadable' in script) return accountsForgotten(before)
  let accounts = DEFAULT_FILES.test(text) ? { ...before, defaults: false, complete: false } : before
  for (const command of script.commands) {
    // `echo app:x:1000:… >> /etc/passwd`
    accounts =
      files && rewritesAccounts(file, command) ? accountsForgotten(accounts) : accountsAfter(accounts, command, lookup)
  }
  return accounts
}

function rewritesAccounts(file: Dockerfile, { words, span, redirected }: Command): boolean {
  const text = file.text.slice(span.start, span.end)
  if (!/\/etc\/(?:passwd|group)\b/.test(text)) return false
  const program = words[0]?.raw.replace(/^.*\//, '') ?? ''
  return !READERS.test(program) || (redirected && />\s*["']?\/etc\/(?:passwd|group)\b/.test(text))
}

/** The accounts behind a `COPY` or `ADD`, whose files are not read here. */
export function accountsBehindCopy(file: Dockerfile, { args, span }: Instruction, accounts: Accounts): Accounts {
  return ACCOUNT_FILES.test(file.text.slice(args.start, span.end)) ? accountsForgotten(accounts) : accounts
}
