import { describe, expect, test } from '@jest/globals'
import type { Files } from '../repository.ts'
import { built, builtBy } from './built.ts'

/*
 * What must not be said: a folder that an expression names whose value is not written in the file; one of another
 * repository's checkout; a folder where nothing was checked out; an action that is not known; a step of PowerShell.
 */

const CHECKOUT = '- uses: actions/checkout@v4'
const PUSH = 'docker/build-push-action@v6'

const indented = (text: string, by: number): string => text.trim().replace(/^/gm, ' '.repeat(by))

/** A workflow of one job that has these steps, from line 5 on. */
const job = (steps: string, more = ''): string =>
  `on: push\njobs:\n  image:\n    steps:\n${indented(steps, 6)}\n${more === '' ? '' : indented(more, 4)}\n`

const builtIn = (text: string, others: Files = {}): string[] => builtBy('.github/workflows/ci.yml', text, others)

/** A step of docker/build-push-action with these inputs, behind a checkout; it stands on line 6. */
const push = (inputs: string, more = ''): string[] =>
  builtIn(job(`${CHECKOUT}\n- uses: ${PUSH}\n  with:\n${indented(inputs, 4)}`, more))

describe('docker/build-push-action', () => {
  test.each([
    ['push: true', 'Dockerfile <- git:. :6'],
    ['context: .', 'Dockerfile <- . :6'],
    ['context: ./app', 'app/Dockerfile <- app :6'],
    ['context: "{{defaultContext}}"', 'Dockerfile <- git:. :6'],
    ['context: "{{defaultContext}}:app"', 'app/Dockerfile <- git:app :6'],
    [
      'context: "https://github.com/${{ github.repository }}.git#${{ github.ref }}:app"',
      'app/Dockerfile <- git:app :6',
    ],
    ['file: app/Dockerfile', 'app/Dockerfile <- git:. :6'],
    ['context: .\nfile: ./app/Dockerfile', 'app/Dockerfile <- . :6'],
    ['context: app\nfile: Dockerfile', 'Dockerfile <- app :6'],
    ['context: ${{ github.workspace }}/app', 'app/Dockerfile <- app :6'],
    ['context: .\ntarget: dev', 'Dockerfile <- . @dev :6'],
    [
      'context: .\nbuild-args: |\n  A=1\n  B=${{ github.sha }}\n\n  C',
      'Dockerfile <- . A=1 B=?${{ github.sha }} C=?C :6',
    ],
    ['context: .\nbuild-args: A=b=c', 'Dockerfile <- . A=b=c :6'],
    ['context: .\nbuild-contexts: |\n  l=lib\n  b=docker-image://alpine', 'Dockerfile <- . +l=lib +b=elsewhere :6'],
    ['context: .\nbuild-contexts: ${{ vars.X }}', 'Dockerfile <- unknown: its named contexts are not known :6'],
    ['context: ${{ vars.DIR }}\nfile: Dockerfile', 'Dockerfile <- unknown: ${{ vars.DIR }} is not known :6'],
  ])('%j', (inputs, found) => {
    expect(push(inputs)).toEqual([found])
  })

  test.each([
    ['context: https://github.com/a/b.git'],
    ['context: ${{ vars.DIR }}'],
    ['context: .\nfile: ${{ vars.FILE }}'],
    ['context: .\nfile: nowhere/Dockerfile'],
    ['context: nowhere'],
  ])('%j: nothing', (inputs) => {
    expect(push(inputs)).toEqual([])
  })
})

describe('other actions', () => {
  test.each([
    [
      '- uses: docker/build-push-action@v1\n  with:\n    path: app\n    build_args: A=1,B=2',
      'app/Dockerfile <- app A=1 B=2 :6',
    ],
    ['- uses: depot/build-push-action@v1\n  with: { context: app }', 'app/Dockerfile <- app :6'],
    ['- uses: useblacksmith/build-push-action@v1', 'Dockerfile <- git:. :6'],
    [
      '- uses: redhat-actions/buildah-build@v2\n  with: { context: app, containerfiles: ./app/Dockerfile }',
      'app/Dockerfile <- app :6',
    ],
    [
      '- uses: mr-smithers-excellent/docker-build-push@v6\n  with: { directory: app, dockerfile: app/Dockerfile }',
      'app/Dockerfile <- app :6',
    ],
    [
      '- uses: elgohr/Publish-Docker-Github-Action@v5\n  with: { workdir: app, dockerfile: Dockerfile }',
      'app/Dockerfile <- app :6',
    ],
  ])('%j', (step, found) => {
    expect(builtIn(job(`${CHECKOUT}\n${step}`))).toEqual([found])
  })

  test.each([
    '- uses: docker/bake-action@v6',
    '- uses: someone/build-push-action@v1\n  with: { context: app }',
    '- uses: redhat-actions/buildah-build@v2\n  with: { context: app, base-image: x }',
  ])('%j: nothing', (step) => {
    expect(builtIn(job(`${CHECKOUT}\n${step}`))).toEqual([])
  })
})

