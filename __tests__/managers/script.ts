import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readRun } from '../../src/dockerfile/read-run.ts'
import type { Script } from '../../src/dockerfile/shell.ts'

/** Reads a command as `RUN` would run it with /bin/sh. */
export function scriptOf(command: string): Script {
  const file = parseDockerfile(`FROM debian\nRUN ${command}\n`)
  const script = readRun(file, file.instructions[1] as never, ['/bin/sh', '-c'])
  if ('unreadable' in script) throw new Error(script.unreadable)
  return script
}
