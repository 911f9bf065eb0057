import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'

export interface Setting {
  readonly cwd?: string
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Whether both streams are terminals. */
  readonly terminal?: boolean
}

/** The process around a command line, with what it writes kept. */
export function process(setting: Setting = {}): { io: Io; written: { out: string; err: string } } {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text
    },
    isTerminal: setting.terminal ?? false,
    columns: setting.terminal ? 100 : undefined,
  })
  const io: Io = {
    cwd: setting.cwd ?? '/',
    env: setting.env ?? {},
    out: stream('out'),
    err: stream('err'),
    readStdin: async () => Buffer.from(setting.stdin ?? ''),
  }
  return { io, written }
}

/** Runs a command line and waits for its end. */
export async function layerwise(words: readonly string[], setting: Setting = {}) {
  const { io, written } = process(setting)
  return { code: await main(words, io), ...written }
}
