import { describe, expect, test } from '@jest/globals'
import { blockedOf, changed, planOf } from './planning.ts'

const MOUNTS = [
  'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\',
  '    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\',
]
const CACHE = '--mount=type=cache,target=/var/cache/apt,sharing=locked'
const LISTS = '--mount=type=cache,target=/var/lib/apt/lists,sharing=locked'
const REMOVE = 'rm -f /etc/apt/apt.conf.d/docker-clean'
const BOTH = 'apt-get update && apt-get install -y a'

describe('the file that empties the cache after each install goes in the step that mounts it', () => {
  test.each([
    ['a chain', [`RUN ${BOTH}`], [...MOUNTS, `    ${REMOVE} && \\`, `    ${BOTH}`]],
    [
      'a chain over lines',
      ['RUN apt-get update \\', '    && apt-get install -y a'],
      [...MOUNTS, `    ${REMOVE} \\`, '    && apt-get update \\', '    && apt-get install -y a'],
    ],
    [
      'a here-document',
      ['RUN <<EOF', 'apt-get update', 'apt-get install -y a', 'EOF'],
      [...MOUNTS, '    <<EOF', REMOVE, 'apt-get update', 'apt-get install -y a', 'EOF'],
    ],
    [
      'with sudo',
      ['RUN sudo apt-get update && sudo apt-get install -y a'],
      [...MOUNTS, `    sudo ${REMOVE} && \\`, '    sudo apt-get update && sudo apt-get install -y a'],
    ],
    [
      'a clean-up that goes',
      [`RUN ${BOTH} && apt-get clean && rm -rf /var/lib/apt/lists/*`],
      [...MOUNTS, `    ${REMOVE} && \\`, `    ${BOTH}`],
    ],
    [
      'a step that has the mounts',
      [`RUN ${CACHE} ${LISTS} ${BOTH}`],
      [`RUN ${CACHE} ${LISTS} ${REMOVE} && \\`, `    ${BOTH}`],
    ],
    [
      'apt, which deletes by itself what it has installed',
      ['RUN apt update && apt install -y a'],
      [...MOUNTS, `    ${REMOVE} && \\`, '    apt update && apt -o APT::Keep-Downloaded-Packages=true install -y a'],
    ],
  ])('%s', (_, lines, result) => {
    expect(changed(['FROM debian', ...lines])).toEqual(result)
  })

  test.each([
    ['the step removes it already', `RUN ${REMOVE} && ${BOTH}`],
    ['a step above removes it', `RUN ${BOTH}`, `RUN ${REMOVE}`],
  ])('not where %s', (_, run, ...above) => {
    expect(
      changed(['FROM debian', ...above, run])
        ?.join('\n')
        .match(/docker-clean/g),
    ).toHaveLength(1)
  })

  test('nor in an image that has none, or of which nothing is known', () => {
    expect(planOf(['FROM ghcr.io/a/b', `RUN ${CACHE} ${BOTH}`]).plans[0]?.managers[0]?.hooked).toBe(false)
    expect(planOf(['FROM debian', `RUN ${CACHE} ${BOTH}`]).plans[0]?.managers[0]?.hooked).toBe(true)
    expect(planOf(['FROM ubuntu', `RUN ${CACHE} ${BOTH}`]).plans[0]?.managers[0]?.hooked).toBe(true)
  })
})

describe('a later install would leave its downloads in the image once the file is gone', () => {
  /** The plan of the first of two steps. */
  const first = (...lines: readonly string[]) => planOf(['FROM debian', ...lines]).plans[0]

  test('so it gets its mount in the same suggestion', () => {
    const edits = first(`RUN ${BOTH}`, 'RUN apt-get update && apt-get install -y b')?.edits ?? []
    const lines = edits.flatMap((edit) =>
      edit.kind === 'replace' && edit.text.includes('--mount') ? edit.span.start : [],
    )
    expect(new Set(lines).size).toBe(2)
  })

  test.each([
    ['it runs in the exec form', 'RUN ["apt-get", "install", "-y", "b"]'],
    ['it runs under a condition', 'RUN test -f x || apt-get install -y b'],
  ])('and nothing is offered where that cannot be: %s', (_, later) => {
    expect(first(`RUN ${BOTH}`, later)?.managers[0]?.blocked).toMatch(/line 3/)
  })

  test('unless it cleans up by itself', () => {
    expect(
      first(`RUN ${BOTH}`, 'RUN ["sh", "-c", "apt-get install -y b && apt-get clean"]')?.managers[0]?.blocked,
    ).toBeNull()
  })

  test('and a stage that is built on it counts, one beside it does not', () => {
    const bad = 'RUN ["apt-get", "install", "-y", "b"]'
    const built = planOf(['FROM debian AS a', `RUN ${BOTH}`, 'FROM a', bad]).plans[0]
    const beside = planOf(['FROM debian AS a', `RUN ${BOTH}`, 'FROM debian', bad]).plans[0]
    expect(built?.managers[0]?.blocked).toMatch(/line 4/)
    expect(beside?.managers[0]?.blocked).toBeNull()
  })
})

describe('the frontend that a file names', () => {
  test('is raised together with the mount when it is too old', () => {
    const result = changed(['# syntax=docker/dockerfile:1.1', 'FROM python:3.14', 'RUN pip install a'])
    expect(result?.slice(0, 2)).toEqual(['FROM python:3.14', 'RUN --mount=type=cache,target=/root/.cache/pip \\'])
    const { plans } = planOf(['# syntax=docker/dockerfile:1.1', 'FROM python:3.14', 'RUN pip install a'])
    expect(plans[0]?.edits).toContainEqual({
      kind: 'replace',
      span: { start: 9, end: 30 },
      text: 'docker/dockerfile:1',
    })
  })

  test('of which nothing is known gets nothing', () => {
    expect(blockedOf(['# syntax=example.com/frontend', 'FROM python:3.14', 'RUN pip install a'])).toEqual([
      expect.stringContaining('may not know cache mounts'),
    ])
  })
})
