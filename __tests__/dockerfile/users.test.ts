import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { homeOf, readStages, type Stage } from '../../src/dockerfile/state.ts'

/** The user behind the last line: uid, gid and the home of a step, `?` for what is not known. */
function userAfter(...lines: readonly string[]): string {
  const { end } = readStages(parseDockerfile(`${lines.join('\n')}\n`)).at(-1) as Stage
  return [end.user?.uid, end.user?.gid, homeOf(end)].map((part) => part ?? '?').join(' ')
}

// Each was built with BuildKit v0.34.2 and asked for `id` and `$HOME`.
describe('the user of a step, with uid, gid and home', () => {
  test.each([
    ['the image has root', ['FROM python:3.14'], '0 0 /root'],
    ['by name', ['FROM node:24', 'USER node'], '1000 1000 /home/node'],
    ['by number, when the image has it', ['FROM node:24', 'USER 1000'], '1000 1000 /home/node'],
    ['with another group', ['FROM node:24', 'USER node:0'], '1000 0 /home/node'],
    ['with a group by name', ['FROM node:24', 'USER node:root'], '1000 0 /home/node'],
    ['root with another group', ['FROM node:24', 'USER 0:1000'], '0 1000 /root'],
    ['back to root', ['FROM node:24', 'USER node', 'USER root'], '0 0 /root'],
    ['by a number that nobody has', ['FROM debian', 'USER 4242'], '4242 0 /'],
    ['by two numbers that nobody has', ['FROM debian', 'USER 4242:77'], '4242 77 /'],
    ['by a variable', ['FROM node:24', 'ENV U=node', 'USER $U'], '1000 1000 /home/node'],
    ['by a variable with a default', ['FROM node:24', 'USER ${U:-node}'], '1000 1000 /home/node'],
    ['with a group of the distribution', ['FROM node:24', 'USER node:staff'], '1000 50 /home/node'],
    ['by a number, once system users were made', ['FROM debian', 'RUN useradd -r app', 'USER 4242'], '4242 0 /'],
    ['in quotes', ['FROM node:24', 'USER "node"'], '1000 1000 /home/node'],
    ['one that was made above', ['FROM debian', 'RUN useradd app', 'USER app'], '1000 1000 /home/app'],
    ['on nothing', ['FROM scratch'], '0 0 /root'],
  ])('%s', (_, lines, said) => {
    expect(userAfter(...lines)).toBe(said)
  })
})

describe('HOME', () => {
  test.each([
    ['wins over the home of the user, set before', ['ENV HOME=/x', 'USER node'], '1000 1000 /x'],
    ['wins over the home of the user, set behind', ['USER node', 'ENV HOME=/x'], '1000 1000 /x'],
    ['that is empty counts as unset', ['ENV HOME=', 'USER node'], '1000 1000 /home/node'],
    ['from a variable', ['ENV D=/y', 'ENV HOME=$D/x', 'USER node'], '1000 1000 /y/x'],
    ['of a build argument hangs on the build', ['ARG HOME=/x', 'USER node'], '1000 1000 ?'],
    ['of a build argument without a value may be anything', ['ARG HOME', 'USER node'], '1000 1000 ?'],
    ['from what is not known is not known', ['ARG D', 'ENV HOME=$D/x', 'USER node'], '1000 1000 ?'],
  ])('%s', (_, lines, said) => {
    expect(userAfter('FROM node:24', ...lines)).toBe(said)
  })
})

describe('a stage that is built on another one', () => {
  test.each([
    ['has its user', ['FROM node:24 AS a', 'USER node', 'FROM a'], '1000 1000 /home/node'],
    ['has its accounts', ['FROM debian AS a', 'RUN useradd app', 'FROM a', 'USER app'], '1000 1000 /home/app'],
    [
      'goes on from them',
      ['FROM debian AS a', 'RUN useradd app', 'FROM a', 'RUN useradd b', 'USER b'],
      '1001 1001 /home/b',
    ],
    ['has its HOME', ['FROM debian AS a', 'ENV HOME=/x', 'FROM a AS b', 'FROM b'], '0 0 /x'],
    ['has nothing of a stage beside it', ['FROM debian AS a', 'RUN useradd app', 'FROM debian', 'USER app'], '? ? ?'],
  ])('%s', (_, lines, said) => {
    expect(userAfter(...lines)).toBe(said)
  })
})

describe('a user that cannot be known', () => {
  test.each([
    ['the image is not known', ['FROM ghcr.io/a/b'], '? ? ?'],
    ['no line has made it', ['FROM debian', 'USER app'], '? ? ?'],
    ['a build argument without a value names it', ['FROM node:24', 'ARG U', 'USER $U'], '? ? ?'],
    ['its group is not known', ['FROM node:24', 'USER node:wheel'], '1000 ? /home/node'],
    ['a number below 1000 may be that of a package', ['FROM debian', 'USER 101'], '101 ? ?'],
    ['its number may be that of a user made above', ['FROM debian', 'RUN useradd $N', 'USER 4242'], '4242 ? ?'],
    ['its line may be another one', ['FROM node:24', 'COPY passwd /etc/passwd', 'USER node'], '? ? ?'],
    ['a script that cannot be read makes users', ['FROM debian', 'RUN useradd "a', 'USER 4242'], '4242 ? ?'],
  ])('%s', (_, lines, said) => {
    expect(userAfter(...lines)).toBe(said)
  })

  test('root is root in any image that a name is known of', () => {
    expect(userAfter('FROM ghcr.io/a/b', 'USER root')).toBe('0 0 /root')
    expect(userAfter('FROM ghcr.io/a/b', 'USER 0')).toBe('0 0 /root')
  })

  test('one that hangs on the default of a build argument is assumed only, and its home is not known', () => {
    const { end } = readStages(parseDockerfile('FROM node:24\nARG U=node\nUSER $U\n')).at(-1) as Stage
    expect(end.user).toMatchObject({ uid: 1000, gid: 1000, assumed: true })
    expect(homeOf(end)).toBeNull()
  })
})

describe('the user that newer releases of Ubuntu bring', () => {
  test.each([
    ['has the number', ['FROM ubuntu:24.04', 'USER 1000'], '1000 1000 /home/ubuntu'],
    ['pushes the next one on', ['FROM ubuntu:24.04', 'RUN useradd -m app', 'USER app'], '1001 1001 /home/app'],
    ['is not there before', ['FROM ubuntu:22.04', 'RUN useradd -m app', 'USER app'], '1000 1000 /home/app'],
    [
      'may be removed',
      ['FROM ubuntu:24.04', 'RUN userdel -r ubuntu && useradd -m -u 1000 app', 'USER app'],
      '1000 1000 /home/app',
    ],
    [
      'may be renamed',
      ['FROM ubuntu:24.04', 'RUN usermod -l app -d /home/app -m ubuntu && groupmod -n app ubuntu', 'USER app:app'],
      '1000 1000 /home/app',
    ],
    ['may be in the way', ['FROM ubuntu:24.04', 'RUN useradd -m -u 1000 app || true', 'USER app'], '? ? ?'],
  ])('%s', (_, lines, said) => {
    expect(userAfter(...lines)).toBe(said)
  })
})
