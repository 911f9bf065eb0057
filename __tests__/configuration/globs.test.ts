import { describe, expect, test } from '@jest/globals'
import { globProblem, matcher } from '../../src/configuration/globs.ts'

describe('matcher', () => {
  test.each([
    ['Dockerfile', 'Dockerfile', true],
    ['Dockerfile', 'app/Dockerfile', false],
    ['./Dockerfile', 'Dockerfile', true],
    ['*', 'Dockerfile', true],
    ['*.df', 'x.df', true],
    ['*.df', 'a/x.df', false],
    ['**/*.df', 'x.df', true],
    ['**/*.df', 'a/b/x.df', true],
    ['**/*.df', '.hidden/.x.df', true],
    ['services', 'services/a/Dockerfile', true],
    ['services/', 'services/a/Dockerfile', true],
    ['services/**', 'services/a/Dockerfile', true],
    ['services', 'services-old/Dockerfile', false],
    ['**/old', 'a/old/Dockerfile', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/c', false],
    ['a/*/b', 'a/x/y/b', false],
    ['{web,api}/Dockerfile', 'api/Dockerfile', true],
    ['{web,api}/Dockerfile', 'job/Dockerfile', false],
    ['{a,b{c,d}}/x', 'bd/x', true],
    ['{unclosed', '{unclosed', true],
    ['Dockerfile.[ab]', 'Dockerfile.b', true],
    ['Dockerfile.[!ab]', 'Dockerfile.b', false],
    ['Dockerfile.[a-c]', 'Dockerfile.b', true],
    ['Dockerfile.[a-c', 'Dockerfile.[a-c', true],
    ['Dockerfile.?', 'Dockerfile.é', true],
    ['Dockerfile.?', 'Dockerfile.', false],
    ['a+(b).df', 'a+(b).df', true],
    ['.', 'app/Dockerfile', true],
    ['dockerfile', 'Dockerfile', false],
  ])('%s on %s: %s', (glob, path, expected) => {
    expect(matcher([glob])(path)).toBe(expected)
  })

  test('without a glob nothing matches', () => {
    expect(matcher([])('Dockerfile')).toBe(false)
  })

  test('when whole paths are meant, the glob of a folder does not stand for what is in it', () => {
    expect(matcher(['services'], 'whole')('services/Dockerfile')).toBe(false)
  })

  test.each([
    ['*a*a*a*a*a*a*a*a*ab', 'a'.repeat(255)],
    ['**/a/**/a/**/a/**/ab', `${'a/'.repeat(2000)}b`],
    ['**/*a*a*ab/**/*a*a*ab', `${`${'a'.repeat(250)}b/`.repeat(16)}x`],
  ])('%s takes no time on the worst of paths', (glob, path) => {
    const started = performance.now()
    matcher([glob])(path)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('globProblem', () => {
  test.each(['services/**', '**/*.df', 'a{b,c}/[x]*', 'c++/(x)/Dockerfile', '.'])('%s is fine', (glob) => {
    expect(globProblem(glob)).toBeNull()
  })

  test.each([
    ['', 'is no glob'],
    ['/app', 'write "app"'],
    ['!app', '"exclude"'],
    ['app\\x', 'backslash'],
    ['a/../../b', 'out of the repository'],
    ['x'.repeat(201), 'longer than 200'],
    ['{a,b}'.repeat(20), 'more than 64 globs'],
  ])('%s is refused: %s', (glob, reason) => {
    expect(globProblem(glob)).toContain(reason)
  })
})
