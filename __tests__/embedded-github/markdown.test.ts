import { describe, expect, test } from '@jest/globals'
import { liveText, readMarkdown, suggestionsIn } from '../../scripts/embedded-github/index.mjs'

describe('a suggestion block', () => {
  test('is a fence of three or more whose first word says so', () => {
    expect(suggestionsIn('Do this:\n```suggestion\nRUN a\n```\n')).toEqual([['RUN a']])
    expect(suggestionsIn('````suggestion\n```\nb\n```\n````')).toEqual([['```', 'b', '```']])
    expect(suggestionsIn('~~~ suggestion extra\nx\n~~~')).toEqual([['x']])
    expect(suggestionsIn('```dockerfile\nRUN a\n```')).toEqual([])
    expect(suggestionsIn('```suggestions\nRUN a\n```')).toEqual([])
  })

  test('keeps tabs, blank lines and carriage returns out of it', () => {
    expect(suggestionsIn('```suggestion\r\n\tRUN a  \r\n\r\n  b\r\n```\r\n')).toEqual([['\tRUN a  ', '', '  b']])
  })

  test('may be empty, which is no line, or hold one empty line', () => {
    expect(suggestionsIn('```suggestion\n```')).toEqual([[]])
    expect(suggestionsIn('```suggestion\n\n```')).toEqual([['']])
  })

  test('ends at a fence of its own kind and length only, or with the comment', () => {
    expect(suggestionsIn('```suggestion\na\n~~~\n````x\n``\n```')).toEqual([['a', '~~~', '````x', '``']])
    expect(suggestionsIn('```suggestion\na\n`````\nb')).toEqual([['a']])
    expect(suggestionsIn('```suggestion\na\nb')).toEqual([['a', 'b']])
  })

  test('is none inside another fence, an HTML comment or a details element without an empty line', () => {
    expect(suggestionsIn('````md\n```suggestion\na\n```\n````')).toEqual([])
    expect(suggestionsIn('<!--\n```suggestion\na\n```\n-->')).toEqual([])
    expect(suggestionsIn('<details>\n```suggestion\na\n```\n</details>')).toEqual([])
    expect(suggestionsIn('<details>\n\n```suggestion\na\n```\n\n</details>')).toEqual([['a']])
    expect(suggestionsIn('    ```suggestion\n    a\n    ```')).toEqual([])
  })

  test('can be one of several', () => {
    expect(suggestionsIn('```suggestion\na\n```\nor\n```suggestion\nb\n```')).toEqual([['a'], ['b']])
  })

  test('loses the indentation of its fence, not more', () => {
    expect(suggestionsIn('  ```suggestion\n    a\n b\n  ```')).toEqual([['  a', 'b']])
  })
})

describe('live text', () => {
  test('is what stands outside code, fences and HTML comments', () => {
    const live = liveText('Ask `@one` or ``@two `x` `` or @three.\n\n```\n@four\n```\n<!-- @five -->\nEnd <b>@six</b>')
    expect(live.match(/@\w+/g)).toEqual(['@three', '@six'])
  })

  test('holds what broke out of a fence or a span', () => {
    expect(liveText('```\nRUN a\n```\n@evil\n```')).toContain('@evil')
    expect(liveText('`RUN a` @evil `')).toContain('@evil')
    expect(liveText('`RUN\n\n@evil`')).toContain('@evil')
    expect(liveText('<!-- RUN a --> @evil -->')).toContain('@evil')
  })

  test('takes a mention behind a backslash or a character reference for one', () => {
    expect(liveText('\\@evil')).toBe('@evil')
    expect(liveText('&#64;evil &#x40;evil &commat;evil')).toBe('@evil @evil @evil')
  })
})

test('blocks are told apart', () => {
  const kinds = readMarkdown('Text\n<br>\ntext\n\n<br>\n\n    code\n\n<table>\n<tr>\n\nText').map(({ kind }) => kind)
  expect(kinds).toEqual(['prose', 'html', 'prose', 'code', 'prose', 'html', 'prose'])
})
