import { describe, expect, test } from '@jest/globals'
import type { Files } from '../context/repository.ts'
import { subjectOf } from '../rules/subject.ts'

const FILES: Files = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'src/index.js': '',
  'docs/a.md': '',
  '.dockerignore': 'node_modules\nDockerfile\n.dockerignore\n',
}

/** The files that run the last step of a disorder today and would not; null where no order is said. */
function saved(lines: readonly string[]): readonly string[] | null {
  const [order] = subjectOf(lines, FILES, []).orders()
  if (!order?.disorder) return null
  return [...order.saved.values()].at(-1) ?? null
}

const BUILD = ['FROM node:24 AS build', 'WORKDIR /app', 'COPY . .', 'RUN node build.js']
const INSTALL = ['WORKDIR /app', 'COPY . .', 'RUN npm ci']

describe('files that no longer run an install', () => {
  test('are those that the copy takes along, without the manifests', () => {
    expect(saved(['FROM node:24', ...INSTALL])).toEqual(['docs/a.md', 'src/index.js'])
  })

  test.each([
    ['another stage has them too, and all of it is taken', ['COPY --from=build /app /built']],
    ['that stage is named by its number', ['COPY --from=0 /app/ /built/']],
    ['another copy of them stays', ['COPY . /usr/share/app']],
    ['a linked copy of them stays', ['COPY --link . /usr/share/app']],
  ])('are none where %s: then nothing is said', (_, lines) => {
    expect(saved([...BUILD, '', 'FROM node:24', ...lines, ...INSTALL])).toBeNull()
  })

  test('are none in a stage that is built on one that has them', () => {
    expect(saved([...BUILD, 'FROM build', 'WORKDIR /other', ...INSTALL.slice(1)])).toBeNull()
  })

  test('are none where stages hand them on', () => {
    const second = ['FROM node:24 AS second', 'COPY --from=build /app /second']
    expect(saved([...BUILD, ...second, 'FROM node:24', 'COPY --from=second /second /built', ...INSTALL])).toBeNull()
  })

  test.each([
    ['only some of them are taken', ['COPY --from=build /app/docs /docs'], ['src/index.js']],
    [
      'what is made from them is taken, which may stay the same',
      ['COPY --from=build /out /built'],
      ['docs/a.md', 'src/index.js'],
    ],
    ['another copy of some of them stays', ['COPY docs /usr/share/docs'], ['src/index.js']],
  ])('are the others where %s', (_, lines, expected) => {
    expect(saved([...BUILD, '', 'FROM node:24', ...lines, ...INSTALL])).toEqual(expected)
  })
})
