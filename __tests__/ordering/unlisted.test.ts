import { describe, expect, test } from '@jest/globals'
import type { Build } from '../../src/context/builds/build.ts'
import type { StageOrder } from '../../src/ordering/orders.ts'
import type { Files } from '../context/repository.ts'
import { buildOf, subjectOf } from '../rules/subject.ts'

interface Given {
  readonly lines: readonly string[]
  readonly files: Files
  readonly builds?: readonly Build[]
}

const ordersOf = ({ lines, files, builds = [] }: Given): readonly StageOrder[] =>
  subjectOf(lines, files, builds).orders()

/** The files that the new order would take from an install, with the places that name them; null where nothing moves. */
function lost(given: Given): readonly string[] | null {
  const [order] = ordersOf(given)
  const unlisted = order?.disorder?.unlisted ?? order?.ahead?.unlisted
  return unlisted?.map(({ path, named }) => `${path}, ${named.file}:${named.line}`) ?? null
}

const PACKAGE = { 'package.json': '{"dependencies":{"a":"1"}}', 'src/index.js': '', '.dockerignore': 'node_modules\n' }
const NODE = ['FROM node:24', 'WORKDIR /app', 'COPY . .', 'RUN npm install']
const WORKFLOW = '.github/workflows/ci.yml'
const CI: Build = buildOf({ place: { path: WORKFLOW, line: 1 } })

describe('a file that git leaves out, and that the install would read, is lost where only what is listed is copied', () => {
  test.each<[string, Given, readonly string[]]>([
    [
      'a lock file',
      { lines: NODE, files: { ...PACKAGE, '.gitignore': '*-lock.json\n' } },
      ['package-lock.json, .gitignore:1'],
    ],
    ['settings', { lines: NODE, files: { ...PACKAGE, '.gitignore': 'dist\n.npmrc\n' } }, ['.npmrc, .gitignore:2']],
    [
      'settings of a tool that looks in the folders above',
      {
        lines: [
          'FROM mcr.microsoft.com/dotnet/sdk:9.0',
          'WORKDIR /app',
          'COPY . .',
          'RUN dotnet restore src/App/App.csproj',
        ],
        files: {
          'src/App/App.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
          'src/App/Program.cs': '',
          '.dockerignore': '**/obj\n**/bin\n',
          '.gitignore': '/nuget.config\n',
        },
      },
      ['nuget.config, .gitignore:1'],
    ],
    [
      'in a folder of the repository that has a .gitignore of its own',
      {
        lines: ['FROM node:24', 'WORKDIR /app', 'COPY web .', 'RUN npm install'],
        files: {
          'web/package.json': '{}',
          'web/index.js': '',
          'web/.gitignore': 'package-lock.json',
          '.dockerignore': '**/node_modules',
        },
      },
      ['web/package-lock.json, web/.gitignore:1'],
    ],
  ])('%s', (_, given, expected) => {
    expect(lost(given)).toEqual(expected)
  })
})

describe('so is one that what builds the image makes', () => {
  const named = (line: string, more: Files = {}) =>
    lost({ lines: NODE, files: { ...PACKAGE, [WORKFLOW]: `on: push\n${line}\n`, ...more }, builds: [CI] })

  test.each([
    'run: echo "token" > .npmrc',
    'run: echo token >>.npmrc',
    'run: cp ./ci/registry .npmrc',
    'run: echo x > "./.npmrc"',
    `run: echo x > $\{{ github.workspace }}/.npmrc`,
    'path: .npmrc',
  ])('%s', (line) => {
    expect(named(line)).toEqual([`.npmrc, ${WORKFLOW}:2`])
  })

  test.each([
    'run: echo token > ~/.npmrc',
    'run: echo token > $HOME/.npmrc',
    'run: echo token > /root/.npmrc',
    'run: echo token > $RUNNER_TEMP/.npmrc',
    'run: echo token > other/.npmrc',
    'run: echo token > my.npmrc',
    "key: ${{ hashFiles('**/.npmrc') }}",
    'cache-dependency-path: .npmrc',
    '  - .npmrc',
    '# .npmrc',
  ])('but not by %s', (line) => {
    expect(named(line)).toEqual([])
  })

  test('nor where a listed file is meant', () => {
    expect(named('run: cat .npmrc', { 'other/.npmrc': '' })).toEqual([])
    expect(named('run: cp other/.npmrc .npmrc', { 'other/.npmrc': '' })).toEqual([`.npmrc, ${WORKFLOW}:2`])
  })
})

