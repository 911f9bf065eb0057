import { describe, expect, test } from '@jest/globals'
import type { Image } from '../../src/images/image.ts'
import { imageOf } from '../../src/images/known.ts'
import { readReference } from '../../src/images/reference.ts'

const image = (text: string): Image | null => {
  const reference = readReference(text)
  return reference && imageOf(reference)
}
const homes = (text: string): Record<string, string | null> =>
  Object.fromEntries(image(text)?.accounts.map(({ name, uid, gid, home }) => [`${name} ${uid}:${gid}`, home]) ?? [])

describe('the family of an image', () => {
  test.each([
    ['debian', 'debian'],
    ['debian:bookworm-slim', 'debian'],
    ['debian:12.5', 'debian'],
    ['ubuntu', 'ubuntu'],
    ['ubuntu:22.04', 'ubuntu'],
    ['alpine', 'alpine'],
    ['alpine:3.20', 'alpine'],
    ['python', 'debian'],
    ['python:3.14', 'debian'],
    ['python:3.14-slim', 'debian'],
    ['python:3.14-slim-bookworm', 'debian'],
    ['python:3.14-alpine', 'alpine'],
    ['python:3.14-alpine3.20', 'alpine'],
    ['python:alpine', 'alpine'],
    ['node:24', 'debian'],
    ['node:lts-bookworm-slim', 'debian'],
    ['node:24-alpine', 'alpine'],
    ['node:lts-alpine3.20', 'alpine'],
    ['NODE:24', null],
    ['node:24-ALPINE', 'alpine'],
    [`python:3.14-slim@sha256:${'a'.repeat(64)}`, 'debian'],
    ['mirror.gcr.io/library/python:3.14-alpine', 'alpine'],
    ['public.ecr.aws/docker/library/node:24', 'debian'],
  ])('of %s is %s', (text, family) => {
    expect(image(text)?.family ?? null).toBe(family)
  })

  test.each([
    'python:3.14-windowsservercore-ltsc2022',
    'python:3.14-nanoserver',
    'node:windowsservercore',
    'nginx',
    'owner/python:3.14',
    'ghcr.io/owner/node',
    'constructor',
    'toString',
  ])('of %s is not known', (text) => {
    expect(image(text)).toBeNull()
  })
})

describe('the users of an image', () => {
  test('are root, and those that every Debian has', () => {
    expect(homes('debian')).toEqual({
      'root 0:0': '/root',
      'www-data 33:33': '/var/www',
      'nobody 65534:65534': '/nonexistent',
    })
    expect(homes('python:3.14-slim')).toEqual(homes('debian'))
  })

  test('of node has one of its own', () => {
    expect(homes('node:24')).toMatchObject({ 'node 1000:1000': '/home/node' })
    expect(homes('node:24-alpine')).toMatchObject({ 'node 1000:1000': '/home/node' })
  })

  test.each([
    ['ubuntu:24.04', true],
    ['ubuntu:23.04', true],
    ['ubuntu:26.04', true],
    ['ubuntu:22.04', false],
    ['ubuntu:20.04', false],
    ['ubuntu:jammy', false],
    ['ubuntu:jammy-20240111', false],
    ['ubuntu:focal', false],
    ['ubuntu:noble', true],
    ['ubuntu:latest', true],
    ['ubuntu', true],
  ])('%s has the user ubuntu: %j', (text, has) => {
    expect(Object.hasOwn(homes(text), 'ubuntu 1000:1000')).toBe(has)
    expect(image(text)?.nextId).toBe(has ? 1001 : 1000)
  })

  test('all begin as root', () => {
    for (const name of ['debian', 'ubuntu', 'alpine', 'python', 'node'])
      expect(image(name)?.user).toMatchObject({ uid: 0 })
  })

  test.each([
    ['debian', 1000],
    ['alpine', 1000],
    ['python:3.14', 1000],
    ['node:24', 1001],
    ['node:24-alpine', 1001],
  ])('the next user of %s gets the number %d', (text, next) => {
    expect(image(text)?.nextId).toBe(next)
  })

  test('a release that a variable decides leaves the next number open', () => {
    expect(imageOf({ registry: null, path: 'ubuntu', tag: '${RELEASE}', digest: null })?.nextId).toBeNull()
  })
})
