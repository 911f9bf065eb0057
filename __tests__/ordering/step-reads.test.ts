import { describe, expect, test } from '@jest/globals'
import type { RunStep } from '../../src/caching/installs.ts'
import type { Step } from '../../src/dockerfile/state.ts'
import { readCopy } from '../../src/layers/context-copy.ts'
import { Layout } from '../../src/layers/layout.ts'
import { readsOf } from '../../src/ordering/step-reads.ts'
import { plainRun } from '../../src/ordering/stretch.ts'
import type { Files } from '../context/repository.ts'
import { projectOf } from './project.ts'

const FILES: Files = {
  'requirements.txt': 'a\n',
  'deps/dev.txt': '-r base.txt\n',
  'deps/base.txt': '',
  'package.json': '{}',
  'package-lock.json': '{}',
  'web/package.json': '{}',
  'web/package-lock.json': '{}',
  'src/index.js': '',
}

/** What the last step reads: `path at place`, or why that is not known. */
function reads(lines: readonly string[], files: Files = FILES): readonly string[] | string {
  const { file, stage, runs, context } = projectOf(lines, files)
  const run = runs.at(-1) as RunStep
  const layout = new Layout(context)
  for (const step of stage.steps) {
    if (step === run.step) break
    layout.knows(step.state.workdir)
    const copy = readCopy(file, step)
    if (copy) layout.add(copy)
  }
  const found = readsOf(run, layout)
  if ('files' in found) return found.files.map(({ path, at }) => `${path} at ${at}`)
  return 'unknown' in found ? found.unknown : 'missing'
}

const copied = (...lines: readonly string[]) => ['FROM node:24', 'WORKDIR /app', 'COPY . .', ...lines]

describe('the files that a step reads, with the places where it looks for them', () => {
  test.each([
    ['pip', copied('RUN pip install -r requirements.txt'), ['requirements.txt at /app/requirements.txt']],
    [
      'pip, by an absolute path',
      copied('RUN pip install -r /app/requirements.txt'),
      ['requirements.txt at /app/requirements.txt'],
    ],
    [
      'pip, in another folder',
      copied('RUN cd deps && pip install -r dev.txt'),
      ['deps/dev.txt at /app/deps/dev.txt', 'deps/base.txt at /app/deps/base.txt'],
    ],
    ['npm', copied('RUN npm ci'), ['package.json at /app/package.json', 'package-lock.json at /app/package-lock.json']],
    [
      'npm in another folder',
      copied('RUN cd web && npm ci'),
      ['web/package.json at /app/web/package.json', 'web/package-lock.json at /app/web/package-lock.json'],
    ],
    [
      'npm below WORKDIR',
      copied('WORKDIR web', 'RUN npm ci'),
      ['web/package.json at /app/web/package.json', 'web/package-lock.json at /app/web/package-lock.json'],
    ],
    [
      'both',
      copied('RUN pip install -r requirements.txt && npm ci'),
      [
        'requirements.txt at /app/requirements.txt',
        'package.json at /app/package.json',
        'package-lock.json at /app/package-lock.json',
      ],
    ],
    ['packages by name', copied('RUN pip install flask'), []],
    ['system packages', copied('RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*'), []],
    [
      'beside harmless commands',
      copied('RUN set -eux; export X=1; echo hi; npm ci'),
      ['package.json at /app/package.json', 'package-lock.json at /app/package-lock.json'],
    ],
    [
      'under another name',
      ['FROM python:3', 'COPY requirements.txt /tmp/r.txt', 'RUN pip install -r /tmp/r.txt'],
      ['requirements.txt at /tmp/r.txt'],
    ],
    [
      'from a folder copied elsewhere',
      ['FROM python:3', 'COPY deps /d', 'RUN pip install -r /d/dev.txt'],
      ['deps/dev.txt at /d/dev.txt', 'deps/base.txt at /d/base.txt'],
    ],
  ])('%s', (_, lines, files) => {
    expect(reads(lines)).toEqual(files)
  })
})

describe('what a step reads is not known when', () => {
  test.each([
    ['another command runs in it', copied('RUN npm ci && npm run build')],
    ['a program runs that nothing is known of', copied('RUN npm ci && make')],
    ['its output goes to a file', copied('RUN npm ci > log')],
    ['it is part of a pipeline', copied('RUN npm ci | tee log')],
    ['it runs under a condition', copied('RUN test -f x || npm ci')],
    ['another user runs it', copied('RUN gosu node npm ci')],
    ['a word comes from a variable', copied('ARG X', 'RUN pip install -r $X')],
    ['the folder comes from a variable', copied('ARG X', 'RUN cd $X && npm ci')],
    ['files are mounted', copied('RUN --mount=type=bind,target=. npm ci')],
    ['a variable makes it read more', copied('ENV PIP_CONSTRAINT=c.txt', 'RUN pip install -r requirements.txt')],
    ['its folder is not copied', ['FROM node:24', 'WORKDIR /app', 'COPY src /src', 'RUN npm ci']],
    ['its manifest is not copied', ['FROM python:3', 'COPY src /src', 'RUN pip install -r requirements.txt']],
    ['it removes what a copy brings', copied('RUN rm -rf src && npm ci')],
    ['a script is run', copied('RUN ./install.sh && npm ci')],
  ])('%s', (_, lines) => {
    expect(reads(lines)).toEqual(expect.stringMatching(/./))
  })
})
test.each([
  ['curl -fsSLo /tmp/a https://example.com/a && apt-get update && apt-get install -y x', 'apt-get install'],
  ['apt-get update && apt-get install -y x && curl -fsSLo /tmp/a https://example.com/a', 'apt-get install'],
  ['curl -fsSLo /tmp/a https://example.com/a', 'curl'],
  ['echo', null],
])('of what takes its time an install is named before a plain program: %s', (step, said) => {
  const { file, stage, runs, context } = projectOf(copied(`RUN ${step}`), FILES)
  const run = runs.at(-1) ?? plainRun(file, stage.steps.at(-1) as Step)
  const found = readsOf(run as RunStep, new Layout(context))
  expect('files' in found && found.expensive).toBe(said)
})
