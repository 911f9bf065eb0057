import { describe, expect, test } from '@jest/globals'
import { expand, known } from '../../src/dockerfile/expand.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { homeOf, lookupIn, readStages, type Stage } from '../../src/dockerfile/state.ts'

const stagesOf = (text: string): Stage[] => readStages(parseDockerfile(text))
/** What is in force behind the last line. */
const endOf = (text: string) => {
  const stage = stagesOf(text).at(-1) as Stage
  return { ...stage.end, stage, home: homeOf(stage.end), value: (name: string) => lookupIn(stage.end, stage)(name) }
}
const userAfter = (text: string) => {
  const { user, home } = endOf(text)
  return user === null ? null : { uid: user.uid, gid: user.gid, home }
}

describe('variables', () => {
  // Answers of github.com/moby/buildkit v0.34.2, frontend/dockerfile/shell.
  test.each([
    ['$A', 'a'],
    ['${A}', 'a'],
    ['x$A-y', 'xa-y'],
    ['$UNSET', ''],
    ['${A:-b}', 'a'],
    ['${UNSET:-b}', 'b'],
    ['${EMPTY:-b}', 'b'],
    ['${EMPTY-b}', ''],
    ['${UNSET-b}', 'b'],
    ['${A:+b}', 'b'],
    ['${EMPTY:+b}', ''],
    ['${EMPTY+b}', 'b'],
    ['${UNSET+b}', ''],
    ['${UNSET:-$A}', 'a'],
    ['${UNSET:-${EMPTY:-c}}', 'c'],
    ["'$A'", '$A'],
    ['"$A"', 'a'],
    ['"a\\$A"', 'a$A'],
    ['\\$A', '$A'],
    ['a\\ b', 'a b'],
    ['"a\'b"', "a'b"],
    ['$', '$'],
  ])('%s is %j', (word, result) => {
    const env: Record<string, string> = { A: 'a', EMPTY: '' }
    expect(expand(word, (name) => (name in env ? known(env[name] as string) : undefined), '\\')?.text).toBe(result)
  })

  test('what cannot be known makes the word unknown, and only then', () => {
    expect(expand('x$U', () => null, '\\')).toBeNull()
    expect(expand('${U:-b}', () => null, '\\')).toBeNull()
    expect(expand('${A%.*}', () => known('a'), '\\')).toBeNull()
    expect(expand("'$U'", () => null, '\\')?.text).toBe('$U')
  })

  test('of ENV and ARG the later one that has a value wins, as in BuildKit', () => {
    expect(endOf('FROM debian\nENV X=env\nARG X=arg\n').value('X')).toMatchObject({ text: 'arg', assumed: true })
    expect(endOf('FROM debian\nARG X=arg\nENV X=env\n').value('X')).toMatchObject({ text: 'env', assumed: false })
    expect(endOf('FROM debian\nENV X=env\nARG X\n').value('X')).toMatchObject({ text: 'env', assumed: true })
    expect(endOf('ARG X=global\nFROM debian\nENV X=env\nARG X\n').value('X')).toMatchObject({ text: 'global' })
    expect(endOf('ARG X=global\nFROM debian\n').value('X')).toBeUndefined()
    expect(endOf('FROM debian\nARG X\n').value('X')).toBeNull()
  })

  test('the values of one ENV see the environment before it', () => {
    expect(endOf('FROM debian\nENV A=1\nENV A=2 B=$A\n').value('B')?.text).toBe('1')
  })

  test('a stage inherits ENV and not ARG', () => {
    const { value } = endOf('FROM debian AS a\nENV E=1\nARG F=2\nFROM a\n')
    expect(value('E')?.text).toBe('1')
    expect(value('F')).toBeUndefined()
  })

  test('an image of which nothing is known may set anything', () => {
    expect(endOf('FROM ghcr.io/a/b\n').value('X')).toBeNull()
    expect(endOf('FROM scratch\n').value('X')).toBeUndefined()
  })
})

describe('what a stage is built on', () => {
  test('an earlier stage by name, in whatever case, before an image of that name', () => {
    const stages = stagesOf('FROM python:3 AS Base\nFROM base\n')
    expect(stages[1]?.base).toMatchObject({ kind: 'stage' })
    expect(stages[1]?.image?.family).toBe('debian')
  })

  test('an argument above the first FROM', () => {
    expect(stagesOf('ARG V=3.14\nFROM python:${V}-alpine\n')[0]?.image?.family).toBe('alpine')
    expect(stagesOf('ARG BASE=node:24\nFROM $BASE\n')[0]?.image?.nextId).toBe(1001)
    expect(stagesOf('ARG BASE\nFROM $BASE\n')[0]?.base.kind).toBe('unknown')
  })

  test('an image whose tag alone is not known', () => {
    expect(stagesOf('ARG V\nFROM python:${V}-slim\n')[0]?.image?.family).toBe('debian')
    expect(stagesOf('ARG V\nFROM example.com/own/python:${V}\n')[0]?.image).toBeNull()
  })
})

