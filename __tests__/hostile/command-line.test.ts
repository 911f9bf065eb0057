import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { readCommands } from '../../scripts/runner.mjs'
import { layerwise } from '../cli/terminal.ts'
import { attacks } from './attacks.ts'
import { whatLogObeys } from './judge.ts'
import { projectWith } from './project.ts'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

/** The repository on the disk, as far as the disk takes its names. */
function folderWith(text: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-'))
  made.push(folder)
  for (const [name, content] of projectWith(text)) {
    const file = path.join(folder, name)
    if (!file.startsWith(`${folder}${path.sep}`)) continue
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, content)
    } catch (error) {
      if (!['EISDIR', 'EEXIST', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error
    }
  }
  return folder
}

const filesIn = (folder: string): string[] => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

/** Those that a log, a terminal or a shell would fall for. */
const those = attacks.filter(({ name }) => /^(?:commands|turns|asks|leads)|\\n|##\[|\\u/.test(name))
const env = { GITHUB_ACTIONS: 'true' }

describe('in the log of a job that runs the command line, nothing is obeyed and nothing is run', () => {
  test('there are many to try', () => {
    expect(those.length).toBeGreaterThan(100)
  })

  test.each(those.map(({ name, text }) => [name, text]))('%s', async (_, text) => {
    const cwd = folderWith(text)
    const before = filesIn(cwd)
    const commandLines = [
      ['check'],
      ['check', '--format', 'json'],
      ['audit'],
      ['audit', '--format', 'json'],
      ['graph', 'a.Dockerfile'],
      ['graph', 'd.Dockerfile', '--format', 'json'],
      ['graph', 'b.Dockerfile', '--format', 'mermaid'],
      ['explain', 'a.Dockerfile:5'],
      ['check', text.replace(/^-+/, '')],
    ]
    for (const words of commandLines) {
      const { code, out, err } = await layerwise(words, { cwd, env })
      expect([0, 1, 2]).toContain(code)
      expect([words, ...whatLogObeys(out), ...whatLogObeys(err)]).toEqual([words])
      expect(err).not.toContain('internal error')
      if (words.includes('json') && code !== 2) expect(() => JSON.parse(out)).not.toThrow()
    }
    const { out } = await layerwise(['fix', '--dry-run'], { cwd, env })
    // A diff holds the file byte for byte; the runner is told not to listen to it.
    expect(readCommands(out).map(({ command }) => command)).toEqual(out === '' ? [] : ['stop-commands'])
    expect(filesIn(cwd)).toEqual(before)
  })
})
