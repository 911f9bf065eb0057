import { describe, expect, test } from '@jest/globals'
import { BaselineError, parseBaseline } from '../../src/gate/baseline.ts'
import { readCommands } from '../../src/github/commands.ts'
import { onGitHub } from '../github/on-github.ts'
import { attacks } from './attacks.ts'
import { isOurs } from './everything-said.ts'
import { whatBrokeOut, whatTerminalObeys } from './judge.ts'

/** Those that a comment could carry into our answer. */
const spoken = attacks.filter(({ name }) => /^(?:leaves|brings|links|mentions|commands the runner|forges)/.test(name))

describe('a command in a comment', () => {
  const scene = onGitHub()

  test('is never more than its words, whatever stands behind it', () => {
    for (const { text } of attacks)
      for (const command of readCommands(`/layerwise ignore ${text}\n/layerwise ${text}`)) {
        expect(['review', 'help', 'ignore', 'unknown']).toContain(command.name)
        if (command.name === 'ignore') expect(command.rule).not.toMatch(/\s/)
      }
  })

  test('is answered without anything in it having an effect, though its author may write', async () => {
    const { pull, repository } = scene.open({ Dockerfile: 'RUN bad\n' })
    repository.collaborators.set('mona', 'write')
    const { owner, repo, number: issue_number } = scene.pullOf(pull)
    const { client } = scene.api(scene.github.createToken({ login: 'mona' }))
    const repositoryOfEvent = scene.github.pullRequestEvent(pull).repository
    const issue = { number: pull.number, state: pull.state, pull_request: { url: 'https://api.github.example' } }
    for (const { text } of spoken) {
      const body = `/layerwise ignore ${text}\n/layerwise ${text}`
      const { data: comment } = await client.rest.issues.createComment({ owner, repo, issue_number, body })
      const event = { action: 'created', issue, comment, repository: repositoryOfEvent, sender: comment.user }
      const rights = { contents: 'read', 'pull-requests': 'write', actions: 'write' } as const
      const inputs = { 'github-token': scene.github.createToken({ rights }) }
      await scene.run(pull, inputs, { event, env: { GITHUB_EVENT_NAME: 'issue_comment' } })
    }
    const answers = pull.issueComments.filter(({ author }) => author === 'github-actions[bot]')
    expect(answers.length).toBeGreaterThan(spoken.length / 2)
    for (const { body } of answers) expect(whatBrokeOut(body, isOurs)).toEqual([])
  })
})

test('a baseline of anybody is read, or refused in one clear line', () => {
  for (const { text } of attacks) {
    const entry = { path: text, rule: text, fingerprint: text, count: text }
    const good = { ...entry, rule: 'declare-syntax', fingerprint: '0123456789abcdef', count: 1 }
    expect(parseBaseline(JSON.stringify({ version: 1, findings: [good], [text]: text }), 'b.json')).toHaveLength(1)
    for (const wrong of [text, JSON.stringify({ version: 1, findings: [entry] }), JSON.stringify({ version: text })]) {
      let error: unknown
      try {
        parseBaseline(wrong, text)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(BaselineError)
      expect(whatTerminalObeys((error as Error).message)).toEqual([])
      expect((error as Error).message).not.toContain('\n')
    }
  }
})
