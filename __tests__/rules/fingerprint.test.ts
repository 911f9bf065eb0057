import { expect, test } from '@jest/globals'
import { analyse } from '../../src/analyse.ts'
import { stableWords } from '../../src/rules/fingerprint.ts'

test('the words of an instruction stay the same however it is laid out', () => {
  for (const text of [
    'RUN apt-get update && apt-get install -y curl',
    'run apt-get update && apt-get install -y curl',
    'RUN apt-get update \\\n    && apt-get install -y \\\n        curl',
    'RUN apt-get update \\\r\n && apt-get install -y curl',
    'RUN apt-get update `\n && apt-get install -y curl',
    'RUN apt-get update && \\\n# why\n    apt-get install -y   "curl"',
    'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get update && apt-get install -y curl',
  ])
    expect([text, stableWords(text)]).toEqual([text, 'RUN apt-get update && apt-get install -y curl'])
})

test('other words are other words', () => {
  const all = [
    'RUN npm ci',
    'RUN npm ci --omit=dev',
    'RUN npm install',
    'COPY . .',
    'COPY . /app',
    'ONBUILD RUN npm ci',
  ]
  expect(new Set(all.map(stableWords)).size).toBe(all.length)
})

test('a finding keeps its fingerprint when its step is wrapped, indented or gets the mount of another finding', () => {
  const fingerprints = (step: string) =>
    analyse({
      path: 'Dockerfile',
      text: `# syntax=docker/dockerfile:1\nFROM node:24\nWORKDIR /app\nCOPY package.json ./\n${step}\n`,
      repository: { files: null, texts: new Map() },
      settings: { rules: {}, syntax: 'docker/dockerfile:1' },
    })
      .findings.filter(({ rule }) => rule === 'mount-package-cache')
      .map(({ fingerprint }) => fingerprint)
  const first = fingerprints('RUN npm install && echo done')
  expect(first).toHaveLength(1)
  for (const step of ['RUN npm install \\\n    && echo done', 'run   npm install && \\\n\n  echo "done"'])
    expect(fingerprints(step)).toEqual(first)
})
