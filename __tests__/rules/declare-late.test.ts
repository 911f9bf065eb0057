import { describe, expect, test } from '@jest/globals'
import { declareLate } from '../../src/rules/declare-late.ts'
import { buildOf, subjectOf } from './subject.ts'

const LINES = ['FROM debian:12', 'ARG VERSION=1.0', 'RUN apt-get update && apt-get install -y curl']
const giving = (raw: string) => buildOf({ args: new Map([['VERSION', { raw, value: null, line: 9 }]]) })

describe('an argument that a build gives a new value each time', () => {
  test('is found by what the build says, and that is said', () => {
    const [finding] = declareLate.check(subjectOf(LINES, {}, [buildOf(), giving('${{ github.sha }}')]))
    expect(finding?.help).toContain(
      '`VERSION` is given as `${{ github.sha }}` in line 9 of `.github/workflows/image.yml`.',
    )
  })

  test('is none when no build says so', () => {
    expect(declareLate.check(subjectOf(LINES, {}, [giving('${{ steps.meta.outputs.version }}')]))).toEqual([])
  })
})

test('the message names three installs at most, or two and how many more there are', () => {
  const installs = (count: number) => Array.from({ length: count }, (_, index) => `RUN apk add --no-cache p${index}`)
  const message = (count: number) =>
    declareLate.check(subjectOf(['FROM alpine:3.22', 'ARG GIT_SHA', ...installs(count)], {}, []))[0]?.message
  expect(message(3)).toContain('`apk add` in line 3, `apk add` in line 4 and `apk add` in line 5 among them')
  expect(message(4)).toContain('`apk add` in line 3, `apk add` in line 4 and 2 others among them')
})
