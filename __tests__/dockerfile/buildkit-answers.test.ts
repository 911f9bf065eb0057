import { describe, expect, test } from '@jest/globals'
import { type Instruction, UnreadableDockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { answers, type Said } from './buildkit-answers.ts'

const flagsOf = ({ flags }: Instruction): string[] =>
  flags.map(({ name, value }) => (value === null ? `--${name}` : `--${name}=${value}`))

function saidOf(text: string, instruction: Instruction): Said {
  const { keyword, lines, json, heredocs, trigger } = instruction
  const flags = flagsOf(instruction)
  return {
    keyword,
    startLine: lines.start,
    endLine: lines.end,
    ...(flags.length > 0 ? { flags } : {}),
    ...(json ? { json: json.map(({ value }) => value) } : {}),
    ...(heredocs.length > 0
      ? {
          heredocs: heredocs.map(({ name, body, expand, chomp }) => ({
            name,
            content: text.slice(body.start, body.end),
            expand,
            chomp,
          })),
        }
      : {}),
    ...(trigger ? { trigger: triggerOf(trigger) } : {}),
  }
}

function triggerOf(trigger: Instruction): Said {
  const flags = flagsOf(trigger)
  return {
    keyword: trigger.keyword,
    ...(flags.length > 0 ? { flags } : {}),
    ...(trigger.json ? { json: trigger.json.map(({ value }) => value) } : {}),
  }
}

const read = answers.filter(({ refused }) => refused === undefined)
const refused = answers.filter((one) => one.refused !== undefined)

describe('a file is split into instructions, flags, here-documents and arrays as BuildKit splits it', () => {
  test.each(read.map((one) => [one.name, one] as const))('%s', (_, { text, instructions }) => {
    expect(parseDockerfile(text).instructions.map((one) => saidOf(text, one))).toEqual(instructions)
  })

  test.each(read.map((one) => [one.name, one] as const))('the escape character is that of BuildKit: %s', (_, one) => {
    expect(parseDockerfile(one.text).escape).toBe(one.escape ?? '\\')
  })
})

describe('a file that BuildKit refuses is refused, with a line of the file', () => {
  test.each(refused.map((one) => [one.name, one] as const))('%s', (_, { text }) => {
    const error = refusalOf(text)
    expect(error).toBeInstanceOf(UnreadableDockerfile)
    const { line, message } = error as UnreadableDockerfile
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(Math.max(1, text.split('\n').length))
    expect(message).not.toBe('')
  })
})

function refusalOf(text: string): unknown {
  try {
    parseDockerfile(text)
  } catch (error) {
    return error
  }
  return null
}
