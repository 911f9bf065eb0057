import { describe, expect, test } from '@jest/globals'
import type { Dockerfile, Instruction } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { Span } from '../../src/text/lines.ts'
import { casesIn } from '../fixture-cases.ts'
import { answers } from './buildkit-answers.ts'

/** What stands in the file at the place of each part of its last instruction. */
function lastOf(text: string) {
  const instruction = parseDockerfile(text).instructions.at(-1) as Instruction
  const at = ({ start, end }: Span): string => text.slice(start, end)
  return {
    ...instruction,
    words: instruction.words,
    json: instruction.json,
    keywordText: at(instruction.keywordSpan),
    text: at(instruction.span),
    headText: at(instruction.head),
    argsText: at(instruction.args),
    flagTexts: instruction.flags.map(({ span }) => at(span)),
    wordTexts: instruction.words.map(({ span }) => at(span)),
    jsonTexts: instruction.json?.map(({ span }) => at(span)),
    bodies: instruction.heredocs.map(({ body }) => at(body)),
    heredocTexts: instruction.heredocs.map(({ word }) => at(word.span)),
    leadingTexts: instruction.leading.map(({ span }) => at(span)),
    innerTexts: instruction.innerComments.map(({ span }) => at(span)),
  }
}

describe('the parts of an instruction are where the file has them', () => {
  test('keyword, flags, words and arguments', () => {
    expect(lastOf('FROM a\n\trun  --network=none\t--mount=type=cache,target=/x  echo "a b" c\\ d ')).toMatchObject({
      keyword: 'RUN',
      keywordText: 'run',
      flagTexts: ['--network=none', '--mount=type=cache,target=/x'],
      argsText: 'echo "a b" c\\ d',
      wordTexts: ['echo', '"a b"', 'c\\ d'],
    })
  })

  test('through continuations, which stay inside the words that they cut', () => {
    const found = lastOf('FROM a\nRUN --mount=type=cache,\\\ntarget=/x ec\\\nho \\\n  b\n')
    expect(found.flagTexts).toEqual(['--mount=type=cache,\\\ntarget=/x'])
    expect(found.flags.map(({ raw, value }) => [raw, value])).toEqual([
      ['--mount=type=cache,target=/x', 'type=cache,target=/x'],
    ])
    expect(found.wordTexts).toEqual(['ec\\\nho', 'b'])
    expect(found.words.map(({ raw }) => raw)).toEqual(['echo', 'b'])
  })

  test('comments: those directly above, and those inside', () => {
    const found = lastOf('FROM a\n# far\n\n # one\n#two \nRUN b \\\n  # three\n\n#four\n  c\n')
    expect(found.leadingTexts).toEqual(['# one', '#two '])
    expect(found.leading.map(({ line, text }) => [line, text])).toEqual([
      [4, 'one'],
      [5, 'two'],
    ])
    expect(found.innerTexts).toEqual(['# three', '#four'])
    expect(found.innerComments.map(({ line, text }) => [line, text])).toEqual([
      [7, 'three'],
      [9, 'four'],
    ])
  })

  test('here-documents: the word, the body, and the head without them', () => {
    const found = lastOf('FROM a\nRUN cat <<-A 3<<"B" \\\n  && x\n\ta\n\tA\nb\nB\n')
    expect(found.headText).toBe('RUN cat <<-A 3<<"B" \\\n  && x')
    expect(found.heredocTexts).toEqual(['<<-A', '3<<"B"'])
    expect(found.bodies).toEqual(['\ta\n', 'b\n'])
    expect(found.lines).toEqual({ start: 2, end: 7 })
    expect(found.text).toBe('RUN cat <<-A 3<<"B" \\\n  && x\n\ta\n\tA\nb\nB')
  })

  test('with CRLF, whose characters belong to no word', () => {
    const found = lastOf('FROM a\r\nRUN b \\\r\n  # c\r\n  d\r\n')
    expect(found.wordTexts).toEqual(['b', 'd'])
    expect(found.innerTexts).toEqual(['# c'])
    expect(found.text).toBe('RUN b \\\r\n  # c\r\n  d')
    expect(lastOf('FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\n').bodies).toEqual(['x\r\n'])
  })

  test('behind a byte order mark and text that takes two units of UTF-16', () => {
    expect(lastOf('\uFEFFFROM a').text).toBe('FROM a')
    const found = lastOf('FROM a\nLABEL a="🐍" b=ü\n')
    expect(found.wordTexts).toEqual(['a="🐍"', 'b=ü'])
  })

  test('the strings of an array, quotes included', () => {
    const found = lastOf('FROM a\nRUN --network=none [ "a\\"b" , \\\n "c\\u00e9" ]\n')
    expect(found.jsonTexts).toEqual(['"a\\"b"', '"c\\u00e9"'])
    expect(found.json?.map(({ value }) => value)).toEqual(['a"b', 'cé'])
    expect(found.argsText).toBe('[ "a\\"b" , \\\n "c\\u00e9" ]')
  })

  test('what ONBUILD holds back', () => {
    const text = 'FROM a\nONBUILD run --network=none echo b\n'
    const trigger = lastOf(text).trigger as Instruction
    expect(trigger).toMatchObject({ keyword: 'RUN', lines: { start: 2, end: 2 } })
    expect(text.slice(trigger.keywordSpan.start, trigger.keywordSpan.end)).toBe('run')
    expect(trigger.flags.map(({ raw }) => raw)).toEqual(['--network=none'])
    expect(text.slice(trigger.args.start, trigger.args.end)).toBe('echo b')
  })

  test('an instruction without arguments has an empty place for them at its end', () => {
    const { args, head, words } = lastOf('FROM a\nRUN\n')
    expect(args).toEqual({ start: 10, end: 10 })
    expect(head.end).toBe(10)
    expect(words).toEqual([])
  })

  test.each([
    ['USER and WORKDIR have one argument, blanks and all', 'WORKDIR /a b', ['/a b']],
    ['COPY is split at every blank', 'COPY "a b" c', ['"a', 'b"', 'c']],
    ['ENV respects quotes', "ENV A='b c' D=e\\ f", ["A='b c'", 'D=e\\ f']],
  ])('%s', (_, line, words) => {
    expect(lastOf(`FROM a\n${line}\n`).wordTexts).toEqual(words)
  })
})

