import { describe, expect, test } from '@jest/globals'
import { managers } from '../../src/managers/registry.ts'
import { examples } from '../../src/rules/examples.generated.ts'
import { rules } from '../../src/rules/registry.ts'
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
      const { before, after } = examples[id] as { before: string; after: string }
      const example = before === after ? ['Example'] : ['Before', 'After']
      const headings = ['Why', ...example, 'When it is silent', 'Why the fix is safe', 'How to switch it off']
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
