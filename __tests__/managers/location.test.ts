import { describe, expect, test } from '@jest/globals'
import { readRunSteps } from '../../src/caching/installs.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { locate, type ReadConfiguration } from '../../src/managers/location.ts'

const unset: ReadConfiguration = () => undefined

/** Where the last install of a Dockerfile keeps its first cache (or another), or why that is not known. */
function where(lines: readonly string[], read: ReadConfiguration = unset, cache = 0): string {
  const file = parseDockerfile(`${lines.join('\n')}\n`)
  const run = readRunSteps(file, readStages(file)).at(-1)
  const invocation = run?.invocations.filter(({ kind }) => kind !== null).at(-1)
  if (!run || !invocation) throw new Error('there is no install')
  const location = locate(invocation.manager.caches[cache] as never, invocation, run.step, read)
  return 'path' in location ? location.path : `unknown: ${location.unknown}`
}

const python = (...lines: readonly string[]) => ['FROM python:3.14', ...lines]
const node = (...lines: readonly string[]) => ['FROM node:24', ...lines]
const UNKNOWN = expect.stringMatching(/^unknown: ./)

// Measured with pip 25.3: --cache-dir, PIP_CACHE_DIR, pip.conf, XDG_CACHE_HOME/pip, HOME/.cache/pip; empty is unset.
describe("pip's cache, in its own order of precedence", () => {
  test.each([
    ['below the home', python('RUN pip install a'), '/root/.cache/pip'],
    ['below XDG_CACHE_HOME', python('ENV XDG_CACHE_HOME=/c', 'RUN pip install a'), '/c/pip'],
    ['in PIP_CACHE_DIR', python('ENV PIP_CACHE_DIR=/p XDG_CACHE_HOME=/c', 'RUN pip install a'), '/p'],
    ['in --cache-dir', python('ENV PIP_CACHE_DIR=/p', 'RUN pip install --cache-dir /o a'), '/o'],
    ['in --cache-dir in front of the verb', python('RUN pip --cache-dir=/o install a'), '/o'],
    ['in the last --cache-dir', python('RUN pip install --cache-dir=/n --cache-dir /o a'), '/o'],
    [
      'an empty variable is unset',
      python('ENV PIP_CACHE_DIR= XDG_CACHE_HOME=', 'RUN pip install a'),
      '/root/.cache/pip',
    ],
    ['a variable in front of the command', python('RUN PIP_CACHE_DIR=/p pip install a'), '/p'],
    ['a variable of the script', python('RUN export XDG_CACHE_HOME=/c && pip install a'), '/c/pip'],
    [
      'a variable emptied in front of it',
      python('ENV PIP_CACHE_DIR=/p', 'RUN PIP_CACHE_DIR= pip install a'),
      '/root/.cache/pip',
    ],
    ['HOME in front of the command', python('RUN HOME=/h pip install a'), '/h/.cache/pip'],
    ['HOME of the image', python('ENV HOME=/h', 'RUN pip install a'), '/h/.cache/pip'],
    ['a folder with a slash at its end', python('ENV PIP_CACHE_DIR=/p/', 'RUN pip install a'), '/p'],
    ['as a module', python('RUN python -m pip install a'), '/root/.cache/pip'],
    ['for another user', ['FROM node:24', 'USER node', 'RUN pip install a'], '/home/node/.cache/pip'],
  ])('%s', (_, lines, path) => {
    expect(where(lines)).toBe(path)
  })

  test('pip.conf stands between PIP_CACHE_DIR and XDG_CACHE_HOME', () => {
    const configured: ReadConfiguration = (file, key) => (file === 'pip.conf' && key === 'cache-dir' ? '/f' : undefined)
    expect(where(python('ENV XDG_CACHE_HOME=/c', 'RUN pip install a'), configured)).toBe('/f')
    expect(where(python('ENV PIP_CACHE_DIR=/p', 'RUN pip install a'), configured)).toBe('/p')
    expect(where(python('RUN pip install a'), () => null)).toEqual(UNKNOWN)
  })
})

// Measured with npm 11: --cache, the environment in any case, the project's .npmrc, ~/.npm. XDG_CACHE_HOME is ignored.
describe("npm's cache, in its own order of precedence", () => {
  test.each([
    ['below the home', node('RUN npm ci'), '/root/.npm'],
    ['below the home of another user', node('USER node', 'RUN npm ci'), '/home/node/.npm'],
    ['not below XDG_CACHE_HOME', node('ENV XDG_CACHE_HOME=/c', 'RUN npm ci'), '/root/.npm'],
    ['in npm_config_cache', node('ENV npm_config_cache=/e', 'RUN npm ci'), '/e'],
    ['in NPM_CONFIG_CACHE', node('ENV NPM_CONFIG_CACHE=/e', 'RUN npm ci'), '/e'],
    ['in a mixture of cases', node('ENV Npm_Config_Cache=/e', 'RUN npm ci'), '/e'],
    ['in two spellings that agree', node('ENV NPM_CONFIG_CACHE=/e npm_config_cache=/e', 'RUN npm ci'), '/e'],
    ['in --cache', node('ENV npm_config_cache=/e', 'RUN npm ci --cache /o'), '/o'],
    ['in front of the command', node('RUN npm_config_cache=/e npm ci'), '/e'],
    ['an empty variable is unset', node('ENV npm_config_cache=', 'RUN npm ci'), '/root/.npm'],
  ])('%s', (_, lines, path) => {
    expect(where(lines)).toBe(path)
  })

  test('two spellings that disagree leave it open', () => {
    expect(where(node('ENV NPM_CONFIG_CACHE=/e npm_config_cache=/f', 'RUN npm ci'))).toEqual(UNKNOWN)
  })

  test('.npmrc stands between the environment and the home', () => {
    const configured: ReadConfiguration = (file, key) => (file === '.npmrc' && key === 'cache' ? '/f' : undefined)
    expect(where(node('RUN npm ci'), configured)).toBe('/f')
    expect(where(node('ENV npm_config_cache=/e', 'RUN npm ci'), configured)).toBe('/e')
  })
})