describe('a step that runs a script', () => {
  test.each([
    ['- run: docker build app', '', 'app/Dockerfile <- app :6'],
    ['- run: |\n    cd app\n    docker build .', '', 'app/Dockerfile <- app :8'],
    ['- run: docker build .\n  working-directory: app', '', 'app/Dockerfile <- app :6'],
    ['- run: docker build .', 'defaults: { run: { working-directory: app } }', 'app/Dockerfile <- app :6'],
    ['- run: docker build $GITHUB_WORKSPACE/app', '', 'app/Dockerfile <- app :6'],
    ['- run: docker build ${{ github.workspace }}/app', '', 'app/Dockerfile <- app :6'],
    ['- run: docker build $DIR\n  env: { DIR: app }', '', 'app/Dockerfile <- app :6'],
    ['- run: docker build ${{ env.DIR }}', 'env: { DIR: app }', 'app/Dockerfile <- app :6'],
    ['- run: docker build --build-arg A=${{ github.sha }} .', '', 'Dockerfile <- . A=?${{ github.sha }} :6'],
    [
      '- run: docker build --build-arg A=$SHA .\n  env: { SHA: "${{ github.sha }}" }',
      '',
      'Dockerfile <- . A=?${{ github.sha }} :6',
    ],
    [
      "- run: docker build --build-arg 'A=${{ github.run_number }}' .",
      '',
      'Dockerfile <- . A=?${{ github.run_number }} :6',
    ],
    ['- run: docker build .\n  shell: bash -e {0}', '', 'Dockerfile <- . :6'],
    ['- run: docker build .\n  shell: bash', 'runs-on: windows-latest', 'Dockerfile <- . :6'],
    ['- run: docker build ${{ github.job }}', '', 'image/Dockerfile <- image :6'],
  ])('%j %j', (step, more, found) => {
    expect(builtIn(job(`${CHECKOUT}\n${step}`, more), { 'image/Dockerfile': '' })).toEqual([found])
  })

  test.each([
    ['- run: docker build .\n  shell: pwsh', ''],
    ['- run: docker build .', 'runs-on: windows-latest'],
    ['- run: docker build .', 'strategy: { matrix: { os: [windows-2022] } }\nruns-on: ${{ matrix.os }}'],
    ['- run: docker build .\n  working-directory: ${{ vars.DIR }}', ''],
    ['- run: docker build ${{ vars.DIR }}', ''],
  ])('%j %j: nothing', (step, more) => {
    expect(builtIn(job(`${CHECKOUT}\n${step}`, more))).toEqual([])
  })
})

describe('a checkout', () => {
  test.each([
    ['- uses: actions/checkout@v4\n  with: { path: src }', 'src/app', 'app/Dockerfile <- app :8'],
    ['- uses: actions/checkout@v4\n  with: { path: src }', 'src', 'Dockerfile <- . :8'],
    [
      '- uses: actions/checkout@v4\n  with: { repository: "${{ github.repository }}" }',
      'app',
      'app/Dockerfile <- app :8',
    ],
    [
      `${CHECKOUT}\n- uses: actions/checkout@v4\n  with: { repository: a/b, path: b }`,
      'app',
      'app/Dockerfile <- app :9',
    ],
  ])('%j: %s', (checkout, context, found) => {
    expect(
      builtIn(job(`${checkout}\n- uses: ${PUSH}\n  id: x\n  with: { context: ${context} }`)).map((one) =>
        one.replace(/:\d+$/, ''),
      ),
    ).toEqual([found.replace(/:\d+$/, '')])
  })

  test.each([
    ['- uses: actions/checkout@v4\n  with: { path: src }', 'app'],
    ['- uses: actions/checkout@v4\n  with: { repository: a/b }', 'app'],
    [`${CHECKOUT}\n- uses: actions/checkout@v4\n  with: { repository: a/b, path: app }`, 'app'],
    ['- uses: actions/checkout@v4\n  with: { path: "${{ vars.X }}" }', 'app'],
    [`${CHECKOUT}\n- uses: actions/checkout@v4\n  with: { repository: a/b }`, 'app'],
    [`- uses: actions/checkout@v4\n  with: { repository: a/b, path: app }\n${CHECKOUT}`, 'app'],
    [`- uses: actions/checkout@v4\n  with: { repository: a/b, path: l }\n${CHECKOUT}`, 'l'],
    ['- run: echo', 'app'],
  ])('%j: %s is not of this repository', (checkout, context) => {
    expect(builtIn(job(`${checkout}\n- uses: ${PUSH}\n  with: { context: ${context} }`))).toEqual([])
  })
})

