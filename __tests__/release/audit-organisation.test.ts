import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, jest, test } from '@jest/globals'
import { folderWith, git } from '../local/working-tree.ts'
import { type Workflow, workflows } from './repository.ts'

// Each script is a shell with processes of its own.
jest.setTimeout(60_000)

const workflow = workflows.find(({ file }) => file === 'audit-organisation.yml') as Workflow
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The scripts of a job, in their order. */
const scriptsOf = (job: string): string[] => workflow.jobs[job]?.steps.flatMap(({ run }) => run ?? []) ?? []

/** Runs a script of the workflow as the runner does: bash with `-eo pipefail`. */
function bash(script: string, cwd: string, env: Record<string, string>) {
  const output = join(cwd, 'output')
  writeFileSync(output, '')
  const all = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, GITHUB_OUTPUT: output, HOME: cwd, ...env }
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
  const { status, stdout, stderr } = spawnSync('bash', words, { cwd, env: all, encoding: 'utf8' })
  return { status, stdout, stderr, output: readFileSync(output, 'utf8') }
}

describe('the list of repositories', () => {
  const [list = ''] = scriptsOf('list')
  /** @param gh what the program `gh` is: a shell script */
  const ask = (NAMED: string, gh = 'exit 1') => {
    const cwd = folderWith({ 'bin/gh': `#!/bin/sh\n${gh}\n` })
    chmodSync(join(cwd, 'bin/gh'), 0o755)
    return bash(list, cwd, { NAMED, OWNER: 'octo-org', GH_TOKEN: 'x' })
  }

  test('is what was named, each once, however it was written', () => {
    const { status, output } = ask('octo-org/web\n  octo-org/shop octo-org/web\n\n')
    expect({ status, output }).toEqual({ status: 0, output: 'names=["octo-org/shop","octo-org/web"]\n' })
  })

  test('is every repository of the organisation, or of the person, when none is named', () => {
    const organisation = 'case "$3" in orgs/octo-org/*) echo octo-org/a; echo octo-org/b ;; *) exit 1 ;; esac'
    expect(ask(' \n', organisation).output).toBe('names=["octo-org/a","octo-org/b"]\n')
    const person = 'case "$3" in users/octo-org/*) echo octo-org/c ;; *) exit 1 ;; esac'
    expect(ask('', person).output).toBe('names=["octo-org/c"]\n')
  })

  test.each([
    ['octo-org/a $(touch pwned)', 'holds something that is no OWNER/NAME'],
    ['"; touch pwned; "', 'holds something that is no OWNER/NAME'],
    ['octo-org/a/b', 'holds something that is no OWNER/NAME'],
    [Array.from({ length: 257 }, (_, index) => `octo-org/r${index}`).join('\n'), 'There are 257 repositories'],
  ])('%j is refused in one line, and runs nothing', (named, words) => {
    const { status, stdout, output } = ask(named)
    expect({ status, output }).toEqual({ status: 1, output: '' })
    expect(stdout).toMatch(/^::error::.*\n$/)
    expect(stdout).toContain(words)
  })

  test('that is empty is refused', () => {
    expect(ask('', 'exit 0')).toMatchObject({ status: 1, stdout: expect.stringContaining('no repository to look at') })
  })
})

describe('the report over all of them', () => {
  const [look = ''] = scriptsOf('audit')
  const [merge = ''] = scriptsOf('report')

  /** A folder as the checkouts of a job leave it: Layerwise in it, and the source of a repository. */
  function job(files: Record<string, string>): string {
    const cwd = folderWith(Object.fromEntries(Object.entries(files).map(([path, text]) => [`source/${path}`, text])))
    mkdirSync(join(cwd, 'source'), { recursive: true })
    git(join(cwd, 'source'), 'init', '-q')
    mkdirSync(join(cwd, 'layerwise'))
    symlinkSync(join(root, 'dist'), join(cwd, 'layerwise/dist'))
    return cwd
  }

  test('holds what each job found, runs nothing of a source, and names what is missing', () => {
    const hostile = {
      Dockerfile: 'FROM python:3.14\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
      'requirements.txt': 'flask\n',
      'package.json': '{ "scripts": { "postinstall": "touch pwned", "preinstall": "touch pwned" } }',
      '.npmrc': 'script-shell=/bin/false\n',
      Makefile: 'all:\n\ttouch pwned\n',
    }
    const cwd = job(hostile)
    const { status, stderr } = bash(look, cwd, { REPOSITORY: 'octo-org/shop' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'Wrote "report.json".\n' })
    expect(execFileSync('find', [cwd, '-name', 'pwned'], { encoding: 'utf8' })).toBe('')
    const report = job({})
    mkdirSync(join(report, 'reports/layerwise-0'), { recursive: true })
    writeFileSync(join(report, 'reports/layerwise-0/report.json'), readFileSync(join(cwd, 'report.json')))
    const summary = join(report, 'summary.md')
    const merged = bash(merge, report, {
      NAMES: '["octo-org/gone","octo-org/shop"]',
      GITHUB_STEP_SUMMARY: summary,
    })
    expect(merged.status).toBe(0)
    expect(readdirSync(join(report, 'merged')).sort()).toEqual(['report.html', 'report.json', 'report.md'])
    const { repositories } = JSON.parse(readFileSync(join(report, 'merged/report.json'), 'utf8'))
    expect(
      repositories.map((one: { name: string; notLookedAt: string | null }) => [one.name, one.notLookedAt === null]),
    ).toEqual([
      ['octo-org/gone', false],
      ['octo-org/shop', true],
    ])
    expect(readFileSync(summary, 'utf8')).toContain('`octo-org/gone`')
  })

  test('is there when no job got through', () => {
    const report = job({})
    const { status } = bash(merge, report, {
      NAMES: '["octo-org/gone"]',
      GITHUB_STEP_SUMMARY: join(report, 'summary.md'),
    })
    expect(status).toBe(0)
    expect(existsSync(join(report, 'merged/report.html'))).toBe(true)
  })
})
