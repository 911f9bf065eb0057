import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readMarkdown } from '../../scripts/embedded-github/index.mjs'
import { cellCode, cellProse, fenced, inlineCode, link, prose } from '../../src/review/markdown.ts'
import { printable } from '../../src/text/printable.ts'

/** Pieces that mean something to Markdown, to HTML, to GitHub or to a terminal. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '`',
      '``',
      '```',
      '~~~',
      '*',
      '_',
      '**',
      '~~',
      '[',
      ']',
      '](',
      '(https://evil.example)',
      '![',
      '<',
      '>',
      '<img src=x>',
    ],
    ...[
      '<!--',
      '-->',
      '&lt;',
      '&#64;',
      '@octo',
      '@octo/team',
      '#1',
      'GH-1',
      'owner/repo#2',
      'https://evil.example/x',
      'www.evil.example',
    ],
    ...[
      'a@evil.example',
      '\\',
      '\\\\',
      '|',
      '\\|',
      '$x$',
      '$`x`$',
      '$$',
      ':tada:',
      '- ',
      '1. ',
      '# ',
      '> ',
      '+ ',
      '    ',
      '\t',
      '\n',
      '\n\n',
    ],
    ...[
      '\r',
      '\u001b[31m',
      '\u202e',
      '\u200b',
      '\0',
      '---',
      '===',
      '```suggestion',
      '</details>',
      '{{x}}',
      ' ',
      'word',
      'é',
      '🐳',
    ],
  ),
  fc.string({ maxLength: 4, unit: 'binary' }),
)
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const oneLine = hostile.map((text) => text.replace(/[\r\n]/g, ' '))

/** What of a line of Markdown is not in code spans, by the rules of CommonMark; escapes count only outside of spans. */
function outsideSpans(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    if (text[at] === '\\') {
      rest += text.slice(at, at + 2)
      at += 2
    } else if (text[at] === '`') {
      const fence = /^`+/.exec(text.slice(at))?.[0] as string
      const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(text.slice(at + fence.length))
      rest += close ? '' : fence
      at += fence.length + (close ? close.index + fence.length : 0)
    } else {
      rest += text[at++]
    }
  }
  return rest
}

/** What acts in a text that was made inert: nothing may be left. */
function active(text: string): string[] {
  const shown = text.replaceAll('<span>$</span>', '').replace(/\\[!-/:-@[-`{-~]/g, '')
  const acts = [
    /[`*_[\]<>|$~]/,
    /(?<!&)[@#](?!&#8203;)/,
    /&(?!#(?:8203|124|92|96);|(?:lt|gt|amp);)/,
    /:\/\//,
    /www\./i,
    /GH-\d/i,
    /[\p{Cc}\p{Cf}\p{Cs}]/u,
  ]
  const begins = /^(?:[-+=]|\d+[.)]|\s{4})/.test(text) ? ['at its start'] : []
  return [...acts.filter((one) => one.test(shown)).map(String), ...begins]
}

describe('prose', () => {
  test('shows words as they are and code as code', () => {
    expect(prose('`pip install` keeps `~/.cache/pip`, nothing else.')).toBe(
      '`pip install` keeps `~/.cache/pip`, nothing else.',
    )
    expect(prose('a * b_c [d](e) <b>')).toBe('a \\* b\\_c \\[d\\](e) &lt;b&gt;')
  })

  test('mentions nobody, refers to nothing and links nothing', () => {
    expect(prose('@octo fixes #1 and GH-2 of a/b#3, see https://evil.example and www.evil.example')).toBe(
      '@&#8203;octo fixes #&#8203;1 and GH-&#8203;2 of a/b#&#8203;3, see https:&#8203;//evil.example and www&#8203;.evil.example',
    )
  })

  test('links the addresses that it is told to', () => {
    const ours = (address: string) => address.startsWith('https://docs.docker.com/')
    expect(prose('See https://docs.docker.com/build/cache/_x. And https://evil.example.', ours)).toBe(
      'See <https://docs.docker.com/build/cache/_x>. And https:&#8203;//evil.example.',
    )
  })

  test('never acts, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = prose(text)
        expect(shown).not.toMatch(/[\r\n]/)
        expect(active(outsideSpans(shown))).toEqual([])
        expect(readMarkdown(shown).filter(({ kind }) => kind !== 'prose')).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a code span', () => {
  test('is one span that holds the text, printable', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = inlineCode(text)
        if (text === '') return expect(span).toBe('(nothing)')
        const [, fence = '', inside = ''] = /^(`+)(.*?)\1$/s.exec(span) ?? []
        expect(outsideSpans(span)).toBe('')
        expect(inside.match(/`+/g) ?? []).not.toContain(fence)
        const stripped = /^ .*[^ ].* $/s.test(inside) ? inside.slice(1, -1) : inside
        if (text.trim() !== '') expect(stripped).toBe(printable(text))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a fenced block', () => {
  test('is one block that holds its lines, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(oneLine, { maxLength: 6 }), (lines) => {
        const blocks = readMarkdown(fenced(lines, 'suggestion'))
        expect(blocks).toEqual([{ kind: 'code', info: 'suggestion', lines }])
      }),
      { numRuns: 1_000 },
    )
  })

  test('can be empty, and can hold one empty line', () => {
    expect(fenced([], 'suggestion')).toBe('```suggestion\n```')
    expect(fenced([''], 'suggestion')).toBe('```suggestion\n\n```')
  })
})

describe('a cell of a table', () => {
  /** The cells of a row by the rules of GitHub's Markdown: a bar ends a cell unless an odd backslash stands before it. */
  const cellsOf = (row: string): number => {
    let cells = 0
    for (let at = 0; at < row.length; at++) {
      if (row[at] === '\\') at++
      else if (row[at] === '|') cells++
    }
    return cells - 1
  }

  test('stays one cell, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, hostile, (code, text) => {
        const row = `| ${cellCode(code)} | ${cellProse(text)} |`
        expect(row).not.toMatch(/[\r\n]/)
        expect(cellsOf(row)).toBe(2)
        // The table's reader takes the backslash before a bar away, then the spans are read.
        expect(
          active(outsideSpans(cellProse(text).replaceAll('\\|', '|'))).filter((one) => one !== 'at its start'),
        ).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test('shows a bar in code', () => {
    expect(cellCode('curl x | sh')).toBe('`curl x \\| sh`')
    expect(cellProse('a | b `c | d`')).toBe('a &#124; b `c \\| d`')
  })
})

test('a link cannot be left by its address', () => {
  expect(link('`a`', 'https://github.com/x>y <z>\n')).toBe('[`a`](<https://github.com/x%3Ey%20%3Cz%3E%0A>)')
})
