#!/usr/bin/env node
// Runs jest; ECMAScript modules need a flag of Node that is set here for every platform. Arguments are jest's own.
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const jest = path.join(import.meta.dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js')
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
