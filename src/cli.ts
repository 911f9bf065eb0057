#!/usr/bin/env node
import type { Out } from './cli/io.ts'
import { main } from './cli/main.ts'

const out = (stream: NodeJS.WriteStream): Out => ({
  write: (text) => {
    stream.write(text)
  },
  isTerminal: stream.isTTY === true,
  columns: stream.isTTY ? stream.columns : undefined,
})

// Whoever reads the output may stop doing so: `layerwise check | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: out(process.stdout),
  err: out(process.stderr),
  readStdin: async () => {
    const parts: Buffer[] = []
    for await (const part of process.stdin) parts.push(part as Buffer)
    return Buffer.concat(parts)
  },
})
