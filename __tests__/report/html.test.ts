import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { auditHtml, mostFindings } from '../../src/report/html.ts'
import { toJson } from '../../src/report/json.ts'
import { reportSaying, shop, type Words } from './audit.ts'
import { finding, report } from './reports.ts'

/** The tags of a page, in their order, without the addresses of links. */
const tagsOf = (page: string): string[] => {
  const [, body = ''] = page.split('<body>')
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/href="[^"]*"/, 'href'))
}

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}',
  '</code></pre><h1>',
  '&lt;script&gt;',
  '<!-- ',
  ']]>',
  'javascript:alert(1)',
  'https://docs.docker.com/"><script>',
  'https://docs.docker.com.evil.example/',
  '\u202ereversed\u202c \u001b[31m \u0000 \ud800',
  '`a <b>` `c` `',
]
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '`', '/', 'a', ' ', '=', '\\', '{', '}'),
    minLength: 1,
    maxLength: 20,
  }),
)

describe('the page of an audit', () => {
  const page = auditHtml(reportSaying({}))

  test('holds the tags that we wrote and no others, whatever a repository says', () => {
    // Without a commit there are no links into the repository, which a strange path would not get.
    const repositories = [{ ...shop, commit: null }]
    const plain = (words: Words): string[] => tagsOf(auditHtml({ ...reportSaying(words), repositories }))
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (path, message, note, line) => {
        // Code between backticks is marked up, as is a link to Docker’s manual; what is left may not be.
        const words = [path, message, note, line].map((text) =>
          text.replaceAll('`', "'").replace('https://docs', 'http://docs'),
        )
        const [a = '', b = '', c = '', d = ''] = words
        expect(plain({ path: a || 'x', message: b, note: c, help: `${b}.`, line: d || 'x' })).toEqual(
          plain({ path: 'x', message: 'x', note: 'x', help: 'x', line: 'x' }),
        )
      }),
    )
  })

  test.each(attacks)('shows %j as it is, printable', (attack) => {
    const shown = auditHtml(reportSaying({ message: attack, path: attack, help: attack, note: attack, line: attack }))
    expect(shown).not.toMatch(/<script|<img|<h1>.*<h1>|onerror=alert\(1\)>/s)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/)
  })

  test('has a policy that lets a browser load and run nothing but its own style', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    )
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=| style=/)
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'))
  })

  test('links to nothing but https, the lines at their commit and the pages of the rules', () => {
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
    expect(links).toEqual([
      '#findings',
      'https://github.com/layerwise/layerwise/blob/main/docs/rules/mount-package-cache.md',
      `https://github.com/octo-org/shop/blob/${'a'.repeat(40)}/Dockerfile#L3`,
      `https://github.com/octo-org/shop/blob/${'a'.repeat(40)}/Dockerfile#L1`,
    ])
    const evil = auditHtml({ ...reportSaying({}), repositories: [{ ...shop, server: 'javascript:alert(1)' }] })
    expect(evil).not.toContain('javascript:')
  })

  test('filters by severity and rule without a script: each box has a line of the style that hides its findings', () => {
    const findings = [finding(1, { severity: 'error' }), finding(1, { rule: 'declare-late' })]
    const shown = auditHtml(toJson([report('Dockerfile', 'FROM a\n', findings)], shop))
    const boxes = [...shown.matchAll(/<input type="checkbox" id="([^"]+)" checked/g)].map(([, id]) => id)
    expect(boxes).toEqual(['error', 'warning', 'rule-0', 'rule-1'])
    for (const id of boxes) {
      expect(shown).toContain(`body:has(#${id}:not(:checked)) .${id}{display:none}`)
      expect(shown).toMatch(new RegExp(`class="finding [^"]*\\b${id}\\b`))
    }
  })

  test('can be used with the keyboard and read aloud: labels, headings in their order, a language', () => {
    expect(page).toContain('<html lang="en">')
    expect([...page.matchAll(/<h([1-6])/g)].map(([, level]) => level)).toEqual(['1', '2', '3', '2'])
    expect(page.match(/<input/g)?.length).toBe(page.match(/<label>/g)?.length)
    expect(page).toContain('<a class="skip" href="#findings">')
    expect(page).toContain('id="findings"')
  })

  test('says what it leaves out', () => {
    const many = Array.from({ length: mostFindings + 7 }, () => finding(1))
    const shown = auditHtml(toJson([report('Dockerfile', 'FROM a\n', many)], shop))
    expect(shown.match(/<li class="finding/g)?.length).toBe(mostFindings)
    expect(shown).toContain('7 more findings are in the JSON report.')
  })

  test('of a clean repository says so', () => {
    const clean = auditHtml(toJson([report('Dockerfile', 'FROM a\n')], shop))
    expect(clean).toContain('1 Dockerfile looked at, 0 findings.')
    expect(clean).not.toContain('<fieldset>')
  })

  test('names the repositories that nothing is known of', () => {
    const gone = { name: 'octo-org/gone', server: null, commit: null, notLookedAt: 'There is no report on it.' }
    const shown = auditHtml({ ...reportSaying({}), repositories: [shop, gone] })
    expect(shown).toContain('<code>octo-org/gone</code>')
    expect(shown).toContain('There is no report on it.')
    expect(shown).toContain('in 1 repository looked at')
  })
})
