import { describe, expect, test } from '@jest/globals'
import { configurationPlaces, defaultConfiguration } from '../../src/configuration/configuration.ts'
import { configurationOf, namedConfiguration } from '../../src/configuration/place.ts'

const ruleIds = ['declare-syntax']
const off = 'rules:\n  declare-syntax: off\n'

describe('where the configuration stands', () => {
  test.each(['.github/layerwise.yml', 'layerwise.yml'])('%s is read', (path) => {
    expect(configurationPlaces).toContain(path)
    expect(configurationOf(new Map([[path, off]]), ruleIds).rules).toEqual({ 'declare-syntax': 'off' })
  })

  test('without a file the defaults hold', () => {
    expect(configurationOf(new Map([['layerwise.yml', null]]), ruleIds)).toBe(defaultConfiguration)
  })

  test('two files are an error that names both', () => {
    const texts = new Map(configurationPlaces.slice(0, 2).map((path) => [path, off]))
    expect(() => configurationOf(texts, ruleIds)).toThrow(
      'layerwise.yml:1: .github/layerwise.yml is a configuration as well. Keep one of the two files.',
    )
  })

  test('a file with the other ending is not passed over in silence', () => {
    expect(() => configurationOf(new Map([['.github/layerwise.yaml', off]]), ruleIds)).toThrow(
      '.github/layerwise.yaml:1: the configuration is not read from here. Rename it to .github/layerwise.yml.',
    )
  })

  test('a file that a user named must be there', () => {
    expect(namedConfiguration('ci/own.yml', off, ruleIds).rules).toEqual({ 'declare-syntax': 'off' })
    expect(() => namedConfiguration('ci/own.yml', null, ruleIds)).toThrow(
      'ci/own.yml: there is no such configuration file. Check the path.',
    )
  })
})
