import { describe, expect, test } from '@jest/globals'
import pipTools from '../../../src/managers/pip-tools.ts'
import type { Files } from '../repository.ts'
import { foundBy, readsBy } from './project.ts'

const files = (more: Files = {}): Files => ({
  'requirements.txt': 'flask==3\n',
  'dev.txt': '-c limits.txt\n',
  'limits.txt': '',
  ...more,
})
const reads = (command: string, all: Files = files()): readonly string[] | string => readsBy(pipTools, command, all)
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that `pip-sync` reads manifests alone, when a file is not there or names a project, when it looks
 * for packages on disk, or when options stand in a file beside.
 */
describe('pip-sync', () => {
  test.each([
    'nowhere.txt',
    'requirements.txt --find-links wheels',
    'requirements.txt --cert ca.pem',
    'requirements.txt --config options.toml',
    'requirements.txt --python-executable .venv/bin/python',
    'requirements.txt --pip-args=--target=lib',
    'requirements.txt --new-option',
  ])('reads more than can be copied ahead: %s', (command) => {
    expect(reads(command)).toEqual(UNKNOWN)
  })

  test.each([
    ['options beside it', { '.pip-tools.toml': '' }],
    ['options in pyproject.toml', { 'pyproject.toml': '[tool.pip-tools]\nfind-links = ["wheels"]\n' }],
    ['a pyproject.toml that cannot be read', { 'pyproject.toml': '[' }],
    ['a project in its file', { 'requirements.txt': '-e .\n' }],
  ])('reads more with %s', (_, more) => {
    expect(reads('requirements.txt', files(more))).toEqual(UNKNOWN)
  })

  test('looks for packages where a variable says', () => {
    const variables = { PIP_INDEX_URL: './simple' }
    expect(readsBy(pipTools, 'requirements.txt', files(), { variables })).toBe('PIP_INDEX_URL may name a folder')
  })

  test.each([
    ['', ['requirements.txt']],
    ['requirements.txt dev.txt', ['requirements.txt', 'dev.txt', 'limits.txt']],
    ['requirements.txt --quiet --pip-args=--no-cache-dir', ['requirements.txt']],
  ])('reads its manifests alone: pip-sync %s', (command, expected) => {
    expect(reads(command)).toEqual(expected)
  })

  test('asks for all texts of a round together', () => {
    const asked = { 'requirements.txt': undefined, 'pyproject.toml': undefined }
    expect(foundBy(pipTools, 'requirements.txt', asked)).toEqual({ missing: true })
  })
})
