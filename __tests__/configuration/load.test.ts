import { describe, expect, test } from '@jest/globals'
import { ConfigurationError, defaultConfiguration } from '../../src/configuration/configuration.ts'
import { parseConfiguration } from '../../src/configuration/load.ts'

const ruleIds = ['mount-package-cache', 'declare-syntax', 'copy-manifests-first']
const path = '.github/layerwise.yml'
const parse = (text: string) => parseConfiguration(text, path, ruleIds)

/** What a wrong configuration is answered with. */
function refusal(text: string): string {
  try {
    parse(text)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return (error as Error).message
  }
  throw new Error('the configuration was accepted')
}

describe('a configuration', () => {
  test('may say everything', () => {
    const read = parse(
      [
        'rules:',
        '  declare-syntax: off',
        '  mount-package-cache: error',
        'paths:',
        '  include: [docker/*.df]',
        '  exclude:',
        '    - legacy/**',
        'contexts:',
        '  ./docker/web.Dockerfile: ./web/',
        '  Dockerfile: .',
        'syntax: registry.example.com:5000/mirror/dockerfile:1.7',
      ].join('\n'),
    )
    expect(read).toEqual({
      rules: { 'declare-syntax': 'off', 'mount-package-cache': 'error' },
      include: ['docker/*.df'],
      exclude: ['legacy/**'],
      contexts: new Map([
        ['docker/web.Dockerfile', 'web'],
        ['Dockerfile', '.'],
      ]),
      images: [],
      syntax: 'registry.example.com:5000/mirror/dockerfile:1.7',
    })
  })

  test.each(['', '# nothing\n', '---\n', 'rules:\npaths:\ncontexts:\n', '{}'])('%j changes nothing', (text) => {
    expect(parse(text)).toEqual(defaultConfiguration)
  })

  test('a single glob needs no list', () => {
    expect(parse('paths:\n  exclude: legacy').exclude).toEqual(['legacy'])
  })

  test('"off" is a word, also where YAML 1.1 takes it for a truth value', () => {
    expect(parse('%YAML 1.1\n---\nrules:\n  declare-syntax: off').rules).toEqual({ 'declare-syntax': 'off' })
  })

  test('line ends may be CRLF, and a byte order mark may lead', () => {
    expect(parse('\ufeffrules:\r\n  declare-syntax: info\r\n').rules).toEqual({ 'declare-syntax': 'info' })
  })
})

describe('a mistake is answered with its line and the right word', () => {
  test.each([
    ['\n\nrulez:\n  x: off', '3: "rulez" is not an option. Did you mean "rules"?'],
    ['colour: red', '1: "colour" is not an option. One of these is: rules, paths, contexts, syntax, images.'],
    ['rules:\n  declare-syntx: off', '2: "declare-syntx" is not a rule. Did you mean "declare-syntax"?'],
    ['rules:\n  declare-syntax: warn', '2: "warn" is not allowed for "declare-syntax". Did you mean "warning"?'],
    ['rules:\n  declare-syntax: false', '2: "false" is not allowed for "declare-syntax". Did you mean "off"?'],
    ['rules:\n  declare-syntax:', '2: "declare-syntax" needs a single value.'],
    ['rules: off', '1: "rules" needs names and values, one "name: value" a line.'],
    ['- rules', '1: the configuration needs names and values, one "name: value" a line.'],
    ['paths:\n  includes: x', '2: "includes" is not an option of "paths". Did you mean "include"?'],
    ['paths:\n  exclude:\n    - a\n    - /b', '4: "/b" starts with "/". Globs begin at the root: write "b".'],
    ['paths:\n  exclude:\n    - a\n    - [b]', '4: an entry of "exclude" needs a single value.'],
    ['syntax: "docker/dockerfile:1\\nRUN evil"', '1: "docker/dockerfile:1\\nRUN evil" is not the address of an image.'],
    ['? [a, b]\n: 1', '1: a name needs a single value.'],
    ['rules: {a: &x off, b: *x}', '1: "a" is not a rule.'],
    ['rules:\n  declare-syntax: &x off\n  mount-package-cache: *x', '3: an alias stands here. Write the value out.'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toContain(`${path}:${message}`)
  })

  test.each(['..', '../web', 'web/../..', '/web', 'C:/web', '~/web', 'web\\x', '""'])(
    'a context may not leave the repository: %s',
    (folder) => {
      expect(refusal(`contexts:\n  Dockerfile: ${folder}`)).toMatch(/:2: ".*" is not a folder in the repository\./)
    },
  )

  test('nor may the Dockerfile it is for', () => {
    expect(refusal('contexts:\n  ../Dockerfile: .')).toContain(':2: "../Dockerfile" is not a path in the repository.')
  })
})

describe('a hostile configuration', () => {
  test('is one line without control characters in the message', () => {
    const message = refusal('"\\e[31m\\n::error::x\\u202e": 1')
    expect(message).toBe(
      `${path}:1: "\\x1b[31m\\n::error::x\\u202e" is not an option. One of these is: rules, paths, contexts, syntax, images.`,
    )
  })

  test.each([
    ['a list in a list in a list', '['.repeat(60_000)],
    ['a map in a map in a map', '{a: '.repeat(15_000)],
    ['aliases of aliases', `a: &a [x]\n${'b: &b [*a, *a, *a]\n'.repeat(100)}`],
    ['very many keys', Array.from({ length: 8000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['a name that is a method', '__proto__:\n  x: 1'],
    ['a rule that is a method', 'rules:\n  __proto__: off'],
    ['a tag', 'syntax: !!js/function "x"'],
    ['two documents', 'rules:\n---\nrules:'],
    ['a key twice', 'rules:\nrules:'],
    ['a text that never ends', 'x'.repeat(100_000)],
  ])('is refused in a moment: %s', (_, text) => {
    const started = performance.now()
    expect(refusal(text)).toMatch(/^\.github\/layerwise\.yml:\d+: [^\n]+$/)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
