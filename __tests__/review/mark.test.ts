import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hashOf } from '../../src/review/hash.ts'
import {
  commentMark,
  isOwnReview,
  markLineOf,
  mostRemembered,
  readCommentMark,
  readSummaryMark,
  reviewMark,
  summaryMark,
} from '../../src/review/mark.ts'
import { fenced } from '../../src/review/markdown.ts'

const hash = fc.string({ maxLength: 8 }).map(hashOf)
const headSha = 'a'.repeat(40)
const ids = fc
  .uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 5 })
  .map((all) => all.sort((a, b) => a - b))
const one = { hashes: [hashOf('a')], rules: ['r'], suggestion: hashOf('s'), closed: false }

describe('a mark', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { minLength: 1, maxLength: 5 }),
        hash,
        fc.boolean(),
        ids,
        ids,
        (hashes, digest, closed, some, others) => {
          const rules = hashes.map((_, index) => `rule-${index}`)
          const comment = { hashes, rules, suggestion: digest, closed }
          expect(readCommentMark(`Text.\n\n${commentMark(comment)}`)).toEqual({ version: 2, ...comment })
          for (const refused of [hashes, []]) {
            const summary = {
              headSha,
              digest,
              closed: some,
              dismissed: others,
              moved: refused.map((one): [string, string] => [one, digest]),
              refused,
            }
            const body = `Text.\n\n${summaryMark(summary)}`
            expect(readSummaryMark(body)).toEqual({ version: 2, ...summary })
            expect(isOwnReview(body)).toBe(true)
            expect(readCommentMark(body)).toBeNull()
          }
        },
      ),
    )
  })

  test('of version 1 is still read', () => {
    expect(readCommentMark(`<!-- layerwise:v1 ${hashOf('a')},${hashOf('b')} one,two -->`)).toEqual({
      version: 1,
      hashes: [hashOf('a'), hashOf('b')],
      rules: ['one', 'two'],
      suggestion: null,
      closed: false,
    })
    const digest = hashOf('a')
    expect(readSummaryMark(`<!-- layerwise:v1 review ${headSha} ${digest} ${digest} -->`)).toMatchObject({
      version: 1,
      headSha,
      digest,
    })
    expect(readSummaryMark(`<!-- layerwise:v1 review ${headSha} 0000000000000000 -->`)?.digest).toBeNull()
  })

  test('is found when somebody wrote below it, and when GitHub made its line ends CRLF', () => {
    expect(readCommentMark(`Text.\r\n\r\n${commentMark(one)}\r\nThanks!`)?.hashes).toEqual([hashOf('a')])
  })

  test('does not count inside a fence, where the text of a Dockerfile stands', () => {
    const mark = commentMark(one)
    expect(readCommentMark(fenced([mark, '```', mark], 'suggestion'))).toBeNull()
    expect(readCommentMark(`~~~\n${mark}\n~~~`)).toBeNull()
    expect(readCommentMark(`\`\`\`\n${mark}`)).toBeNull()
  })

  test('does not count within a line, nor in another form', () => {
    const mark = commentMark(one)
    for (const body of [
      `x ${mark}`,
      `${mark} x`,
      `    ${mark}`,
      mark.replace('v2', 'v3'),
      mark.replace(/[0-9a-f]{16}/, 'zz'),
    ]) {
      expect(readCommentMark(body)).toBeNull()
    }
    expect(isOwnReview(mark)).toBe(false)
  })

  test('of a later review is no summary, and is told from that of other comments', () => {
    const [a, b] = ['a', 'b'].map((content) => reviewMark({ headSha, content: hashOf(content) }))
    expect(isOwnReview(a ?? '')).toBe(true)
    expect(readSummaryMark(a ?? '')).toBeNull()
    expect(markLineOf(`Text.\n\n${a}`)).toBe(a)
    expect(a).not.toBe(b)
  })

  test('remembers the newest comments when there are too many', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => 5_000 - index)
    const mark = summaryMark({ headSha, digest: hashOf(''), closed: many, dismissed: [], moved: [], refused: [] })
    expect(readSummaryMark(mark)?.closed).toEqual(many.slice(0, mostRemembered).sort((x, y) => x - y))
    expect(mark.length).toBeLessThan(8_000)
  })
})

test('hashes are FNV-1a of 64 bits', () => {
  // The vectors of the algorithm's authors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  expect(hashOf('')).toBe('cbf29ce484222325')
  expect(hashOf('a')).toBe('af63dc4c8601ec8c')
  expect(hashOf('foobar')).toBe('85944171f73967e8')
})
