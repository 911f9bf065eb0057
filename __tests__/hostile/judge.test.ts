import { describe, expect, test } from '@jest/globals'
import { whatBrokeOut, whatLogObeys, whatTerminalObeys } from './judge.ts'

const ours = (address: string) => address.startsWith('https://ours.example/')

describe('the judge of these tests', () => {
  test.each([
    [
      'a fence that is left',
      '```\n```\n![x](https://evil.example/p.png)\n```\n```',
      ['<img>', '<img src>', '<img alt>'],
    ],
    ['an image of HTML', 'a <img src=x onerror=alert(1)>', ['<img>', '<img src>', '<img onerror>']],
    ['a block of HTML', '<h1 id=x>pwned</h1>', ['<h1>', '<h1 id>']],
    ['a link', '[x](https://evil.example)', ['a link to https://evil.example']],
    ['an address that becomes a link', 'see www.evil.example', ['a link to http://www.evil.example']],
    ['an address of mail', 'a@evil.example', ['a link to mailto:a@evil.example']],
    ['a mention', 'hello @octo', ['a text mentions somebody: "hello @octo"']],
    ['a mention behind a backslash', 'hello \\@octo', ['a text mentions somebody: "hello @octo"']],
    ['a mention by number', 'hello &#64;octo', ['a text mentions somebody: "hello @octo"']],
    ['a reference', 'fixes #1', ['a text refers to something: "fixes #1"']],
    ['a formula', 'costs $1$', ['a text is a formula: "costs $1$"']],
    ['a closing tag', '<details>\n\n</details>\n\n</details>', ['tags that do not belong to each other']],
    ['a comment of others', '<!-- other -->', ['a comment says " other "']],
    ['a text that is turned around', 'a\u202eb', ['a text cannot be seen: "a\u202eb"']],
    ['a list of tasks', '- [x] done', ['<input>', '<input type>', '<input checked>', '<input disabled>']],
  ])('sees %s', (_, markdown, wrong) => {
    expect(whatBrokeOut(markdown, ours).sort()).toEqual([...wrong].sort())
  })

  test('lets pass what is shown and does nothing', () => {
    const text =
      'A `@octo` [x](<https://ours.example/>) <span>$</span>\n\n```suggestion\n<img src=x> @octo\n```\n\n<!-- layerwise -->'
    expect(whatBrokeOut(text, ours)).toEqual([])
  })

  test('sees what a runner and a terminal obey', () => {
    expect(whatLogObeys('a\n ::set-output name=x::y\nb ##[error]c')).toEqual([
      'the runner obeys set-output',
      'the runner obeys error',
    ])
    expect(whatTerminalObeys('a\u001b[0m\u202e')).toHaveLength(2)
  })
})
