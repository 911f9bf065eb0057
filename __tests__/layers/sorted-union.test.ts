import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sortedUnion } from '../../src/layers/sorted-union.ts'

test('what is in any of some sorted lists, once and sorted', () => {
  const list = fc.uniqueArray(fc.string({ maxLength: 2 }), { maxLength: 60 }).map((texts) => texts.sort())
  fc.assert(
    fc.property(fc.array(list, { maxLength: 4 }), (lists) => {
      expect(sortedUnion(lists)).toEqual([...new Set(lists.flat())].sort())
    }),
  )
})
