import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GitIgnores } from '../../src/context/git-ignore.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'layerwise-git-ignore-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
execFileSync('git', ['init', '-q', folder])

/** `.gitignore` files by the folder that they lie in, and the files that are asked for. */
interface Case {
  readonly ignores: Readonly<Record<string, string>>
  readonly paths: readonly string[]
}

/** The answers of git and ours, for each path of each case. Every case lies in a folder of its own. */
function answers(cases: readonly Case[], name: string): { git: Record<string, string>; ours: Record<string, string> } {
  const asked = cases.flatMap(({ paths }, at) => paths.map((one) => `${name}${at}/${one}`))
  for (const [at, { ignores }] of cases.entries()) {
    for (const [where, text] of Object.entries(ignores)) {
      const own = path.join(folder, `${name}${at}`, where)
      fs.mkdirSync(own, { recursive: true })
      fs.writeFileSync(path.join(own, '.gitignore'), text)
    }
  }
  const run = spawnSync('git', ['check-ignore', '--no-index', '-v', '-z', '--non-matching', '--stdin'], {
    cwd: folder,
    input: asked.join('\0'),
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_SYSTEM: os.devNull },
    maxBuffer: 1 << 28,
  })
  expect(run.stderr).toBe('')
  const said = run.stdout.split('\0')
  const git: Record<string, string> = {}
  // The file, the line, the pattern, the path.
  for (let at = 0; at + 3 < said.length; at += 4) {
    const [file, line, pattern, asking] = said.slice(at, at + 4) as [string, string, string, string]
    git[asking] = file === '' || pattern.startsWith('!') ? '' : `${file}:${line}`
  }
  const ignores = new GitIgnores((file) => {
    const full = path.join(folder, file)
    return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : null
  })
  const ours = Object.fromEntries(
    asked.map((one) => {
      const found = ignores.ignores(one)
      return [one, found ? `${found.file}:${found.line}` : '']
    }),
  )
  return { git, ours }
}

/** One case for each line of `.gitignore`, or several: what people write, and what is easily read otherwise. */
const WRITTEN = [
  'package-lock.json',
  '/package-lock.json',
  'package-lock.json/',
  '*.lock',
  '*.lock\n!yarn.lock',
  '!yarn.lock\n*.lock',
  'client/',
  'client\n!client/yarn.lock',
  'client/*\n!client/yarn.lock',
  'client/**\n!client/yarn.lock',
  '**/yarn.lock',
  'client/**/yarn.lock',
  'client**/yarn.lock',
  'cl**t/yarn.lock',
  '/**',
  '**',
  '/*\n!/client',
  '/*\n!/client/\n/client/*\n!/client/yarn.lock',
  '*\n!*/\n!*.lock',
  '# comment\n\\#file',
  '\\!file',
  '!!file',
  'yarn.lock   ',
  'yarn.lock\\ ',
  'with space\\ \nwith\\ space',
  'yarn.lock\t',
  'yarn.lock\r\npackage-lock.json\r\n',
  '\uFEFFyarn.lock',
  '[yp]*.lock',
  '[!y]*.json',
  '[^y]*.json',
  '[a-p]*.json',
  '[[:alpha:]]*.json',
  '[[:nonsense:]]*.json',
  '[[:alpha]*.json',
  '[]p]ackage-lock.json',
  '[p',
  'yarn.loc?',
  '?arn.lock',
  'client?yarn.lock',
  'client[/]yarn.lock',
  'client/yarn.lock',
  '/client/yarn.lock',
  'client/deep/',
  'deep/yarn.lock',
  '**/deep/yarn.lock',
  '**/deep',
  'deep/**',
  '*/yarn.lock',
  '*/*/yarn.lock',
  './yarn.lock',
  '../yarn.lock',
  'client//yarn.lock',
  '//yarn.lock',
  '/',
  '!',
  '\\',
  'yarn.lock\\',
  '\\yarn.lock',
  '.npmrc\n!.npmrc',
  'caf?',
  'caf??',
  'café',
  'caf[é]',
  '**/',
  '/**/',
  '*/',
  'client/***/yarn.lock',
  'client/**yarn.lock',
  'client\\/yarn.lock',
  'client/*\\/yarn.lock',
  '**\\/yarn.lock',
]
const PATHS = [
  'package-lock.json',
  'yarn.lock',
  'yarn.lock ',
  'yarn.lock\t',
  '#file',
  '!file',
  'file',
  'with space',
  'with space ',
  '.npmrc',
  'café',
  'client/package-lock.json',
  'client/yarn.lock',
  'client/deep/yarn.lock',
  'client/deep/deeper/yarn.lock',
  'clienteer/yarn.lock',
  'clit/yarn.lock',
  'other/deep/yarn.lock',
  ']ackage-lock.json',
]

