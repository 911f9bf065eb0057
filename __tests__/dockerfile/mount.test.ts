import { describe, expect, test } from '@jest/globals'
import type { Instruction } from '../../src/dockerfile/model.ts'
import { readMounts } from '../../src/dockerfile/mount.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

function mountsOf(run: string) {
  const text = `FROM debian\n${run}\n`
  return readMounts(parseDockerfile(text).instructions.at(-1) as Instruction).map(
    ({ type, target, targetSpan, options }) => ({
      type,
      target,
      at: targetSpan && text.slice(targetSpan.start, targetSpan.end),
      options: Object.fromEntries(options),
    }),
  )
}

// Every spelling was built with BuildKit v0.34.2.
describe('a mount is read in every spelling that BuildKit takes', () => {
  test.each([
    ['RUN --mount=type=cache,target=/x a', '/x'],
    ['RUN --mount=target=/x,type=cache a', '/x'],
    ['RUN --mount=type=cache,dst=/x a', '/x'],
    ['RUN --mount=type=cache,destination=/x a', '/x'],
    ['RUN --mount=TYPE=cache,TARGET=/x a', '/x'],
    ['RUN --mount=type=cache,target=/x,sharing=locked,id=a a', '/x'],
    ['RUN --mount=type=cache,target=/w,target=/x a', '/x'],
    ['run --network=none --mount=type=cache,target=/x a', '/x'],
    ['RUN --mount=type=cache,target=x a', 'x'],
    ['RUN --mount=type=cache,target=$X/y a', '$X/y'],
  ])('%s', (run, target) => {
    expect(mountsOf(run)).toMatchObject([{ type: 'cache', target, at: target }])
  })

  test.each([
    ['RUN --mount="type=cache,target=/x" a', '/x'],
    ["RUN --mount='type=cache,target=/x' a", '/x'],
    ['RUN --mount=type=cache,target="/x" a', '/x'],
    ['RUN --mount=type=cache,"target=/x" a', '/x'],
    ['RUN --mount=type=cache,target=/x\\ y a', '/x y'],
    ['RUN --mount=type=cache,\\\ntarget=/x a', '/x'],
  ])('%s, though where its target stands is left open', (run, target) => {
    expect(mountsOf(run)).toMatchObject([{ type: 'cache', target, at: null }])
  })
})

describe('what a mount says', () => {
  test('without a type it is a bind of the context', () => {
    expect(mountsOf('RUN --mount=target=/x a')).toMatchObject([{ type: 'bind', target: '/x' }])
  })

  test('without a target it has none', () => {
    expect(mountsOf('RUN --mount=type=secret,id=a b')).toEqual([
      { type: 'secret', target: null, at: null, options: { type: 'secret', id: 'a' } },
    ])
  })

  test('its options by their lower-cased names, words without a value among them', () => {
    expect(mountsOf('RUN --mount=type=cache,target=/x,UID=1000,readonly,id= a')[0]?.options).toEqual({
      type: 'cache',
      uid: '1000',
      readonly: '',
      id: '',
    })
  })

  test('several are read in their order', () => {
    const mounts = mountsOf('RUN --mount=type=cache,target=/x \\\n  # why\n  --mount=type=tmpfs,target=/y \\\n  a')
    expect(mounts.map(({ type, target, at }) => [type, target, at])).toEqual([
      ['cache', '/x', '/x'],
      ['tmpfs', '/y', '/y'],
    ])
  })
})

describe('what is no mount', () => {
  test.each([
    ['a word of the command', 'RUN a --mount=type=cache,target=/x'],
    ['behind two dashes', 'RUN -- --mount=type=cache,target=/x a'],
    ['in capital letters, which BuildKit refuses', 'RUN --MOUNT=type=cache,target=/x a'],
    ['without an equals sign', 'RUN --mount type=cache,target=/x a'],
    ['without dashes', 'RUN mount=type=cache,target=/x a'],
  ])('%s', (_, run) => {
    expect(mountsOf(run)).toEqual([])
  })
})
