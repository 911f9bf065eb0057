import { describe, expect, test } from '@jest/globals'
import { compose } from '../../../src/context/builds/compose.ts'
import { type Files, treeOf } from '../repository.ts'
import { buildsIn, placesIn } from './said.ts'

const SERVICE = 'services:\n  a:\n    build: web\n'
const read = (path: string, files: Files): string[] => buildsIn(compose, path, files)

/**
 * What must not be said: that a Dockerfile is built from a folder, when
 * - it is none of the repository's: inline, of an address, outside of the repository, an absolute path,
 * - a variable without a default decides which one it is,
 * - docker compose refuses the file.
 */
describe('nothing is built from a file of the repository', () => {
  test.each([
    ['no services', 'volumes: {}\n'],
    ['an image', 'services:\n  a:\n    image: alpine\n'],
    ['an address', 'services:\n  a:\n    build: https://github.com/a/b.git\n'],
    ['a folder outside', 'services:\n  a:\n    build: ../other\n'],
    ['an absolute folder', 'services:\n  a:\n    build: /srv/app\n'],
    ["somebody's home", 'services:\n  a:\n    build: ~/app\n'],
    ['a Dockerfile outside', 'services:\n  a:\n    build:\n      dockerfile: ../Dockerfile\n'],
    ['an absolute Dockerfile', 'services:\n  a:\n    build:\n      dockerfile: /Dockerfile\n'],
    ['a Dockerfile that a variable names', 'services:\n  a:\n    build:\n      dockerfile: ${FILE}\n'],
    ['a Dockerfile within the file', 'services:\n  a:\n    build:\n      dockerfile_inline: FROM scratch\n'],
    ['a folder as Dockerfile', 'services:\n  a:\n    build:\n      dockerfile: .\n'],
    ['no YAML', 'services: [\n'],
    ['a key twice', 'services:\n  a:\n    build: a\n    build: b\n'],
    ['a list of services', 'services:\n  - build: a\n'],
    ['a number as build', 'services:\n  a:\n    build: []\n'],
    ['a workflow', 'jobs:\n  a:\n    services:\n      b:\n        build: web\n'],
    ['a service that extends what is not there', 'services:\n  a:\n    extends: b\n    build: web\n'],
    ['services that extend each other', 'services:\n  a: {extends: b, build: a}\n  b: {extends: a, build: b}\n'],
    ['a file that extends itself', 'services:\n  a:\n    extends: {file: compose.yaml, service: a}\n    build: a\n'],
  ])('%s', (_, text) => {
    expect(read('compose.yaml', { 'compose.yaml': text, 'x/Dockerfile': '', 'y/Dockerfile': '' })).toEqual([])
  })
})

describe('a variable', () => {
  test('without a default leaves a stage and an argument unknown', () => {
    const text =
      'services:\n  a:\n    build:\n      context: .\n      args:\n        A: ${A}\n        B: $B\n        C: "${C:?no}"\n        D: ${D:+x}\n        E: ${E-e}\n        F:\n'
    expect(read('compose.yaml', { 'compose.yaml': text })).toEqual(['Dockerfile of ., A=?, B=?, C=?, D=?, E=e, F=?'])
  })

  test('in the context leaves that unknown, for the one Dockerfile that may be meant', () => {
    const text = 'services:\n  a:\n    build:\n      context: ${ROOT}\n      dockerfile: docker/web.Dockerfile\n'
    const files = { 'compose.yaml': text, 'x/docker/web.Dockerfile': '' }
    expect(read('compose.yaml', files)).toEqual(['x/docker/web.Dockerfile of unknown: ${ROOT} cannot be told'])
    expect(read('compose.yaml', { ...files, 'y/docker/web.Dockerfile': '' })).toEqual([])
  })
})

describe('the file is one of compose', () => {
  test.each([
    'compose.yaml',
    'a/compose.yml',
    'docker-compose.yml',
    'docker-compose.prod.yml',
    'docker-compose-dev.yaml',
    'compose.override.yaml',
    'dev.docker-compose.yml',
    'docker_compose.yml',
  ])('%s', (path) => {
    expect(compose.matches(path)).toBe(true)
  })

  test.each([
    'composer.yaml',
    'compose.json',
    'decompose.yml',
    '.github/workflows/docker-compose.yml',
    'compose.yaml.md',
  ])('not %s', (path) => {
    expect(compose.matches(path)).toBe(false)
  })
})