describe('the user, with uid, gid and home', () => {
  test.each([
    ['FROM python:3.14\n', { uid: 0, gid: 0, home: '/root' }],
    ['FROM node:24\nUSER node\n', { uid: 1000, gid: 1000, home: '/home/node' }],
    ['FROM node:24\nUSER 1000\n', { uid: 1000, gid: 1000, home: '/home/node' }],
    ['FROM node:24\nUSER node:0\n', { uid: 1000, gid: 0, home: '/home/node' }],
    ['FROM node:24\nUSER node\nUSER root\n', { uid: 0, gid: 0, home: '/root' }],
    ['FROM debian\nUSER 4242\n', { uid: 4242, gid: 0, home: '/' }],
    ['FROM debian\nUSER 4242:77\n', { uid: 4242, gid: 77, home: '/' }],
    ['FROM node:24\nENV HOME=/x\nUSER node\n', { uid: 1000, gid: 1000, home: '/x' }],
    ['FROM node:24\nENV HOME=\nUSER node\n', { uid: 1000, gid: 1000, home: '/home/node' }],
    ['FROM debian\nRUN useradd app\nUSER app\n', { uid: 1000, gid: 1000, home: '/home/app' }],
    ['FROM node:24\nRUN useradd -m app\nUSER app\n', { uid: 1001, gid: 1001, home: '/home/app' }],
    ['FROM ubuntu:24.04\nRUN useradd -m app\nUSER app\n', { uid: 1001, gid: 1001, home: '/home/app' }],
    ['FROM ubuntu:22.04\nRUN useradd -m app\nUSER app\n', { uid: 1000, gid: 1000, home: '/home/app' }],
    ['FROM debian\nRUN useradd -u 1500 -d /srv app\nUSER app\n', { uid: 1500, gid: 1500, home: '/srv' }],
    [
      'FROM debian\nRUN groupadd -g 7 g && useradd --uid=1500 -g g app\nUSER app\n',
      { uid: 1500, gid: 7, home: '/home/app' },
    ],
    ['FROM debian\nRUN useradd -m a && useradd -m b\nUSER b\n', { uid: 1001, gid: 1001, home: '/home/b' }],
    [
      'FROM debian\nRUN adduser --disabled-password --gecos "" app\nUSER app\n',
      { uid: 1000, gid: 1000, home: '/home/app' },
    ],
    ['FROM alpine\nRUN adduser -D -h /srv app\nUSER app\n', { uid: 1000, gid: 1000, home: '/srv' }],
    [
      'FROM alpine\nRUN addgroup -g 50 g && adduser -D -u 1200 -G g app\nUSER app\n',
      { uid: 1200, gid: 50, home: '/home/app' },
    ],
    ['FROM debian AS a\nRUN useradd -m app\nFROM a\nUSER app\n', { uid: 1000, gid: 1000, home: '/home/app' }],
    ['FROM scratch\n', { uid: 0, gid: 0, home: '/root' }],
  ])('%j', (text, user) => {
    expect(userAfter(text)).toEqual(user)
  })

  test.each([
    ['an image of which nothing is known', 'FROM ghcr.io/a/b\n', null],
    ['a user that no line has made', 'FROM debian\nUSER app\n', { uid: null, gid: null, home: null }],
    [
      'a system user, whose number depends on the packages',
      'FROM debian\nRUN useradd -r app\nUSER app\n',
      { uid: null, gid: null, home: null },
    ],
    [
      'a user made under a condition',
      'FROM debian\nRUN id app || useradd app\nUSER app\n',
      { uid: null, gid: null, home: null },
    ],
    [
      'a user of a stage that is not the base',
      'FROM debian AS a\nRUN useradd app\nFROM debian\nUSER app\n',
      { uid: null, gid: null, home: null },
    ],
    [
      'a user whose number a variable decides',
      'FROM debian\nARG U\nRUN useradd -u $U app\nUSER app\n',
      { uid: null, gid: null, home: '/home/app' },
    ],
    [
      'a user that was changed',
      'FROM node:24\nRUN usermod -u 7 node\nUSER node\n',
      { uid: null, gid: null, home: null },
    ],
    [
      'an option that is not understood',
      'FROM debian\nRUN useradd --strange x app\nUSER app\n',
      { uid: null, gid: null, home: null },
    ],
  ])('is not known: %s', (_, text, user) => {
    expect(userAfter(text)).toEqual(user)
  })

  test('from the default of a build argument is only assumed, and so is its home', () => {
    const { user, home } = endOf('FROM node:24\nARG U=node\nUSER $U\n')
    expect(user).toMatchObject({ uid: 1000, assumed: true })
    expect(home).toBeNull()
  })
})

describe('the folder and the shell', () => {
  test.each([
    ['FROM debian\nWORKDIR /a\nWORKDIR b/../c\n', '/a/c'],
    ['FROM debian\nENV D=/x\nWORKDIR $D/y\n', '/x/y'],
    ['FROM debian\nARG D\nWORKDIR $D/y\n', null],
    ['FROM debian\n', '/'],
    ['FROM ghcr.io/a/b\nWORKDIR c\n', null],
    ['FROM ghcr.io/a/b\nWORKDIR /c\n', '/c'],
  ])('%j', (text, folder) => {
    expect(endOf(text).workdir).toBe(folder)
  })

  test('SHELL holds for its stage and for those built on it', () => {
    expect(endOf('FROM debian AS a\nSHELL ["/bin/bash", "-c"]\nFROM a\n').shell).toEqual(['/bin/bash', '-c'])
    expect(endOf('FROM debian AS a\nSHELL ["/bin/bash", "-c"]\nFROM debian\n').shell).toEqual(['/bin/sh', '-c'])
  })
})
