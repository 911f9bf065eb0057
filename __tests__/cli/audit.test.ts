import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { analyse } from '../../src/analyse.ts'
import { audit } from '../../src/cli/audit.ts'
import { repositoryOf } from '../../src/local/origin.ts'
import { checkoutWith, git } from '../local/working-tree.ts'
import { finding, report } from '../report/reports.ts'
import { layerwise, process } from './terminal.ts'

const npm = 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n'
const lock =
  '{ "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "shop", "version": "1.0.0" } } }'
const project = (folder: string, sources: number) => ({
  [`${folder}/Dockerfile`]: npm,
  [`${folder}/.dockerignore`]: '.git\nnode_modules\n',
  [`${folder}/package.json`]: '{ "name": "shop", "version": "1.0.0" }',
  [`${folder}/package-lock.json`]: lock,
  ...Object.fromEntries(Array.from({ length: sources }, (_, index) => [`${folder}/src/${index}.js`, '1'])),
})

function repository() {
  const compose = 'services:\n  small:\n    build: small\n  large:\n    build: large\n'
  const cwd = checkoutWith({
    'compose.yaml': compose,
    ...project('small', 2),
    ...project('large', 40),
    'clean/Dockerfile': 'FROM scratch\n',
  })
  git(cwd, 'remote', 'add', 'origin', 'https://user:secret@github.example/octo-org/shop.git')
  git(cwd, 'add', '-A')
  git(cwd, '-c', 'user.name=m', '-c', 'user.email=m@example.com', 'commit', '-qm', 'Start')
  return cwd
}

