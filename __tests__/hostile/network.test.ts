import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { stage } from '../end-to-end/scene.ts'
import { attacks } from './attacks.ts'
import { projectWith } from './project.ts'

const root = path.join(import.meta.dirname, '..', '..')
const guard = path.join(import.meta.dirname, 'network-guard.mjs')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'guard-'))
afterAll(() => fs.rmSync(temporary, { recursive: true, force: true }))

let runs = 0
/** The environment of a process that may talk to these servers only, and what it tried to reach. */
function guarded(allowed: readonly string[]) {
  const file = path.join(temporary, `tried-${++runs}`)
  fs.writeFileSync(file, '')
  return {
    env: { NODE_OPTIONS: `--import=${guard}`, LAYERWISE_ALLOWED: allowed.join(','), LAYERWISE_TRIED: file },
    tried: () => [...new Set(fs.readFileSync(file, 'utf8').split('\n').filter(Boolean))],
  }
}

/** Texts that name a server of somebody else, wherever one could be taken from a repository. */
const luring = attacks.filter(({ text }) => text === 'https://evil.example' || text === '//evil.example/share')

describe('nothing leaves the runner but calls to the API of GitHub', () => {
  const scene = stage()
  const apiHost = () => new URL(scene.github.apiUrl).host

  test('the guard of this test refuses other servers, and writes them down', () => {
    const { env, tried } = guarded([])
    const script = 'fetch("http://127.0.0.1:59123/").catch(() => process.exit(7))'
    expect(spawnSync(process.execPath, ['-e', script], { env: { ...process.env, ...env } }).status).toBe(7)
    expect(tried()).toEqual(['127.0.0.1:59123'])
  })

  test.each(luring.map(({ text }) => [text]))(
    'while it reviews a pull request that says %s everywhere',
    async (text) => {
      const { pull } = scene.open(Object.fromEntries(projectWith(text)))
      const { env, tried } = guarded([apiHost()])
      const ended = await scene.run(pull, { env })
      expect(Number(ended.outputs.findings)).toBeGreaterThan(5)
      expect(scene.said(pull).comments.length).toBeGreaterThan(0)
      expect(tried()).toEqual([apiHost()])
    },
  )

  test('and the command line talks to nobody at all', () => {
    const folder = path.join(temporary, 'tree')
    for (const [name, content] of projectWith(luring[0]?.text as string)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), content)
    }
    for (const words of [
      ['check'],
      ['fix', '--dry-run'],
      ['graph', 'a.Dockerfile'],
      ['audit'],
      ['explain', 'pip'],
      ['--help'],
    ]) {
      const { env, tried } = guarded([])
      const entry = path.join(root, 'dist/cli/index.js')
      const ended = spawnSync(process.execPath, [entry, ...words], {
        cwd: folder,
        env: { ...process.env, ...env },
        encoding: 'utf8',
      })
      expect([words, ended.stderr, [0, 1].includes(ended.status ?? -1)]).toEqual([words, ended.stderr, true])
      expect(tried()).toEqual([])
    }
  })
})

describe('what is released', () => {
  test('has, on the command line, nothing that could open a connection', () => {
    const folder = path.join(root, 'dist/cli')
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8')
      const modules = [
        ...text.matchAll(
          /(?:from|require\(|import\()\s*["']((?:node:)?(?:http2?|https|net|tls|dgram|dns|inspector)(?:\/\w+)?)["']/g,
        ),
      ]
      expect([file, ...modules.map(([, name]) => name)]).toEqual([file])
      expect([file, /\bfetch\(|new WebSocket|XMLHttpRequest|navigator\.sendBeacon/.test(text)]).toEqual([file, false])
    }
  })

  test('talks, in our own source, only through the client of GitHub', () => {
    const files = fs
      .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
    const talking = files.filter((file) => {
      const code = fs.readFileSync(path.join(root, 'src', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      return /from '(?:node:(?:https?|http2|net|tls|dgram|dns)|undici|@actions\/github|@octokit\/)|(?<![.\w])fetch\(|WebSocket/.test(
        code,
      )
    })
    for (const file of talking) expect(file).toMatch(/^github\//)
    expect(talking).toContain('github/client.ts')
  })

  test('starts no program but git', () => {
    const files = fs
      .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
    const starting = files.filter((file) =>
      /node:(?:child_process|worker_threads|cluster|vm)|\beval\(|new Function\(/.test(
        fs.readFileSync(path.join(root, 'src', file), 'utf8'),
      ),
    )
    expect(starting).toEqual(['local/git.ts'])
  })
})
