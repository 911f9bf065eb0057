import { describe, expect, test } from '@jest/globals'
import swift from '../../../src/managers/swift.ts'
import type { Files } from '../repository.ts'
import { foundBy, readsBy } from './project.ts'

const reads = (command: string, files: Files) => readsBy(swift, command, files)
const pack = (more = '', files: Files = {}): Files => ({
  'Package.swift': `// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: "a", dependencies: [${more}])\n`,
  'Package.resolved': '{}',
  'Sources/main.swift': '',
  ...files,
})
const RESOLVE = 'package resolve'

/** What must not be said: that the manifest is all that is read, when it looks around, names a folder, or versions are not resolved. */
test.each<[string, string, Files, RegExp]>([
  ['there is no manifest', RESOLVE, { 'Package.resolved': '' }, /Package\.swift is not copied/],
  ['no versions are resolved', RESOLVE, { 'Package.swift': '' }, /no Package\.resolved/],
  ['it is no text', RESOLVE, pack('', { 'Package.swift': null }), /looks at more/],
  ['it depends on a folder', RESOLVE, pack('.package(path: "../b")'), /looks at more/],
  ['it depends on a folder by name', RESOLVE, pack('.package(name: "b", path: "b")'), /looks at more/],
  ['it looks at files', RESOLVE, pack('', { 'Package.swift': 'import Foundation' }), /looks at more/],
  ['a variant looks at files', RESOLVE, pack('', { 'Package@swift-5.9.swift': 'import Foundation' }), /looks at more/],
  ['an option is not known', `${RESOLVE} --package-path x`, pack(), /has the option/],
  ['it writes versions', 'package update', pack(), /writes Package\.resolved/],
  ['it compiles', 'build -c release', pack(), /compiles the sources/],
])('more is read, since %s', (_, command, files, why) => {
  expect(reads(command, files)).toMatch(why)
})

describe('manifests alone', () => {
  test('are read to resolve packages', () => {
    const files = pack('.package(url: "https://example.com/b.git", from: "1.0.0")', {
      'Package@swift-5.9.swift': '',
      '.swiftpm/configuration/mirrors.json': '{}',
    })
    expect(reads(`${RESOLVE} --force-resolved-versions`, files)).toEqual([
      'Package.swift',
      'Package@swift-5.9.swift',
      'Package.resolved',
      '.swiftpm/',
    ])
    expect(foundBy(swift, RESOLVE, files)).toHaveProperty('writes', ['.build'])
    expect(reads(RESOLVE, pack('', { 'Package.swift': undefined }))).toBe('missing')
  })

  test('go ahead of a compile', () => {
    expect(foundBy(swift, 'build -c release', pack())).toHaveProperty('ahead.command', 'swift package resolve')
    expect(foundBy(swift, 'build --scratch-path x', pack())).not.toHaveProperty('ahead')
  })
})
