import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { BuildContext } from '../../src/context/build-context.ts'
import { Tree } from '../../src/context/tree.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { type LayerGraph, layerGraph } from '../../src/layers/graph.ts'
import type { Change, GraphInput } from '../../src/layers/node.ts'
import { contextOf } from '../context/repository.ts'

const FILES = {
  'package.json': '',
  'package-lock.json': '',
  'src/index.js': '',
  'src/a/b.js': '',
  'docs/x.md': '',
  'README.md': '',
  '.git/HEAD': '',
}

interface Choices extends Partial<Omit<GraphInput, 'file' | 'stages'>> {
  readonly files?: Readonly<Record<string, string>>
  readonly ignore?: string
}

function graphOf(lines: readonly string[], { files = FILES, ignore = '', ...choices }: Choices = {}): LayerGraph {
  const file = parseDockerfile(`${lines.join('\n')}\n`)
  return layerGraph({ file, stages: readStages(file), context: contextOf(files, { ignore }), ...choices })
}

/** The lines of the steps that run again, those that perhaps do with a question mark. */
function again(lines: readonly string[], change: Change, choices?: Choices): string[] {
  const graph = graphOf(lines, choices)
  return [...graph.again(change)].map(([node, { outcome }]) => `${node.line}${outcome === 'runs' ? '' : '?'}`)
}

const NODE = [
  'FROM node:24',
  'WORKDIR /app',
  'COPY package*.json ./',
  'RUN npm ci',
  'COPY . .',
  'RUN npm run build',
  'CMD ["node", "."]',
]

describe('an edit runs again what takes the file along, and all that is made on it', () => {
  test.each([
    ['a source', 'src/index.js', ['5', '6']],
    ['a manifest', 'package.json', ['3', '4', '5', '6']],
    ['a new file that wildcards match', 'package.new.json', ['3', '4', '5', '6']],
    ['a new file in a folder', 'src/new.js', ['5', '6']],
    ['a new file in a folder that is new', 'lib/new.js', ['5', '6']],
    ['a file that is left out', 'docs/x.md', []],
    ['a file outside of all', '../x', []],
    ['the ignore file: what is taken along may be other files', '.dockerignore', ['3?', '4?', '5', '6']],
  ])('%s', (_, file, lines) => {
    expect(again(NODE, { files: [file] }, { ignore: 'docs/*.md' })).toEqual(lines)
  })

  test('nothing, when nothing changes', () => {
    expect(again(NODE, {})).toEqual([])
  })

  test.each([
    ['one file', 'COPY src/index.js /x', ['src/index.js']],
    ['a folder', 'COPY src /x', ['src/a/b.js', 'src/index.js']],
    ['a folder with a slash and a dot', 'COPY ./src/. /x', ['src/a/b.js', 'src/index.js']],
    ['wildcards', 'COPY *.md s* /x/', ['README.md', 'src/a/b.js', 'src/index.js']],
    ['an absolute path', 'COPY /README.md /x', ['README.md']],
    ['ADD', 'ADD README.md /x', ['README.md']],
    ['an archive', 'ADD a.tar.gz /x', ['a.tar.gz']],
    ['what is left out of a folder', 'COPY --exclude=a src /x', ['src/index.js']],
    ['what is left out, not of a file that is named', 'COPY --exclude=*.md README.md /x', ['README.md']],
    ['parents', 'COPY --parents src/**/b.js /x/', ['src/a/b.js']],
    ['parents with a pivot', 'COPY --parents src/./a /x/', ['src/a/b.js']],
    ['a here-document', 'COPY <<EOF /x\nREADME.md\nEOF', []],
    ['a here-document and a file', 'COPY <<EOF README.md /x/\na\nEOF', ['README.md']],
    ['another stage', 'COPY --from=other README.md /x', []],
    ['an image', 'COPY --from=busybox README.md /x', []],
    ['an address', 'ADD https://example.com/README.md /x', []],
    ['a mounted file', 'RUN --mount=type=bind,source=README.md,target=/x true', ['README.md']],
    ['a mounted folder', 'RUN --mount=source=src,target=/x true', ['src/a/b.js', 'src/index.js']],
    ['the whole context mounted', 'RUN --mount=target=/x true', Object.keys({ ...FILES, 'a.tar.gz': '' }).sort()],
    ['a cache', 'RUN --mount=type=cache,target=/README.md true', []],
    ['a secret', 'RUN --mount=type=secret,id=README.md true', []],
    ['a command', 'RUN cat README.md', []],
    ['an argument with a value', 'ARG F=README.md\nCOPY $F /x', ['README.md']],
  ])('%s', (_, line, files) => {
    const all = { ...FILES, 'a.tar.gz': '' }
    const graph = graphOf(['FROM scratch AS other', 'FROM debian', ...line.split('\n')], { files: all })
    const node = graph.nodes.findLast(({ kind }) => kind === 'layer')
    expect(node?.dependsOn.files.flatMap((selection) => selection.files)).toEqual(files)
    for (const file of Object.keys(all)) {
      expect([file, graph.again({ files: [file] }).has(node as never)]).toEqual([file, files.includes(file)])
    }
  })

  test('a given argument decides what is copied', () => {
    const lines = ['FROM debian', 'ARG F=README.md', 'COPY $F /x']
    expect(again(lines, { files: ['package.json'] }, { args: new Map([['F', 'package.json']]) })).toEqual(['3'])
    expect(again(lines, { files: ['README.md'] }, { args: new Map([['F', null]]) })).toEqual(['3?'])
  })

  test('any file may be, where the context is not known', () => {
    expect(again(NODE, { files: ['x'] }, { context: null })).toEqual(['3?', '4?', '5?', '6?'])
  })

  test('a folder of the repository as the context', () => {
    const context = contextOf({ 'web/a': '', b: '' }, { folder: 'web' })
    expect(again(['FROM debian', 'COPY . /x'], { files: ['b'] }, { context })).toEqual([])
    expect(again(['FROM debian', 'COPY . /x'], { files: ['web/a'] }, { context })).toEqual(['2'])
  })
})

