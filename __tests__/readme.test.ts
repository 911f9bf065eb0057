import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseConfiguration } from '../src/configuration/load.ts'
import { rules } from '../src/rules/registry.ts'
import { type FixtureCase, reportOn, reviewOf } from './fixture-cases.ts'

const root = path.join(import.meta.dirname, '..')
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map((match) => match[1] as string)

describe('the README', () => {
  const [before, after, ignored] = blocks('dockerfile') as [string, string, string]
  const files = new Map([
    ['Dockerfile', before],
    ['requirements.txt', 'flask\n'],
    ['app/__main__.py', ''],
  ])
  const example: FixtureCase = { name: 'README', rule: '', folder: root, before, path: 'Dockerfile', files }

  test('opens with a Dockerfile, the review that it gets, and what committing it gives', () => {
    const report = reportOn(example, before)
    expect(report.fixed).toBe(after)
    const quoted = readme
      .split('\n')
      .filter((line) => line.startsWith('>'))
      .map((line) => line.replace(/^> ?/, ''))
    const said = (text: string) => text.replace(/\s+/g, ' ')
    const review = said(reviewOf(example, report))
    expect(review).toContain(said(quoted.join('\n')).trim())
  })

  test('shows a configuration that is read as it stands', () => {
    const yaml = blocks('yaml').find((text) => text.includes('rules:')) as string
    const read = parseConfiguration(
      yaml,
      '.github/layerwise.yml',
      rules.map(({ id }) => id),
    )
    expect(read.rules).toEqual({ 'declare-syntax': 'off', 'mount-package-cache': 'error' })
    expect(read.exclude).toEqual(['examples/**'])
  })

  test('shows an ignore that silences the finding below it', () => {
    const text = `# syntax=docker/dockerfile:1\nFROM python:3.14\nCOPY requirements.txt .\n${ignored}`
    expect(reportOn({ ...example, files: null }, text)).toMatchObject({ findings: [], notices: [], ignored: [{}] })
  })

  test('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] as string)
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((link) => !fs.existsSync(path.join(root, link)))).toEqual([])
  })

  test('names only commands of npm that package.json has', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
    const named = [...readme.matchAll(/npm run ([\w-]+)/g)].map((match) => match[1] as string)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})
