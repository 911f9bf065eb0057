import { describe, expect, test } from '@jest/globals'
import { missingInGemfileLock, nameInRequirement, notLocked } from '../../../src/context/manifests/names-in-lock.ts'
import bun from '../../../src/managers/bun.ts'
import bundler from '../../../src/managers/bundler.ts'
import deno from '../../../src/managers/deno.ts'
import type { Manager } from '../../../src/managers/manager.ts'
import mix from '../../../src/managers/mix.ts'
import pipenv from '../../../src/managers/pipenv.ts'
import pub from '../../../src/managers/pub.ts'
import rebar3 from '../../../src/managers/rebar3.ts'
import swift from '../../../src/managers/swift.ts'
import uv from '../../../src/managers/uv.ts'
import type { Files } from '../repository.ts'
import { readsBy } from './project.ts'

test('a lock file that names nothing says nothing', () => {
  expect(notLocked(['a'], new Set())).toBeNull()
  expect(notLocked(['a', 'b'], new Set(['a', 'b', 'c']))).toBeNull()
  expect(notLocked(['a', 'b'], new Set(['a']))).toBe('b')
})

test.each([
  ['Uvicorn[standard]>=0.32', 'uvicorn'],
  [' zope.interface ; python_version < "3.13"', 'zope-interface'],
  ['typing_extensions', 'typing-extensions'],
])('%j asks for %s', (requirement, name) => {
  expect(nameInRequirement(requirement)).toBe(name)
})

describe('a Gemfile.lock', () => {
  const lock =
    'GEM\n  specs:\n    rack (3.1.8)\n\nDEPENDENCIES\n  own!\n  puma\n  rack (~> 3.1, >= 3.1.2)\n  rake (= 13.2.1)\n\nBUNDLED WITH\n   2.6.2\n'
  const gems = [
    "gem 'own', git: 'https://example.com/own.git'",
    'gem "puma"',
    'gem "rack", "~> 3.1", ">= 3.1.2", require: false',
    "gem 'rake', '13.2.1'",
  ]

  test('is in step with gems that it names with the same ranges', () => {
    expect(missingInGemfileLock(lock, gems.join('\n'))).toBeNull()
    expect(missingInGemfileLock(lock.replaceAll('\n', '\r\n'), gems.join('\r\n'))).toBeNull()
    expect(missingInGemfileLock('GEM\n', gems.join('\n'))).toBeNull()
  })

  test.each([
    ['a gem is new', [...gems, 'gem "new"'], 'new'],
    ['a gem is gone', gems.slice(0, 3), 'rake'],
    ['a range is another one', [...gems.slice(0, 3), 'gem "rake", "~> 13.2"'], 'rake'],
  ])('is out of step where %s', (_, lines, name) => {
    expect(missingInGemfileLock(lock, lines.join('\n'))).toBe(name)
  })

  test.each([
    ['a program names gems', [...gems.slice(0, 3), '%w[rake].each { |name| gem name }']],
    ['a gem is there under a condition', [...gems.slice(0, 3), 'if ENV["X"]', '  gem "rake", "13.2.1"', 'end']],
    ['a range is computed', [...gems.slice(0, 3), `gem "rake", "#{VERSION}"`]],
  ])('is not judged where %s', (_, lines) => {
    expect(missingInGemfileLock(lock, lines.join('\n'))).toBeNull()
  })
})

