import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCommands } from '../../src/github/commands.ts'

const review = { name: 'review' }
const ignore = (rule: string) => ({ name: 'ignore', rule })

describe('a comment asks for what stands', () => {
  test.each([
    ['on a line of its own', '/layerwise review', [review]],
    ['behind other words', 'Thanks!\n\n/layerwise review\nPlease.', [review]],
    ['in lines that Windows ended', 'One\r\n/layerwise ignore lock-shared-cache\r\n', [ignore('lock-shared-cache')]],
    ['with a reason', '/layerwise ignore declare-late it is a nightly build', [ignore('declare-late')]],
    ['as code', '/layerwise ignore `declare-late`, because', [ignore('declare-late')]],
    [
      'in several lines',
      '/layerwise ignore a\n/layerwise ignore b\n/layerwise review',
      [ignore('a'), ignore('b'), review],
    ],
    ['without a rule', '/layerwise ignore', [ignore('')]],
    ['without a word', '/layerwise  ', [{ name: 'help' }]],
    ['with an unknown word', '/layerwise reveiw now', [{ name: 'unknown', word: 'reveiw' }]],
    ['behind what HTML hides', '<!-- a\nb -->\n/layerwise review', [review]],
    ['behind a fence that has ended', '```\ncode\n```\n/layerwise review', [review]],
    ['below words about "<!--"', 'The sign <!-- begins it.\n/layerwise review', [review]],
  ])('%s', (_, body, commands) => {
    expect(readCommands(body)).toEqual(commands)
  })
})

describe('a comment asks for nothing', () => {
  test.each([
    ['within a line', 'Write /layerwise review here.'],
    ['behind a blank', ' /layerwise review'],
    ['in a quotation', '> /layerwise review'],
    ['in a code block', '~~~\n/layerwise review\n~~~'],
    ['in a code block with a longer fence', '````\n```\n/layerwise review\n````'],
    ['in a code block without an end', '```\n/layerwise review'],
    ['where HTML hides it', 'Hello <!--\n/layerwise ignore declare-late\n--> there'],
    ['where HTML hides all that follows', 'Hello\n<!--\n/layerwise ignore declare-late'],
    ['behind a hidden part of the same line', '<!--\n-->/layerwise review'],
    ['for another name', '/layerwisely review\n/layer review'],
    ['at all', ''],
  ])('%s', (_, body) => {
    expect(readCommands(body)).toEqual([])
  })
})

test('no comment takes long to read or asks for more than twenty things', () => {
  const size = 65_536
  for (const part of ['<!--', '-->', '`', '```\n', '/layerwise ', '/layerwise ignore a\n', '\n', ' ', '<!-- -->']) {
    const start = performance.now()
    expect(readCommands(part.repeat(Math.ceil(size / part.length))).length).toBeLessThanOrEqual(20)
    expect(performance.now() - start).toBeLessThan(500)
  }
})

test('whatever stands above and below in lines of prose, the command is the same', () => {
  const prose = fc.array(fc.stringMatching(/^[A-Za-z .,>*_-]*$/))
  fc.assert(
    fc.property(prose, prose, (above, below) => {
      const body = [...above.map((line) => `x${line}`), '/layerwise review', ...below.map((line) => `x${line}`)]
      expect(readCommands(body.join('\n'))).toEqual([review])
    }),
  )
})
