import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readers } from '../../../src/context/builds/registry.ts'
import { parseHcl } from '../../../src/context/hcl/parse.ts'
import { readYamlValues } from '../../../src/formats/yaml-values.ts'
import { treeOf } from '../repository.ts'

/** A path for each kind of file. */
const PATHS = [
  'docker-bake.hcl',
  'docker-bake.json',
  'compose.yaml',
  '.devcontainer/devcontainer.json',
  'fly.toml',
  'render.yaml',
  'skaffold.yaml',
  'Tiltfile',
]

const readerOf = (path: string) => readers.find((reader) => reader.matches(path))

function read(path: string, text: string, more: Record<string, string> = {}): number {
  const files = { Dockerfile: '', 'a/Dockerfile': '', ...more, [path]: text }
  return readerOf(path)?.read(path, text, treeOf(files)).length ?? -1
}

/** Milliseconds of the processor, whatever else the machine does: the largest file that is read takes one or two seconds. */
const SOON = 4000

function timed(act: () => unknown): number {
  const start = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

describe('a file of any shape is read without a word', () => {
  const names = [
    'services',
    'build',
    'args',
    'extends',
    'include',
    'context',
    'dockerfile',
    'target',
    'variable',
    'group',
  ]
  const more = [
    'default',
    'matrix',
    'name',
    'inherits',
    'artifacts',
    'image',
    'docker',
    'runtime',
    'envVars',
    'options',
  ]
  const other = [
    'file',
    'service',
    'path',
    'additional_contexts',
    'contexts',
    '__proto__',
    'constructor',
    'a',
    'targets',
  ]
  const key = fc.constantFrom(...names, ...more, ...other, '<<')
  const leaf = fc.oneof(
    fc.constantFrom(
      'a',
      '.',
      '..',
      '/',
      '',
      '${a',
      '${A:-a}',
      'docker',
      'compose.yaml',
      '{{',
      '\\',
      '\0',
      'a=b',
      '=',
      '%{',
      '$${',
    ),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  // What is looked for stands at the top, so that most of it is read.
  const file = fc.record({
    services: value,
    target: value,
    variable: value,
    group: value,
    build: value,
    include: value,
  })

  test.each(PATHS.filter((path) => /json|yaml/.test(path)))('%s', (path) => {
    fc.assert(
      fc.property(file, (shape) => {
        expect(read(path, JSON.stringify(shape))).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 150 },
    )
  })

  test.each(PATHS)('%s of any text', (path) => {
    const word = fc.constantFrom(
      'target',
      '"a"',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '=',
      '\n',
      '"',
      "'",
      '${',
      '<<EOT',
      'EOT',
      '&a',
      '*a',
      '#',
      '- ',
      ': ',
      'docker_build(',
      ',',
      '?',
      '!',
      '.',
      '\\',
      '1',
      '[build]',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
        ),
        (text) => {
          expect(read(path, text)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a file that is made to take long takes not', () => {
  const levels = (count: number, line: (level: number) => string): string =>
    Array.from({ length: count }, (_, level) => line(level)).join('\n')

  test.each([
    [
      'aliases of aliases',
      'compose.yaml',
      `x0: &a0 [x]\n${levels(60, (n) => `x${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`)}\nservices:\n  a:\n    build:\n      args: *a60\n`,
    ],
    ['an alias in its own anchor', 'compose.yaml', 'services: &s\n  a:\n    build: *s\n  b: *s\n  <<: *s\n'],
    [
      'merge keys of merge keys',
      'compose.yaml',
      `x0: &a0 {${levels(300, (n) => `k${n}: 1,`)}}\n${levels(300, (n) => `x${n + 1}: &a${n + 1}\n  <<: [*a${n}, *a${n}]\n  m${n}: 1`)}\n`,
    ],
    ['lists in lists', 'compose.yaml', `services: ${'['.repeat(20_000)}`],
    ['lists in lists of JSON', 'docker-bake.json', `{"target": ${'['.repeat(20_000)}`],
    ['brackets in HCL', 'docker-bake.hcl', `target "a" { args = ${'['.repeat(20_000)}`],
    ['parentheses in HCL', 'docker-bake.hcl', `a = ${'('.repeat(20_000)}`],
    ['negations in HCL', 'docker-bake.hcl', `a = ${'!'.repeat(20_000)}true`],
    ['texts in texts', 'docker-bake.hcl', `a = ${'"${'.repeat(10_000)}`],
    ['blocks in blocks', 'docker-bake.hcl', 'a {\n'.repeat(10_000)],
    ['tables in tables', 'fly.toml', `a = ${'['.repeat(20_000)}`],
    ['many keys', 'compose.yaml', `services:\n${levels(2000, (n) => `  s${n}:\n    build: a`)}\n`],
    ['a megabyte of spaces', 'compose.yaml', ' '.repeat(1_000_000)],
    ['tags upon tags', 'compose.yaml', `services: ${'!a '.repeat(16_000)}`],
    ['anchors upon anchors', 'compose.yaml', `services: ${'&a '.repeat(16_000)}`],
    ['lists in lists, by dashes', 'compose.yaml', '- '.repeat(24_000)],
    ['commas', 'compose.yaml', `services: [${','.repeat(48_000)}`],
    ['documents', 'compose.yaml', '---\n'.repeat(12_000)],
    ['one long text', 'docker-bake.hcl', `a = "${'x'.repeat(48_000)}"`],
    ['dollars', 'docker-bake.json', JSON.stringify({ target: { a: { context: '$'.repeat(48_000) } } })],
    ['variables in variables', 'compose.yaml', `services:\n  a:\n    build: ${'${A:-'.repeat(10_000)}\n`],
    [
      'texts that double',
      'docker-bake.hcl',
      `v0 = "xxxxxxxxxx"\n${levels(60, (n) => `v${n + 1} = "\${v${n}}\${v${n}}"`)}\ntarget "a" { context = v60 }\n`,
    ],
    [
      'lists that double',
      'docker-bake.hcl',
      `v0 = ["x"]\n${levels(60, (n) => `v${n + 1} = [v${n}, v${n}]`)}\ntarget "a" { args = { A = v60 } }\n`,
    ],
    [
      'a matrix without end',
      'docker-bake.hcl',
      `target "a" {\n  name = "x"\n  matrix = {\n${levels(30, (n) => `    m${n} = ["1", "2", "3"]`)}\n  }\n}\n`,
    ],
    [
      'targets that inherit each other twice',
      'docker-bake.hcl',
      levels(200, (n) => `target "t${n}" { inherits = ["t${n + 1}", "t${n + 1}"] }`),
    ],
    ['targets in a circle', 'docker-bake.hcl', 'target "a" { inherits = ["b"] }\ntarget "b" { inherits = ["a"] }\n'],
    [
      'services that extend services',
      'compose.yaml',
      `services:\n${levels(1500, (n) => `  s${n}: {extends: s${n + 1}}`)}\n`,
    ],
    ['open calls', 'Tiltfile', 'docker_build('.repeat(6000)],
    ['open texts', 'Tiltfile', `"""${"'".repeat(39_999)}`],
  ])('%s', (_, path, text) => {
    expect(timed(() => read(path, text))).toBeLessThan(SOON)
  })

  test('files that include each other twice', () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`f${n}.yaml`, `include: [f${n + 1}.yaml, f${n + 1}.yaml, compose.yaml]\n`]),
    )
    expect(timed(() => read('compose.yaml', 'include: [f0.yaml, f0.yaml]\n', files))).toBeLessThan(SOON)
  })
})

describe('names of objects are names like others', () => {
  test.each([
    [
      'compose.yaml',
      'services:\n  __proto__:\n    build:\n      context: a\n      args: {__proto__: "1", constructor: "2"}\n',
    ],
    ['docker-bake.json', '{"target": {"__proto__": {"context": "a", "args": {"__proto__": "1", "constructor": "2"}}}}'],
    [
      'docker-bake.hcl',
      'target "__proto__" {\n  context = "a"\n  args = {\n    __proto__ = "1"\n    constructor = "2"\n  }\n}\n',
    ],
  ])('%s', (path, text) => {
    const [build] = readerOf(path)?.read(path, text, treeOf({ [path]: text, 'a/Dockerfile': '' })) ?? []
    expect([...(build?.args ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })
})

test('a file that is no YAML, or no HCL, has nothing in it', () => {
  expect([readYamlValues('a: ['), readYamlValues('a: 1\na: 2'), readYamlValues('')]).toEqual([[], [], []])
  expect([parseHcl('a'), parseHcl('a = '), parseHcl('/*'), parseHcl('}')]).toEqual([null, null, null, null])
})
