import { describe, expect, test } from '@jest/globals'
import { isLocalSpec, specOf } from '../../../src/context/manifests/local-dependencies.ts'

// Answers of npm-package-arg, as npm 11.19.1 brings it: whether a spec is one of a file or a folder.
describe('what a dependency asks for', () => {
  test.each([
    ['^1.0.0', false],
    ['latest', false],
    ['1.x || >=2', false],
    ['*', false],
    ['', false],
    ['npm:b@1', false],
    ['npm:@s/b@1', false],
    ['https://x.com/a.tgz', false],
    ['http://x.com/a', false],
    ['github:a/b', false],
    ['a/b', false],
    ['a/b#semver:^1', false],
    ['a/b#main', false],
    ['git+ssh://git@github.com/a/b.git', false],
    ['git@github.com:a/b.git', false],
    ['git+https://x.com/a.git#c', false],
    ['file:lib', true],
    ['file:../lib', true],
    ['FILE:lib', true],
    ['file:///abs', true],
    ['./lib', true],
    ['../lib', true],
    ['.', true],
    ['..', true],
    ['/lib', true],
    ['~/lib', true],
    ['C:/lib', true],
    ['a.tgz', true],
    ['a.tar.gz', true],
    ['a.tar', true],
    ['a/b/c', true],
    ['.hidden', true],
    ['gist:abc', false],
    ['bitbucket:a/b', false],
    ['gitlab:a/b/c', false],
    ['a.zip', false],
    ['@s/b', true],
    ['>=1 <2', false],
  ])('%j lies on disk: %j', (spec, local) => {
    expect(isLocalSpec(spec)).toBe(local)
  })

  test.each(['git+file:///a/b', 'link:../a', 'portal:../a', 'workspace:*'])(
    '%j counts as lying on disk too, since it is there or is not understood by npm',
    (spec) => {
      expect(isLocalSpec(spec)).toBe(true)
    },
  )
})

describe('what a word of the command asks for', () => {
  test.each([
    ['typescript', false],
    ['typescript@5', false],
    ['@s/x', false],
    ['@s/x@1', false],
    ['@s/x@file:../y', true],
    ['a@./b', true],
    ['./a.tgz', true],
    ['a.tgz', true],
    ['.', true],
    ['..', true],
    ['a/b', false],
    ['a/b/c', true],
    ['git+https://x.com/a.git', false],
    ['https://x.com/a.tgz', false],
    ['file:x', true],
    ['~/x', true],
    ['/x', true],
    ['a@npm:b@1', false],
    ['a@latest', false],
    ['npm@11', false],
    ['a@b/c', false],
    ['a@x.tgz', true],
    ['a.b', false],
    ['a-b.js', false],
  ])('%j lies on disk: %j', (word, local) => {
    expect(isLocalSpec(specOf(word))).toBe(local)
  })
})
