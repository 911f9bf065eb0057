import { expect, test } from '@jest/globals'
import { ignoreContextNoise } from '../../src/rules/ignore-context-noise.ts'
import { buildOf, subjectOf } from './subject.ts'

const LINES = ['FROM python:3.13-slim', 'WORKDIR /app', 'COPY . .', 'RUN pip install -r requirements.txt']
const FILES = { 'requirements.txt': 'flask\n', 'app.py': '' }

test('a folder of the checkout brings the history along', () => {
  expect(ignoreContextNoise.check(subjectOf(LINES, FILES, [buildOf()]))).toHaveLength(1)
})

test('nothing is said when BuildKit fetches the context from git: no ignore file is applied to it', () => {
  const builds = [buildOf(), buildOf({ context: { kind: 'git', folder: '.' } })]
  expect(ignoreContextNoise.check(subjectOf(LINES, FILES, builds))).toEqual([])
})

test('nothing is said before the text of .gitignore is at hand, and then it is read', () => {
  const subject = subjectOf(LINES, { ...FILES, '.gitignore': undefined }, [])
  expect(ignoreContextNoise.check(subject)).toEqual([])
  expect([...subject.tree.missing]).toEqual(['.gitignore'])
  const [finding] = ignoreContextNoise.check(subjectOf(LINES, { ...FILES, '.gitignore': '.venv\n' }, []))
  expect(finding?.message).toContain('`.git` and `Dockerfile`, and if present `.venv`')
})
