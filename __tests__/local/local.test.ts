import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { listFiles } from '../../src/local/list-files.ts'
import { readText, readTexts } from '../../src/local/read-texts.ts'
import { findRoot } from '../../src/local/root.ts'
import { checkoutWith, folderWith, git } from './working-tree.ts'

describe('the files of a git checkout', () => {
  test('are those that git tracks and those it would track', async () => {
    const root = checkoutWith({
      Dockerfile: '',
      'a b/ü\n"x': '',
      '.gitignore': 'build\n',
      'build/Dockerfile': '',
      'new/Dockerfile': '',
    })
    git(root, 'add', 'Dockerfile')
    expect(await listFiles(root)).toEqual(['.gitignore', 'Dockerfile', 'a b/ü\n"x', 'new/Dockerfile'])
  })

  test('a tracked file that is ignored stays, one that is deleted goes', async () => {
    const root = checkoutWith({ kept: '', gone: '', '.gitignore': 'kept\n' })
    git(root, 'add', '-f', '.')
    rmSync(join(root, 'gone'))
    expect(await listFiles(root)).toEqual(['.gitignore', 'kept'])
  })

  test('a file in conflict is listed once', async () => {
    const root = checkoutWith({ Dockerfile: '' })
    const blob = git(root, 'hash-object', '-w', 'Dockerfile').trim()
    const lines = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\tDockerfile`)
    writeFileSync(join(root, 'index-info'), `${lines.join('\n')}\n`)
    git(root, 'update-index', '--index-info')
    expect((await listFiles(root))?.filter((path) => path === 'Dockerfile')).toHaveLength(1)
  })

  test('a command that the configuration of the repository names is not run', async () => {
    const root = checkoutWith({ Dockerfile: '' })
    git(root, 'add', '.')
    writeFileSync(join(root, 'hook.sh'), `#!/bin/sh\ntouch "${root}/ran"\n`)
    chmodSync(join(root, 'hook.sh'), 0o755)
    git(root, 'config', 'core.fsmonitor', join(root, 'hook.sh'))
    expect(await listFiles(root)).toEqual(['Dockerfile', 'hook.sh'])
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })

  test('the root is found from a folder inside', async () => {
    const root = checkoutWith({ 'a/b/Dockerfile': '' })
    expect(await findRoot(join(root, 'a/b'))).toBe(root)
  })
})

describe('the files of a plain folder', () => {
  test('are all of them but the installed ones; links are not followed', async () => {
    const root = folderWith({ Dockerfile: '', 'a/b': '', 'node_modules/x/Dockerfile': '' })
    symlinkSync('/', join(root, 'everything'))
    expect(await listFiles(root)).toEqual(['Dockerfile', 'a/b', 'everything'])
    expect(await findRoot(join(root, 'a'))).toBe(join(root, 'a'))
  })
})

describe('the texts of files', () => {
  test('keep their line ends and their byte order mark', async () => {
    const text = '\ufeffFROM x\r\nRUN é\n'
    const root = folderWith({ Dockerfile: text })
    expect(await readTexts(root, ['Dockerfile', 'Dockerfile', 'missing'])).toEqual(
      new Map([
        ['Dockerfile', text],
        ['missing', null],
      ]),
    )
  })

  test('more files than are opened at once are all read', async () => {
    const paths = Array.from({ length: 100 }, (_, index) => `f${index}`)
    const root = folderWith(Object.fromEntries(paths.map((path) => [path, path])))
    expect([...(await readTexts(root, paths))]).toEqual(paths.map((path) => [path, path]))
  })

  test('a link inside the tree is followed, one that leads out of it is not', async () => {
    const outside = folderWith({ secret: 'secret' })
    const root = folderWith({ 'a/real': 'text' })
    symlinkSync('a/real', join(root, 'inside'))
    symlinkSync(join(outside, 'secret'), join(root, 'out'))
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync('self', join(root, 'self'))
    expect(await readText(root, 'inside')).toEqual({ text: 'text' })
    for (const path of ['out', 'folder/secret', `../${outside.split('/').at(-1)}/secret`]) {
      expect(await readText(root, path)).toEqual({ refused: 'leads out of the working tree' })
    }
    expect(await readText(root, 'self')).toEqual({ refused: 'is a link that leads to itself' })
  })

  test('what is no text says why', async () => {
    const root = folderWith({
      binary: Uint8Array.of(70, 0, 1),
      latin: Uint8Array.of(0x52, 0xe9),
      large: 'x'.repeat(2 * 1024 * 1024 + 1),
      full: 'x'.repeat(2 * 1024 * 1024),
    })
    mkdirSync(join(root, 'folder'))
    expect(await readText(root, 'binary')).toEqual({ refused: 'is no text' })
    expect(await readText(root, 'latin')).toEqual({ refused: 'is no UTF-8 text' })
    expect(await readText(root, 'large')).toEqual({ refused: 'is larger than 2 MB' })
    expect(await readText(root, 'full')).toHaveProperty('text')
    expect(await readText(root, 'folder')).toEqual({ refused: 'is no file' })
    expect(await readText(root, 'missing/x')).toEqual({ refused: 'does not exist' })
    expect(await readText(root, 'full/x')).toEqual({ refused: 'does not exist' })
    expect(await readText(root, 'nul\0')).toEqual({ refused: 'leads out of the working tree' })
  })
})
