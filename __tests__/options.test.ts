import { describe, expect, test } from '@jest/globals'
import { OptionError, options, readInputs } from '../src/options.ts'

const read = (given: Record<string, string> = {}) => readInputs((name) => given[name] ?? '')

describe('the inputs of the action', () => {
  test('have the defaults of the schema when nothing is given', () => {
    expect(read()).toEqual({
      ...{ githubToken: '', config: '', paths: [], commentLimit: 30, review: true, reviewEvent: 'comment' },
      ...{ failOn: null, scope: 'changed', baseline: '', check: false, onError: 'fail' },
      ...{ auditIssue: false, auditFix: null, auditToken: '' },
    })
  })

  test('are read as their types', () => {
    const given = {
      'github-token': ' t0ken ',
      config: 'ci/own.yml',
      'fail-on': 'never',
      scope: 'all',
      baseline: 'ci/known.json',
      check: 'true',
      'on-error': 'pass',
      'audit-issue': 'true',
      'audit-fix': 'pull-request',
      'audit-token': 'app',
      paths: 'services/**\n\n  web/Dockerfile\r\n',
      'comment-limit': '0',
      review: 'False',
      'review-event': 'request-changes',
    }
    expect(read(given)).toEqual({
      githubToken: 't0ken',
      config: 'ci/own.yml',
      failOn: 'never',
      scope: 'all',
      baseline: 'ci/known.json',
      check: true,
      onError: 'pass',
      auditIssue: true,
      auditFix: 'pull-request',
      auditToken: 'app',
      paths: ['services/**', 'web/Dockerfile'],
      commentLimit: 0,
      review: false,
      reviewEvent: 'request-changes',
    })
  })

  test.each([
    [{ 'fail-on': 'warnings' }, 'fail-on: "warnings" is not allowed. Did you mean "warning"?'],
    [{ 'fail-on': 'loud' }, 'fail-on: "loud" is not allowed. One of these is: error, warning, info, never.'],
    [{ scope: 'change' }, 'scope: "change" is not allowed. Did you mean "changed"?'],
    [{ 'on-error': 'ignore' }, 'on-error: "ignore" is not allowed. One of these is: fail, pass.'],
    [{ 'audit-fix': 'true' }, 'audit-fix: "true" is not allowed. Only "pull-request" is.'],
    [{ check: '1' }, 'check: "1" is not allowed. Did you mean "true"?'],
    [{ review: 'yes' }, 'review: "yes" is not allowed. Did you mean "true"?'],
    [{ review: 'OFF' }, 'review: "OFF" is not allowed. Did you mean "false"?'],
    [{ review: 'flase' }, 'review: "flase" is not allowed. Did you mean "false"?'],
    [{ review: 'maybe' }, 'review: "maybe" is not allowed. It can be true or false.'],
    [{ 'comment-limit': '500' }, 'comment-limit: "500" is not a whole number from 0 to 100. Write 100, for example.'],
    [{ 'comment-limit': '-1' }, 'comment-limit: "-1" is not a whole number from 0 to 100. Write 30, for example.'],
    [{ 'comment-limit': '3e1' }, 'comment-limit: "3e1" is not a whole number from 0 to 100. Write 30, for example.'],
    [{ paths: 'a\n/b' }, 'paths: "/b" starts with "/". Globs begin at the root: write "b".'],
    [{ 'fail-on': '\u001b[2J\n::set-env' }, 'fail-on: "\\x1b[2J\\n::set-env" is not allowed.'],
  ])('%j is refused in one line', (given, message) => {
    expect(() => read(given as unknown as Record<string, string>)).toThrow(OptionError)
    expect(() => read(given as unknown as Record<string, string>)).toThrow(message)
  })
})

describe('the schema', () => {
  test('names everything once, and describes it in whole sentences', () => {
    expect(new Set(options.map((option) => option.name)).size).toBe(options.length)
    for (const option of options) expect(option.description).toMatch(/^[A-Z].*\.$/)
  })

  test('has defaults that it would accept itself', () => {
    const given = Object.fromEntries(
      options.flatMap((option) => ('input' in option ? [[option.name, option.input.default]] : [])),
    )
    expect(() => read(given)).not.toThrow()
  })
})
