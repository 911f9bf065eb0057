import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readSections } from '../../scripts/verify-managers/page.mjs'
import { recipes } from '../../scripts/verify-managers/recipes.mjs'
import { managers } from '../../src/managers/registry.ts'

const page = fs.readFileSync(path.join(import.meta.dirname, '../../docs/managers/verified.md'), 'utf8')
const ids = managers.map(({ id }) => id)

describe('npm run verify-managers', () => {
  test('has recipes for managers of the catalogue only, each once', () => {
    const named = recipes.map(({ manager }) => manager)
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  })

  test('has left a result for every manager, or says that it was not run', () => {
    const sections = readSections(page)
    const notRun = [...(sections.get('Not run') ?? '').matchAll(/^- ([\w-]+):/gm)].map(([, id]) => id)
    const run = [...sections.keys()].filter((id) => id !== 'Not run')
    expect([...run, ...notRun].sort()).toEqual([...ids].sort())
  })

  test('found nothing that the catalogue has wrong', () => {
    expect(page.split('\n').filter((line) => line.includes('**not '))).toEqual([])
  })
})
