import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readers } from '../../../src/context/builds/registry.ts'
import { treeOf } from '../repository.ts'
import { built, builtBy } from './built.ts'

/** One file that each reader takes. */
const PATHS = [
  '.circleci/config.yml',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  '.travis.yml',
  'Jenkinsfile',
  'Makefile',
  'Taskfile.yml',
  'action.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  'build.sh',
  'cloudbuild.yaml',
  'justfile',
  'package.json',
]

/** Reads a text as every kind of file. @returns the time of the processor that this took, in seconds */
function readAsAll(text: string): number {
  const start = process.cpuUsage()
  for (const path of PATHS) builtBy(path, text)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

/** What all readers together may take: far more than they do, and far from endless. */
const SECONDS = 4

const bomb = (levels: number): string => {
  const lines = ['a0: &a0 [docker build app, docker build app]']
  for (let at = 1; at <= levels; at++)
    lines.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    )
  return lines.join('\n')
}

describe('what is made to harm', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['one long line', `docker build ${'a'.repeat(200_000)}`],
    ['one long line of words', `docker build ${'a '.repeat(80_000)}`],
    ['many lines', 'docker build app\n'.repeat(3000)],
    ['many lines of a recipe', `b:\n${'\tdocker build $(A) \\\n'.repeat(2000)}`],
    ['brackets', `${'['.repeat(4000)}docker build`],
    ['braces', `${'{"a":'.repeat(10_000)}docker build`],
    ['dashes', `${'- '.repeat(10_000)}docker build`],
    ['marks of keys', `${'? '.repeat(10_000)}docker build`],
    ['deep blocks', `${Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')} docker build`],
    ['anchors', `${Array.from({ length: 3000 }, (_, at) => `- &a${at} x`).join('\n')}\n- docker build`],
    ['aliases', `- &a docker build\n${'- *a\n'.repeat(3000)}`],
    ['subshells', `docker build ${'$('.repeat(4000)}`],
    ['references', `b:\n\tdocker build ${'$('.repeat(4000)}`],
    ['dollars', `b:\n\tdocker build ${'$'.repeat(20_000)}`],
    ['quotes', `docker build ${'"\''.repeat(10_000)}`],
    ['expressions', `docker build ${'${{ '.repeat(10_000)}`],
    ['strings of Groovy', `docker build ${"'''".repeat(10_001)}`],
    ['lists that name lists', `${bomb(9)}\nsteps: *a9\nscript: *a9\nruns: { steps: *a9 }\njobs: { x: { steps: *a9 } }`],
    [
      'a list in itself',
      'script: &a [docker build app, *a]\nsteps: *a\njobs: { x: &x { steps: [{ run: docker build app }, *x], <<: *x } }',
    ],
    ['merges in a circle', 'jobs: &a\n  <<: *a\n  x: docker build'],
    [
      'keys of prototypes',
      '__proto__: { steps: [{ run: docker build app }] }\nconstructor: docker build\njobs: { __proto__: { steps: 1 } }',
    ],
    [
      'variables without end',
      `${Array.from({ length: 30 }, (_, at) => `A${at} = ${`$(A${at + 1})`.repeat(50)}`).join('\n')}\nb:\n\tdocker build $(A0) app`,
    ],
    ['a surrogate', '\ud800docker build \udfff'],
    ['characters of control', 'docker build \0\x01workspace/app'],
  ])('%s', (_, text) => {
    expect(readAsAll(text)).toBeLessThan(SECONDS)
  })

  test('a matrix of millions', () => {
    const lists = Array.from(
      { length: 12 },
      (_, at) => `        m${at}: [${Array.from({ length: 20 }, (__, n) => n).join(', ')}]`,
    )
    const text = `jobs:\n  x:\n    strategy:\n      matrix:\n${lists.join('\n')}\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker build app`
    expect(builtBy('.github/workflows/ci.yml', text)).toEqual(['app/Dockerfile <- app :19'])
  })

  test('workflows that call each other without end', () => {
    const names = Array.from({ length: 10 }, (_, at) => `w${at}`)
    const jobs = names.map((name) => `  ${name}: { uses: ./.github/workflows/${name}.yml }`).join('\n')
    const files = Object.fromEntries(
      names.map((name) => [`.github/workflows/${name}.yml`, `on: { workflow_call: {} }\njobs:\n${jobs}`]),
    )
    expect(built({ Dockerfile: '', ...files })).toEqual([])
  }, 20_000)

  test('a variable that is called as what every object has', () => {
    expect(builtBy('build.sh', 'docker build $constructor $__proto__')).toEqual([])
    expect(builtBy('Makefile', 'b:\n\tdocker build $(constructor) -f $(__proto__) app')).toEqual([])
    expect(builtBy('build.sh', 'docker build --build-arg __proto__=1 app')).toEqual([
      'app/Dockerfile <- app __proto__=1 :1',
    ])
  })
})

const words = fc.constantFrom(
  'docker',
  'build',
  'buildx',
  'podman',
  '-f',
  '-t',
  '--build-arg',
  'A=$X',
  '.',
  'app',
  '$(',
  ')',
  '"',
  "'",
  '`',
  '\\\n',
  '\n',
  '\n\t',
  ';',
  '&&',
  '{',
  '}',
  '${{ matrix.x }}',
  '$(A)',
  '{{.A}}',
  '<<EOF',
  'cd',
  'if',
  'fi',
  'for d in a; do',
  'done',
  'b:',
  'A := $(A)',
  '#',
  '- ',
  '  ',
)
const text = fc.array(words, { maxLength: 25 }).map((parts) => `docker build app ${parts.join(' ')}`)

const keys = fc.constantFrom(
  'jobs',
  'steps',
  'run',
  'uses',
  'with',
  'context',
  'file',
  'env',
  'strategy',
  'matrix',
  'include',
  'script',
  'before_script',
  'variables',
  'extends',
  'tasks',
  'cmds',
  'vars',
  'dir',
  'runs',
  'on',
  'workflow_call',
  'inputs',
  'default',
  'args',
  'name',
  'x',
  '<<',
  '__proto__',
  'build-args',
  'task',
)
const shapes = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    text,
    fc.constantFrom(
      'docker/build-push-action@v6',
      'actions/checkout@v4',
      './',
      'app',
      '${{ inputs.x }}',
      '{{defaultContext}}',
    ),
    fc.constantFrom<unknown>(null, 1, true, -0.5),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
  ),
})).node

describe('anything at all', () => {
  test('is read without an error, as a text', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ maxLength: 200 })), (any) => void readAsAll(any)),
      { numRuns: 30 },
    )
  })

  test('is read without an error, as YAML of any shape', () => {
    fc.assert(
      fc.property(shapes, (any) => void readAsAll(JSON.stringify(any) ?? '')),
      { numRuns: 40 },
    )
  })

  test('and names a line of its file, and a Dockerfile that is there', () => {
    const files = { Dockerfile: '', 'app/Dockerfile': '' }
    fc.assert(
      fc.property(text, (any) => {
        for (const path of ['build.sh', 'Makefile', 'justfile']) {
          const tree = treeOf({ ...files, [path]: any })
          const builds = readers.find((one) => one.matches(path, () => true))?.read(path, any, tree) ?? []
          for (const build of builds) {
            expect(tree.has(build.dockerfile)).toBe(true)
            expect(build.place.line).toBeGreaterThanOrEqual(1)
            expect(build.place.line).toBeLessThanOrEqual(any.split('\n').length)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
