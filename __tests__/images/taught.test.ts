import { describe, expect, test } from '@jest/globals'
import { parseConfiguration } from '../../src/configuration/load.ts'
import { readReference } from '../../src/images/reference.ts'
import { imageOfWith } from '../../src/images/taught.ts'

const read = (text: string) => parseConfiguration(text, 'layerwise.yml', ['declare-syntax'])
const imageIn = (configuration: string, text: string) => {
  const reference = readReference(text)
  return reference && imageOfWith(read(configuration).images)(reference)
}

describe('an image that a repository tells of', () => {
  test('is like another, with a user of its own', () => {
    const told = `
images:
  - pattern: ghcr.io/acme/python
    like: python:3.13-slim
    user: app
    uid: 1500
    gid: 1500
    home: /srv/app
    env:
      PIP_CACHE_DIR: /var/cache/pip
`
    expect(imageIn(told, 'ghcr.io/acme/python:7')).toMatchObject({
      family: 'debian',
      packageManager: 'apt',
      user: { name: 'app', uid: 1500, gid: 1500, home: '/srv/app' },
      env: { PIP_CACHE_DIR: '/var/cache/pip' },
      nextId: null,
    })
    expect(imageIn(told, 'ghcr.io/acme/node:7')).toBeNull()
    expect(imageIn(told, 'python:3.13')).toMatchObject({ family: 'debian' })
  })

  test('takes the numbers of a user of the image that it is like', () => {
    const told = 'images: [{ pattern: "acme/**", like: node:24, user: node }]'
    expect(imageIn(told, 'acme/web:1')?.user).toEqual({ name: 'node', uid: 1000, gid: 1000, home: '/home/node' })
  })

  test('runs as root where nothing else is said', () => {
    const told = 'images: [{ pattern: "registry.acme.io/*", manager: dnf }]'
    expect(imageIn(told, 'registry.acme.io/base')).toMatchObject({
      family: 'linux',
      packageManager: 'dnf',
      user: { uid: 0, home: '/root' },
      workdir: null,
    })
  })

  test('has a home that is not known where only a user is named', () => {
    expect(imageIn('images: [{ pattern: acme/web, user: app }]', 'acme/web')?.user).toEqual({
      name: 'app',
      uid: null,
      gid: null,
      home: null,
    })
  })

  test('may be told of by its tag, and the first entry holds', () => {
    const told = 'images: [{ pattern: "acme/web:8-*", manager: apk }, { pattern: acme/web, manager: apt }]'
    expect(imageIn(told, 'acme/web:8-small')?.packageManager).toBe('apk')
    expect(imageIn(told, 'acme/web:9')?.packageManager).toBe('apt')
  })
})

describe('a mistake is told in one line', () => {
  test.each([
    [
      'images: [{ user: app }]',
      'layerwise.yml:1: an entry of "images" has no "pattern". Write one, such as "ghcr.io/acme/*".',
    ],
    [
      'images:\n  - pattern: a\n    uid: root',
      'layerwise.yml:3: "root" is not allowed for "uid". Write a number, such as 1000.',
    ],
    [
      'images:\n  - pattern: a\n    home: app',
      'layerwise.yml:3: "app" is not allowed for "home". Write an absolute path, such as "/home/app".',
    ],
    [
      'images:\n  - pattern: a\n    like: acme/web',
      'layerwise.yml:3: "acme/web" is not allowed for "like". Write an image that Layerwise knows, such as "python:3.13-slim".',
    ],
    [
      'images:\n  - pattern: a\n    manager: aptt',
      'layerwise.yml:3: "aptt" is not allowed for "manager". Did you mean "apt"?',
    ],
    ['images:\n  - patern: a', 'layerwise.yml:2: "patern" is not an option of "images". Did you mean "pattern"?'],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})