describe('a matrix', () => {
  const run = (matrix: string, step: string): string[] =>
    builtIn(job(`${CHECKOUT}\n${step}`, `strategy:\n  matrix:\n${indented(matrix, 4)}`), { 'lib/Dockerfile': '' })

  test.each([
    [
      'dir: [app, lib]',
      '- run: docker build ${{ matrix.dir }}',
      ['app/Dockerfile <- app :6', 'lib/Dockerfile <- lib :6'],
    ],
    [
      'dir: [app, lib]\nversion: [1, 2]',
      '- run: docker build ${{ matrix.dir }}',
      ['app/Dockerfile <- app :6', 'lib/Dockerfile <- lib :6'],
    ],
    [
      'image: [{ dir: app, args: A=1 }]',
      '- run: docker build --build-arg ${{ matrix.image.args }} ${{ matrix.image.dir }}',
      ['app/Dockerfile <- app A=1 :6'],
    ],
    [
      'include: [{ dir: app }, { dir: lib }]',
      '- run: docker build ${{ matrix.dir }}',
      ['app/Dockerfile <- app :6', 'lib/Dockerfile <- lib :6'],
    ],
    [
      'dir: [app]\ninclude: [{ dir: app, v: 1 }, { dir: lib, v: 2 }]',
      '- run: docker build --build-arg V=${{ matrix.v }} ${{ matrix.dir }}',
      ['app/Dockerfile <- app V=1 :6', 'lib/Dockerfile <- lib V=2 :6'],
    ],
    ['dir: [app, lib]\nexclude: [{ dir: lib }]', '- run: docker build ${{ matrix.dir }}', ['app/Dockerfile <- app :6']],
    ['v: [1.10]', '- run: docker build --build-arg V=${{ matrix.v }} .', ['Dockerfile <- . V=1.10 :6']],
    ['dir: ${{ fromJSON(needs.x.outputs.y) }}', '- run: docker build ${{ matrix.dir }}', []],
    ['dir: ["${{ vars.X }}"]', '- run: docker build ${{ matrix.dir }}', []],
  ])('%j %j', (matrix, step, found) => {
    expect(run(matrix, step)).toEqual(found)
  })
})

describe('what is called', () => {
  const action = (context: string, inputs = 'inputs: { context: { default: app } }'): string =>
    `${inputs}\nruns:\n  using: composite\n  steps:\n    - uses: ${PUSH}\n      with:\n        context: ${context}\n        file: Dockerfile\n`
  const called =
    'on: { workflow_call: { inputs: { dir: { type: string } } } }\njobs:\n  x:\n    steps:\n' +
    `      ${CHECKOUT}\n      - run: docker build -f Dockerfile \${{ inputs.dir }}\n`

  test.each<[string, Files, string[]]>([
    ['an action of its own', { 'action.yml': action('app', '') }, ['Dockerfile <- app :5']],
    ['an action whose context only its callers know', { 'action.yml': action('${{ inputs.context }}') }, []],
    [
      'an action with a context that is given',
      {
        'do/action.yml': action('${{ inputs.context }}'),
        '.github/workflows/a.yml': job(`${CHECKOUT}\n- uses: ./do\n  with: { context: . }`),
      },
      ['Dockerfile <- . :5'],
    ],
    [
      'an action with its default',
      { 'do/action.yml': action('${{ inputs.context }}'), '.github/workflows/a.yml': job(`${CHECKOUT}\n- uses: ./do`) },
      ['Dockerfile <- app :5'],
    ],
    [
      'a workflow',
      {
        '.github/workflows/b.yml': called,
        '.github/workflows/a.yml': 'jobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: { dir: app }\n',
      },
      ['Dockerfile <- app :6'],
    ],
    [
      'a workflow by the full name of the repository',
      {
        '.github/workflows/b.yml': called,
        '.github/workflows/a.yml':
          'jobs:\n  a:\n    uses: me/mine/.github/workflows/b.yml@main # docker\n    with: { dir: app }\n',
      },
      ['Dockerfile <- app :6'],
    ],
    [
      'a workflow of another repository, which takes other inputs',
      {
        '.github/workflows/b.yml': called,
        '.github/workflows/a.yml':
          'jobs:\n  a:\n    uses: me/other/.github/workflows/b.yml@main # docker\n    with: { folder: app }\n',
      },
      [],
    ],
    [
      'a workflow that calls itself',
      {
        '.github/workflows/a.yml':
          'on: { workflow_call: {} }\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  b:\n    steps:\n      - run: docker\n',
      },
      [],
    ],
  ])('%s', (_, files, found) => {
    expect([...new Set(built({ Dockerfile: '', 'app/x': '', ...files }))]).toEqual(found)
  })
})
