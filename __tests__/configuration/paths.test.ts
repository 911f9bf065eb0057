import { describe, expect, test } from '@jest/globals'
import { dockerfileTest, isDockerfile } from '../../src/configuration/paths.ts'

describe('a Dockerfile by its name', () => {
  test.each([
    'Dockerfile',
    'app/Dockerfile',
    'Dockerfile.dev',
    'Dockerfile.prod.alpine',
    'Dockerfile.3.14',
    'web.Dockerfile',
    'web.dockerfile',
    '.devcontainer/Dockerfile',
    'Containerfile',
    'Containerfile.dev',
    'build/Containerfile-base',
  ])('%s is one', (path) => {
    expect(isDockerfile(path)).toBe(true)
  })

  test.each([
    'Dockerfile.dockerignore',
    'app/web.Dockerfile.dockerignore',
    '.dockerignore',
    'Dockerfile.md',
    'docs/Dockerfile.rst',
    'docs/dockerfile.rst',
    'Dockerfile.j2',
    'Dockerfile.debian.in',
    'Dockerfile.erb',
    'Dockerfile.tmpl',
    'Dockerfile.template',
    'Dockerfile.TEMPLATE',
    'Dockerfile.orig',
    'Dockerfile~',
    'Dockerfile.',
    'MyDockerfile',
    'dockerfiles/readme',
    '.Dockerfile/x',
    'Dockerfile/entrypoint.sh',
  ])('%s is none', (path) => {
    expect(isDockerfile(path)).toBe(false)
  })
})

describe('folders of others', () => {
  test.each(['node_modules/x/Dockerfile', 'a/vendor/github.com/x/Dockerfile', 'linter/testdata/Dockerfile'])(
    '%s is left out',
    (path) => {
      expect(isDockerfile(path)).toBe(false)
    },
  )

  test('a file is not left out for being called like such a folder', () => {
    expect(isDockerfile('vendors/Dockerfile')).toBe(true)
    expect(isDockerfile('vendor.Dockerfile')).toBe(true)
  })
})

describe('paths of the configuration', () => {
  test('include takes a file whose name is not usual', () => {
    const configuration = { include: ['docker/*.df', 'Dockerfile.j2'], exclude: [] }
    expect(isDockerfile('docker/web.df', configuration)).toBe(true)
    expect(isDockerfile('Dockerfile.j2', configuration)).toBe(true)
    expect(isDockerfile('docker/web.txt', configuration)).toBe(false)
  })

  test('include takes back a folder of others, with the usual names in it only', () => {
    for (const glob of ['vendor/ours', 'vendor/ours/', 'vendor/ours/**']) {
      const configuration = { include: [glob], exclude: [] }
      expect(isDockerfile('vendor/ours/Dockerfile', configuration)).toBe(true)
      expect(isDockerfile('vendor/ours/README.md', configuration)).toBe(false)
      expect(isDockerfile('vendor/theirs/Dockerfile', configuration)).toBe(false)
    }
  })

  test('include narrows nothing down', () => {
    expect(isDockerfile('app/Dockerfile', { include: ['vendor/ours'], exclude: [] })).toBe(true)
  })

  test('exclude wins over include', () => {
    const configuration = { include: ['legacy/x.df'], exclude: ['legacy'] }
    expect(isDockerfile('legacy/x.df', configuration)).toBe(false)
    expect(isDockerfile('legacy/a/Dockerfile', configuration)).toBe(false)
    expect(isDockerfile('Dockerfile', configuration)).toBe(true)
  })
})

test('a folder that a user asks for by name is looked into', () => {
  const inside = dockerfileTest(undefined, 'linter/testdata')
  expect(inside('linter/testdata/a/Dockerfile')).toBe(true)
  expect(inside('linter/testdata/vendor/Dockerfile')).toBe(false)
  expect(inside('other/testdata/Dockerfile')).toBe(false)
})
