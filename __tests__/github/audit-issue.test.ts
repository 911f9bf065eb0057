import { describe, expect, test } from '@jest/globals'
import { keepIssue } from '../../src/action/audit-issue.ts'
import { digestIn, issueBody, issueTitle } from '../../src/report/issue-text.ts'
import { audited, killedAnywhere, type Repository } from './audited.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()
let number = 0
const repositoryWith = (files: Record<string, string>) =>
  scene.github.createRepository({ name: `audited-${++number}`, files })
const bad = { Dockerfile: 'FROM a\nRUN bad\n' }
const clean = { Dockerfile: 'FROM a\nRUN good\n' }

/** One audit of the default branch, and which calls wrote something. */
async function keep(repository: Repository, token = scene.github.createToken()) {
  scene.github.requests.length = 0
  const { base, report } = audited(repository)
  const kept = await keepIssue(scene.api(token), base, report, 'https://github.example/octo-org/x/actions/runs/1')
  return {
    ...kept,
    writes: scene.github.writes().map(({ method, path }) => `${method} ${path.replace(/^.*\/issues/, 'issues')}`),
  }
}
const issuesOf = (repository: Repository) =>
  [...repository.issues.values()].map(({ number, state, stateReason, title, body, author }) => ({
    ...{ number, state, stateReason, title, author },
    body: body ?? '',
  }))

