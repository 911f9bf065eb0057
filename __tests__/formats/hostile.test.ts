import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseJson, parseJsonc, readJsonValue } from '../../src/formats/json.ts'
import { parseToml } from '../../src/formats/toml.ts'
import { parseXml } from '../../src/formats/xml.ts'
import { openYaml, parseYaml } from '../../src/formats/yaml.ts'
import { lookIntoYaml } from '../../src/formats/yaml-lookup.ts'
import { readYamlValues } from '../../src/formats/yaml-values.ts'

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['JSON', parseJson],
  ['JSON with comments', parseJsonc],
  ['JSON with lines', readJsonValue],
  ['TOML', parseToml],
  ['XML', parseXml],
  ['YAML', parseYaml],
  ['YAML with lines', readYamlValues],
  ['YAML that is looked into', (text) => lookIntoYaml(text, (root) => root.entries, [])],
]

/** Pieces of all formats, so that some are left open, stand where they may not, or never end. */
const words =
  'a|b: |- |[|]|{|}|,|:|"|\'|>|&a |*a|!t |<<: |#|? |---\n|...\n|%|/*|*/|//|\\|<a>|</a>|<!--|-->|<![CDATA[|=|1|0x'
const pieces = [...words.split('|'), '|', '\n', '  ', '\t', '\r', '\0', '\uFEFF', '__proto__']
const shapes = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''))

const long = (piece: string): string => piece.repeat(Math.ceil(20_000 / piece.length))
const LONG = [
  ...[
    '[',
    '{',
    '{"a":',
    '["]",',
    '- ',
    '? ',
    ': ',
    '- &a ',
    '- !a ',
    '- a: ',
    'a: ',
    '&a ',
    '!a ',
    '!a\n',
    '*a ',
    '"',
    "'",
  ],
  ...[
    '<a>',
    '<a ',
    '<!--',
    '<![CDATA[',
    '<?',
    '</a>',
    '&amp;',
    '/*',
    '//\n',
    'a.',
    '[[a]]\n',
    '{a=',
    '[a.a.a]\n',
    '%A\n',
  ],
  ...['\n', ' ', '\t', '\r', 'a', '---\n', 'a\n---\n', '[],', '#a\n', '"a" b\n', 'a: [\n', '\\'],
].map(long)
const LISTS = [',', ', ', ',\n', '*a,', '!a ', '&a ', '? a, ', 'a: b, ', '"a":'].map((piece) => `a: &a [${long(piece)}`)

/** Milliseconds of the processor, whatever else the machine does. */
const SOON = 3000

describe.each(readers)('%s from anybody', (_, read) => {
  test('of any shape is read without a word', () => {
    fc.assert(
      fc.property(shapes, (text) => {
        read(text)
      }),
      { numRuns: 400 },
    )
  })

  test('that is long and of a strange form is read in bounded time', () => {
    for (const text of [...LONG, ...LISTS]) {
      const start = process.cpuUsage()
      read(text)
      const { user, system } = process.cpuUsage(start)
      expect([text.slice(0, 12), (user + system) / 1000 < SOON]).toEqual([text.slice(0, 12), true])
    }
  })
})

test('a comment of JSON that does not end is no JSON', () => {
  expect([parseJsonc('\'/*"'), parseJsonc('/*'), parseJsonc('{}/*')]).toEqual([undefined, undefined, undefined])
})

test('YAML says in which line it is no YAML', () => {
  expect(openYaml('a: 1\nb: 1\na: 2\n')).toEqual({ problem: 'Map keys must be unique', line: 3 })
  expect(openYaml(`a:\n${'['.repeat(200)}`)).toEqual({ problem: 'it is nested too deeply', line: 2 })
  expect(openYaml('a: &a &b &c &d &e 1')).toEqual({ problem: '"&e" stands there too often', line: 1 })
})
