import { describe, expect, test } from '@jest/globals'
import { child } from './child.ts'

const run = child()

const MB = 1024 * 1024
const PIP = 'FROM python:3.14-slim\nCOPY . .\nRUN pip install -r requirements.txt\n'
const NPM = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n'
const LOCK = '{"lockfileVersion": 3}'

/** A text of about so many characters. */
const long = (piece: string, characters: number): string => piece.repeat(Math.ceil(characters / piece.length))

/** Ends without a mistake of ours, and says that there is something, or why it did not look. */
async function survives(files: Readonly<Record<string, string | Buffer>>, ...words: string[]) {
  const all = new Map(Object.entries({ 'requirements.txt': 'flask\n', ...files }))
  const ended = await run(all, ...(words.length > 0 ? words : ['check', '--format', 'json']))
  expect([ended.code, ended.stderr]).toEqual([
    expect.any(Number),
    expect.not.stringMatching(/internal error|heap|FATAL/),
  ])
  expect(ended.code).toBeLessThan(3)
  return ended
}

const yamlBomb = (levels: number): string =>
  ['a0: &a0 ["lol","lol","lol","lol","lol","lol","lol","lol","lol","lol"]']
    .concat(
      Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(',')}]`),
    )
    .join('\n')

const mergeBomb = (levels: number): string =>
  ['x0: &x0 {a: 1, b: 2}']
    .concat(
      Array.from(
        { length: levels },
        (_, at) => `x${at + 1}: &x${at + 1}\n  <<: [*x${at}, *x${at}]\n  k${at}: {<<: *x${at}, v: *x${at}}`,
      ),
    )
    .join('\n')

describe('a Dockerfile', () => {
  test.each([
    ['with a line of 10 MB', `${PIP}# ${long('x', 10 * MB)}\n`],
    ['that is one instruction of 10 MB', `FROM python:3.14\nRUN pip install ${long('x ', 10 * MB)}\n`],
    ['just as large as is read, on one line', `FROM python:3.14\nRUN pip install ${long('a', 2 * MB - 100)}\n`],
    ['just as large as is read, of words', `FROM python:3.14\nRUN pip install ${long('a ', 2 * MB - 100)}\n`],
    [
      'just as large as is read, of one command after the other',
      `FROM python:3.14\nRUN ${long('pip install a && ', 2 * MB - 200)}true\n`,
    ],
    [
      'just as large as is read, of continued lines',
      `FROM python:3.14\nRUN pip install \\\n${long('  a \\\n', 2 * MB - 200)}  b\n`,
    ],
    [
      'just as large as is read, of comments in a continuation',
      `FROM python:3.14\nRUN pip install \\\n${long('# a\n', 2 * MB - 200)}  b\n`,
    ],
    ['just as large as is read, of variables', `FROM python:3.14\nRUN pip install "${long('${A:-', 400_000)}"\n`],
    ['just as large as is read, of stages', long('FROM python:3.14 AS a\n', 2 * MB - 100)],
    ['just as large as is read, of copies', `FROM python:3.14\n${long('COPY a b\n', 1.5 * MB)}RUN pip install a\n`],
    [
      'just as large as is read, of variables that are set',
      `FROM python:3.14\n${long('ENV A=$A$A\n', 1.5 * MB)}RUN pip install $A\n`,
    ],
    [
      'with variables that double each time',
      `FROM python:3.14\nARG A=aaaaaaaaaa\n${Array.from({ length: 200 }, () => 'ENV A=$A$A$A$A').join('\n')}\nWORKDIR $A\nRUN pip install $A\n`,
    ],
    ['with 100,000 findings', `FROM python:3.14\n${long('RUN pip install a\n', 100_000 * 18)}`],
    [
      'with 190 steps, each with an install',
      `FROM python:3.14\n${Array.from({ length: 190 }, (_, at) => `COPY d${at} .\nRUN pip install a${at} && apt-get install -y b`).join('\n')}\n`,
    ],
    [
      'with as many variables as instructions are read',
      `FROM python:3.14\n${Array.from({ length: 1_990 }, (_, at) => `ENV A${at}=${long('x', 900)}`).join('\n')}\nRUN pip install $A\n`,
    ],
    [
      'with as many stages as instructions are read, each on the one before',
      `FROM python:3.14 AS s0\n${Array.from({ length: 990 }, (_, at) => `FROM s${at} AS s${at + 1}\nENV A${at}=${at}`).join('\n')}\nRUN pip install a\n`,
    ],
    [
      'with as many copies as instructions are read',
      `FROM python:3.14\n${Array.from({ length: 1_990 }, (_, at) => `COPY d${at} d${at}`).join('\n')}\nRUN pip install -r requirements.txt\n`,
    ],
    [
      'with as many commands as are read',
      `FROM python:3.14\nCOPY . .\nRUN ${Array.from({ length: 990 }, (_, at) => `pip install a${at}`).join(' && ')}\n`,
    ],
    [
      'of variables in variables',
      `FROM python:3.14\nENV B="${long('${A:-', 10_000)}"\nWORKDIR ${long('${A:-', 10_000)}\nRUN pip install a\n`,
    ],
    ['of instructions that are cut short', long('FROM a\nRUN\n', 15_000)],
    ['of brackets', `FROM python:3.14\nRUN ${long('(', 100_000)}pip install a${long(')', 100_000)}\n`],
    ['of substitutions', `FROM python:3.14\nRUN ${long('$(', 50_000)}pip install a${long(')', 50_000)}\n`],
    ['of quotes', `FROM python:3.14\nRUN pip install ${long('"\\"\'', 300_000)}\n`],
    ['of here-documents', `FROM python:3.14\nRUN ${long('<<A ', 100_000)}\n${long('A\n', 50_000)}`],
    ['of mounts', `FROM python:3.14\nRUN ${long('--mount=type=cache,target=/a ', 500_000)}pip install a\n`],
    [
      'of commas in a mount',
      `FROM python:3.14\nRUN --mount=type=cache,${long('a=b,', 500_000)}target=/a pip install a\n`,
    ],
    [
      'of ignore comments',
      `FROM python:3.14\n${long('# layerwise ignore=mount-package-cache\n', 500_000)}RUN pip install a\n`,
    ],
    ['of spaces', `FROM python:3.14\nRUN${long(' ', 1_000_000)}pip install a${long(' ', 500_000)}\n`],
    ['of line ends', `FROM python:3.14\n${long('\n', 1_500_000)}RUN pip install a\n`],
    ['of backslashes', `FROM python:3.14\nRUN pip install ${long('\\', 1_000_000)}\n`],
    [
      'of conditions',
      `FROM python:3.14\nRUN ${long('if true; then ', 100_000)}pip install a; ${long('fi; ', 30_000)}\n`,
    ],
  ])('%s', async (_, text) => {
    await survives({ Dockerfile: text })
  })

  test('that is too large is named and passed over, and the next one is looked at', async () => {
    const { stdout } = await survives({ 'a.Dockerfile': `${PIP}# ${long('x', 10 * MB)}`, Dockerfile: PIP })
    const { files } = JSON.parse(stdout)
    const [large, usual] = ['a.Dockerfile', 'Dockerfile'].map((path) =>
      files.find((one: { path: string }) => one.path === path),
    )
    expect(large.notices[0].message).toMatch(/larger than 2 MB/)
    expect(usual.findings.length).toBeGreaterThan(0)
  })

  test.each([
    ['installs', 1_000, 'it has 1000 steps that run package managers, and more than 200 are not looked at'],
    ['instructions', 100_000, 'it has more than 2000 instructions, which are not looked at'],
  ])('with more %s than are looked at says so in one line', async (_, many, says) => {
    const { stdout } = await survives({ Dockerfile: `FROM python:3.14\n${'RUN pip install a\n'.repeat(many)}` })
    expect(JSON.parse(stdout).files[0].notices[0].message).toBe(`This file cannot be read: ${says}.`)
  })

  test('of dozens, each with findings, gives a report of all of them', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `d${at}/Dockerfile`,
        `FROM python:3.14\n${long('RUN pip install a\n', 50 * 18)}`,
      ]),
    )
    for (const format of ['json', 'text', 'github']) {
      const { stdout } = await survives(files, 'check', '--format', format)
      expect(stdout.length).toBeGreaterThan(200_000)
    }
  })
})

