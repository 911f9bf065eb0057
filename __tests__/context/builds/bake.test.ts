import { describe, expect, test } from '@jest/globals'
import { bake } from '../../../src/context/builds/bake.ts'
import type { Files } from '../repository.ts'
import { buildsIn, placesIn } from './said.ts'

const read = (text: string, more: Files = {}, path = 'docker-bake.hcl'): string[] =>
  buildsIn(bake, path, { Dockerfile: '', 'web/Dockerfile': '', ...more, [path]: text })

/**
 * What must not be said: that a Dockerfile is built from a folder, when
 * - it is none of the repository's, or is not there,
 * - an expression that is not understood decides which one it is,
 * - the target is there for others to inherit.
 */
describe('nothing is built', () => {
  test.each([
    ['no HCL', 'target "a" {'],
    ['a text that stays open', 'target "a" { context = "web }'],
    ['an address', 'target "a" { context = "https://github.com/a/b.git" }'],
    ['another target', 'target "a" { context = "target:b" }'],
    ['a folder outside', 'target "a" { context = "../web" }'],
    ['a Dockerfile within the file', 'target "a" { dockerfile-inline = "FROM scratch" }'],
    ['a Dockerfile that is not there', 'target "a" { dockerfile = "Dockerfile.other" }'],
    ['a Dockerfile that a function names', 'target "a" { dockerfile = lower("Dockerfile") }'],
    ['a name that a function makes of a matrix', 'target "a" {\n  name = upper(v)\n  matrix = { v = ["1"] }\n}'],
    ['a matrix that a loop makes', 'target "a" {\n  name = v\n  matrix = { v = [for x in ["1"] : x] }\n}'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([])
  })

  test('of what others inherit and no group names', () => {
    expect(
      read('target "meta" {\n  args = { A = "1" }\n}\ntarget "a" {\n  inherits = ["meta"]\n  context = "web"\n}'),
    ).toEqual(['web/Dockerfile of web, A=1'])
    expect(
      read('group "default" { targets = ["meta"] }\ntarget "meta" {}\ntarget "a" { inherits = ["meta"] }'),
    ).toHaveLength(2)
  })
})

describe('what is not understood is unknown, and nothing else is', () => {
  test.each([
    ['a function', 'timestamp()'],
    ['a function with arguments', 'regex_replace("a", "[^b]", "c")'],
    ['a variable without a default', 'V'],
    ['a variable that is not there', 'other'],
    ['a variable of itself', 'SELF'],
    ['a loop', '[for k, v in { a = "]" } : "${k}"][0]'],
    ['a sum', '1 + 2'],
    ['a text of a sum', '"v${1 + 2}"'],
    ['a directive', '"%{ if V == "x" }a%{ else }b%{ endif }"'],
    ['a text that strips space', '"a ${~ "b" ~} c"'],
    ['a here-document with a variable', '<<EOT\n${V}\nEOT\n'],
    ['all of a list', 'LIST[*]'],
    ['an attribute of another target', 'target.b.context'],
    ['a condition that is not known', 'V == "" ? "a" : "b"'],
    ['a number that can be written in different ways', '1e30'],
  ])('%s', (_, expression) => {
    const text = `variable "V" {}\nvariable "SELF" { default = "\${SELF}" }\nvariable "LIST" { default = ["x"] }\ntarget "a" {\n  args = {\n    A = ${expression}\n    B = "b"\n  }\n}`
    expect(read(text)).toEqual(['Dockerfile of ., A=?, B=b'])
  })
})

describe('paths are those of the folder where bake runs', () => {
  test.each([
    ['that of the file', { 'docker/web/Dockerfile': '' }, 'docker/web/Dockerfile of docker/web'],
    ['the root', {}, 'web/Dockerfile of web'],
  ])('%s', (_, more, expected) => {
    expect(read('target "a" { context = "web" }', more, 'docker/docker-bake.hcl')).toEqual([expected])
  })

  test('named contexts as well', () => {
    expect(read('target "a" {\n  contexts = { x = "./lib", y = "docker-image://alpine", z = "target:b" }\n}')).toEqual([
      'Dockerfile of ., x from lib, y from elsewhere, z from elsewhere',
    ])
  })
})

describe('files that are read together', () => {
  const files = {
    'docker-bake.hcl': 'variable "V" { default = "1" }\ntarget "a" { args = { V = V } }\n',
    'docker-bake.override.hcl': 'variable "V" { default = "2" }\ntarget "a" { target = "x" }\n',
    Dockerfile: '',
  }

  test('the file alone, and with its override', () => {
    expect(buildsIn(bake, 'docker-bake.hcl', files)).toEqual(['Dockerfile of ., V=1'])
    expect(buildsIn(bake, 'docker-bake.override.hcl', files)).toEqual(['Dockerfile of ., stage x, V=2'])
  })
})

describe('the place', () => {
  test('is the line of the target', () => {
    const text =
      '# x\nvariable "V" {\n  default = "1"\n}\n\ntarget "a" {\n  args = {\n    A = "${V}"\n    B = V\n  }\n}\n'
    expect(placesIn(bake, 'docker-bake.hcl', { 'docker-bake.hcl': text, Dockerfile: '' })).toEqual([
      'docker-bake.hcl:6, A 8 "${V}", B 9 V',
    ])
  })

  test('is that of its key in JSON', () => {
    const text = '{\n  "target": {\n    "a": {\n      "args": {\n        "A": "x"\n      }\n    }\n  }\n}\n'
    expect(placesIn(bake, 'docker-bake.json', { 'docker-bake.json': text, Dockerfile: '' })).toEqual([
      'docker-bake.json:3, A 5 x',
    ])
  })
})

test.each([
  ['docker-bake.hcl', true],
  ['docker/docker-bake.override.json', true],
  ['docker-bake-release.hcl', true],
  ['bake.hcl', true],
  ['handshake.json', false],
  ['docker-bake.tf', false],
])('the file is one of bake: %s: %s', (path, is) => {
  expect(bake.matches(path)).toBe(is)
})
