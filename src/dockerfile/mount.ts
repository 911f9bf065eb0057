import type { Span } from '../text/lines.ts'
import type { Flag, Instruction } from './model.ts'

/** A `--mount` of a `RUN`. https://docs.docker.com/reference/dockerfile/#run---mount */
export interface Mount {
  readonly flag: Flag
  readonly type: string
  /** As written, variables not expanded; null where there is none. */
  readonly target: string | null
  /** Where the target's value stands in the file; null when quotes or a continuation make that unclear. */
  readonly targetSpan: Span | null
  readonly options: ReadonlyMap<string, string>
}

const TARGET = new Set(['target', 'dst', 'destination'])

/** The mounts of a `RUN`, in their order. Option names are lower-cased, as BuildKit does. */
export function readMounts(run: Instruction): Mount[] {
  return run.flags.filter(({ name, value }) => name === 'mount' && value !== null).map(readMount)
}

function readMount(flag: Flag): Mount {
  const options = new Map<string, string>()
  const value = flag.value as string
  // Offsets hold only where the flag stands in the file as its value reads: without quotes, escapes and continuations.
  const offset =
    flag.raw.endsWith(value) && flag.span.end - flag.span.start === flag.raw.length
      ? flag.span.end - value.length
      : null
  let target: string | null = null
  let targetSpan: Span | null = null
  let at = 0
  for (const field of value.split(',')) {
    const equals = field.indexOf('=')
    const name = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase()
    const text = equals === -1 ? '' : field.slice(equals + 1)
    if (TARGET.has(name)) {
      target = text
      const start = at + equals + 1
      targetSpan = offset === null ? null : { start: offset + start, end: offset + start + text.length }
    } else options.set(name, text)
    at += field.length + 1
  }
  return { flag, type: options.get('type') ?? 'bind', target, targetSpan, options }
}
