import { describe, expect, test } from '@jest/globals'
import { instead, nearest } from '../../src/text/nearest.ts'

const levels = ['error', 'warning', 'info', 'never']

describe('nearest', () => {
  test.each([
    ['eror', 'error'],
    ['warnnig', 'warning'],
    ['WARNING', 'warning'],
    ['warn', 'warning'],
    ['errors', 'error'],
    ['inof', 'info'],
  ])('%s means %s', (word, right) => {
    expect(nearest(word, levels)).toBe(right)
  })

  test.each(['', 'xyz', 'sometimes', 'e'.repeat(5000)])('nothing is near to %j', (word) => {
    expect(nearest(word, levels)).toBeUndefined()
  })

  test('an underscore is a dash', () => {
    expect(nearest('mount_package_cache', ['mount-package-cache', 'declare-syntax'])).toBe('mount-package-cache')
  })

  test('the message names the near word, or else all that is allowed', () => {
    expect(instead('warn', levels)).toBe('Did you mean "warning"?')
    expect(instead('loud', levels)).toBe('One of these is: error, warning, info, never.')
  })
})