describe('a file beside the Dockerfile', () => {
  const stars = long('*a', 200)
  test.each<[string, Record<string, string | Buffer>]>([
    [
      '.dockerignore with regular-expression bombs',
      {
        '.dockerignore': `${long('**/', 3_000)}a\n${stars}b\n${long('(a+)+', 3_000)}$\n${long('[a-z]*', 3_000)}\n${long('?', 3_000)}*x\n`,
        [`${long('a', 200)}/x`]: '',
      },
    ],
    ['.dockerignore with 100,000 lines', { '.dockerignore': long('!a*b*c*d*e*f\n', 1.3 * MB) }],
    ['.dockerignore with a line of 10 MB', { '.dockerignore': long('*a', 10 * MB) }],
    ['configuration with bombs of aliases', { '.github/layerwise.yml': yamlBomb(12) }],
    ['configuration with bombs of merges', { '.github/layerwise.yml': mergeBomb(20) }],
    [
      'configuration with globs that are bombs',
      { '.github/layerwise.yml': `paths:\n  exclude:\n${long(`    - "${long('**/*a', 190)}b"\n`, 40_000)}` },
    ],
    ['configuration of 10 MB', { '.github/layerwise.yml': `rules: ${long('[', 10 * MB)}` }],
    [
      'compose file with bombs of aliases',
      { 'compose.yaml': `${yamlBomb(12)}\nservices: {x: {build: {context: ., args: *a12}}}\n` },
    ],
    ['compose file with bombs of merges', { 'compose.yaml': `${mergeBomb(25)}\nservices: *x25\n` }],
    [
      'compose file that includes itself',
      {
        'compose.yaml':
          'include: [compose.yaml, ./compose.yaml]\nservices: {x: {extends: {file: compose.yaml, service: x}, build: .}}\n',
      },
    ],
    [
      'compose file with 50,000 services',
      { 'compose.yaml': `services:\n${Array.from({ length: 10_000 }, (_, at) => `  s${at}: {build: .}\n`).join('')}` },
    ],
    ['compose file of opened brackets', { 'compose.yaml': long('[', 200_000) }],
    ['workflow with bombs', { '.github/workflows/a.yml': `${yamlBomb(12)}\njobs: {x: {steps: *a12}}\n` }],
    [
      'bake file that is nested deeply',
      { 'docker-bake.hcl': `target "a" { args = { A = "${long('${', 100_000)}" } }` },
    ],
    ['bake file of JSON that is nested deeply', { 'docker-bake.json': `${long('{"target":', 100_000)}1` }],
    [
      'Makefile with variables that double',
      {
        Makefile: `A0 = aaaaaaaaaa\n${Array.from({ length: 60 }, (_, at) => `A${at + 1} = $(A${at})$(A${at})$(A${at})\n`).join('')}x:\n\tdocker build --build-arg A=$(A60) .\n`,
      },
    ],
    ['Makefile whose variables name each other', { Makefile: 'A = $(B)\nB = $(A)\nx:\n\tdocker build -t $(A) .\n' }],
    ['Makefile of 10 MB', { Makefile: long('x:\n\tdocker build .\n', 10 * MB) }],
    ['script of expansions', { 'build.sh': `docker build ${long('${A:-', 100_000)} .\n` }],
    [
      'package.json that is nested deeply',
      { Dockerfile: NPM, 'package-lock.json': LOCK, 'package.json': `${long('{"dependencies":', 200_000)}1` },
    ],
    [
      'package.json with scripts that are bombs',
      {
        Dockerfile: NPM,
        'package-lock.json': LOCK,
        'package.json': JSON.stringify({
          scripts: {
            postinstall: long('npm run a && ', 200_000),
            a: 'npm run postinstall',
            prepare: long('(a+)+$', 50_000),
          },
        }),
      },
    ],
    [
      'package.json whose scripts call each other',
      {
        Dockerfile: NPM,
        'package-lock.json': LOCK,
        'package.json': JSON.stringify({
          scripts: Object.fromEntries([
            ['postinstall', 'npm run s0'],
            ...Array.from({ length: 500 }, (_, at) => [`s${at}`, `npm run s${at + 1} && npm run s${at + 1}`]),
          ]),
        }),
      },
    ],
    [
      'package.json with workspaces that are bombs',
      {
        Dockerfile: NPM,
        'package-lock.json': LOCK,
        'package.json': JSON.stringify({
          workspaces: Array.from({ length: 2_000 }, (_, at) => `${long('**/*', 150)}${at}`),
        }),
      },
    ],
    ['package.json of 10 MB', { Dockerfile: NPM, 'package-lock.json': LOCK, 'package.json': long(' ', 10 * MB) }],
    ['lock file of 10 MB', { Dockerfile: NPM, 'package.json': '{}', 'package-lock.json': long('{"a":', 10 * MB) }],
    [
      'requirements that name each other',
      {
        Dockerfile: PIP,
        'requirements.txt': '-r a.txt\n-r b.txt\n',
        'a.txt': '-r requirements.txt\n-r b.txt\n',
        'b.txt': '-r a.txt\n-r requirements.txt\n',
      },
    ],
    [
      'requirements of 1 MB that name files',
      { Dockerfile: PIP, 'requirements.txt': long('-r ../../../../etc/passwd\n', MB) },
    ],
    [
      'pyproject.toml that is a bomb',
      {
        Dockerfile: 'FROM python:3.14\nCOPY . .\nRUN poetry install\n',
        'poetry.lock': '',
        'pyproject.toml': `${long('[a.a.a.a]\n', 200_000)}a = ${long('[', 50_000)}`,
      },
    ],
    [
      'pom.xml with bombs of entities',
      {
        Dockerfile: 'FROM maven:3\nCOPY . .\nRUN mvn package\n',
        'pom.xml': `<!DOCTYPE x [<!ENTITY a "lol">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at || ''};`.repeat(10)}">`).join('')}]><project>&a20;</project>`,
      },
    ],
    [
      'pom.xml that is nested deeply',
      { Dockerfile: 'FROM maven:3\nCOPY . .\nRUN mvn package\n', 'pom.xml': long('<project>', 1_000_000) },
    ],
    [
      'archive where a text is expected',
      {
        Dockerfile: NPM,
        'package.json': Buffer.from('504b0304140000000800', 'hex'),
        'package-lock.json': Buffer.from('1f8b0800000000000003', 'hex'),
        'compose.yaml': Buffer.alloc(100_000, 0xff),
      },
    ],
    ['tree of folders, 1,000 deep', { [`${long('a/', 1_800)}x`]: '', '.dockerignore': `${long('*/', 1_800)}y\n` }],
    [
      'tree of 5,000 files beside a pattern that is a bomb',
      {
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`f/${long('a', 60)}${at}`, ''])),
        '.dockerignore': `${Array.from({ length: 50 }, (_, at) => `f/${long('*a', 80)}b${at}`).join('\n')}\n`,
      },
    ],
  ])('%s', async (_, files) => {
    await survives({ Dockerfile: PIP, ...files })
  })

  test('that cannot be read keeps nothing from being said', async () => {
    const { stdout } = await survives({
      Dockerfile: NPM,
      'package.json': '{}',
      'package-lock.json': LOCK,
      'compose.yaml': long('[', 200_000),
    })
    expect(JSON.parse(stdout).files[0].findings.map(({ rule }: { rule: string }) => rule)).toContain(
      'mount-package-cache',
    )
  })
})

describe('a mistake in the configuration', () => {
  test.each([yamlBomb(12), mergeBomb(20), `rules: ${long('[', 50_000)}`, '%YAML 9.9\n---\n*a', 'a: !!js/function "x"'])(
    'is one clear line, however it is made: %#',
    async (text) => {
      const { code, stderr } = await survives({ Dockerfile: PIP, '.github/layerwise.yml': text })
      expect(code).toBe(2)
      expect(stderr.split('\n')).toHaveLength(2)
      expect(stderr.length).toBeLessThan(500)
    },
  )
})
