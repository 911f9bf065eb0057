import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { reviewPage } from '../../scripts/screens/review-page.mjs'

const folder = path.join(import.meta.dirname, '../../docs/pictures')

describe('the pictures', () => {
  test('are a review and an audit, each in light and dark, and small', () => {
    const names = fs.readdirSync(folder).sort()
    expect(names).toEqual(['audit-dark.png', 'audit-light.png', 'review-dark.png', 'review-light.png'])
    for (const name of names) {
      const picture = fs.readFileSync(path.join(folder, name))
      expect(picture.subarray(1, 4).toString()).toBe('PNG')
      expect(picture.readUInt32BE(16)).toBeGreaterThan(800)
      expect(picture.length).toBeLessThan(200_000)
    }
  })

  test('show a comment with the lines above it and its suggestion as a change', () => {
    const html = reviewPage({
      title: 'A <review>',
      texts: ['1 comment in `Dockerfile`.'],
      comments: [{ path: 'Dockerfile', start_line: 2, line: 3, body: '**rule**\n\n```suggestion\nRUN a && b\n```' }],
      textOf: () => 'FROM x\nRUN a\nRUN <b>\n',
    })
    expect(html).toContain('<title>A &#60;review&#62;</title>')
    expect(html).toContain('<p>1 comment in <code>Dockerfile</code>.</p>')
    expect(html).toContain('lines 2 to 3')
    const rows = [...html.matchAll(/<tr class="(\w+)"><td>(\d+)<\/td><td>(.*?)<\/td><\/tr>/g)].map((one) =>
      one.slice(1),
    )
    expect(rows).toEqual([
      ['added', '1', '+ FROM x'],
      ['added', '2', '+ RUN a'],
      ['added', '3', '+ RUN &#60;b&#62;'],
      ['gone', '2', 'RUN a'],
      ['gone', '3', 'RUN &#60;b&#62;'],
      ['added', '2', 'RUN a &amp;&amp; b'],
    ])
  })
})
