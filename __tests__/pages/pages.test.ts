import { describe, expect, test } from '@jest/globals'
import { defineManager } from '../../src/managers/manager.ts'
import { managerPage } from '../../src/pages/manager-page.ts'
import { toMarkdown } from '../../src/pages/markdown.ts'
import { sentence } from '../../src/pages/page.ts'
import { rulePage } from '../../src/pages/rule-page.ts'
import { toTerminal } from '../../src/pages/terminal.ts'
import { palette } from '../../src/report/colour.ts'

const rule = {
  id: 'mount-package-cache',
  severity: 'warning' as const,
  says: 'a package install runs without the cache mounts of its tool.',
  why: 'Every package is downloaded again. See https://docs.docker.com/build/cache/.',
  fixIsSafe: 'The mount changes nothing in the image',
  silentWhen: ['the user is not known', 'the command is `pip list`'],
}
const example = { before: 'FROM x\n\nRUN pip install y\n', after: 'FROM x\n\nRUN --mount=z \\\n    pip install y\n' }

describe('the page of a rule', () => {
  test('shows one example where what is said belongs in another file', () => {
    const page = toMarkdown(rulePage(rule, { before: example.before, after: example.before }))
    expect(page).toContain('## Example\n')
    expect(page).not.toContain('## Before')
  })

  test('as Markdown', () => {
    expect(toMarkdown(rulePage(rule, example))).toBe(`# mount-package-cache

A package install runs without the cache mounts of its tool. Severity: warning.

## Why

Every package is downloaded again. See <https://docs.docker.com/build/cache/>.

Two caches are at work. The layer cache decides whether a step runs at all; a cache mount makes it faster when it must run.

## Before

\`\`\`dockerfile
FROM x

RUN pip install y
\`\`\`

## After

\`\`\`dockerfile
FROM x

RUN --mount=z \\
    pip install y
\`\`\`

## When it is silent

- the user is not known
- the command is \`pip list\`

## Why the fix is safe

The mount changes nothing in the image.

## How to switch it off

In one place, with a comment above the instruction:

\`\`\`dockerfile
# layerwise ignore=mount-package-cache the reason
\`\`\`

Everywhere, in \`.github/layerwise.yml\`:

\`\`\`yaml
rules:
  mount-package-cache: off
\`\`\`
`)
  })

  test('for a terminal', () => {
    const shown = toTerminal(rulePage(rule, example), palette(false), 60)
    expect(shown).toContain('\n\nAfter\n\n    FROM x\n\n    RUN --mount=z \\\n        pip install y\n\n')
    expect(shown).toContain('  - the command is pip list\n')
    expect(shown).toContain('Two caches are at work. The layer cache decides whether a\nstep runs at all;')
  })

  test('a fence is longer than what it holds', () => {
    const page = { title: 'x', blocks: [{ code: '````\nx\n````\n', language: 'dockerfile' as const }] }
    expect(toMarkdown(page)).toBe('# x\n\n`````dockerfile\n````\nx\n````\n`````\n')
  })
})

describe('the page of a package manager', () => {
  const page = toMarkdown(
    managerPage(
      defineManager({
        id: 'example',
        name: 'Example',
        docs: 'https://example.com/cache',
        programs: ['ex', 'example'],
        versioned: true,
        module: 'ex',
        verbs: { install: ['add', 'in'], compile: ['make'] },
        valueOptions: [],
        again: 'downloads every package again',
        caches: [
          {
            holds: 'packages',
            at: [
              { option: '--store' },
              { variable: 'EX_STORE' },
              { variable: 'XDG_CACHE_HOME', below: 'ex' },
              { file: '.exrc', key: 'store' },
              { home: '.cache/ex' },
            ],
            inside: ['files'],
            ownFolderOnly: true,
            sharing: 'shared',
            why: 'ex renames files into place',
          },
          {
            holds: 'lists',
            at: [{ path: '/var/ex' }],
            filledBy: ['update'],
            sharing: 'locked',
            why: 'ex takes a lock',
          },
        ],
        defeats: { options: ['--no-store'], variables: ['NO_STORE'], commands: [{ words: ['ex', 'clean'] }] },
        hook: { file: '/etc/ex-clean', cache: 1, families: ['debian', 'ubuntu'], does: 'deletes every list' },
      }),
    ),
  )

  test('names the commands', () => {
    expect(page).toContain(
      '- called as `ex`, `example`, `ex3.12`, `python -m ex`\n- installs packages: `add`, `in`\n- builds from sources: `make`\n',
    )
  })

  test('names the places of a cache in the order that decides', () => {
    expect(page).toContain(
      '1. the value of `--store`\n2. the value of `EX_STORE`\n3. `$XDG_CACHE_HOME/ex`\n4. `store` in `.exrc`\n5. `~/.cache/ex`\n',
    )
  })

  test('says how each cache is shared and why, and what is special about it', () => {
    expect(page).toContain('Mounted with `sharing=shared`: ex renames files into place.')
    expect(page).toContain('- a mount on `files` in it is enough\n- it must belong to the user who runs the command\n')
    expect(page).toContain('Mounted with `sharing=locked`: ex takes a lock.')
    expect(page).toContain('- it is filled by `update` in the same step\n')
    expect(page).toContain(
      '- `/etc/ex-clean` in the images of Debian and Ubuntu deletes every list, and goes in the same step\n',
    )
  })

  test('names what defeats it', () => {
    expect(page).toContain(
      '- the option `--no-store`\n- the variable `NO_STORE`\n- the command `ex clean`\n- `rm` on the folder\n',
    )
  })
})

test.each([
  ['a step runs', 'A step runs.'],
  ['Done!', 'Done!'],
  ['`ARG` stands above', '`ARG` stands above.'],
  ['npm_config_x is set', 'npm_config_x is set.'],
])('%s becomes a sentence', (phrase, whole) => {
  expect(sentence(phrase)).toBe(whole)
})
