import { describe, expect, test } from '@jest/globals'
import { planOf, statusesOf } from './planning.ts'

const silent = (lines: readonly string[]): boolean => {
  const statuses = statusesOf(lines)
  return statuses.every((status) => status.includes(' silent '))
}
const node = (...lines: readonly string[]) => ['FROM node:24', ...lines]
const python = (...lines: readonly string[]) => ['FROM python:3.14', ...lines]

describe('nothing is said of a cache', () => {
  test.each([
    ['of a user of whom nothing is known', python('USER app', 'RUN pip install a')],
    ['of an image of which nothing is known', ['FROM ghcr.io/a/b', 'RUN pip install a']],
    ['of a user whose login is read', node('RUN su - node -c "npm ci"')],
    ['of a user whom a variable names', node('RUN gosu $U npm ci')],
    ['that a copy fills', node('COPY npm-cache /root/.npm', 'RUN npm ci')],
    ['that a copy fills in part', node('COPY x /root/.npm/_cacache/', 'RUN npm ci')],
    ['that a command configures', node('RUN npm config set cache /c', 'RUN npm ci')],
    ['that the same step configures', python('RUN pip config set global.cache-dir /c && pip install a')],
    ['that a step writes a file about', node('RUN echo "cache=/c" >> .npmrc', 'RUN npm ci')],
    ['that another command of the step reads', node('RUN npm ci && cp -r /root/.npm /x')],
    ['that a later step reads', node('RUN npm ci', 'RUN tar c /root/.npm && npm ci')],
    ['that a later step needs filled', node('RUN npm ci', 'RUN npm ci --offline')],
    ['that a verb needs filled', ['FROM dart:stable', 'RUN dart pub get', 'RUN dart compile exe a.dart']],
    ['that a variable needs filled', node('ENV npm_config_offline=true', 'RUN npm ci')],
    ['while a mount has a target that is not known', node('ARG D', 'RUN --mount=type=cache,target=$D npm ci')],
    ['whose folder cannot be named plainly', python('ENV PIP_CACHE_DIR="/a b"', 'RUN pip install a')],
    ['whose place an option moves', ['FROM debian', 'RUN apt-get -o Dir::Cache=/c install a']],
  ])('%s', (_, lines) => {
    expect(silent(lines)).toBe(true)
  })

  test.each([
    ['a command that uses none', python('RUN pip list')],
    ['a command that fetches nothing', python('RUN pip install --no-index a')],
    ['a command of files that are there', python('RUN pip install ./a.whl /b/c.whl')],
    ['a dry run', python('RUN pip install --dry-run a')],
    ['a command under a condition', python('RUN test -f a || pip install a')],
    ['a step that cannot be read', python('RUN pip install "a')],
    ['a command held back by ONBUILD', python('ONBUILD RUN pip install a')],
    ['another shell', python('SHELL ["powershell"]', 'RUN pip install a')],
  ])('in a step with %s', (_, lines) => {
    expect(statusesOf(lines)).toEqual([])
  })
})

describe('nothing is said of a cache that another stage needs', () => {
  const first = (...lines: readonly string[]) => planOf(lines).plans[0]?.managers[0]?.uses[0]?.status

  test.each([
    ['copied by name', 'COPY --from=a /root/.npm /x'],
    ['copied by number', 'COPY --from=0 /root/.npm/_cacache /x'],
    ['mounted', 'RUN --mount=type=bind,from=a,source=/root/.npm,target=/x true'],
  ])('%s', (_, line) => {
    expect(first('FROM node:24 AS a', 'RUN npm ci', 'FROM node:24', line)).toMatchObject({ is: 'silent' })
  })

  test('but of one that is not', () => {
    expect(first('FROM node:24 AS a', 'RUN npm ci', 'FROM node:24', 'COPY --from=a /app /x')).toMatchObject({
      is: 'missing',
    })
  })
})

describe('something is said though', () => {
  test.each([
    ['a copy fills another folder', node('COPY x /root/.npmrc', 'RUN npm ci')],
    ['another manager is configured', python('RUN npm config set cache /c', 'RUN pip install a')],
    ['the folder is only removed', node('RUN npm ci && rm -rf /root/.npm')],
    [
      'a copy comes from another stage',
      ['FROM node:24 AS a', 'FROM node:24', 'COPY --from=a /root/.npm /x', 'RUN npm ci'],
    ],
  ])('%s', (_, lines) => {
    expect(silent(lines)).toBe(false)
  })
})

describe('the package lists of apt stay in the image', () => {
  const lists = (lines: readonly string[], step = 0): string | undefined => {
    const { status } = planOf(['FROM debian', ...lines]).plans[step]?.managers[0]?.uses[1] ?? {}
    return status?.is === 'silent' ? status.why : status?.is
  }
  const BOTH = 'RUN apt-get update && apt-get install -y a'

  test.each([
    [
      'a later step installs from them',
      [BOTH, 'RUN apt-get install -y b'],
      'a later step installs from what this one fetches',
    ],
    ['a later script may', [BOTH, 'RUN ./setup.sh'], 'a script below may install from what this step fetches'],
    [
      'a later step that cannot be read may',
      [BOTH, 'RUN apt-get install "b'],
      'a later step may install from what this one fetches',
    ],
  ])('where %s', (_, lines, why) => {
    expect(lists(lines)).toBe(why)
  })

  test('where a stage that is built on it installs from them', () => {
    const { plans } = planOf(['FROM debian AS a', BOTH, 'FROM a', 'RUN apt-get install -y b'])
    expect(plans[0]?.managers[0]?.uses[1]?.status).toMatchObject({ is: 'silent' })
  })

  test.each([
    ['nothing comes after', [BOTH]],
    ['the later step fetches its own', [BOTH, BOTH]],
    ['the step takes them away itself', [`${BOTH} && rm -rf /var/lib/apt/lists/*`, 'RUN apt-get install -y b']],
    ['a later command is of another kind', [BOTH, 'RUN echo hi']],
  ])('not where %s', (_, lines) => {
    expect(lists(lines)).toBe('missing')
  })
})
