import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { commentMark, hashOf, readCommentMark, readReviewMark, reviewMark } from '../../src/review/mark.ts'
import { fenced } from '../../src/review/markdown.ts'

const hash = fc.string({ maxLength: 8 }).map(hashOf)
const headSha = 'a'.repeat(40)

describe('a mark', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(hash, { minLength: 1, maxLength: 5 }), fc.option(hash), (hashes, digest) => {
        const rules = hashes.map((_, index) => `rule-${index}`)
        expect(readCommentMark(`Text.\n\n${commentMark({ hashes, rules })}`)).toEqual({ hashes, rules })
        expect(readReviewMark(`Text.\n\n${reviewMark({ headSha, digest, hashes })}`)).toEqual({
          headSha,
          digest,
          hashes,
        })
      }),
    )
    expect(readReviewMark(reviewMark({ headSha, digest: null, hashes: [] }))).toEqual({
      headSha,
      digest: null,
      hashes: [],
    })
  })

  test('is found when somebody wrote below it, and when GitHub made its line ends CRLF', () => {
    const mark = commentMark({ hashes: [hashOf('a')], rules: ['r'] })
    expect(readCommentMark(`Text.\r\n\r\n${mark}\r\nThanks!`)?.hashes).toEqual([hashOf('a')])
  })

  test('does not count inside a fence, where the text of a Dockerfile stands', () => {
    const mark = commentMark({ hashes: [hashOf('a')], rules: ['r'] })
    expect(readCommentMark(fenced([mark, '```', mark], 'suggestion'))).toBeNull()
    expect(readCommentMark(`~~~\n${mark}\n~~~`)).toBeNull()
    expect(readCommentMark(`\`\`\`\n${mark}`)).toBeNull()
  })

  test('does not count within a line, nor in another form', () => {
    const mark = commentMark({ hashes: [hashOf('a')], rules: ['r'] })
    for (const body of [
      `x ${mark}`,
      `${mark} x`,
      `    ${mark}`,
      mark.replace('v1', 'v2'),
      mark.replace(/[0-9a-f]{16}/, 'zz'),
    ]) {
      expect(readCommentMark(body)).toBeNull()
    }
    expect(readReviewMark(mark)).toBeNull()
    expect(readCommentMark(reviewMark({ headSha, digest: null, hashes: [] }))).toBeNull()
  })
})

test('hashes are FNV-1a of 64 bits', () => {
  // The vectors of the algorithm's authors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  expect(hashOf('')).toBe('cbf29ce484222325')
  expect(hashOf('a')).toBe('af63dc4c8601ec8c')
  expect(hashOf('foobar')).toBe('85944171f73967e8')
})
