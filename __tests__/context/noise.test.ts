import { describe, expect, test } from '@jest/globals'
import { type Needs, noiseIn } from '../../src/context/noise.ts'
import { contextOf, type Files } from './repository.ts'

const FILES: Files = { 'package.json': '{}', 'src/index.js': '', 'web/package.json': '{}', 'web/a.js': '' }
const NEEDS = { history: false, builds: true, managers: ['npm'], names: [] as string[] }

function noise(
  { folder = '.', context = '.', ignore = '', gitignore = null as string | null, files = FILES },
  needs: Partial<typeof NEEDS> = {},
): string[] {
  const { managers, names, ...rest } = { ...NEEDS, ...needs }
  const all: Needs = { ...rest, managers: new Set(managers), names: (name) => names.includes(name) }
  return noiseIn(contextOf(files, { folder: context, ignore }), folder, gitignore, all).map(
    ({ ignoreLine, certain }) => `${ignoreLine}${certain ? '' : '?'}`,
  )
}

describe('what a copy takes along for nothing', () => {
  test.each([
    ['the history and what an install makes', {}, {}, ['.git', '**/node_modules?']],
    ['no history that a step may read', {}, { history: true }, ['**/node_modules?']],
    ['no history of a folder', { folder: 'web' }, {}, ['**/node_modules?']],
    ['no history of another context', { context: 'web' }, {}, ['**/node_modules?']],
    ['nothing that is ignored', { ignore: '.git\nnode_modules\nweb/node_modules' }, {}, []],
    ['what is ignored at the root alone', { ignore: '.git\nnode_modules' }, {}, ['**/node_modules?']],
    ['nothing that is ignored with all else', { ignore: '*\n!src' }, {}, []],
    ['nothing that its content is ignored of', { ignore: '.git/*\n**/node_modules/**' }, {}, []],
    ['no dependencies that nothing here installs', {}, { managers: ['pip'] }, ['.git']],
    ['no dependencies that are copied by name', {}, { names: ['node_modules'] }, ['.git']],
    ['no dependencies without a manifest', { folder: 'src' }, {}, []],
    [
      'output that git leaves out',
      { gitignore: '/dist\n.next/\ncoverage\r\n*.log\n' },
      {},
      ['.git', '**/node_modules?', 'dist?', '**/.next?', '**/coverage?', '**/*.log?'],
    ],
    ['no output where nothing is built', { gitignore: 'dist' }, { builds: false }, ['.git', '**/node_modules?']],
    ['no output of other tools', { gitignore: 'target\nbin\nobj' }, {}, ['.git', '**/node_modules?']],
    ['no output that an exception brings back', { gitignore: 'dist/*\n!dist/a' }, {}, ['.git', '**/node_modules?']],
    ['no folders of the project', { gitignore: 'src\ndata\nuploads\n.env' }, {}, ['.git', '**/node_modules?']],
    ['no paths', { gitignore: 'web/dist\n#dist\n' }, {}, ['.git', '**/node_modules?']],
    ['no root of another folder', { gitignore: '/dist', folder: 'web' }, {}, ['**/node_modules?']],
    ['environments', { gitignore: '.venv/\nvenv/' }, { managers: ['pip'] }, ['.git', '**/.venv?', '**/venv?']],
    ['no environments of a project in another language', { gitignore: 'venv/' }, {}, ['.git', '**/node_modules?']],
    ['what tools leave behind, beside others only', { gitignore: '.idea', ignore: '.git' }, { managers: [] }, []],
  ])('is %s', (_, given, needs, expected) => {
    expect(noise(given, needs)).toEqual(expected)
  })

  test('is nothing that git tracks', () => {
    const files = { ...FILES, 'dist/a.js': '', 'node_modules/a/index.js': '', 'web/node_modules/b/index.js': '' }
    expect(noise({ files, gitignore: 'dist' })).toEqual(['.git'])
  })

  test('an ignore file of many exceptions is read in time', () => {
    const gitignore = Array.from({ length: 40_000 }, (_, index) => `a${index}\n!b${index}`).join('\n')
    const start = performance.now()
    noise({ gitignore })
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
