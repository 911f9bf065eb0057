import { describe, expect, test } from '@jest/globals'
import { managers } from '../../src/managers/registry.ts'
import { examples } from '../../src/rules/examples.generated.ts'
import { rules } from '../../src/rules/registry.ts'
import { checkoutWith } from '../local/working-tree.ts'
import { layerwise } from './terminal.ts'

describe('explain', () => {
  test('without a topic lists all rules and package managers', async () => {
    const { code, out } = await layerwise(['explain'])
    expect(code).toBe(0)
    for (const { id } of [...rules, ...managers]) expect(out).toContain(`  ${id} `)
  })

  test.each(rules.map(({ id }) => id))(
    '%s: the whole reason, with an example, in the order of the page',
    async (id) => {
      const { code, out } = await layerwise(['explain', id])
      expect(code).toBe(0)
      const { before, after } = examples[id] ?? { before: '', after: '' }
      const shown = before === after ? ['Example'] : ['Before', 'After']
      const headings = ['Why', ...shown, 'When it is silent', 'Why the fix is safe', 'How to switch it off']
      const places = headings.map((heading) => out.indexOf(`\n${heading}\n`))
      expect(places).not.toContain(-1)
      expect(places).toEqual([...places].sort((one, other) => one - other))
      const plain = out.replace(/\s+/g, ' ')
      expect(plain).toContain(
        'The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.',
      )
      for (const line of after.split('\n')) expect(out).toContain(line)
      expect(out).toContain(`    # layerwise ignore=${id} the reason\n`)
    },
  )

  test.each(managers.map(({ id }) => id))('%s: where it caches, how that is mounted, what defeats it', async (id) => {
    const { code, out } = await layerwise(['explain', id])
    expect(code).toBe(0)
    expect(out).toContain('Commands that use the cache')
    expect(out).toMatch(/Mounted with sharing=(?:shared|locked): /)
    expect(out).toContain('What defeats it')
  })

  test('a topic that there is not is answered with the nearest', async () => {
    expect(await layerwise(['explain', 'mount-packge-cache'])).toEqual({
      code: 2,
      out: '',
      err: 'layerwise: "mount-packge-cache" is no rule and no package manager. Did you mean "mount-package-cache"?\n',
    })
  })

  test('is no wider than the terminal', async () => {
    const { out } = await layerwise(['explain', 'pip'], { terminal: true, env: { NO_COLOR: '1' } })
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(96)
  })
})

describe('help and version', () => {
  test('the help of all names the commands', async () => {
    const { code, out, err } = await layerwise(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const command of ['check', 'fix', 'explain']) expect(out).toContain(`\nlayerwise ${command} `)
  })

  test('the help of a command names its flags, with values and default', async () => {
    const { out } = await layerwise(['check', '--help'])
    expect(out.replace(/\s+/g, ' ')).toContain(
      '--fail-on LEVEL The lowest severity that makes the run fail. One of error, warning, info, never. Default: warning.',
    )
    expect(out).not.toContain('--dry-run')
    expect((await layerwise(['help', 'fix'])).out).toContain('--dry-run')
  })

  test('the version is that of the package', async () => {
    const { default: metadata } = await import('../../package.json', { with: { type: 'json' } })
    expect((await layerwise(['--version'])).out).toBe(`${metadata.version}\n`)
  })
})

describe('explain PATH:LINE', () => {
  const dockerfile = 'FROM node:24\nARG SHA\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["x"]\n'
  const cwd = () =>
    checkoutWith({
      'web/Dockerfile': dockerfile,
      'web/package.json': '{}',
      'web/package-lock.json': '{}',
      'compose.yaml': 'services:\n  web:\n    build: web\n',
    })
  const CONTEXT = 'Seen in the build context: web, which compose.yaml names in line 3.'

  test.each([
    [1, 'No edit of a file runs it again.'],
    [2, 'It makes no layer.'],
    [4, 'It has to stay above line 6, which may need it: it runs npm run.'],
    [5, 'Of what is copied above it, it reads package.json and package-lock.json.'],
    [5, 'A new value of the build argument SHA does so too.'],
    [6, 'It may need what is copied above it, since it runs npm run.'],
  ])('line %i: %s', async (line, text) => {
    const { code, out } = await layerwise(['explain', `web/Dockerfile:${line}`], { cwd: cwd() })
    expect(code).toBe(0)
    expect(out).toContain(`web/Dockerfile, line ${line}`)
    expect(out.replace(/\s+/g, ' ')).toContain(text)
    expect(out).toContain(CONTEXT)
  })

  test('says which files run the step again', async () => {
    const { out } = await layerwise(['explain', 'web/Dockerfile:5'], { cwd: cwd() })
    expect(out.replace(/\s+/g, ' ')).toContain(
      'An edit of any of these 3 files runs it again: web/Dockerfile, web/package-lock.json, web/package.json.',
    )
  })

  test.each([
    ['web/Dockerfile:9', 'line 9 of web/Dockerfile has no instruction.'],
    ['nowhere:1', '"nowhere" does not exist. Check the path.'],
  ])('%s: %s', async (topic, message) => {
    const { code, err } = await layerwise(['explain', topic], { cwd: cwd() })
    expect({ code, err }).toEqual({ code: 2, err: `layerwise: ${message}\n` })
  })
})