describe('stages', () => {
  const lines = [
    'FROM node:24 AS build',
    'COPY src /src',
    'RUN make',
    'FROM debian AS unused',
    'COPY . /x',
    'FROM build AS more',
    'RUN more',
    'FROM debian',
    'RUN apt-get update',
    'COPY --from=build /out /out',
    'RUN ls /out',
    'RUN --mount=from=more,target=/m ls',
  ]

  test('a copy from one that runs again may bring the same: so it may run', () => {
    expect(again(lines, { files: ['src/index.js'] })).toEqual(['2', '3', '7', '10?', '11?', '12?'])
  })

  test('what the target does not need never runs', () => {
    expect(again(lines, { files: ['README.md'] })).toEqual([])
    expect(again(lines, { files: ['README.md'] }, { target: 'unused' })).toEqual(['5'])
    expect(again(lines, { files: ['src/index.js'] }, { target: 'MORE' })).toEqual(['2', '3', '7'])
    expect(again(lines, { files: ['src/index.js'] }, { target: '0' })).toEqual(['2', '3'])
    expect(graphOf(lines, { target: 'nowhere' }).target).toBeNull()
  })

  test('by number', () => {
    const numbered = ['FROM debian', 'COPY src /x', 'FROM debian', 'COPY --from=0 /x /x']
    expect(again(numbered, { files: ['src/index.js'] })).toEqual(['2', '4?'])
  })

  test('a trigger runs in the stage that is built on its own', () => {
    const triggered = ['FROM debian AS a', 'ONBUILD COPY src /x', 'RUN a', 'FROM a', 'RUN b', 'FROM a AS c']
    expect(again(triggered, { files: ['src/index.js'] }, { target: '1' })).toEqual(['2', '5'])
    expect(again(triggered, { files: ['src/index.js'] }, { target: 'a' })).toEqual([])
  })

  test('a linked layer does not depend on those above it, but all that follow do on both', () => {
    const linked = ['FROM debian', 'COPY src /s', 'COPY --link README.md /r', 'RUN ls']
    expect(again(linked, { files: ['src/index.js'] })).toEqual(['2', '4'])
    expect(again(linked, { files: ['README.md'] })).toEqual(['3', '4'])
    const ordinary = linked.map((line) => line.replace('--link', '--link --chmod=644'))
    expect(again(ordinary, { files: ['src/index.js'] })).toEqual(['2', '3', '4'])
  })

  test('a context with a name of its own takes the place of a stage or an image', () => {
    const named = new Map([['build', contextOf({ 'lib/a': '', 'src/index.js': '' }, { folder: 'lib' })]])
    const copy = ['FROM debian AS build', 'COPY src /src', 'FROM debian', 'COPY --from=build . /x']
    expect(again(copy, { files: ['lib/a'] }, { named })).toEqual(['4'])
    expect(again(copy, { files: ['src/index.js'] }, { named })).toEqual([])
    expect(again(copy, { files: ['src/index.js'] }, { named: new Map([['build', null]]) })).toEqual([])
  })
})