describe('nothing is lost where', () => {
  const ignored = { ...PACKAGE, '.gitignore': 'package-lock.json\n' }

  test.each<[string, Given]>([
    ['nobody speaks of such a file', { lines: NODE, files: PACKAGE }],
    [
      'the ignore file keeps it out',
      { lines: NODE, files: { ...ignored, '.dockerignore': 'node_modules\npackage-lock.json\n' } },
    ],
    ['it is listed', { lines: NODE, files: { ...ignored, 'package-lock.json': '{}' } }],
    [
      'wildcards above take it too',
      {
        lines: ['FROM node:24', 'WORKDIR /app', 'COPY package*.json ./', 'COPY . .', 'RUN npm install'],
        files: ignored,
      },
    ],
    [
      'the install reads no such file',
      { lines: NODE, files: { ...PACKAGE, '.gitignore': 'poetry.lock\n/sub/.npmrc\n' } },
    ],
    [
      'wildcards that many projects copy match what is no manifest',
      {
        lines: ['FROM mcr.microsoft.com/dotnet/sdk:9.0', 'WORKDIR /app', 'COPY . .', 'RUN dotnet restore App.csproj'],
        files: {
          'App.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
          'Program.cs': '',
          '.dockerignore': '**/obj\n**/bin\n',
          '.gitignore': '[Oo]bj/\n*.rsp\n',
        },
      },
    ],
    [
      'BuildKit fetches the context from Git',
      { lines: NODE, files: ignored, builds: [buildOf({ context: { kind: 'git', folder: '.' } })] },
    ],
    [
      'the copy takes other folders',
      {
        lines: ['FROM node:24', 'WORKDIR /app', 'COPY package.json ./', 'COPY src src', 'RUN npm install'],
        files: ignored,
      },
    ],
  ])('%s', (_, given) => {
    expect(lost(given)).toEqual([])
  })
})

test('a .gitignore that is not at hand is asked for', () => {
  const subject = subjectOf(NODE, { ...PACKAGE, '.gitignore': undefined }, [])
  expect(subject.orders()).toHaveLength(1)
  expect([...subject.tree.missing]).toEqual(['.gitignore'])
})

describe('a file of one developer, without which everybody else builds, is not lost', () => {
  const GO = ['FROM golang:1.26', 'WORKDIR /app', 'COPY . .', 'RUN go mod download', 'RUN go build -o /bin/app .']
  const BUN = ['FROM oven/bun:1', 'WORKDIR /app', 'COPY . .', 'RUN bun install']
  const PROJECT = {
    'package.json': '{"dependencies":{"a":"1"}}',
    'src/index.ts': '',
    '.dockerignore': 'node_modules\n',
  }

  test('a go.work, which GitHub’s own .gitignore for Go names', () => {
    const files = {
      'go.mod': 'module a\n\ngo 1.26\n',
      'main.go': 'package main\n',
      '.gitignore': 'go.work\ngo.work.sum\n.env\n',
    }
    expect(lost({ lines: GO, files })).toEqual([])
  })

  test('a .env, unless a manifest asks for a variable', () => {
    const files = { ...PROJECT, '.gitignore': '.env\n.env.local\n' }
    expect(lost({ lines: BUN, files })).toEqual([])
    const asking = {
      ...files,
      'bunfig.toml': '[install.scopes]\n"@shop" = { token = "$SHOP_TOKEN", url = "https://x.example" }\n',
    }
    expect(lost({ lines: BUN, files: asking })).toContain('.env, .gitignore:1')
  })
})