describe('in every fixture and every answer of BuildKit', () => {
  const texts = new Map([
    ...casesIn().map(({ name, before }) => [name, before] as const),
    // A template is no Dockerfile yet: it cannot be read.
    ...casesIn('quiet')
      .filter(({ name }) => !name.endsWith('/a-template'))
      .map(({ name, before }) => [name, before] as const),
    ...answers.filter(({ instructions }) => instructions).map(({ name, text }) => [name, text] as const),
  ])

  test.each([...texts])('places are in order and hold what they say: %s', (_, text) => {
    const file = parseDockerfile(text)
    let last = 0
    for (const instruction of file.instructions) {
      expect(instruction.span.start).toBeGreaterThanOrEqual(last)
      last = instruction.span.end
      placesOf(file, instruction)
      if (instruction.trigger) placesOf(file, instruction.trigger)
    }
    for (const { span, line } of file.comments) {
      expect(text[span.start]).toBe('#')
      expect(file.lines.at(span.start)).toBe(line)
    }
  })

  function placesOf({ text, lines }: Dockerfile, instruction: Instruction): void {
    const { span, head, args, keyword, keywordSpan, flags, words, json, heredocs, innerComments } = instruction
    const at = ({ start, end }: Span): string => text.slice(start, end)
    const joined = (one: Span): string => at(one).replace(/[\\`][ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g, '')
    expect(joined(keywordSpan).toUpperCase()).toBe(keyword)
    expect(lines.at(span.start)).toBe(instruction.lines.start)
    const inside = [keywordSpan, ...flags.map((flag) => flag.span), args]
    for (const [index, one] of inside.entries()) {
      expect(one.start).toBeGreaterThanOrEqual(inside[index - 1]?.end ?? span.start)
      expect(one.end).toBeLessThanOrEqual(head.end)
    }
    for (const { span: where, raw, name } of flags) {
      expect(joined(where)).toBe(raw)
      expect(raw).toContain(`--${name}`)
    }
    for (const { span: where, raw } of words) expect(joined(where)).toBe(raw)
    for (const { span: where, value } of json ?? []) expect(JSON.parse(joined(where))).toBe(value)
    for (const comment of innerComments) expect(at(comment.span)).toMatch(/^#/)
    let end = head.end
    for (const { body, word, name } of heredocs) {
      expect(joined(word.span)).toBe(word.raw)
      expect(body.start).toBeGreaterThan(end)
      end = body.end
      expect(lines.textOf(lines.at(body.end)).trim()).toBe(name)
    }
  }
})