describe('the issue of an audit', () => {
  test('is opened with the first finding, and says where, what and at which commit', async () => {
    const repository = repositoryWith(bad)
    const { said, url, writes } = await keep(repository)
    const [issue, ...more] = issuesOf(repository)
    expect(more).toEqual([])
    expect(issue).toMatchObject({ state: 'open', title: issueTitle, author: 'github-actions[bot]' })
    expect(issue?.body).toContain(`/blob/${repository.git.commitOf('refs/heads/main')}/Dockerfile#L2`)
    expect(issue?.body).toContain('1 Dockerfile looked at, 1 finding: 0 errors, 1 warning, 0 infos.')
    expect(issue?.body).toContain('https://github.example/octo-org/x/actions/runs/1')
    expect(digestIn(issue?.body ?? '')).not.toBeNull()
    expect(said).toBe(`An issue lists the findings: ${url}`)
    expect(writes).toEqual(['POST issues'])
  })

  test('is not opened for a clean repository', async () => {
    const repository = repositoryWith(clean)
    expect((await keep(repository)).writes).toEqual([])
    expect(issuesOf(repository)).toEqual([])
  })

  test('is left as it is while the findings are the same, though lines and the commit have moved', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    const [before] = issuesOf(repository)
    repository.commit({ branch: 'main', files: { 'README.md': '# New\n', Dockerfile: 'FROM a\n\n\nRUN bad\n' } })
    expect((await keep(repository)).writes).toEqual([])
    expect(issuesOf(repository)).toEqual([before])
  })

  test('is edited in place when the findings change, closed when there are none, and opened again when there is one', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    repository.commit({ branch: 'main', files: { 'web/Dockerfile': 'FROM a\nRUN bad\n' } })
    expect((await keep(repository)).writes).toEqual(['PATCH issues/1'])
    expect(issuesOf(repository)[0]?.body).toContain('web/Dockerfile')
    repository.commit({ branch: 'main', files: { ...clean, 'web/Dockerfile': 'FROM a\n' } })
    expect((await keep(repository)).writes).toEqual(['PATCH issues/1'])
    expect(issuesOf(repository)).toMatchObject([{ state: 'closed', stateReason: 'completed' }])
    expect(issuesOf(repository)[0]?.body).toContain('Nothing is left')
    expect((await keep(repository)).writes).toEqual([])
    repository.commit({ branch: 'main', files: bad })
    expect((await keep(repository)).writes).toEqual(['PATCH issues/1'])
    expect(issuesOf(repository)).toMatchObject([{ state: 'open' }])
  })

  test('does not list what the baseline holds, and is closed when nothing else is left', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    const { base, report } = audited(repository)
    const files = report.files.map((file) => ({
      ...file,
      findings: file.findings.map((one) => ({ ...one, inBaseline: true })),
    }))
    await keepIssue(scene.api(scene.github.createToken()), base, { ...report, files }, null)
    expect(issuesOf(repository)).toMatchObject([{ state: 'closed', stateReason: 'completed' }])
  })

  test('stays open while a file cannot be read, which is not the same as clean', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    const { base, report } = audited(repository)
    const notices = [{ line: 1, message: 'This file is no UTF-8 text, so it was not looked at.' }]
    const files = report.files.map((file) => ({ ...file, findings: [], notices }))
    const unread = { ...report, files, summary: { ...report.summary, warnings: 0 } }
    await keepIssue(scene.api(scene.github.createToken()), base, unread, null)
    expect(issuesOf(repository)).toMatchObject([{ state: 'open', body: expect.stringContaining('no UTF-8 text') }])
    // Nobody opens an issue for that alone.
    const other = repositoryWith(clean)
    await keepIssue(scene.api(scene.github.createToken()), audited(other).base, unread, null)
    expect(issuesOf(other)).toEqual([])
  })

  test('that a person closed as not planned stays closed', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    const [issue] = repository.issues.values()
    Object.assign(issue as object, { state: 'closed', stateReason: 'not_planned' })
    repository.commit({ branch: 'main', files: { 'web/Dockerfile': 'FROM a\nRUN bad\n' } })
    const { writes, said } = await keep(repository)
    expect(writes).toEqual([])
    expect(said).toBe('Issue #1 was closed as not planned, and is left alone.')
  })

  test('is known by its mark and its author: a mark that somebody pasted does nothing', async () => {
    const repository = repositoryWith(bad)
    const { report } = audited(repository)
    const forged = repository.openIssue({ author: 'mallory', body: issueBody(report, null) })
    const quoted = repository.openIssue({
      author: 'github-actions[bot]',
      body: `> ${issueBody(report, null)}`.replaceAll('\n', '\n> '),
    })
    const [before, other] = [forged.body, quoted.body]
    expect((await keep(repository)).writes).toEqual(['POST issues'])
    expect([forged.body, quoted.body]).toEqual([before, other])
    expect(issuesOf(repository)).toHaveLength(3)
  })

  test('is found when GitHub knows the account by no other spelling than its lists show', async () => {
    const repository = repositoryWith(bad)
    await keep(repository)
    scene.github.requests.length = 0
    repository.commit({ branch: 'main', files: { 'web/Dockerfile': 'FROM a\nRUN bad\n' } })
    // The filter by creator finds nothing, or refuses the name.
    scene.github.faults.next({
      method: 'GET',
      path: /creator=/,
      status: 422,
      body: { message: 'Validation Failed' },
      times: 2,
    })
    scene.github.faults.next({ method: 'GET', path: /\/issues$/, status: 422, body: { message: 'Validation Failed' } })
    expect((await keep(repository)).writes).toEqual(['PATCH issues/1'])
    scene.github.faults.clear()
  })

  test('that two runs opened at once is one again after the next', async () => {
    const repository = repositoryWith(bad)
    scene.github.lagBehind(50)
    await keep(repository)
    await keep(repository)
    scene.github.lagBehind(0)
    expect(issuesOf(repository).map(({ state }) => state)).toEqual(['open', 'open'])
    await keep(repository)
    expect(issuesOf(repository)).toMatchObject([
      { number: 1, state: 'open' },
      { number: 2, state: 'closed', stateReason: 'not_planned', body: 'Opened twice: this list is kept in #1.' },
    ])
    expect((await keep(repository)).writes).toEqual([])
  })

  test('holds as many findings as fit, and says how many did not', async () => {
    const repository = repositoryWith({ Dockerfile: `FROM a\n${'RUN worse\n'.repeat(2_000)}` })
    await keep(repository)
    const [issue] = issuesOf(repository)
    expect(issue?.body.length).toBeLessThanOrEqual(65_536)
    expect(issue?.body).toMatch(/\d+ more findings did not fit/)
    expect(digestIn(issue?.body ?? '')).not.toBeNull()
  })

  test('is not written with fewer rights, and one line says which it takes', async () => {
    const repository = repositoryWith(bad)
    const token = scene.github.createToken({ rights: { contents: 'read', issues: 'read' } })
    const { said, refused, url } = await keep(repository, token)
    expect({ refused, url }).toEqual({ refused: true, url: '' })
    expect(said).toMatch(/^GitHub refused to open an issue \(403 .*\)\. .*"issues: write"/)
    expect(said).not.toContain('\n')
    expect(said).not.toContain('fork')
    const nothing = scene.github.createToken({ rights: { contents: 'read' } })
    expect((await keep(repository, nothing)).said).toContain('issues: write')
  })

  test.each<[string, readonly Record<string, string>[]]>([
    ['opened', [bad]],
    ['edited', [bad, { 'web/Dockerfile': 'FROM a\nRUN bad\n' }]],
    ['closed', [bad, clean]],
    ['opened again', [bad, clean, bad]],
  ])(
    'is as an undisturbed run leaves it after one that was killed after any call while it was %s',
    async (_, [first = {}, ...others]) => {
      const calls = await killedAnywhere(
        scene.github,
        async () => {
          const repository = repositoryWith(first)
          for (const files of others) {
            await keep(repository)
            repository.commit({ branch: 'main', files })
          }
          const token = scene.github.createToken()
          const { base, report } = audited(repository)
          return {
            work: () => keepIssue(scene.api(token), base, report, null),
            state: () => issuesOf(repository).map(({ body, ...rest }) => ({ ...rest, digest: digestIn(body) })),
          }
        },
        (state, undisturbed, at) => expect([at, state]).toEqual([at, undisturbed]),
      )
      expect(calls).toBeGreaterThanOrEqual(3)
    },
    60_000,
  )
})