describe('a file beside the base of its folder', () => {
  const base = 'services:\n  a:\n    build:\n      context: web\n      args: {A: "1"}\n  b:\n    build: api\n'

  test.each([
    [
      'changes a build',
      'docker-compose.prod.yml',
      'services:\n  a:\n    build: {target: x}\n',
      ['web/Dockerfile of web, stage x, A=1'],
    ],
    ['changes nothing of it', 'docker-compose.prod.yml', 'services:\n  a:\n    ports: []\n', []],
    [
      'says all of it, and may stand alone',
      'docker-compose.prod.yml',
      'services:\n  a:\n    build: {context: other, target: x}\n',
      ['other/Dockerfile of other, stage x, A=1', 'other/Dockerfile of other, stage x'],
    ],
    ['says the same', 'docker-compose.prod.yml', 'services:\n  b:\n    build: ./api\n', ['api/Dockerfile of api']],
    ['takes a build away', 'docker-compose.override.yml', 'services:\n  a:\n    build: !reset null\n', []],
  ])('%s', (_, path, text, expected) => {
    expect(read(path, { 'docker-compose.yml': base, [path]: text })).toEqual(expected)
    // The base is used alone as well.
    expect(read('docker-compose.yml', { 'docker-compose.yml': base, [path]: text })).toEqual([
      'web/Dockerfile of web, A=1',
      'api/Dockerfile of api',
    ])
  })

  test('stands by itself where there is none', () => {
    expect(read('docker-compose.dev.yml', { 'docker-compose.dev.yml': SERVICE })).toEqual(['web/Dockerfile of web'])
    expect(read('a/compose.dev.yml', { 'compose.yml': base, 'a/compose.dev.yml': SERVICE })).toEqual([
      'a/web/Dockerfile of a/web',
    ])
  })

  test('goes with the one that is called like it', () => {
    const files = {
      'compose.yaml': SERVICE,
      'docker-compose.yml': base,
      'docker-compose.x.yml': 'services: {a: {build: {target: x}}}',
    }
    expect(read('docker-compose.x.yml', files)).toEqual(['web/Dockerfile of web, stage x, A=1'])
  })
})

describe('the place', () => {
  test.each([
    ['the line of build', SERVICE, ['compose.yaml:3']],
    [
      'lines of arguments in a map and in a list',
      '# x\nservices:\n  a:\n    build:\n      context: .\n      args:\n        A: ${V:-1}\n        B: "x"\n  b:\n    build:\n      args:\n        - C=${V}\n',
      ['compose.yaml:4, A 7 ${V:-1}, B 8 x', 'compose.yaml:10, C 12 ${V}'],
    ],
    ['that of what an anchor stands for', 'x-b: &b\n  build: web\nservices:\n  a:\n    <<: *b\n', ['compose.yaml:2']],
    ['that of an alias', 'x-b: &b\n  context: web\nservices:\n  a:\n    build: *b\n', ['compose.yaml:5']],
    ['with the line ends of Windows', SERVICE.replaceAll('\n', '\r\n'), ['compose.yaml:3']],
  ])('is %s', (_, text, places) => {
    expect(placesIn(compose, 'compose.yaml', { 'compose.yaml': text })).toEqual(places)
  })

  test('is the file that says it, where it is extended', () => {
    const files = {
      'compose.yaml': 'services:\n  a:\n    extends:\n      file: base/services.yaml\n      service: x\n',
      'base/services.yaml': 'services:\n  x:\n    build:\n      args:\n        A: "1"\n',
    }
    expect(read('compose.yaml', files)).toEqual(['base/Dockerfile of base, A=1'])
    expect(placesIn(compose, 'compose.yaml', files)).toEqual(['base/services.yaml:3, A 5 1'])
  })
})

describe('texts that are not at hand', () => {
  test('are asked for together', () => {
    const text = 'include: [one.yaml, two.yaml]\nservices:\n  a:\n    extends: {file: three.yaml, service: x}\n'
    const tree = treeOf({ 'compose.yaml': text, 'one.yaml': undefined, 'two.yaml': undefined, 'three.yaml': undefined })
    compose.read('compose.yaml', text, tree)
    expect([...tree.missing].sort()).toEqual(['one.yaml', 'three.yaml', 'two.yaml'])
  })
})
