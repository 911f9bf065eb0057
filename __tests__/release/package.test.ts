import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { folders, root } from './repository.ts'

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
const folder = folders()

/** Runs npm without a network: what it would have to fetch fails. */
function npm(cwd: string, ...words: string[]) {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' }
  return execFileSync('npm', words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

describe('the package', () => {
  test('holds the command line, the schema and the licences, and nothing else', () => {
    const [packed] = JSON.parse(npm(root, 'pack', '--dry-run', '--json', '--ignore-scripts'))
    const files: string[] = packed.files.map((file: { path: string }) => file.path)
    const others = files.filter((file) => !/^dist\/cli\/(?:\d+\.)?index\.js$/.test(file))
    expect(others.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/cli/licenses.txt',
      'layerwise.schema.json',
      'package.json',
    ])
    expect(files).toContain('dist/cli/index.js')
    expect(files.length - others.length).toBe(
      fs.readdirSync(path.join(root, 'dist/cli')).filter((file) => file.endsWith('.js')).length,
    )
  })

  test('brings nothing along: what it needs is in the bundle', () => {
    for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies', 'private'])
      expect(manifest).not.toHaveProperty(key)
    // Scripts that npm would run on the machine of whoever installs it.
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepack'])
      expect(manifest.scripts).not.toHaveProperty(script)
  })
})

describe('the packed package, installed into an empty folder without a network', () => {
  let home = ''
  /** Runs `npx` as a person does, in a folder where the package is installed. */
  const npx = (...words: string[]) => {
    const done = spawnSync('npx', ['--offline', ...words], { cwd: home, encoding: 'utf8' })
    return { status: done.status, stdout: done.stdout }
  }

  beforeAll(() => {
    const packed = folder()
    const [{ filename }] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed))
    home = folder()
    fs.writeFileSync(path.join(home, 'package.json'), '{}')
    npm(home, 'install', path.join(packed, filename))
    fs.writeFileSync(path.join(home, 'Dockerfile'), 'FROM python:3.14-slim\nRUN pip install flask\n')
    fs.writeFileSync(path.join(home, 'clean.Dockerfile'), 'FROM scratch\n')
  })

  test('is one package', () => {
    expect(fs.readdirSync(path.join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'layerwise',
    ])
  })

  test('answers to npx layerwise --version', () => {
    expect(npx('layerwise', '--version')).toEqual({ status: 0, stdout: `${manifest.version}\n` })
  })

  test('checks and mends a Dockerfile', () => {
    const { status, stdout } = npx('layerwise', 'check', 'Dockerfile')
    expect(status).toBe(1)
    expect(stdout).toContain('Dockerfile:2: warning: mount-package-cache (pip)')
    expect(npx('layerwise', 'fix', 'Dockerfile').status).toBe(0)
    expect(npx('layerwise', 'check', 'Dockerfile').status).toBe(0)
  })

  test('has what the pre-commit hooks start, which end with 1 for a finding and 0 without', () => {
    const hooks = parse(fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8'))
    expect(hooks.map(({ id }: { id: string }) => id)).toEqual(['layerwise', 'layerwise-fix'])
    for (const { entry, language } of hooks) {
      expect([language, Object.keys(manifest.bin)]).toEqual(['node', [entry.split(' ')[0]]])
      expect(npx(...entry.split(' '), 'clean.Dockerfile').status).toBe(0)
    }
    fs.writeFileSync(path.join(home, 'Dockerfile'), 'FROM python:3.14-slim\nRUN pip install flask\n')
    expect(npx(...hooks[0].entry.split(' '), 'Dockerfile', 'clean.Dockerfile').status).toBe(1)
  })
})
