import { describe, expect, test } from '@jest/globals'
import { type Feature, featuresIn, frontendOf, supports } from '../../src/dockerfile/frontend.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

const frontend = (address: string) => frontendOf(parseDockerfile(`# syntax=${address}\nFROM debian\n`))

describe('the frontend that a file names', () => {
  test('is the one of the builder where it names none', () => {
    expect(frontendOf(parseDockerfile('FROM debian\n'))).toEqual({ kind: 'builtin' })
  })

  test.each([
    ['docker/dockerfile', null, null, 'latest'],
    ['docker/dockerfile:latest', null, null, 'latest'],
    ['docker/dockerfile:1', 1, null, ''],
    ['docker/dockerfile:1.7', 1, 7, ''],
    ['docker/dockerfile:1.7.1', 1, 7, ''],
    ['docker/dockerfile:1-labs', 1, null, 'labs'],
    ['docker/dockerfile:1.3-labs', 1, 3, 'labs'],
    ['docker/dockerfile:labs', null, null, 'labs'],
    ['docker/dockerfile:experimental', null, null, 'experimental'],
    ['docker/dockerfile:1.0-experimental', 1, 0, 'experimental'],
    ['docker.io/docker/dockerfile:1', 1, null, ''],
    ['docker/dockerfile-upstream:1.4', 1, 4, ''],
    ['docker/dockerfile:1@sha256:ab12', 1, null, ''],
    ['docker/dockerfile:1 with words behind it', 1, null, ''],
  ])('%s', (address, major, minor, channel) => {
    expect(frontend(address)).toEqual({ kind: 'docker', major, minor, channel })
  })

  test.each([
    'docker/dockerfile@sha256:ab12',
    'example.com/docker/dockerfile:1',
    'docker/other:1',
    'docker/dockerfile:what-is-this',
    'ghcr.io/a/frontend',
  ])('%s may be anything', (address) => {
    expect(frontend(address)).toEqual({ kind: 'unknown' })
  })
})

describe('whether a frontend knows a feature', () => {
  test.each<[string, Feature, boolean | null]>([
    ['docker/dockerfile:1', 'mount', true],
    ['docker/dockerfile:1', 'parents', true],
    ['docker/dockerfile:latest', 'mount', true],
    ['docker/dockerfile:1.1', 'mount', false],
    ['docker/dockerfile:1.2', 'mount', true],
    ['docker/dockerfile:1.0-experimental', 'mount', true],
    ['docker/dockerfile:1.3', 'heredoc', false],
    ['docker/dockerfile:1.2-labs', 'heredoc', false],
    ['docker/dockerfile:1.3-labs', 'heredoc', true],
    ['docker/dockerfile:1.4', 'heredoc', true],
    ['docker/dockerfile:1.4', 'link', true],
    ['docker/dockerfile:1.5', 'checksum', false],
    ['docker/dockerfile:1.18', 'exclude', false],
    ['docker/dockerfile:1.19', 'exclude', true],
    ['docker/dockerfile:2', 'parents', true],
    ['docker/dockerfile:1.2', 'network', false],
    ['docker/dockerfile:1.3', 'network', true],
    ['docker/dockerfile:1.7-labs', 'parents', true],
    ['docker/dockerfile:1.19', 'security', false],
    ['docker/dockerfile:1.20', 'security', true],
    ['docker/dockerfile:1.16', 'unpack', false],
    ['docker/dockerfile:1.20', 'device', false],
    ['docker/dockerfile:1.14-labs', 'device', true],
    ['docker/dockerfile:1-labs', 'device', true],
    ['docker/dockerfile:1', 'device', null],
    ['docker/dockerfile:1.1-experimental', 'security', null],
    ['ghcr.io/a/frontend', 'mount', null],
  ])('%s, %s: %j', (address, feature, known) => {
    expect(supports(frontend(address), feature)).toBe(known)
  })

  test('the one of the builder is taken to know all', () => {
    expect(supports({ kind: 'builtin' }, 'parents')).toBe(true)
  })
})

describe('the features that a file uses', () => {
  test('each with the line of its first use', () => {
    const text = [
      'FROM debian',
      'RUN --network=none a',
      'RUN --mount=type=cache,target=/x a',
      'RUN --mount=type=cache,target=/y <<EOF',
      'a',
      'EOF',
      'COPY --link --chown=1:1 --parents a b',
      'COPY --exclude=*.md a b',
      'ADD --checksum=sha256:0 https://example.com/a b',
      '',
    ].join('\n')
    expect([...featuresIn(parseDockerfile(text))].map(([feature, { line }]) => [feature, line])).toEqual([
      ['network', 2],
      ['mount', 3],
      ['heredoc', 4],
      ['link', 7],
      ['parents', 7],
      ['exclude', 8],
      ['checksum', 9],
    ])
  })

  test.each([
    ['RUN --mount=type=cache,target=${DIR} a', ['RUN --mount', 'a variable in RUN --mount']],
    ['RUN --mount=from=$STAGE,target=/a a', ['RUN --mount']],
    ['RUN --mount=type=secret,id=a,env=A a', ['RUN --mount', '`env=` in RUN --mount']],
    ['RUN --security=insecure a', ['RUN --security']],
    ['RUN --device=vendor.com/gpu a', ['RUN --device']],
    ['COPY --chmod=755 a b', ['COPY --chmod']],
    ['ADD --chmod=u+x a b', ['ADD --chmod', 'letters in ADD --chmod']],
    ['COPY --chmod=$MODE a b', ['COPY --chmod', 'a variable in COPY --chmod']],
    ['ADD https://example.com/a.git#v1 /a', ['ADD of a Git repository']],
    ['ADD git@example.com:a/b.git /a', ['ADD of a Git repository']],
    ['ADD https://example.com/a.git.tar /a', []],
    ['ADD --keep-git-dir=true --unpack a b', ['ADD --keep-git-dir', 'ADD --unpack']],
    ['HEALTHCHECK --start-interval=1s CMD a', ['HEALTHCHECK --start-interval']],
    ['ENV A=${B#v}', ['`${B#…}` in ENV']],
    ['ENV A=${B//x/y}', ['`${B/…}` in ENV']],
    ["ENV A='${B#v}'", []],
    ['ENV A=\\${B#v}', []],
    ['ENV A=${B:-v}', []],
    ['RUN echo ${B#v}', []],
    ['COPY <<EOF /a\na\nEOF', ['here-documents']],
  ])('%s', (instruction, names) => {
    const found = featuresIn(parseDockerfile(`FROM a\n${instruction}\n`))
    expect([...found.values()].map(({ name }) => name)).toEqual(names)
  })

  test('behind ONBUILD too', () => {
    expect([...featuresIn(parseDockerfile('FROM a\nONBUILD RUN --mount=type=cache,target=/x b\n')).keys()]).toEqual([
      'mount',
    ])
  })

  test('none in a plain file', () => {
    expect(featuresIn(parseDockerfile('FROM a\nRUN echo --mount=x\nCOPY --chown=1 a b\n')).size).toBe(0)
  })
})