describe('build arguments', () => {
  test.each([
    ['one that is declared, used or not', ['ARG A=1', 'RUN a'], ['3']],
    ['one without a value, since it gets one', ['ARG A', 'RUN a'], ['3']],
    ['not above its declaration', ['RUN a', 'ARG A', 'RUN b'], ['4']],
    ['not one that is not declared', ['RUN a'], []],
    ['a copy only if it names it', ['ARG A=src', 'COPY README.md /x', 'COPY $A /y'], ['4']],
    ['by way of ENV', ['ARG A', 'ENV B=$A', 'ARG A=', 'ENV A=1', 'RUN a'], ['6']],
    ['by way of another argument', ['ARG A', 'ARG B=${A}', 'COPY $B /x'], ['4']],
    ['not one that ENV has set', ['ARG A', 'ENV A=1', 'RUN a'], []],
    ['the working folder', ['ARG A=x', 'WORKDIR /$A', 'COPY README.md .', 'COPY README.md /x'], ['3', '4', '5']],
    ['the user', ['ARG A=x', 'USER $A', 'ENV A=1', 'RUN a'], ['5']],
    ['not a label', ['ARG A=x', 'LABEL a=$A'], []],
    ['not in single quotes', ['ARG A=x', "ENV B='$A'", 'ENV A=1', 'RUN a'], []],
    ['not an escaped one', ['ARG A=x', 'ENV B=\\$A', 'ENV A=1', 'RUN a'], []],
    ['perhaps, where only whether it is set counts', ['ARG A=x', 'ENV B=${A:+y}', 'ENV A=1', 'RUN a'], ['5?']],
    ['a here-document', ['ARG A=x', 'COPY <<E /x', "'$A'", 'E'], ['3']],
    ['not a quoted here-document', ['ARG A=x', 'COPY <<"E" /x', '$A', 'E'], []],
    ['the owner of a copy', ['ARG A=x', 'COPY --chown=$A README.md /x'], ['3']],
    ['the target of a mount', ['ARG A=x', 'ENV B=$A', 'RUN --mount=type=cache,target=/$B true'], ['4']],
  ])('%s', (_, lines, expected) => {
    expect(again(['FROM debian', ...lines], { args: ['A'] })).toEqual(expected)
  })

  test('of the head count in FROM, and where a stage declares them', () => {
    const lines = ['ARG A=1', 'FROM debian:$A', 'RUN a', 'FROM debian AS b', 'RUN b', 'ARG A', 'RUN c']
    expect(again(lines, { args: ['A'] }, { target: '0' })).toEqual(['2', '3'])
    expect(again(lines, { args: ['A'] })).toEqual(['7'])
  })

  test('of the head give their value, and what that hangs on', () => {
    const lines = ['ARG A=1', 'ARG B=$A', 'FROM debian', 'ARG B', 'RUN a']
    expect(again(lines, { args: ['A'] })).toEqual(['5'])
    expect(again(lines, { args: ['A'] }, { args: new Map([['B', '2']]) })).toEqual([])
  })

  test('are inherited by a stage that is built on theirs', () => {
    const lines = ['FROM debian AS a', 'ARG A', 'FROM a', 'RUN b']
    expect(again(lines, { args: ['A'] })).toEqual(['4'])
  })

  test('for a proxy count only where they are declared', () => {
    expect(again(['FROM debian', 'RUN a'], { args: ['HTTP_PROXY'] })).toEqual([])
    expect(again(['FROM debian', 'ARG HTTP_PROXY', 'RUN a'], { args: ['HTTP_PROXY'] })).toEqual(['3'])
  })
})

describe('the reason', () => {
  const causes = (lines: readonly string[], change: Change) =>
    [...graphOf(lines).again(change).values()].map(({ because }) =>
      'node' in because ? `${because.kind} ${because.node.line}` : Object.values(because).join(' '),
    )

  test('is the file, the argument, or the step below', () => {
    expect(causes(NODE, { files: ['README.md'] })).toEqual(['file README.md', 'layer 5'])
    expect(causes(['FROM debian', 'ARG A', 'RUN a'], { args: ['A'] })).toEqual(['argument A'])
    const stages = ['FROM debian AS a', 'COPY src /x', 'FROM debian', 'COPY --from=a /x /x', 'RUN b']
    expect(causes(stages, { files: ['src/index.js'] })).toEqual(['file src/index.js', 'stage 2', 'layer 4'])
  })
})

test('the files that run a step are those of all that it is made on', () => {
  const graph = graphOf(NODE, { ignore: '.git\ndocs' })
  const of = (line: number) => graph.filesThatRun(graph.nodes.find((node) => node.line === line) as never)
  expect(of(2)).toEqual({ files: [], perhaps: [], unknown: null })
  expect(of(4).files).toEqual(['package-lock.json', 'package.json'])
  expect(of(6).files).toEqual(['README.md', 'package-lock.json', 'package.json', 'src/a/b.js', 'src/index.js'])
  const stages = graphOf(['FROM debian AS a', 'COPY src /x', 'FROM debian', 'COPY --from=a /x README.md /x/'])
  expect(stages.filesThatRun(stages.nodes.at(-1) as never)).toMatchObject({
    files: [],
    perhaps: ['src/a/b.js', 'src/index.js'],
  })
})

