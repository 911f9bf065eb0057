import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Image } from '../../src/images/image.ts'
import { managers } from '../../src/managers/registry.ts'

const folder = path.join(import.meta.dirname, '..', '..', 'src', 'managers')
/** What is no manager but the form in which they are described. */
const FORM = ['invocation.ts', 'location.ts', 'manager.ts', 'registry.ts', 'run-as.ts']
const FAMILIES: readonly Image['family'][] = ['debian', 'ubuntu', 'alpine']

describe('the catalogue', () => {
  test('has every file of its folder', () => {
    const files = fs.readdirSync(folder).filter((file) => !FORM.includes(file))
    expect(managers.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort())
  })

  test('has each id, each program and each module once', () => {
    for (const list of [
      managers.map(({ id }) => id),
      managers.flatMap(({ programs }) => programs),
      managers.flatMap(({ module }) => module ?? []),
    ]) {
      expect(new Set(list).size).toBe(list.length)
    }
  })
})

describe.each(managers.map((manager) => [manager.id, manager] as const))('%s', (id, manager) => {
  test('has an id in kebab-case and a page of the tool or of Docker', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(new URL(manager.docs).protocol).toBe('https:')
  })

  test('is described in at most sixty lines', () => {
    expect(
      fs
        .readFileSync(path.join(folder, `${id}.ts`), 'utf8')
        .trimEnd()
        .split('\n').length,
    ).toBeLessThanOrEqual(60)
  })

  test('names each verb once', () => {
    const verbs = Object.values(manager.verbs).flat()
    expect(new Set([...verbs, ...manager.usesNoCache]).size).toBe(verbs.length + manager.usesNoCache.length)
    expect(verbs.length + Number(manager.expression !== null)).toBeGreaterThan(0)
  })

  test('has a place for every cache, the last of which needs no file and no option', () => {
    expect(manager.caches.length).toBeGreaterThan(0)
    for (const { at, why, holds } of manager.caches) {
      const last = at.at(-1)
      expect(last !== undefined && !('file' in last || 'option' in last || 'movedBy' in last)).toBe(true)
      expect(why).not.toBe('')
      expect(holds).not.toBe('')
    }
  })

  test('has folders that are absolute below the system and relative below the home', () => {
    for (const place of manager.caches.flatMap(({ at }) => at)) {
      if ('path' in place) expect(place.path).toMatch(/^\/[^/].*[^/]$/)
      if ('home' in place) expect(place.home).toMatch(/^[^/~].*[^/]$/)
      if ('option' in place) expect(place.option).toMatch(/^--?\w/)
    }
  })

  test('counts its caches right where it speaks of one', () => {
    const indexes = [
      ...manager.defeats.commands.flatMap(({ caches }) => caches ?? []),
      ...(manager.hook ? [manager.hook.cache] : []),
      ...(manager.companion ? [manager.companion.cache] : []),
    ]
    for (const index of indexes) expect(manager.caches[index]).toBeDefined()
  })

  test('defeats its caches with words of its own', () => {
    for (const { words } of manager.defeats.commands) {
      expect(manager.programs).toContain(words[0])
      expect(words.length).toBeGreaterThan(1)
    }
    for (const option of manager.defeats.options) {
      expect(option).toMatch(/^--?\w/)
      expect(manager.valueOptions).not.toContain(option)
    }
  })

  test('names options that take a value apart from those that make a command pointless', () => {
    expect(new Set(manager.valueOptions).size).toBe(manager.valueOptions.length)
    for (const option of manager.pointless) expect(manager.valueOptions).not.toContain(option)
  })

  test('has a hook of families that exist, and a companion of a program of its own', () => {
    for (const family of manager.hook?.families ?? []) expect(FAMILIES).toContain(family)
    if (manager.companion) expect(manager.programs).toContain(manager.companion.program)
  })

  test('fills a cache, where it must be filled, with verbs that use none', () => {
    const verbs = Object.values(manager.verbs).flat()
    for (const verb of manager.caches.flatMap(({ filledBy }) => filledBy ?? [])) expect(verbs).not.toContain(verb)
  })
})
