import { describe, expect, test } from '@jest/globals'
import { expand, known, type Lookup, type Value } from '../../src/dockerfile/expand.ts'

const values: Record<string, string> = { A: 'a', EMPTY: '', S: 'a b' }
const lookup: Lookup = (name) => (Object.hasOwn(values, name) ? known(values[name] as string) : undefined)
const textOf = (word: string, escapeChar = '\\'): string | null => expand(word, lookup, escapeChar)?.text ?? null

// Answers of github.com/moby/buildkit v0.34.2 (frontend/dockerfile/shell, ProcessWord), with A=a, EMPTY= and S='a b'.
// Null: BuildKit refuses the word.
describe('a variable: a word becomes what BuildKit makes of it', () => {
  test.each([
    ['$A', 'a'],
    ['${A}', 'a'],
    ['x$A-y', 'xa-y'],
    ['$A$A', 'aa'],
    ['$A.b', 'a.b'],
    ['$A_b', ''],
    ['${A}_b', 'a_b'],
    ['$UNSET', ''],
    ['${UNSET}', ''],
    ['$S/x', 'a b/x'],
    ['${S}', 'a b'],
    ['é$A🐍', 'éa🐍'],
    ['a=$A', 'a=a'],
  ])('%s is %j', (word, result) => {
    expect(textOf(word)).toBe(result)
  })
})

describe('a default, an alternative, an error: a word becomes what BuildKit makes of it', () => {
  test.each([
    ['${A:-b}', 'a'],
    ['${UNSET:-b}', 'b'],
    ['${EMPTY:-b}', 'b'],
    ['${A-b}', 'a'],
    ['${EMPTY-b}', ''],
    ['${UNSET-b}', 'b'],
    ['${A:+b}', 'b'],
    ['${EMPTY:+b}', ''],
    ['${UNSET:+b}', ''],
    ['${A+b}', 'b'],
    ['${EMPTY+b}', 'b'],
    ['${UNSET+b}', ''],
    ['${A:?e}', 'a'],
    ['${A?e}', 'a'],
    ['${EMPTY?e}', ''],
    ['${UNSET:-}', ''],
    ['${A:+}', ''],
    ['${UNSET:-$A}', 'a'],
    ['${UNSET:-${A}}', 'a'],
    ['${UNSET:-${EMPTY:-c}}', 'c'],
    ['${UNSET:-${EMPTY:-${A}}}', 'a'],
    ['${UNSET:-x$A/y}', 'xa/y'],
    ['${A:+x${A}y}', 'xay'],
    ['${UNSET:-"b c"}', 'b c'],
    ["${UNSET:-'$A'}", '$A'],
    ['${UNSET:-b}}', 'b}'],
    ['${UNSET:-b\\}c}', 'b}c'],
    ['${A:-$(x)}', 'a'],
    ['${UNSET:-a:b=c}', 'a:b=c'],
    ['/x/$A:$A/${A}', '/x/a:a/a'],
  ])('%s is %j', (word, result) => {
    expect(textOf(word)).toBe(result)
  })
})

describe('quotes and escapes: a word becomes what BuildKit makes of it', () => {
  test.each([
    ['"${UNSET:-b c}"', 'b c'],
    ["'$A'", '$A'],
    ["'${A}'", '${A}'],
    ['"$A"', 'a'],
    ['"${A}"', 'a'],
    ['"a\'$A\'b"', "a'a'b"],
    ['\'a"$A"b\'', 'a"$A"b'],
    ['"a\\$A"', 'a$A'],
    ['"a\\"b"', 'a"b'],
    ['"a\\\\b"', 'a\\b'],
    ['"a\\nb"', 'a\\nb'],
    ['\\$A', '$A'],
    ['\\\\$A', '\\a'],
    ['\\\\\\$A', '\\$A'],
    ['a\\ b', 'a b'],
    ['a\\b', 'ab'],
    ["'a\\b'", 'a\\b'],
    ["'a\\'", 'a\\'],
    ['"a b" c', 'a b c'],
    ['a"b"\'c\'d', 'abcd'],
    ['""', ''],
    ["''", ''],
    ['"$"', '$'],
    ['a\\', 'a'],
    ['C:\\$A', 'C:$A'],
  ])('%s is %j', (word, result) => {
    expect(textOf(word)).toBe(result)
  })
})

describe('other signs: a word becomes what BuildKit makes of it', () => {
  test.each([
    ['${EMPTY:?e}', null],
    ['${UNSET:?e}', null],
    ['${UNSET?e}', null],
    ['$', '$'],
    ['a$', 'a$'],
    ['$.', '$.'],
    ['$1', ''],
    ['$A$', 'a$'],
    ['~/a', '~/a'],
    ['$(echo b)', '$(echo b)'],
    ['`echo b`', '`echo b`'],
    ['${A', null],
    ['${A!b}', null],
    ['${}', null],
    ['${:-b}', null],
    ['${A:b}', null],
    ['{$A}', '{a}'],
  ])('%s is %j', (word, result) => {
    expect(textOf(word)).toBe(result)
  })
})

describe('with a backtick as the escape character', () => {
  test.each([
    ['$A', 'a'],
    ['`$A', '$A'],
    ['"a`$A"', 'a$A'],
    ['"a`"b"', 'a"b'],
    ['a` b', 'a b'],
    ['C:\\$A', 'C:\\a'],
    ['C:\\dir\\${A}', 'C:\\dir\\a'],
    ['a\\b', 'a\\b'],
    ['``', '`'],
    ['${UNSET:-b`}c}', 'b}c'],
    ['"a\\$A"', 'a\\a'],
    ["'`$A'", '`$A'],
  ])('%s is %j', (word, result) => {
    expect(textOf(word, '`')).toBe(result)
  })
})

describe('what cannot be known', () => {
  const nothingKnown: Lookup = () => null
  const unknown = (word: string) => expand(word, nothingKnown, '\\')

  test.each(['$U', 'x${U}y', '${U:-b}', '${U-b}', '${U:+b}', '${U:?e}', '"$U"', '${A:-$U}'])(
    'makes %s unknown',
    (word) => {
      expect(unknown(word)).toBeNull()
    },
  )

  test.each([
    ["'$U'", '$U'],
    ['\\$U', '$U'],
    ['plain', 'plain'],
  ])('leaves %s as it is', (word, text) => {
    expect(unknown(word)?.text).toBe(text)
  })

  test('does not matter in a part that is not used', () => {
    const one: Lookup = (name) => (name === 'A' ? known('a') : null)
    expect(expand('${A:-$U}', one, '\\')?.text).toBe('a')
    expect(expand('${A:+b}', one, '\\')?.text).toBe('b')
  })

  test.each(['${A%.*}', '${A%%.*}', '${A#*/}', '${A##*/}', '${A/a/b}', '${A//a/b}'])(
    'is what a pattern makes of a value: %s is not computed',
    (word) => {
      expect(textOf(word)).toBeNull()
    },
  )
})

describe('a word that rests on the default of a build argument', () => {
  const assumed: Lookup = (name) => ({ ARG: known('x', true), ENV: known('y') })[name]
  const of = (word: string): Value | null => expand(word, assumed, '\\')

  test.each([
    ['$ARG', true],
    ['$ENV', false],
    ['$ENV/$ARG', true],
    ['"$ARG"', true],
    ["'$ARG'", false],
    ['${UNSET:-$ARG}', true],
    ['${UNSET:-$ENV}', false],
    ['plain', false],
  ])('%s: assumed %j', (word, isAssumed) => {
    expect(of(word)?.assumed).toBe(isAssumed)
  })
})
