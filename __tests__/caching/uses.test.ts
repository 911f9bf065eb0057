import { describe, expect, test } from '@jest/globals'
import { statusesOf } from './planning.ts'

const PIP = '--mount=type=cache,target=/root/.cache/pip'
const python = (...lines: readonly string[]) => ['FROM python:3.14', ...lines]
const node = (...lines: readonly string[]) => ['FROM node:24', ...lines]
const debian = (...lines: readonly string[]) => ['FROM debian', ...lines]

describe('a cache that is not mounted gets the mount of its tool, its user and its variables', () => {
  test.each([
    ['pip', python('RUN pip install a'), ['pip 0 missing --mount=type=cache,target=/root/.cache/pip']],
    ['pip download', python('RUN pip download a'), ['pip 0 missing --mount=type=cache,target=/root/.cache/pip']],
    ['npm', node('RUN npm ci'), ['npm 0 missing --mount=type=cache,target=/root/.npm']],
    [
      'npm as node',
      node('USER node', 'RUN npm ci'),
      ['npm 0 missing --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000'],
    ],
    [
      'a user in the group of root',
      node('USER node:0', 'RUN npm ci'),
      ['npm 0 missing --mount=type=cache,target=/home/node/.npm,uid=1000,gid=0'],
    ],
    [
      'a user made above',
      debian('RUN useradd -u 1500 app', 'USER app', 'RUN npm ci'),
      ['npm 0 missing --mount=type=cache,target=/home/app/.npm,uid=1500,gid=1500'],
    ],
    [
      'a folder of its own',
      python('ENV PIP_CACHE_DIR=/c', 'RUN pip install a'),
      ['pip 0 missing --mount=type=cache,target=/c'],
    ],
    [
      'apt',
      debian('RUN apt-get update && apt-get install -y a'),
      [
        'apt 0 missing --mount=type=cache,target=/var/cache/apt,sharing=locked',
        'apt 1 missing --mount=type=cache,target=/var/lib/apt/lists,sharing=locked',
      ],
    ],
    [
      'apt without an update',
      debian('RUN apt-get install -y a'),
      [
        'apt 0 missing --mount=type=cache,target=/var/cache/apt,sharing=locked',
        'apt 1 silent no command of this step fills it',
      ],
    ],
    [
      'two managers',
      ['FROM node:24', 'RUN npm ci && pip install a'],
      [
        'npm 0 missing --mount=type=cache,target=/root/.npm',
        'pip 0 missing --mount=type=cache,target=/root/.cache/pip',
      ],
    ],
    [
      'one manager twice',
      python('RUN pip install a && pip install b'),
      ['pip 0 missing --mount=type=cache,target=/root/.cache/pip'],
    ],
  ])('%s', (_, lines, statuses) => {
    expect(statusesOf(lines)).toEqual(statuses)
  })
})

describe('a cache is mounted', () => {
  test.each([
    ['where it is', python(`RUN ${PIP} pip install a`)],
    ['with a slash at the end', python(`RUN ${PIP}/ pip install a`)],
    ['at a folder above', python('RUN --mount=type=cache,target=/root/.cache pip install a')],
    ['with dst', python('RUN --mount=type=cache,dst=/root/.cache/pip pip install a')],
    ['in quotes', python('RUN --mount="type=cache,target=/root/.cache/pip" pip install a')],
    ['by a variable', python('ENV D=/root', 'RUN --mount=type=cache,target=$D/.cache/pip pip install a')],
    ['relative to the folder', python('WORKDIR /root', 'RUN --mount=type=cache,target=.cache/pip pip install a')],
    ['with an id and more', python(`RUN ${PIP},id=a,sharing=locked pip install a`)],
    ['for its user', node('USER node', 'RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci')],
    [
      'for its user by number alone',
      node('USER node', 'RUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci'),
    ],
    ['for anybody', node('USER node', 'RUN --mount=type=cache,target=/home/node/.npm,mode=0777 npm ci')],
    ['in the part that matters', node('RUN --mount=type=cache,target=/root/.npm/_cacache npm ci')],
  ])('%s', (_, lines) => {
    expect(statusesOf(lines).map((status) => status.split(' ')[2])).toEqual(['mounted'])
  })
})

describe('a mount is there, but not where the tool looks, or not for its user', () => {
  test.each([
    [
      'below the home of another user',
      node('USER node', 'RUN --mount=type=cache,target=/root/.npm npm ci'),
      'npm 0 misplaced --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000',
    ],
    [
      'below a home that nothing expands',
      python('RUN --mount=type=cache,target=$HOME/.cache/pip pip install a'),
      'pip 0 misplaced --mount=type=cache,target=/root/.cache/pip',
    ],
    [
      'below a tilde',
      python('RUN --mount=type=cache,id=p,target=~/.cache/pip,sharing=locked pip install a'),
      'pip 0 misplaced --mount=type=cache,id=p,target=/root/.cache/pip,sharing=locked',
    ],
    [
      'for root',
      node('USER node', 'RUN --mount=type=cache,target=/home/node/.npm npm ci'),
      'npm 0 misplaced --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000',
    ],
    [
      'for another user, which pip minds even as root',
      python('RUN --mount=type=cache,target=/root/.cache/pip,uid=1000,gid=1000 pip install a'),
      'pip 0 misplaced --mount=type=cache,target=/root/.cache/pip',
    ],
    [
      'though a variable moves it',
      node('ENV npm_config_cache=/c', 'RUN --mount=type=cache,dst=/root/.npm npm ci'),
      'npm 0 misplaced --mount=type=cache,dst=/c',
    ],
  ])('%s', (_, lines, status) => {
    expect(statusesOf(lines)).toEqual([status])
  })

  test('another user may write where root owns it, as far as root is concerned', () => {
    expect(statusesOf(node('RUN --mount=type=cache,target=/root/.npm,uid=1000,gid=1000 npm ci'))).toEqual([
      'npm 0 mounted',
    ])
  })
})
