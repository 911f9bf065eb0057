import { describe, expect, test } from '@jest/globals'
import type { Build, ContextSource } from '../../src/context/builds/build.ts'
import { givenArguments } from '../../src/context/builds/given-arguments.ts'
import { findContexts } from '../../src/context/contexts.ts'
import { type Files, treeOf } from './repository.ts'

const build = (context: ContextSource, args: Readonly<Record<string, string | null>> = {}, line = 4): Build => ({
  dockerfile: 'web/Dockerfile',
  context,
  named: new Map(),
  args: new Map(Object.entries(args).map(([name, value]) => [name, { value, raw: value ?? `$${name}`, line }])),
  target: null,
  tool: 'docker compose',
  place: { path: 'compose.yaml', line },
})
const folder = (path: string): ContextSource => ({ kind: 'folder', folder: path })

const FILES: Files = { 'web/Dockerfile': '', 'web/package.json': '{}', 'package.json': '{}', 'api/main.go': '' }

/** The contexts, as folders with their kind and how they are known; or why they are not. */
function found(builds: readonly Build[], sources = ['package.json'], files = FILES, named?: string) {
  const result = findContexts(treeOf(files), 'web/Dockerfile', sources, named, builds)
  if ('contexts' in result)
    return result.contexts.map(({ context, known }) => `${context.kind} ${context.folder}, ${known}`)
  return 'unknown' in result ? result.unknown : 'missing'
}

describe('the contexts of a Dockerfile', () => {
  test('are those that the files of the repository name, each once', () => {
    const builds = [build(folder('web')), build(folder('web'), {}, 9), build({ kind: 'git', folder: 'web' }, {}, 12)]
    expect(found(builds)).toEqual([
      'folder web, which `compose.yaml` names in line 4',
      'git web, which `compose.yaml` names in line 12',
    ])
  })

  test('are not those in which something that is copied is not there, as long as another one has it all', () => {
    expect(found([build(folder('api')), build(folder('web'), {}, 9)])).toEqual([
      'folder web, which `compose.yaml` names in line 9',
    ])
    expect(found([build(folder('api'))])).toBe('the build context lacks some of what is copied')
  })

  test('are not known where one of the builds does not say which', () => {
    const builds = [build(folder('web')), build({ kind: 'unknown', why: '`$DIR` is not known' }, {}, 7)]
    expect(found(builds)).toBe('compose.yaml names a build context in line 7, and `$DIR` is not known')
  })

  test('are looked for where a build takes nothing from the repository', () => {
    expect(found([build({ kind: 'elsewhere' })], ['main.go'], { ...FILES, 'web/main.go': '' })).toEqual([
      'folder web, the one folder that holds everything that is copied',
    ])
  })

  test('are what the configuration names, whatever else is said', () => {
    expect(found([build(folder('web'))], ['x'], FILES, 'api')).toEqual(['folder api, which the configuration names'])
  })

  test('may be any folder above the Dockerfile, the only one that has it all', () => {
    const files = { 'a/b/c/Dockerfile': '', 'a/b/shared/x': '', 'a/b/c/y': '' }
    const result = findContexts(treeOf(files), 'a/b/c/Dockerfile', ['shared', 'c'], undefined, [])
    expect(result).toHaveProperty('contexts.0.context.folder', 'a/b')
  })

  test('are not guessed from a wildcard alone, but it decides between two', () => {
    expect(found([], ['*.lock', 'package.json'], { ...FILES, 'web/a.lock': '' })).toEqual([
      'folder web, the one folder that holds everything that is copied',
    ])
  })
})

describe('build arguments that builds give', () => {
  test.each([
    ['the same value', [{ A: '1' }, { A: '1' }], { A: '1' }],
    ['different values', [{ A: '1' }, { A: '2' }], { A: null }],
    ['a value that one of them leaves out', [{ A: '1' }, {}], { A: null }],
    ['an expression', [{ A: null }], { A: null }],
    ['nothing', [{}], {}],
  ])('%s', (_, args, expected) => {
    const builds = args.map((one) => build(folder('.'), one as Record<string, string | null>))
    expect(Object.fromEntries(givenArguments(builds))).toEqual(expected)
  })
})