test('symbolic links are followed where a source names them, and copied as they are inside a folder', () => {
  const files = { link: 'real/x', 'real/x': '', 'real/y': '', 'in/l': '../real/y', dir: '/real' }
  const tree = new Set(Object.keys(files))
  const { context } = linked(files, new Set(['link', 'in/l', 'dir']))
  const filesOf = (line: string) => graphOf(['FROM debian', line], { context }).nodes.at(-1)?.dependsOn.files[0]?.files
  expect(tree.size).toBe(5)
  expect(filesOf('COPY link /x')).toEqual(['link', 'real/x'])
  expect(filesOf('COPY dir/y /x')).toEqual(['dir', 'real/y'])
  expect(filesOf('COPY dir /x')).toEqual(['dir', 'real/x', 'real/y'])
  expect(filesOf('COPY in /x')).toEqual(['in/l'])
})

function linked(files: Readonly<Record<string, string>>, links: ReadonlySet<string>) {
  const tree = new Tree({ files: new Set(Object.keys(files)), texts: new Map(Object.entries(files)), links })
  return { context: new BuildContext(tree, '.', null, null) }
}

describe('laws', () => {
  const name = fc.constantFrom('a', 'b', 'src', 'x.md', 'y.js')
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  const step = fc.oneof(
    fc.tuple(path, fc.constantFrom('', '--link ')).map(([source, flag]) => `COPY ${flag}${source} /x/`),
    fc.constantFrom('RUN a', 'COPY . /y', 'COPY *.md /z/', 'ARG A', 'ENV B=$A', 'WORKDIR /w', 'LABEL a=b', 'USER u'),
    fc.constantFrom('COPY --from=0 /x /x', 'RUN --mount=from=0,target=/m b', 'RUN --mount=source=src,target=/s c'),
  )
  const stage = fc.array(step, { maxLength: 6 }).map((steps) => ['FROM debian', ...steps])
  const project = fc.record({
    lines: fc.array(stage, { minLength: 1, maxLength: 3 }).map((stages) => stages.flat()),
    files: fc.uniqueArray(path, { maxLength: 8 }),
    changed: fc.array(path, { maxLength: 3 }),
    args: fc.subarray(['A', 'Z']),
  })

  test('what is made on a step that runs, runs; and nothing runs without a reason', () => {
    fc.assert(
      fc.property(project, ({ lines, files, changed, args }) => {
        const graph = graphOf(lines, { files: Object.fromEntries(files.map((file) => [file, ''])) })
        const found = graph.again({ files: changed, args })
        for (const node of graph.nodes.filter(({ needed, kind }) => needed && kind !== 'metadata')) {
          const { layers, stages, files: selections, args: hangs } = node.dependsOn
          const below = layers.map((one) => found.get(one)?.outcome)
          const own = selections.some((selection) => changed.some((file) => selection.takes(file) !== null))
          const named = args.some((arg) => hangs.has(arg))
          const copied = stages.some((from) => from.layers.some((one) => found.has(one)))
          if (below.includes('runs')) expect(found.get(node)?.outcome).toBe('runs')
          expect(found.has(node)).toBe(own || named || copied || below.some((outcome) => outcome !== undefined))
        }
      }),
    )
  })

  test('more changes never run less', () => {
    fc.assert(
      fc.property(project, path, ({ lines, files, changed, args }, more) => {
        const graph = graphOf(lines, { files: Object.fromEntries(files.map((file) => [file, ''])) })
        const [few, many] = [graph.again({ files: changed, args }), graph.again({ files: [...changed, more], args })]
        for (const [node, { outcome }] of few) {
          expect(many.get(node)?.outcome === 'runs' || many.get(node)?.outcome === outcome).toBe(true)
        }
      }),
    )
  })

  test('a listed file is one that runs the step', () => {
    fc.assert(
      fc.property(project, ({ lines, files }) => {
        const graph = graphOf(lines, { files: Object.fromEntries(files.map((file) => [file, ''])) })
        for (const file of files) {
          const found = graph.again({ files: [file] })
          for (const node of graph.nodes.filter(({ needed, kind }) => needed && kind === 'layer')) {
            const { files: certain, perhaps } = graph.filesThatRun(node)
            const outcome = certain.includes(file) ? 'runs' : perhaps.includes(file) ? 'may run' : undefined
            expect(found.get(node)?.outcome).toBe(outcome)
          }
        }
      }),
    )
  })
})
