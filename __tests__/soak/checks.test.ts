import { describe, expect, test } from '@jest/globals'
import { checkPeople } from '../../scripts/soak/checks.mjs'
import { peoplesOf } from '../../scripts/soak/page.mjs'
import { resolve, unresolve } from '../../scripts/soak/people.mjs'
import { commentOn, worlds } from './worlds.ts'

/* Each promise of the soak test is broken once by hand: a check that cannot fail shows nothing. */

const scene = worlds()

const PIP = 'FROM python:3.14-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const kinds = (problems: readonly { kind: string }[]) => problems.map(({ kind }) => kind)
const reviewed = async (head: Record<string, string> = { Dockerfile: PIP }, base = {}) => {
  const world = await scene.open('python', head, base)
  expect(await world.settle()).toEqual([])
  return world
}

/** A call with the token of the action. */
async function call(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${scene.github.apiUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${scene.github.token}` },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
}

describe('it is noticed', () => {
  test('that a comment is gone: its finding is lost', async () => {
    const world = await reviewed()
    const comment = commentOn(world, 'Dockerfile', 'mount-package-cache')
    world.pull.comments = world.pull.comments.filter((one) => one !== comment)
    expect(kinds(world.judge())).toEqual(['lost'])
  })

  test('that a finding of the summary is gone', async () => {
    const old = `${PIP}${'EXPOSE 80\n'.repeat(9)}`
    const world = await reviewed({ Dockerfile: `${old}EXPOSE 81\n` }, { Dockerfile: old })
    const [summary] = world.pull.reviews
    expect(summary?.body).toContain('mount-package-cache')
    if (summary) summary.body = summary.body.replace(/^- .*mount-package-cache.*$/m, '')
    expect(kinds(world.judge())).toEqual(['lost'])
  })

  test('that one is said twice, in two comments or in a comment and the summary', async () => {
    const world = await reviewed()
    const { body } = commentOn(world, 'Dockerfile', 'mount-package-cache')
    const { pull } = world
    const place = { path: 'Dockerfile', line: 4, side: 'RIGHT', commit_id: pull.headSha }
    await call(`/repos/${pull.repository.fullName}/pulls/${pull.number}/comments`, { body, ...place })
    expect(kinds(world.judge())).toEqual(['said twice'])
    const other = await reviewed()
    const [summary] = other.pull.reviews
    if (summary)
      summary.body = `- \`Dockerfile\` line 4: **mount-package-cache** · warning · pip. It is slow.\n${summary.body}`
    expect(kinds(other.judge())).toEqual(['said twice'])
  })

  test('that a comment speaks of what is no longer there, and that it stands on the wrong lines', async () => {
    const world = await reviewed()
    world.push({ Dockerfile: PIP.replace(/RUN .*\n/, '') })
    expect(kinds(world.judge())).toContain('stale')
    const moved = await reviewed()
    const { anchor } = commentOn(moved, 'Dockerfile', 'mount-package-cache')
    anchor.line = 2
    anchor.startLine = null
    expect(kinds(moved.judge())).toEqual(expect.arrayContaining(['lost', 'said twice']))
  })

  test('that a button would make something else than is right now', async () => {
    const world = await reviewed()
    const comment = commentOn(world, 'Dockerfile', 'mount-package-cache')
    comment.body = comment.body.replaceAll('/root/.cache/pip', '/root/.cache')
    expect(kinds(world.judge())).toEqual(['stale button'])
    const changed = await reviewed()
    changed.push({ Dockerfile: PIP.replace('COPY', 'USER 1000\nCOPY') })
    expect(kinds(changed.judge())).toContain('stale button')
  })

  test('that there are two summaries', async () => {
    const old = `${PIP}${'EXPOSE 80\n'.repeat(9)}`
    const world = await reviewed({ Dockerfile: `${old}EXPOSE 81\n` }, { Dockerfile: old })
    const { pull } = world
    const body = pull.reviews[0]?.body
    await call(`/repos/${pull.repository.fullName}/pulls/${pull.number}/reviews`, { body, event: 'COMMENT' })
    expect(kinds(world.judge())).toContain('two summaries')
  })

  test('that what a person resolved is said again', async () => {
    const world = await reviewed()
    const comment = commentOn(world, 'Dockerfile', 'mount-package-cache')
    resolve(world, comment.id, 'mona')
    expect(await world.settle()).toEqual([])
    comment.thread.resolvedBy = world.us
    const { body } = comment
    const { pull } = world
    const place = { path: 'Dockerfile', line: 4, side: 'RIGHT', commit_id: pull.headSha }
    await call(`/repos/${pull.repository.fullName}/pulls/${pull.number}/comments`, { body, ...place })
    expect(kinds(world.judge())).toContain('repeated after a person resolved it')
  })

  test('that something of a person was touched', async () => {
    const world = await reviewed()
    const { pull, us, github } = world
    const comment = commentOn(world, 'Dockerfile', 'mount-package-cache')
    const answer = github.reply(pull, comment.id, { author: 'hubot', body: 'No.' })
    const said = github.comment(pull, { author: 'mona', body: 'Hello' })
    resolve(world, commentOn(world, 'Dockerfile', 'declare-syntax').id, 'mona')
    const before = peoplesOf(pull, us)
    const touched = () => checkPeople(before, pull, us).map(({ says }) => says)
    expect(touched()).toEqual([])
    answer.body = 'No!'
    said.body = 'Hello '
    expect(touched()).toHaveLength(2)
    answer.body = 'No.'
    said.body = 'Hello'
    unresolve(world, commentOn(world, 'Dockerfile', 'declare-syntax').id)
    expect(touched()).toHaveLength(1)
    pull.comments = pull.comments.filter((one) => one !== comment)
    expect(touched()).toHaveLength(2)
  })

  test('that a run writes although nothing is new, and that it does not report everything', async () => {
    const world = await reviewed()
    const { run, ...core } = scene.runs.layerwise
    const chatty = async (machine: { core: { setOutput: (name: string, value: string) => void } }) => {
      await run(machine)
      const { pull } = world
      await call(`/repos/${pull.repository.fullName}/issues/${pull.number}/comments`, { body: 'Reviewed!' })
      machine.core.setOutput('report', '')
    }
    scene.runs.layerwise = { ...core, run: chatty }
    expect(kinds(await world.settle())).toEqual(['wrong report', 'writes again'])
    scene.runs.layerwise = { ...core, run }
  })
})