describe('layerwise audit', () => {
  const cwd = repository()

  test('begins with the step that the most files run again', async () => {
    const { code, out, err } = await layerwise(['audit'], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const heads = out.split('\n').filter((line) => /^\S+:\d+: /.test(line))
    expect(heads[0]).toMatch(/^large\/Dockerfile:\d+: warning: .*, runs again for 44 files$/)
    const warnings = heads.filter((line) => line.includes(' warning: '))
    expect(warnings.findIndex((line) => line.startsWith('small/'))).toBeGreaterThan(
      warnings.findLastIndex((line) => line.startsWith('large/')),
    )
    expect(out).toMatch(/^3 Dockerfiles looked at, \d+ findings: /m)
  })

  test('names the repository, its commit and no password, from the root of the repository wherever it is started', async () => {
    const { out } = await layerwise(['audit', '--format', 'json', '.'], { cwd: join(cwd, 'small') })
    const json = JSON.parse(out)
    const commit = git(cwd, 'rev-parse', 'HEAD').trim()
    expect(json.repositories).toEqual([
      { name: 'octo-org/shop', server: 'https://github.example', commit, notLookedAt: null },
    ])
    expect(json.files.map(({ path }: { path: string }) => path)).toEqual(['small/Dockerfile'])
    expect(out).not.toContain('secret')
  })

  test.each([
    ['json', /^\{\n/],
    ['sarif', /^\{\n {2}"\$schema"/],
    ['markdown', /^## Layerwise\n/],
    ['html', /^<!doctype html>/],
    ['text', /^large\/Dockerfile/],
  ])('writes %s, to a file or to standard output alike', async (format, start) => {
    const printed = await layerwise(['audit', '--format', format], { cwd })
    expect(printed.out).toMatch(start)
    const written = await layerwise(['audit', '--format', format, '--output', `report.${format}`], { cwd })
    expect(written).toEqual({ code: 0, out: '', err: `Wrote "report.${format}".\n` })
    expect(readFileSync(join(cwd, `report.${format}`), 'utf8')).toBe(printed.out)
  })

  test('fails only when it is asked to', async () => {
    expect((await layerwise(['audit'], { cwd })).code).toBe(0)
    expect((await layerwise(['audit', '--fail-on', 'warning'], { cwd })).code).toBe(1)
    expect((await layerwise(['audit', '--fail-on', 'error'], { cwd })).code).toBe(0)
  })

  test('writes as many SARIF files as it takes, and never to standard output', async () => {
    const many = ((input) =>
      report(
        input.path,
        input.text,
        Array.from({ length: 3_000 }, () => finding(1)),
      )) as typeof analyse
    const ask = async (output: string | undefined) => {
      const { io, written } = process({ cwd })
      const wanted = {
        command: 'audit',
        paths: [],
        context: undefined,
        config: undefined,
        repository: undefined,
      } as const
      const code = await audit({ ...wanted, format: 'sarif', failOn: 'never', output }, io, many)
      return { code, ...written }
    }
    await expect(ask(undefined)).rejects.toThrow(
      'the report takes 2 SARIF files. Name the first one with --output FILE.',
    )
    expect((await ask('all.sarif')).err).toBe('Wrote "all.sarif".\nWrote "all-2.sarif".\n')
    expect(JSON.parse(readFileSync(join(cwd, 'all-2.sarif'), 'utf8')).runs[0].results).toHaveLength(4_000)
  })

  test('a failure of ours on one file is told, and the others are looked at', async () => {
    const failing = ((input) => {
      if (input.path.startsWith('small')) throw new Error('oh \u001b[31m')
      return report(input.path, input.text)
    }) as typeof analyse
    const { io, written } = process({ cwd })
    const wanted = {
      command: 'audit',
      paths: [],
      context: undefined,
      config: undefined,
      repository: undefined,
    } as const
    expect(await audit({ ...wanted, format: 'text', failOn: 'never', output: undefined }, io, failing)).toBe(2)
    expect(written.err).toBe('layerwise: internal error: small/Dockerfile: Error: oh \\x1b[31m. Please report it.\n')
    expect(written.out).toContain('small/Dockerfile:1: notice: Layerwise failed on this file')
  })

  test.each([
    [['--format', 'htm'], '--format: "htm" is not allowed. Did you mean "html"?'],
    [['--format', 'github'], '--format: "github" is not allowed. One of these is: text, json, sarif, markdown, html.'],
    [['--repository', 'shop'], '--repository: "shop" is no repository. Write --repository OWNER/NAME.'],
    [
      ['--output', 'no/where.html', '--format', 'html'],
      '--output: "no/where.html" cannot be written (ENOENT). Name another file.',
    ],
  ])('%j cannot be done, and one line says why', async (words, line) => {
    expect(await layerwise(['audit', ...words], { cwd })).toEqual({ code: 2, out: '', err: `layerwise: ${line}\n` })
  })
})

describe('the address of a remote', () => {
  const shop = { name: 'octo-org/shop', server: 'https://github.example' }
  test.each([
    ['https://github.example/octo-org/shop.git', shop],
    ['https://token@github.example/octo-org/shop', shop],
    ['git@github.example:octo-org/shop.git', shop],
    ['ssh://git@github.example:22/octo-org/shop.git/', shop],
    ['/srv/git/shop.git', null],
    ['https://github.example/shop', null],
    ['file:///srv/octo-org/shop', null],
  ])('%s', (address, name) => {
    expect(repositoryOf(address)).toEqual(name)
  })
})

describe('layerwise merge-reports', () => {
  const cwd = repository()

  async function reportOf(name: string): Promise<string> {
    const { out } = await layerwise(['audit', '--format', 'json', '--repository', name], { cwd })
    writeFileSync(join(cwd, `${name.replace('/', '-')}.json`), out)
    return `${name.replace('/', '-')}.json`
  }

  test('makes one report of many, in every format, and names what is missing', async () => {
    const files = [await reportOf('octo-org/one'), await reportOf('octo-org/two')]
    const ask = (...words: string[]) =>
      layerwise(['merge-reports', ...files, '--expect', 'octo-org/one', 'octo-org/three', ...words], { cwd })
    const { out, code } = await ask('--format', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out).repositories.map(({ name }: { name: string }) => name)).toEqual([
      'octo-org/one',
      'octo-org/three',
      'octo-org/two',
    ])
    for (const format of ['text', 'markdown', 'html']) {
      const { out: text } = await ask('--format', format)
      for (const name of ['octo-org/one', 'octo-org/two', 'octo-org/three']) expect(text).toContain(name)
      expect(text).toContain('6 Dockerfiles in 2 repositories looked at')
    }
    const { out: sarif } = await ask('--format', 'sarif')
    expect(
      JSON.parse(sarif).runs.map(
        ({ automationDetails }: { automationDetails: { id: string } }) => automationDetails.id,
      ),
    ).toEqual(['layerwise/octo-org/one/', 'layerwise/octo-org/two/'])
  })

  test('takes what it wrote itself', async () => {
    const file = await reportOf('octo-org/one')
    await layerwise(['merge-reports', file, '--format', 'json', '--output', 'merged.json'], { cwd })
    expect(existsSync(join(cwd, 'merged.json'))).toBe(true)
    const again = await layerwise(['merge-reports', 'merged.json', '--format', 'json'], { cwd })
    expect(again.out).toBe(readFileSync(join(cwd, 'merged.json'), 'utf8'))
  })

  test.each([
    [[], 'merge-reports takes JSON reports. Write layerwise merge-reports one.json two.json.'],
    [['gone.json'], '"gone.json" does not exist. Check the path.'],
    [['small/Dockerfile'], '"small/Dockerfile" is no JSON. Name what "layerwise audit --format json" wrote.'],
    [
      ['small/package.json'],
      '"small/package.json" is no report of Layerwise in version 1. Name what "layerwise audit --format json" wrote.',
    ],
    [['x.json', '--expect', 'shop'], '--expect: "shop" is no repository. Write --expect OWNER/NAME.'],
  ])('%j cannot be done, and one line says why', async (words, line) => {
    expect(await layerwise(['merge-reports', ...words], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `layerwise: ${line}\n`,
    })
  })
})
