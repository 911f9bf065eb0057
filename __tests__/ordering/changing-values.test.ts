import { describe, expect, test } from '@jest/globals'
import type { Build } from '../../src/context/builds/build.ts'
import { changeOf, isNewEachTime } from '../../src/ordering/changing-values.ts'

const buildWith = (args: Readonly<Record<string, string>>): Build => ({
  dockerfile: 'Dockerfile',
  context: { kind: 'folder', folder: '.' },
  named: new Map(),
  args: new Map(
    Object.entries(args).map(([name, raw]) => [name, { raw, value: /[$`]/.test(raw) ? null : raw, line: 7 }]),
  ),
  target: null,
  tool: 'docker build',
  place: { path: '.github/workflows/image.yml', line: 5 },
})

describe('a value is another one in every build', () => {
  test.each([
    '${{ github.sha }}',
    '${{github.run_number}}',
    '1.0.${{ github.run_id }}',
    '${{ github.event.pull_request.head.sha || github.sha }}',
    '$GITHUB_SHA',
    '${CI_COMMIT_SHORT_SHA}',
    '$CIRCLE_SHA1',
    '$(Build.SourceVersion)',
    '$(date -u +%Y-%m-%dT%H:%M:%SZ)',
    '`date +%s`',
    '$(shell git rev-parse --short HEAD)',
    '$(git describe --always --dirty)',
    '$(git describe --tags)',
    "${{ fromJSON(steps.meta.outputs.json).labels['org.opencontainers.image.created'] }}",
    '${{ steps.vars.outputs.sha_short }}',
    '${{ steps.now.outputs.build_date }}',
    '$BUILD_NUMBER',
    '$COMMIT_SHA',
  ])('%s', (raw) => {
    expect(isNewEachTime(raw)).toBe(true)
  })
})

describe('a value is the same in many builds, or nothing is known of it', () => {
  test.each([
    '${{ github.ref_name }}',
    '${{ github.repository }}',
    '${{ steps.meta.outputs.version }}',
    '${{ matrix.date }}',
    '${{ env.VERSION }}',
    '$(git rev-parse --abbrev-ref HEAD)',
    '$(git describe --tags --abbrev=0)',
    '$(cat VERSION)',
    '$(dateutil)',
    '2026-01-01',
    'abc1234',
    '',
  ])('%s', (raw) => {
    expect(isNewEachTime(raw)).toBe(false)
  })
})

describe('the name of an argument says that it changes', () => {
  test.each([
    ['GIT_SHA', null],
    ['git_sha', null],
    ['GIT_COMMIT', 'unknown'],
    ['COMMIT_SHA', '"dev"'],
    ['COMMIT', "''"],
    ['SOURCE_COMMIT', ''],
    ['VCS_REF', null],
    ['REVISION', 'unspecified'],
    ['BUILD_DATE', '1970-01-01T00:00:00Z'],
    ['BUILDTIME', null],
    ['BUILD_TIMESTAMP', null],
    ['BUILD_NUMBER', '0'],
    ['BUILD_ID', 'local'],
    ['CREATED', null],
    ['APP_BUILD_DATE', null],
    ['NEXT_PUBLIC_GIT_SHA', null],
    ['CI_COMMIT_SHA', null],
  ])('%s, by default %s', (name, fallback) => {
    expect(changeOf(name, fallback, [])).toEqual({ name, given: null })
  })
})

describe('the name of an argument says nothing', () => {
  test.each([
    ['GIT_SHA', 'ed41650d42485cfc243fad22158caf9cbb5dc408'],
    ['BUILD_DATE', '2026-01-01'],
    ['VERSION', null],
    ['APP_VERSION', null],
    ['GIT_VERSION', null],
    ['GIT_LFS_VERSION', null],
    ['IPXE_COMMIT_HASH', null],
    ['SHA', null],
    ['SHA256', null],
    ['BRANCH', null],
    ['BUILD_TYPE', null],
    ['BUILD_ENV', null],
    ['BUILD_TIME_PACKAGES', null],
    ['CACHEBUST', null],
    ['CACHE_DATE', null],
    ['BUILD_DATE_CACHE_BUST', null],
    ['SOURCE_DATE_EPOCH', null],
    ['HTTP_PROXY', null],
    ['https_proxy', null],
    ['TARGETPLATFORM', null],
    ['BUILDPLATFORM', null],
    ['BUILDKIT_INLINE_CACHE', null],
    ['DATE', null],
    ['__proto__', null],
    ['constructor', null],
    ['', null],
    ['A B', null],
  ])('%s, by default %s', (name, fallback) => {
    expect(changeOf(name, fallback, [])).toBeNull()
  })
})

describe('what builds the image says more than the name', () => {
  test('an argument of any name is given a commit', () => {
    expect(changeOf('VERSION', '1.0', [buildWith({}), buildWith({ VERSION: '${{ github.sha }}' })])).toEqual({
      name: 'VERSION',
      given: { raw: '${{ github.sha }}', path: '.github/workflows/image.yml', line: 7 },
    })
  })

  test.each([
    ['no build gives it', [buildWith({})]],
    ['all of them give the same', [buildWith({ GIT_SHA: 'abc' })]],
  ])('nothing is said when %s', (_, builds) => {
    expect(changeOf('GIT_SHA', null, builds)).toBeNull()
  })

  test('what is not known may be another one each time', () => {
    expect(changeOf('GIT_SHA', null, [buildWith({ GIT_SHA: '${SHA:-unknown}' })])).toEqual({
      name: 'GIT_SHA',
      given: null,
    })
  })

  test.each(['CACHEBUST', 'SOURCE_DATE_EPOCH', 'TARGETARCH'])('%s stays where it is, whatever it is given', (name) => {
    expect(changeOf(name, null, [buildWith({ [name]: '$(date +%s)' })])).toBeNull()
  })
})
