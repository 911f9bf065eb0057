import { describe, expect, test } from '@jest/globals'
import { findDisorder } from '../../src/ordering/disorder.ts'
import { readStretch } from '../../src/ordering/stretch.ts'
import { applyEdits } from '../../src/text/compose.ts'
import type { Files } from '../context/repository.ts'
import { projectOf } from './project.ts'

const FILES: Files = {
  'requirements.txt': 'a\n',
  'dev.txt': 'b\n',
  'package.json': '{}',
  'package-lock.json': '{}',
  'web/package.json': '{}',
  'web/package-lock.json': '{}',
  'web/index.js': '',
  'src/app.py': '',
  'deps/base.txt': '',
  '.env': '',
}
const IGNORE = '**/node_modules\n'

const disorderOf = (lines: readonly string[], files: Files = FILES, ignore = IGNORE) => {
  const { file, stage, runs, context, text } = projectOf(lines, files, ignore)
  const disorder = findDisorder(file, readStretch(file, stage, runs, context))
  return disorder && { ...disorder, lines: applyEdits(text, disorder.edits).trimEnd().split('\n') }
}
const python = (...lines: readonly string[]) => ['FROM python:3', 'WORKDIR /app', ...lines]
/** The lines behind FROM and WORKDIR once the sources have moved; null where nothing is out of order. */
const ordered = (lines: readonly string[], files?: Files, ignore?: string) =>
  disorderOf(python(...lines), files, ignore)?.lines.slice(2) ?? null

const PIP = 'RUN pip install -r requirements.txt'
const NPM = 'RUN npm ci'

describe('sources that stand above an install move below it', () => {
  test.each([
    ['pip', ['COPY . .', PIP], ['COPY requirements.txt ./', PIP, 'COPY . .']],
    ['npm', ['COPY . .', NPM], ['COPY package.json package-lock.json ./', NPM, 'COPY . .']],
    ['with what follows', ['COPY . .', PIP, 'CMD ["a"]'], ['COPY requirements.txt ./', PIP, 'COPY . .', 'CMD ["a"]']],
    [
      'with a comment above',
      ['# the sources', 'COPY . .', PIP],
      ['COPY requirements.txt ./', PIP, '# the sources', 'COPY . .'],
    ],
    ['to an absolute folder', ['COPY . /app', PIP], ['COPY requirements.txt /app/', PIP, 'COPY . /app']],
    ['to a folder with a slash', ['COPY . ./', PIP], ['COPY requirements.txt ./', PIP, 'COPY . ./']],
    [
      'in lower case',
      ['copy . .', 'run pip install -r requirements.txt'],
      ['copy requirements.txt ./', 'run pip install -r requirements.txt', 'copy . .'],
    ],
    [
      'with flags, which go along',
      ['COPY --chown=1:1 --link . .', PIP],
      ['COPY --chown=1:1 --link requirements.txt ./', PIP, 'COPY --chown=1:1 --link . .'],
    ],
    ['by ADD', ['ADD . .', PIP], ['COPY requirements.txt ./', PIP, 'ADD . .']],
    [
      'past two installs',
      ['COPY . .', PIP, NPM],
      ['COPY requirements.txt ./', PIP, 'COPY package.json package-lock.json ./', NPM, 'COPY . .'],
    ],
    [
      'past a step that reads nothing',
      ['COPY . .', 'RUN apt-get update && apt-get install -y c', PIP],
      ['RUN apt-get update && apt-get install -y c', 'COPY requirements.txt ./', PIP, 'COPY . .'],
    ],
    ['past an install of what is named', ['COPY . .', 'RUN pip install flask'], ['RUN pip install flask', 'COPY . .']],
    [
      'past an install of what is named, below another one',
      ['COPY . .', PIP, 'RUN apt-get update && apt-get install -y c'],
      ['COPY requirements.txt ./', PIP, 'RUN apt-get update && apt-get install -y c', 'COPY . .'],
    ],
    [
      'past a download',
      ['COPY . .', 'RUN curl -fsSL https://example.com/x | tar -xz -C /opt'],
      ['RUN curl -fsSL https://example.com/x | tar -xz -C /opt', 'COPY . .'],
    ],
    [
      'a file that is named together with the manifest',
      ['COPY src/app.py requirements.txt ./', PIP],
      ['COPY requirements.txt ./', PIP, 'COPY src/app.py requirements.txt ./'],
    ],
    ['past metadata', ['COPY . .', 'LABEL a=b', PIP], ['LABEL a=b', 'COPY requirements.txt ./', PIP, 'COPY . .']],
    [
      'an install in a folder below',
      ['COPY . .', 'RUN cd web && npm ci'],
      ['COPY web/package.json web/package-lock.json ./web/', 'RUN cd web && npm ci', 'COPY . .'],
    ],
    [
      'two copies of sources',
      ['COPY src src', 'COPY . .', PIP],
      ['COPY requirements.txt ./', PIP, 'COPY src src', 'COPY . .'],
    ],
  ])('%s', (_, lines, result) => {
    expect(ordered(lines)).toEqual(result)
  })

  test('and need no copy where the manifests are copied already', () => {
    const lines = ['COPY requirements.txt .', 'COPY . .', PIP]
    expect(ordered(lines)).toEqual(['COPY requirements.txt .', PIP, 'COPY . .'])
    expect(disorderOf(python(...lines))?.adds).toBe(false)
    expect(disorderOf(python('COPY . .', PIP))?.adds).toBe(true)
  })

  test('over several lines, as they are', () => {
    expect(ordered(['COPY \\', '  # all', '  . .', PIP])).toEqual([
      'COPY requirements.txt ./',
      PIP,
      'COPY \\',
      '  # all',
      '  . .',
    ])
  })
})

