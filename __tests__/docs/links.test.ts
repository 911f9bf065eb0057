import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'

const root = path.join(import.meta.dirname, '..', '..')
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...fs
    .readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('docs', name)),
].filter((name) => name.endsWith('.md'))

test.each(pages)('%s links only to files that are there', (page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
  const links = [...text.matchAll(/(?:\]\(|src(?:set)?=")(?!https?:|#)([^)"#\s]+)/g)].map(([, to]) => to as string)
  expect(links.filter((to) => !fs.existsSync(path.join(root, path.dirname(page), to)))).toEqual([])
})