describe("apt's caches", () => {
  test('are folders of the system, whoever runs it', () => {
    for (const lines of [
      ['FROM debian', 'RUN apt-get install a'],
      ['FROM node:24', 'USER node', 'RUN sudo apt-get install a'],
      ['FROM ghcr.io/a/b', 'RUN apt-get install a'],
    ]) {
      expect([where(lines), where(lines, unset, 1)]).toEqual(['/var/cache/apt', '/var/lib/apt/lists'])
    }
  })
})

describe('a cache whose place cannot be known', () => {
  test.each([
    ['an option from a variable', python('RUN pip install --cache-dir=$X a')],
    ['a variable from a build argument', python('ARG X', 'ENV PIP_CACHE_DIR=$X', 'RUN pip install a')],
    ['a variable from the default of a build argument', python('ARG PIP_CACHE_DIR=/p', 'RUN pip install a')],
    ['a variable from a command', python('RUN PIP_CACHE_DIR=$(b) pip install a')],
    ['a variable set under a condition', python('RUN if b; then export PIP_CACHE_DIR=/p; fi; pip install a')],
    ['a relative folder', python('ENV PIP_CACHE_DIR=p', 'RUN pip install a')],
    ['a folder below a tilde', python("ENV PIP_CACHE_DIR='~/p'", 'RUN pip install a')],
    ['a folder that is the home', python('ENV PIP_CACHE_DIR=/root', 'RUN pip install a')],
    ['a folder of the system', python('ENV PIP_CACHE_DIR=/tmp', 'RUN pip install a')],
    ['the root', python('ENV PIP_CACHE_DIR=/', 'RUN pip install a')],
    ['the folder that the step works in', python('WORKDIR /app', 'ENV PIP_CACHE_DIR=/app', 'RUN pip install a')],
    ['a folder above it', python('WORKDIR /app/x', 'ENV PIP_CACHE_DIR=/app', 'RUN pip install a')],
    ['an image that may set variables', ['FROM ghcr.io/a/b', 'RUN pip install a']],
    ['a user of whom nothing is known', python('USER app', 'RUN pip install a')],
    ['a user that hangs on a build argument', ['FROM node:24', 'ARG U=node', 'USER $U', 'RUN npm ci']],
    ['another user than that of the step', python('RUN sudo pip install a')],
    ['a user of whom nothing is known by gosu', ['FROM node:24', 'RUN gosu app npm ci']],
    ['a variable that sudo may take away', ['FROM node:24', 'ENV npm_config_cache=/c', 'RUN sudo -H -u node npm ci']],
  ])('%s', (_, lines) => {
    expect(where(lines)).toEqual(UNKNOWN)
  })
})

// The options and variables of Maven 3.8.7, Gradle 4.4.1 and go 1.26.8 were measured; that Gradle does not heed HOME was not.
describe('places that options, lists of folders and the passwd entry name', () => {
  const maven = (...lines: readonly string[]) => where(['FROM maven:3.9-eclipse-temurin-21', ...lines])
  const gradle = (...lines: readonly string[]) => where(['FROM gradle:8-jdk21', ...lines])
  test('Maven asks passwd for the home, and not HOME', () => {
    expect(maven('ENV HOME=/elsewhere', 'RUN mvn package')).toBe('/root/.m2/repository')
    expect(maven('RUN useradd -m -u 1500 app', 'USER app', 'RUN mvn package')).toBe('/home/app/.m2/repository')
    expect(maven('USER 1234', 'RUN mvn package')).toEqual(UNKNOWN)
  })
  test('an option wins over a variable that holds options', () => {
    const options = 'ENV MAVEN_OPTS="-Xmx1g -Dmaven.repo.local=/m"'
    expect(maven(options, 'RUN mvn package')).toBe('/m')
    expect(maven(options, 'RUN mvn -Dmaven.repo.local=/o package')).toBe('/o')
    expect(maven('ARG OPTIONS', 'ENV MAVEN_OPTS="$OPTIONS"', 'RUN mvn package')).toEqual(UNKNOWN)
  })
  test('Gradle goes by option, property, variable and home', () => {
    const variable = 'ENV GRADLE_USER_HOME=/v GRADLE_OPTS=-Dgradle.user.home=/p'
    expect(gradle(variable, 'RUN gradle -g /o build')).toBe('/o/caches')
    expect(gradle(variable, 'RUN gradle build')).toBe('/p/caches')
    expect(gradle('ENV GRADLE_USER_HOME=/v', 'RUN gradle build')).toBe('/v/caches')
    expect(gradle('ENV HOME=/elsewhere', 'RUN gradle build')).toBe('/home/gradle/.gradle/caches')
  })
  test('of the folders in GOPATH the first counts', () => {
    expect(where(['FROM golang:1.26', 'ENV GOPATH=/a:/b', 'RUN go build'])).toBe('/a/pkg/mod')
  })
})