describe('nothing is out of order', () => {
  test.each([
    ['manifests are copied first', ['COPY requirements.txt .', PIP, 'COPY . .']],
    ['nothing is installed', ['COPY . .', 'CMD ["a"]']],
    ['what is installed is a matter of a moment', ['COPY . .', 'RUN mkdir /data && useradd me']],
    ['only manifests are copied', ['COPY requirements.txt dev.txt ./', PIP]],
    ['a folder of requirements is copied', ['COPY deps .', 'RUN pip install -r base.txt']],
    ['sources come from another stage', ['COPY --from=python:3 /x /y', 'COPY requirements.txt .', PIP]],
  ])('where %s', (_, lines) => {
    expect(ordered(lines)).toBeNull()
  })
})

describe('sources stay where a line cannot be moved for certain', () => {
  test.each([
    ['the project itself is installed', ['COPY . .', 'RUN pip install .']],
    ['a step between may make what the install reads', ['COPY . .', 'RUN make', PIP]],
    ['the step also builds', ['COPY . .', 'RUN npm ci && npm run build']],
    ['a flag leaves something out', ['COPY --exclude=*.md . .', PIP]],
    ['a flag keeps the folders above', ['COPY --parents . .', PIP]],
    ['the folder changes between', ['COPY . .', 'WORKDIR src', 'RUN pip install -r ../requirements.txt']],
    [
      'a variable of the copy changes between',
      ['ENV D=/app', 'COPY . $D', 'ENV D=/x', 'RUN pip install -r /app/requirements.txt'],
    ],
    ['another copy lies over it', ['COPY . .', 'COPY dev.txt .env', PIP]],
    ['another copy from a stage stands between', ['COPY . .', 'COPY --from=python:3 /x /app/requirements.txt', PIP]],
    ['an install runs under a condition', ['COPY . .', 'RUN test -f x || pip install -r requirements.txt']],
    ['files are mounted', ['COPY . .', 'RUN --mount=type=bind,target=/x pip install -r requirements.txt']],
    ['the last step goes on where the file ends', ['COPY . .', `${PIP} \\`]],
  ])('since %s', (_, lines) => {
    expect(ordered(lines)).toBeNull()
  })

  test('since a manifest has a name that cannot be written plainly', () => {
    expect(
      ordered(['COPY . .', 'RUN pip install -r "my deps.txt"'], { 'my deps.txt': 'a', 'src/app.py': '' }),
    ).toBeNull()
  })

  test('since pip.conf lies among them', () => {
    expect(ordered(['COPY . .', PIP], { ...FILES, 'pip.conf': '' })).toBeNull()
  })
})

describe('what the later copy would undo', () => {
  test('is the folder that the install writes, with a line for the ignore file', () => {
    expect(disorderOf(python('COPY . .', NPM), FILES, '')?.undone).toEqual({
      path: 'node_modules',
      ignoreLine: 'node_modules',
    })
    expect(disorderOf(python('COPY . .', 'RUN cd web && npm ci'), FILES, 'node_modules')?.undone).toEqual({
      path: 'web/node_modules',
      ignoreLine: '**/node_modules',
    })
  })

  test.each([
    ['it is left out', ['COPY . .', NPM], 'node_modules'],
    ['it is left out everywhere', ['COPY . .', NPM], '**/node_modules'],
    ['what it holds is left out', ['COPY . .', NPM], 'node_modules/**'],
    ['pip writes elsewhere', ['COPY . .', PIP], ''],
    ['the copy does not reach it', ['COPY package.json package-lock.json ./', 'COPY src src', NPM], ''],
  ])('is nothing where %s', (_, lines, ignore) => {
    expect(disorderOf(python(...lines), FILES, ignore)?.undone ?? null).toBeNull()
  })

  test('is the folder of an environment that pip writes into', () => {
    const absolute = python('COPY . .', 'RUN /app/.venv/bin/pip install -r requirements.txt')
    expect(disorderOf(absolute, FILES, '')?.undone).toEqual({ path: '.venv', ignoreLine: '.venv' })
  })
})
