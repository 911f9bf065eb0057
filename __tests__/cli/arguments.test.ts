import { describe, expect, test } from '@jest/globals'
import { readArguments } from '../../src/cli/arguments.ts'
import { OptionError } from '../../src/options.ts'

describe('a command line', () => {
  test('check has its defaults', () => {
    expect(readArguments(['check'])).toEqual({
      command: 'check',
      paths: [],
      context: undefined,
      config: undefined,
      format: 'text',
      failOn: 'warning',
    })
  })

  test('flags stand anywhere, with their value behind a blank or an equals sign', () => {
    const expected = {
      command: 'check',
      paths: ['a', '-', 'b'],
      context: 'ctx',
      config: 'c.yml',
      format: 'json',
      failOn: 'never',
    }
    const behind = [
      'check',
      'a',
      '--format',
      'json',
      '-',
      '--fail-on',
      'never',
      'b',
      '--context',
      'ctx',
      '--config',
      'c.yml',
    ]
    const equals = ['--format=json', 'check', '--fail-on=never', '--context=ctx', '--config=c.yml', 'a', '-', 'b']
    expect(readArguments(behind)).toEqual(expected)
    expect(readArguments(equals)).toEqual(expected)
  })

  test('behind -- all words are paths', () => {
    expect(readArguments(['check', '--', '--format', '-h'])).toMatchObject({
      paths: ['--format', '-h'],
      format: 'text',
    })
  })

  test('of a flag that is given twice the last counts', () => {
    expect(readArguments(['check', '--format=json', '--format=github'])).toMatchObject({ format: 'github' })
  })

  test('fix has its switches', () => {
    expect(readArguments(['fix'])).toMatchObject({ command: 'fix', dryRun: false, unsafe: false })
    expect(readArguments(['fix', '--dry-run', '--unsafe', 'x'])).toMatchObject({
      dryRun: true,
      unsafe: true,
      paths: ['x'],
    })
  })

  test('explain has one topic or none', () => {
    expect(readArguments(['explain'])).toEqual({ command: 'explain', topic: undefined })
    expect(readArguments(['explain', 'pip'])).toEqual({ command: 'explain', topic: 'pip' })
  })

  test.each([
    [['--help'], undefined],
    [['-h'], undefined],
    [['help'], undefined],
    [['help', 'fix'], 'fix'],
    [['check', '--help'], 'check'],
    [['explain', '-h', 'pip'], 'explain'],
    [['check', '--dry-run', '--help'], 'check'],
  ])('%j asks for help', (words, about) => {
    expect(readArguments(words)).toEqual({ command: 'help', about })
  })

  test.each([[['--version']], [['check', '--version']], [['version']]])('%j asks for the version', (words) => {
    expect(readArguments(words)).toEqual({ command: 'version' })
  })
})

describe('what is not understood is answered in one line with the right word', () => {
  test.each([
    [[], 'say what to do: "layerwise check", or "layerwise --help" for more.'],
    [['chek'], '"chek" is not a command. Did you mean "check"?'],
    [['lint'], '"lint" is not a command. One of these is: check, fix, audit, merge-reports, explain, graph.'],
    [['Dockerfile'], '"Dockerfile" is not a command. Did you mean "layerwise check Dockerfile"?'],
    [['docker/web'], '"docker/web" is not a command. Did you mean "layerwise check docker/web"?'],
    [
      ['a/\u001b[2J'],
      '"a/\\x1b[2J" is not a command. One of these is: check, fix, audit, merge-reports, explain, graph.',
    ],
    [['check', '--formt', 'json'], '"--formt" is not a flag of "check". Did you mean "--format"?'],
    [['check', '--dryrun'], '"--dryrun" is not a flag of "check". One of these is: --config,'],
    [['--formt', 'json'], '"--formt" is not a flag. Did you mean "--format"?'],
    [
      ['fix', '-n'],
      '"-n" is not a flag of "fix". One of these is: --config, --context, --dry-run, --unsafe, --help, --version.',
    ],
    [['check', '--dry-run'], '--dry-run is not a flag of "check". It belongs to "fix".'],
    [
      ['fix', '--format', 'json'],
      '--format is not a flag of "fix". It belongs to "check" and "audit" and "merge-reports" and "graph".',
    ],
    [
      ['explain', '--config', 'x'],
      '--config is not a flag of "explain". It belongs to "check" and "fix" and "audit" and "graph".',
    ],
    [['check', '--format', 'jsn'], '--format: "jsn" is not allowed. Did you mean "json"?'],
    [['check', '--format', 'sarif'], '--format: "sarif" is not allowed. One of these is: text, json, github.'],
    [['check', '--fail-on', 'warn'], '--fail-on: "warn" is not allowed. Did you mean "warning"?'],
    [['check', '--format'], '--format needs a value. Write --format text.'],
    [['check', '--format='], '--format needs a value. Write --format text.'],
    [['check', '--context', '--format', 'json'], '--context needs a value. Write --context DIR.'],
    [['fix', '--unsafe=yes'], '--unsafe takes no value. Write --unsafe alone.'],
    [['explain', 'pip', 'npm'], 'explain takes one rule, manager or line. Leave out the rest.'],
    [['help', 'fxi'], '"fxi" is not a command. Did you mean "fix"?'],
  ])('%j', (words, message) => {
    expect(() => readArguments(words)).toThrow(OptionError)
    expect(() => readArguments(words)).toThrow(message)
  })
})
