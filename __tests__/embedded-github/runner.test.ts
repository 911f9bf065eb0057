import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { readCommands, readOutputs, runAction } from '../../scripts/runner.mjs'
import type { Server } from './client.ts'

const ACTION = `
name: Echo
inputs:
  github-token: { default: "\${{ github.token }}" }
  fail-on: { default: error }
  two words: { required: false }
runs: { using: node24, main: index.cjs }
`

/** An action that tells what it was given. */
const SCRIPT = `
const fs = require('node:fs')
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'env<<end_1\\n' + JSON.stringify(process.env) + '\\nend_1\\nplain=a=b\\n')
fs.writeFileSync(process.env.RUNNER_TEMP + '/report.json', '{"version":1}')
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'report=' + process.env.RUNNER_TEMP + '/report.json\\n')
fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Summary\\n')
const event = JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))
console.log('::warning file=a%2Cb.txt,line=3::one%0Atwo 100%25')
console.error(event.action + ' ' + fs.readdirSync(process.env.GITHUB_WORKSPACE).length)
process.exitCode = 3
`

let github: Server
let action: string
beforeAll(async () => {
  github = await startGitHub()
  action = mkdtempSync(path.join(os.tmpdir(), 'action-'))
  writeFileSync(path.join(action, 'action.yml'), ACTION)
  writeFileSync(path.join(action, 'index.cjs'), SCRIPT)
})
afterAll(async () => {
  rmSync(action, { recursive: true })
  await github.stop()
})

describe('an action', () => {
  test('is started with its inputs, the event and nothing of the environment around it', async () => {
    const repository = github.createRepository({ owner: 'o', name: 'r' })
    repository.commit({ branch: 'feature', files: { a: '1\n' } })
    const pull = repository.openPull({ head: 'feature' })
    process.env.LEAKED = 'yes'
    const event = github.pullRequestEvent(pull, 'synchronize', pull.baseSha)
    const run = await runAction({
      github,
      event,
      action,
      inputs: { 'fail-on': 'never', 'two words': 'x y' },
      env: { EXTRA: '1' },
    })
    delete process.env.LEAKED
    const env = JSON.parse(run.outputs.env ?? '{}')
    expect(env).toMatchObject({
      'INPUT_GITHUB-TOKEN': github.token,
      'INPUT_FAIL-ON': 'never',
      INPUT_TWO_WORDS: 'x y',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/1/merge',
      GITHUB_SHA: pull.mergeCommitSha,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_ACTIONS: 'true',
      EXTRA: '1',
    })
    expect(env).not.toHaveProperty('LEAKED')
    expect(env).not.toHaveProperty('NODE_OPTIONS')
    expect(run).toMatchObject({ code: 3, stderr: 'synchronize 0\n', summary: '# Summary\n', report: { version: 1 } })
    expect(run.outputs.plain).toBe('a=b')
    expect(run.commands).toEqual([
      { command: 'warning', properties: { file: 'a,b.txt', line: '3' }, message: 'one\ntwo 100%' },
    ])
  })

  test('gets a token that only reads for a pull request of a fork', async () => {
    const repository = github.createRepository({ owner: 'o', name: 'forked' })
    const fork = repository.fork('someone')
    fork.commit({ branch: 'patch', files: { a: '1\n' } })
    const pull = repository.openPull({ head: 'patch', from: fork })
    const token = async () => {
      const run = await runAction({ github, event: github.pullRequestEvent(pull), action })
      return JSON.parse(run.outputs.env ?? '{}')['INPUT_GITHUB-TOKEN']
    }
    expect(await token()).toBe(github.readOnlyToken)
    fork.delete()
    expect(await token()).toBe(github.readOnlyToken)
  })

  test('that was not built is told so in one line', async () => {
    const empty = mkdtempSync(path.join(os.tmpdir(), 'action-'))
    writeFileSync(path.join(empty, 'action.yml'), ACTION)
    const repository = github.createRepository({ owner: 'o', name: 'unbuilt' })
    await expect(runAction({ github, event: github.repositoryEvent(repository), action: empty })).rejects.toThrow(
      'index.cjs is not there: run npm run build first.',
    )
    rmSync(empty, { recursive: true })
  })
})

describe('workflow commands', () => {
  const messages = (output: string) => readCommands(output).map(({ command, message }) => `${command}: ${message}`)

  test('start a line, blanks before them or not, whatever ended the line before', () => {
    expect(messages('a\n  ::error::one\nb\r::notice::two\r\n\t::debug::three')).toEqual([
      'error: one',
      'notice: two',
      'debug: three',
    ])
    expect(messages('a ::error::x\n:error::x\n::unknown::x\n::error x')).toEqual([])
  })

  test('have an old form that counts anywhere in a line', () => {
    expect(messages('FROM a ##[error]broken%0Aout')).toEqual(['error: broken\nout'])
    expect(messages('##[nothing]x ##[warning x')).toEqual([])
  })

  test('are not obeyed between stop-commands and its token', () => {
    expect(messages('::stop-commands::T-1\n::error::x\n##[error]x\n::t-1::\n::error::y')).toEqual([
      'stop-commands: T-1',
      'error: y',
    ])
  })

  test('carry properties', () => {
    expect(readCommands('::error file=a%3Ab,line=1,endLine=2,title=x=y::m')[0]?.properties).toEqual({
      file: 'a:b',
      line: '1',
      endLine: '2',
      title: 'x=y',
    })
  })
})

test('outputs are lines or heredocs, and an open heredoc is an error', () => {
  expect(readOutputs('a=1\nb<<END\nx\n\ny=2\nEND\nc=\n')).toEqual({ a: '1', b: 'x\n\ny=2', c: '' })
  expect(() => readOutputs('b<<END\nx\n')).toThrow('The output b has no end.')
  expect(() => readOutputs('nonsense\n')).toThrow('This is no output: nonsense')
})