describe('a .gitignore leaves out what git leaves out', () => {
  test('for patterns that people write, and for those that are easily read otherwise', () => {
    const { git, ours } = answers(
      WRITTEN.map((text) => ({ ignores: { '.': text }, paths: PATHS })),
      'written',
    )
    expect(Object.keys(git)).toHaveLength(WRITTEN.length * PATHS.length)
    expect(Object.values(git).filter((answer) => answer !== '').length).toBeGreaterThan(200)
    expect(ours).toEqual(git)
  })

  test('where several of them lie in folders of each other', () => {
    const cases: Case[] = [
      { ignores: { '.': '*.lock', client: '!yarn.lock' }, paths: PATHS },
      { ignores: { '.': 'client/', client: '!yarn.lock' }, paths: PATHS },
      { ignores: { '.': '!yarn.lock', client: 'yarn.lock' }, paths: PATHS },
      { ignores: { client: '/yarn.lock' }, paths: PATHS },
      { ignores: { client: 'deep', 'client/deep': '!yarn.lock' }, paths: PATHS },
      { ignores: { '.': 'deep', client: '!deep' }, paths: PATHS },
      { ignores: { '.': '/client/*', client: '!deep/', 'client/deep': '*\n!yarn.lock' }, paths: PATHS },
    ]
    const { git, ours } = answers(cases, 'nested')
    expect(ours).toEqual(git)
  })

  test('for any patterns, in any folders', () => {
    const piece = fc.constantFrom(
      ...'ab*?/!\\[]-^.# é'.split(''),
      '**',
      '/**/',
      '[a-c]',
      '[!a]',
      'a.lock',
      '[[:alpha:]]',
      '\r',
    )
    const line = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''))
    const text = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))
    const name = fc.constantFrom('a', 'b', 'ab', 'é')
    const file = fc.constantFrom('f', 'aa', 'bb', 'a.lock', '#a', '!b', 'a b', 'éa', 'b-', '[a]')
    const place = fc.tuple(fc.array(name, { maxLength: 3 }), file).map(([folders, one]) => [...folders, one].join('/'))
    const ignores = fc.record({ '.': text, a: text, 'a/b': text }, { requiredKeys: ['.'] })
    const any = fc.record({ ignores, paths: fc.uniqueArray(place, { minLength: 8, maxLength: 12 }) })
    let run = 0
    fc.assert(
      fc.property(fc.array(any, { minLength: 60, maxLength: 60 }), (cases) => {
        const { git, ours } = answers(cases, `any${run++}-`)
        expect(ours).toEqual(git)
      }),
      { numRuns: 10, endOnFailure: true },
    )
  })
})

test('a text that is not at hand is asked for', () => {
  const ignores = new GitIgnores(() => undefined)
  expect([ignores.ignores('a/b'), ignores.missing]).toEqual([null, true])
})

test('the time that a pattern takes is bounded', () => {
  const ignores = new GitIgnores((file) =>
    file === '.gitignore' ? `a/${'*a'.repeat(60)}b\n${'**/a*'.repeat(60)}b` : null,
  )
  const start = performance.now()
  expect(ignores.ignores(`a/${'a'.repeat(200)}`)).toBeNull()
  expect(performance.now() - start).toBeLessThan(2_000)
})
