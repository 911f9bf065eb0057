import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { layerwise } from '../cli/terminal.ts'
import { checkoutWith } from '../local/working-tree.ts'

const page = fileURLToPath(new URL('../../docs/graph.md', import.meta.url))
const example = /<!-- layerwise (.*?) -->\n```(\w+)\n(.*?)```/gs

/** The whole would fill pages. */
function oneStep(out: string): string {
  const { stages } = JSON.parse(out) as { stages: { steps: { id: string }[] }[] }
  return `${JSON.stringify(
    stages[0]?.steps.find(({ id }) => id === '0.6'),
    null,
    2,
  )}\n`
}

test('the page of the graph shows what the command prints', async () => {
  const text = readFileSync(page, 'utf8')
  const [, dockerfile] = /```dockerfile\n(.*?)```/s.exec(text) as unknown as [string, string]
  const files = ['package.json', 'package-lock.json', 'README.md', 'src/index.js', 'src/shop/cart.js', 'src/style.css']
  const cwd = checkoutWith({
    Dockerfile: dockerfile,
    '.dockerignore': 'docs\n',
    'docs/guide.md': '',
    ...Object.fromEntries(files.map((file) => [file, ''])),
  })
  const shown: string[] = []
  for (const [, words = ''] of text.matchAll(example)) {
    const { code, out } = await layerwise(words.split(' '), { cwd })
    expect(code).toBe(0)
    shown.push(words.includes('json') ? oneStep(out) : out)
  }
  const printed = text.replace(
    example,
    (_, words, language) => `<!-- layerwise ${words} -->\n\`\`\`${language}\n${shown.shift()}\`\`\``,
  )
  if (process.env.UPDATE_FIXTURES) writeFileSync(page, printed)
  expect(text === printed || process.env.UPDATE_FIXTURES !== undefined).toBe(true)
})