describe('an install may write a lock file that does not name all, and the sources would put the older one back', () => {
  const PUBSPEC = 'name: a\ndependencies:\n  shelf: ^1.4.0\n'
  const MIX = 'defmodule A do\n  defp deps, do: [{:jason, "~> 1.4"}]\nend\n'
  const SWIFT =
    'let package = Package(name: "a", dependencies: [.package(url: "https://github.com/vapor/Vapor.git", from: "4.0.0")])'
  const pins = (name: string) =>
    JSON.stringify({ pins: [{ identity: name, location: `https://github.com/x/${name}` }] })
  const UV = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["flask", "httpx>=1"]\n'
  const uvLock = (...names: string[]) =>
    `version = 1\n[[package]]\nname = "a"\nsource = { virtual = "." }\n${names.map((name) => `[[package]]\nname = "${name}"\n`).join('')}`
  const PIPFILE = '[packages]\nFlask = "*"\n'
  const pipLock = (name: string) => JSON.stringify({ _meta: {}, default: { [name]: { version: '==1' } } })
  const PACKAGE = '{"dependencies":{"is-odd":"3.0.1"}}'
  const bunLock = (range: string) => `{ "workspaces": { "": { "dependencies": { "is-odd": "${range}" }, }, }, }`
  const DENO = '{"imports":{"odd":"npm:is-odd@3.0.1","path/":"jsr:/@std/path@^1/"}}'
  const denoLock = (...names: string[]) =>
    JSON.stringify({ specifiers: Object.fromEntries(names.map((name) => [`${name}@1`, '1'])) })
  const REBAR = '{deps, [{cowboy, "2.12.0"}]}.\n'

  test.each<[string, Manager, string, Files, Files, RegExp]>([
    [
      'Bundler',
      bundler,
      'install',
      { Gemfile: 'gem "rack"\n', 'Gemfile.lock': 'DEPENDENCIES\n  puma\n' },
      { 'Gemfile.lock': 'DEPENDENCIES\n  rack\n' },
      /\(rack\)/,
    ],
    [
      'pub',
      pub,
      'pub get',
      { 'pubspec.yaml': PUBSPEC, 'pubspec.lock': 'packages:\n  path: {}\n' },
      { 'pubspec.lock': 'packages:\n  shelf: {}\n' },
      /\(shelf\)/,
    ],
    [
      'mix',
      mix,
      'deps.get',
      { 'mix.exs': MIX, 'mix.lock': '%{\n  "plug": {:hex},\n}\n' },
      { 'mix.lock': '%{\n  "jason": {:hex},\n}\n' },
      /\(jason\)/,
    ],
    [
      'swift',
      swift,
      'package resolve',
      { 'Package.swift': SWIFT, 'Package.resolved': pins('nio') },
      { 'Package.resolved': pins('vapor') },
      /\(vapor\)/,
    ],
    [
      'uv',
      uv,
      'sync',
      { 'pyproject.toml': UV, 'uv.lock': uvLock('flask') },
      { 'uv.lock': uvLock('flask', 'httpx') },
      /\(httpx\)/,
    ],
    [
      'pipenv',
      pipenv,
      'install',
      { Pipfile: PIPFILE, 'Pipfile.lock': pipLock('django') },
      { 'Pipfile.lock': pipLock('flask') },
      /\(flask\)/,
    ],
    [
      'rebar3',
      rebar3,
      'get-deps',
      { 'rebar.config': REBAR, 'rebar.lock': '[{<<"ranch">>,{pkg,<<"ranch">>,<<"1">>},0}].' },
      { 'rebar.lock': '[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2">>},0}].' },
      /\(cowboy\)/,
    ],
    [
      'bun',
      bun,
      'install',
      { 'package.json': PACKAGE, 'bun.lock': bunLock('2.0.0') },
      { 'bun.lock': bunLock('3.0.1') },
      /\(is-odd\)/,
    ],
    [
      'deno',
      deno,
      'install',
      { 'deno.json': DENO, 'deno.lock': denoLock('npm:is-odd') },
      { 'deno.lock': denoLock('npm:is-odd', 'jsr:@std/path') },
      /\(jsr:@std\/path\)/,
    ],
  ])('%s', (_, manager, command, files, mended, why) => {
    expect(readsBy(manager, command, files)).toMatch(why)
    expect(readsBy(manager, command, { ...files, ...mended })).toEqual(Object.keys(files))
  })

  test.each<[string, Manager, string, Files]>([
    ['uv', uv, 'sync --locked', { 'pyproject.toml': UV, 'uv.lock': uvLock('flask') }],
    ['uv', uv, 'sync --frozen', { 'pyproject.toml': UV, 'uv.lock': uvLock('flask') }],
    ['bun', bun, 'install --frozen-lockfile', { 'package.json': PACKAGE, 'bun.lock': bunLock('2.0.0') }],
    ['deno', deno, 'install --no-lock', { 'deno.json': DENO, 'deno.lock': denoLock('npm:is-odd') }],
    ['pipenv', pipenv, 'install --deploy', { Pipfile: PIPFILE, 'Pipfile.lock': pipLock('django') }],
    ['pipenv', pipenv, 'sync', { Pipfile: PIPFILE, 'Pipfile.lock': pipLock('django') }],
  ])('but not %s %#: %s', (_, manager, command, files) => {
    expect(readsBy(manager, command, files)).toEqual(Object.keys(files))
  })
})
