import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { check } from '../../src/cli/check.ts'
import { checkoutWith, folderWith } from '../local/working-tree.ts'
import { layerwise, process } from './terminal.ts'

const pip = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const clean = 'FROM python:3.14-slim\nCMD ["python"]\n'
const files = { Dockerfile: pip, 'requirements.txt': 'flask\n' }

/** The paths of the report, and which rules spoke of each. */
async function reported(words: readonly string[], cwd: string, stdin?: string) {
  const answer = await layerwise(
    ['check', '--format', 'json', ...words],
    stdin === undefined ? { cwd } : { cwd, stdin },
  )
  const { files: list } = JSON.parse(answer.out) as { files: { path: string; findings: { rule: string }[] }[] }
  return list.map(({ path, findings }) => [path, ...findings.map(({ rule }) => rule)])
}

describe('the exit code', () => {
  const cwd = checkoutWith({ ...files, 'clean/Dockerfile': clean })

  test.each([
    [['Dockerfile'], 1],
    [['Dockerfile', '--fail-on', 'info'], 1],
    [['Dockerfile', '--fail-on', 'error'], 0],
    [['Dockerfile', '--fail-on', 'never'], 0],
    [['clean'], 0],
    [['clean', '--fail-on', 'info'], 0],
  ])('check %j: %i', async (words, code) => {
    expect((await layerwise(['check', ...words], { cwd })).code).toBe(code)
  })

  test.each([
    [['check', 'missing'], 'layerwise: "missing" does not exist. Check the path.\n'],
    [['check', 'Dockerfile/x'], 'layerwise: "Dockerfile/x" does not exist. Check the path.\n'],
    [
      ['check', '--context', 'nowhere'],
      'layerwise: --context: "nowhere" does not exist. Name the folder that is the build context.\n',
    ],
    [['check', '--context', 'Dockerfile'], 'layerwise: --context: "Dockerfile" is no folder. Name one.\n'],
    [['check', '--context', '/'], 'layerwise: --context: "/" lies outside of the working tree. Name a folder in it.\n'],
    [['check', '--config', 'own.yml'], 'layerwise: own.yml: there is no such configuration file. Check the path.\n'],
    [['check', '--bogus'], 'layerwise: "--bogus" is not a flag of "check". One of these is: '],
    [['check', '\u001b[2J\n'], 'layerwise: "\\x1b[2J\\n" does not exist. Check the path.\n'],
  ])('%j cannot be done: 2, and one line says why', async (words, line) => {
    const { code, out, err } = await layerwise(words, { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(line)
    expect(err.split('\n')).toHaveLength(2)
  })

  test('a file that is named and cannot be read is an error, one that is found is a notice', async () => {
    const tree = checkoutWith({ 'Dockerfile.bin': Uint8Array.of(0, 1, 2), 'a/Dockerfile': clean })
    const named = await layerwise(['check', 'Dockerfile.bin'], { cwd: tree })
    expect(named).toEqual({ code: 2, out: '', err: 'layerwise: "Dockerfile.bin" is no text. Name a Dockerfile.\n' })
    const found = await layerwise(['check'], { cwd: tree })
    expect(found.code).toBe(0)
    expect(found.out).toContain('Dockerfile.bin:1: notice: This file is no text, so nothing is said of it.\n')
  })

  test('a failure of Layerwise itself is 2, and the other files are still reported', async () => {
    const { io, written } = process({ cwd })
    const code = await check(
      { command: 'check', paths: [], context: undefined, config: undefined, format: 'text', failOn: 'warning' },
      io,
      (input) => {
        if (input.path === 'Dockerfile') throw new TypeError('boom\u001b')
        return { ...input, findings: [], suggestions: [], fixed: input.text, notices: [], ignored: [], missing: [] }
      },
    )
    expect(code).toBe(2)
    expect(written.err).toBe('layerwise: internal error: Dockerfile: TypeError: boom\\x1b. Please report it.\n')
    expect(written.out).toContain('No findings in 2 files.')
  })
})

describe('which files are looked at', () => {
  const tree = {
    ...files,
    '.gitignore': 'build\n',
    'build/Dockerfile': pip,
    'api/web.Dockerfile': clean,
    'api/Dockerfile.md': 'prose',
    'api/notes.txt': pip,
    'vendor/x/Dockerfile': pip,
  }

  test('without a PATH: those of the working tree, what git ignores left out', async () => {
    const cwd = checkoutWith(tree)
    expect((await reported([], cwd)).map(([path]) => path)).toEqual(['Dockerfile', 'api/web.Dockerfile'])
  })

  test('without a PATH in a folder below the root: those of the folder', async () => {
    const cwd = checkoutWith(tree)
    expect(await reported([], join(cwd, 'api'))).toEqual([['web.Dockerfile']])
  })

  test('a folder means the Dockerfiles in it, also one that is left out by itself', async () => {
    const cwd = checkoutWith(tree)
    expect((await reported(['api', 'vendor'], cwd)).map(([path]) => path)).toEqual([
      'api/web.Dockerfile',
      'vendor/x/Dockerfile',
    ])
  })

  test('a file that is named is looked at whatever it is called, and once', async () => {
    const cwd = checkoutWith(tree)
    expect(
      (await reported(['api/notes.txt', './api/notes.txt', 'build/Dockerfile'], cwd)).map(([path]) => path),
    ).toEqual(['api/notes.txt', 'build/Dockerfile'])
  })

  test('paths are shown as they are seen from the working directory', async () => {
    const cwd = checkoutWith(tree)
    expect((await reported(['../Dockerfile'], join(cwd, 'api')))[0]?.[0]).toBe('../Dockerfile')
  })

  test('annotations name the path in the repository', async () => {
    const cwd = checkoutWith({ 'api/Dockerfile': pip, 'api/requirements.txt': '' })
    const { out } = await layerwise(['check', '--format', 'github'], { cwd: join(cwd, 'api') })
    expect(out).toContain('::warning file=api/Dockerfile,line=3,')
  })

  test('a folder outside of git is looked through as it is', async () => {
    const cwd = folderWith({ Dockerfile: clean, 'a/b/Dockerfile': clean, 'node_modules/x/Dockerfile': clean })
    expect(await reported([], cwd)).toEqual([['Dockerfile'], ['a/b/Dockerfile']])
  })

  test('files of another repository have that repository around them', async () => {
    const cwd = checkoutWith({ Dockerfile: clean })
    const other = checkoutWith({
      ...files,
      'layerwise.yml': 'rules: { mount-package-cache: off, declare-syntax: off }\n',
    })
    const list = await reported(['Dockerfile', join(other, 'Dockerfile')], cwd)
    expect(list.map(([, ...rules]) => rules)).toEqual([[], []])
  })

  test('a link may lead about in the tree, and not out of it', async () => {
    const outside = folderWith({ Dockerfile: pip })
    const cwd = checkoutWith({ 'real/Dockerfile': clean })
    symlinkSync('real/Dockerfile', join(cwd, 'inside.Dockerfile'))
    symlinkSync(join(outside, 'Dockerfile'), join(cwd, 'out.Dockerfile'))
    symlinkSync(outside, join(cwd, 'folder'))
    expect(await reported(['inside.Dockerfile'], cwd)).toEqual([['real/Dockerfile']])
    for (const path of ['out.Dockerfile', 'folder', 'folder/Dockerfile']) {
      const { code, err } = await layerwise(['check', path], { cwd })
      expect({ code, err }).toEqual({
        code: 2,
        err: `layerwise: "${path}" leads out of the working tree. Name the file that it leads to.\n`,
      })
    }
    const { code, out } = await layerwise(['check'], { cwd })
    expect(code).toBe(0)
    expect(out).toContain(
      'out.Dockerfile:1: notice: This file leads out of the working tree, so nothing is said of it.',
    )
  })

  test('a folder without a Dockerfile is no mistake', async () => {
    const cwd = checkoutWith({ a: '' })
    expect(await layerwise(['check'], { cwd })).toEqual({ code: 0, out: 'No Dockerfile found.\n', err: '' })
  })

  test('a pipe or a device is no Dockerfile', async () => {
    const { code, err } = await layerwise(['check', '/dev/null'], { cwd: checkoutWith({}) })
    expect({ code, err }).toEqual({ code: 2, err: 'layerwise: "/dev/null" is no file. Name a Dockerfile.\n' })
  })
})

describe('standard input', () => {
  test('is read as a Dockerfile in the working directory', async () => {
    const cwd = checkoutWith({ 'api/requirements.txt': '' })
    const list = await reported(['-'], join(cwd, 'api'), pip)
    expect(list).toEqual([['-', 'declare-syntax', 'mount-package-cache']])
  })

  test('may stand beside files, and twice is once', async () => {
    const cwd = checkoutWith({ Dockerfile: clean })
    expect((await reported(['-', 'Dockerfile', '-'], cwd, clean)).map(([path]) => path)).toEqual(['-', 'Dockerfile'])
  })

  test('that is no text cannot be read', async () => {
    const answer = await layerwise(['check', '-'], { cwd: checkoutWith({}), stdin: Uint8Array.of(0xff, 0xfe) })
    expect(answer).toEqual({
      code: 2,
      out: '',
      err: 'layerwise: standard input is no UTF-8 text. Name a Dockerfile.\n',
    })
  })
})

describe('the configuration', () => {
  test('of the repository decides, wherever in it the command runs', async () => {
    const cwd = checkoutWith({
      ...files,
      'old/Dockerfile': pip,
      '.github/layerwise.yml':
        'rules:\n  declare-syntax: off\n  mount-package-cache: error\npaths:\n  exclude: [old]\n',
    })
    mkdirSync(join(cwd, 'sub'))
    expect(await reported([], cwd)).toEqual([['Dockerfile', 'mount-package-cache']])
    const { code } = await layerwise(['check', '../Dockerfile', '--fail-on=error'], { cwd: join(cwd, 'sub') })
    expect(code).toBe(1)
  })

  test('that is named takes the place of the one in the repository', async () => {
    const cwd = checkoutWith({ ...files, 'layerwise.yml': 'rulez: 1', 'ci/own.yml': 'rules: { declare-syntax: off }' })
    expect(await reported(['--config', 'ci/own.yml'], cwd)).toEqual([['Dockerfile', 'mount-package-cache']])
  })

  test('with a mistake ends with 2 and its line', async () => {
    const cwd = checkoutWith({ ...files, '.github/layerwise.yml': '\n\nrulez:\n  x: off\n' })
    const answer = await layerwise(['check'], { cwd })
    const err = 'layerwise: .github/layerwise.yml:3: "rulez" is not an option. Did you mean "rules"?\n'
    expect(answer).toEqual({ code: 2, out: '', err })
  })
})

describe('the output', () => {
  const cwd = checkoutWith(files)

  test('is coloured on a terminal, unless NO_COLOR says otherwise', async () => {
    expect((await layerwise(['check'], { cwd, terminal: true })).out).toContain('\u001b[33mwarning\u001b[39m')
    expect((await layerwise(['check'], { cwd })).out).not.toContain('\u001b')
    expect((await layerwise(['check'], { cwd, terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b')
    expect((await layerwise(['check'], { cwd, terminal: true, env: { TERM: 'dumb' } })).out).not.toContain('\u001b')
    expect((await layerwise(['check'], { cwd, env: { FORCE_COLOR: '1' } })).out).toContain('\u001b[33m')
  })

  test('as JSON holds no character that a terminal would obey', async () => {
    const evil = 'FROM python:3.14-slim\nRUN pip install \u202eevil \u009b31m\n'
    const { out } = await layerwise(['check', '--format=json', '-'], { cwd, stdin: evil })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(out).toContain('\\u202e')
    expect(JSON.stringify(JSON.parse(out))).toContain('\u202eevil')
  })
})

describe('the progress of long work', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`d${index}/Dockerfile`, clean]))
  const cwd = checkoutWith(many)

  test('is shown on a terminal, and taken away at the end', async () => {
    const { err } = await layerwise(['check'], { cwd, terminal: true })
    expect(err).toMatch(/^\r\[[#.]{30}\] \d+\/60 Dockerfiles/)
    expect(err.endsWith('\r\u001b[K')).toBe(true)
  })

  test('is shown nowhere else, and not for short work', async () => {
    expect((await layerwise(['check'], { cwd })).err).toBe('')
    expect((await layerwise(['check', 'd1', 'd2'], { cwd, terminal: true })).err).toBe('')
  })
})
