import { describe, expect, test } from '@jest/globals'
import { buildFilesFor, buildsIn, findBuilds } from '../../../src/context/builds/find-builds.ts'
import { findContexts } from '../../../src/context/contexts.ts'
import { Tree } from '../../../src/context/tree.ts'
import { type Files, treeOf } from '../repository.ts'
import { line } from './built.ts'

const compose = (context: string) => `services:\n  web:\n    build: ${context}\n`
const many = (count: number, path: (at: number) => string, text = 'x: 1\n'): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [path(at), text]))

describe('the files that are read', () => {
  test('are those that may say how one of the Dockerfiles is built', () => {
    const tree = treeOf({
      ...{ Dockerfile: '', 'a/Dockerfile': '', 'b/Dockerfile': '' },
      ...{ 'package.json': '', 'a/package.json': '', 'b/package.json': '', 'b/c/d/Makefile': '', 'compose.yaml': '' },
    })
    const readFor = (...dockerfiles: string[]) => buildFilesFor(tree, dockerfiles).read.map(({ path }) => path)
    expect(readFor('Dockerfile')).toEqual(['compose.yaml', 'package.json'])
    expect(readFor('a/Dockerfile')).toEqual(['a/package.json', 'compose.yaml', 'package.json'])
    expect(readFor('b/Dockerfile', 'a/Dockerfile')).toEqual([
      'a/package.json',
      'b/package.json',
      'compose.yaml',
      'package.json',
    ])
  })

  test('are so many at most, those above a Dockerfile first', () => {
    const tree = treeOf({
      ...many(400, (at) => `other/${at}/compose.yaml`),
      ...{ 'a/b/Dockerfile': '', 'a/b/compose.yaml': '', 'a/compose.yaml': '', 'compose.yaml': '' },
    })
    const { read, left } = buildFilesFor(tree, ['a/b/Dockerfile'])
    expect(read).toHaveLength(150)
    expect(read.slice(0, 3).map(({ path }) => path)).toEqual(['a/b/compose.yaml', 'a/compose.yaml', 'compose.yaml'])
    // What lies elsewhere is passed over in silence.
    expect(left).toEqual([])
    expect(buildFilesFor(tree, ['a/b/Dockerfile', 'Dockerfile', 'a/Dockerfile']).read).toHaveLength(170)
  })

  test('leave some out that may name another context: then it is not known', () => {
    const tree = treeOf({
      ...many(160, (at) => `a/compose.${at}.yaml`),
      ...{ 'compose.yaml': compose('a'), 'a/Dockerfile': '', 'b/Dockerfile': '' },
    })
    const builds = findBuilds(tree, ['a/Dockerfile'])
    expect(builds.map(line)).toEqual(['a/Dockerfile <- a :3', 'a/Dockerfile <- unread :1'])
    expect(findContexts(tree, 'a/Dockerfile', [], undefined, builds)).toEqual({
      unknown: expect.stringMatching(/^a\/compose\.\d+\.yaml may name a build context, and is left unread/),
    })
    // They are no files of the other Dockerfile's.
    expect(findBuilds(tree, ['b/Dockerfile']).filter(({ dockerfile }) => dockerfile === 'b/Dockerfile')).toEqual([])
  })

  test('are read again only while they lack a text', () => {
    const files: Files = {
      Dockerfile: '',
      'compose.yaml': compose('.'),
      '.github/workflows/image.yml': 'on: push\njobs:\n  image:\n    uses: ./.github/workflows/called.yml\n',
      '.github/workflows/called.yml':
        'on: workflow_call\njobs:\n  image:\n    runs-on: x\n    steps:\n      - run: docker build .\n',
    }
    const texts = new Map(Object.entries(files))
    const known = new Map()
    const asked = buildFilesFor(treeOf(files), ['Dockerfile'])
    const round = (at: readonly string[]) => {
      const tree = new Tree({
        files: new Set(Object.keys(files)),
        texts: new Map([...texts].filter(([path]) => at.includes(path))),
      })
      return buildsIn(tree, asked, known).map(line)
    }
    round(['compose.yaml'])
    expect([...known.keys()]).toEqual(['a compose file compose.yaml'])
    round(Object.keys(files))
    expect([...known.keys()].sort()).toEqual(asked.read.map(({ path, reader }) => `${reader.name} ${path}`).sort())
  })

  test('are read where a symbolic link leads to, with the paths of its own place', () => {
    const files = { 'a/Dockerfile': '', 'b/Dockerfile': '', 'a/compose.yaml': '', 'shared/compose.yaml': '' }
    const tree = new Tree({
      files: new Set(Object.keys(files)),
      texts: new Map([
        ['a/compose.yaml', '../shared/compose.yaml'],
        ['shared/compose.yaml', compose('.')],
      ]),
      links: new Set(['a/compose.yaml']),
    })
    expect(findBuilds(tree, ['a/Dockerfile']).map(line)).toContain('a/Dockerfile <- a :3')
  })
})
