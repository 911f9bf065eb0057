import { describe, expect, test } from '@jest/globals'
import { fixBranch, keepFixes } from '../../src/action/audit-fix.ts'
import { fixBody, fixDigestIn } from '../../src/report/fix-text.ts'
import { audited, killedAnywhere, type Repository } from './audited.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()
let number = 0
const bad = 'FROM a\nRUN bad\n'
const good = 'FROM a\nRUN good\n'

function repositoryWith(files: Record<string, string>, mayOpen = true) {
  const repository = scene.github.createRepository({ name: `mended-${++number}`, files })
  repository.actionsMayApprove = mayOpen
  return repository
}

/** One audit of the default branch, and which calls wrote something. */
async function keep(repository: Repository, token = scene.github.createToken(), found = audited(repository)) {
  scene.github.requests.length = 0
  const api = scene.api(token)
  const kept = await keepFixes(api, found.base, found.reports)
  const writes = scene.github.writes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`)
  return { ...kept, lines: api.lines, writes }
}
const tip = (repository: Repository, branch = fixBranch) => repository.git.commitOf(`refs/heads/${branch}`)
const pullsOf = (repository: Repository) => [...repository.pulls.values()]
const only = (repository: Repository) => {
  expect(pullsOf(repository)).toHaveLength(1)
  return pullsOf(repository)[0] as ReturnType<typeof pullsOf>[number]
}

describe('the pull request of an audit', () => {
  test('holds all safe fixes on a branch of its own, and nothing else', async () => {
    const repository = repositoryWith({ Dockerfile: bad, 'web/Dockerfile': bad, 'ok/Dockerfile': good, 'a.txt': 'a\n' })
    const main = tip(repository, 'main')
    const { said, url, refused } = await keep(repository)
    expect({ refused, said }).toEqual({ refused: false, said: `2 Dockerfiles fixed in a pull request: ${url}` })
    const pull = only(repository)
    expect(pull).toMatchObject({ state: 'open', baseRef: 'main', title: 'Mend what costs build time in 2 Dockerfiles' })
    expect(pull.changes().map(({ path }) => path)).toEqual(['Dockerfile', 'web/Dockerfile'])
    expect(repository.read(fixBranch, 'Dockerfile')).toBe(good)
    expect(repository.read(fixBranch, 'web/Dockerfile')).toBe(good)
    expect(tip(repository, 'main')).toBe(main)
  })

  test('keeps bytes and modes as they are: line ends, a byte order mark, the executable bit', async () => {
    const odd = '\uFEFFFROM a\r\nRUN bad\nRUN é\r\n'
    const repository = repositoryWith({ Dockerfile: odd })
    const blob = repository.git.text(['rev-parse', 'main:Dockerfile']).trim()
    const tree = repository.git.writeTree(null, [{ path: 'Dockerfile', mode: '100755', sha: blob }])
    const author = { name: 'm', email: 'm@example.com' }
    const sha = repository.git.commitTree(tree, [tip(repository, 'main') as string], {
      message: 'x',
      author,
      date: new Date(0),
    })
    repository.git.setReference('refs/heads/main', sha)
    await keep(repository)
    expect(repository.read(fixBranch, 'Dockerfile')).toBe(odd.replace('RUN bad', 'RUN good'))
    expect(repository.git.text(['ls-tree', fixBranch, 'Dockerfile'])).toMatch(/^100755 /)
  })

  test('holds many Dockerfiles with few calls', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`s${index}/Dockerfile`, bad]))
    const large = `${bad}# ${'x'.repeat(400_000)}\n`
    const repository = repositoryWith({ ...files, 'x/Dockerfile': large, 'y/Dockerfile': large, 'z/Dockerfile': large })
    const { writes, refused } = await keep(repository)
    expect(refused).toBe(false)
    expect(writes.filter((one) => one === 'POST git/trees')).toHaveLength(2)
    expect(only(repository).changes()).toHaveLength(63)
    expect(repository.read(fixBranch, 'z/Dockerfile')).toBe(large.replace('RUN bad', 'RUN good'))
    expect(only(repository).body?.length).toBeLessThanOrEqual(65_536)
  })

  test('is not touched by a second run that finds the same, nor when the base moves in something else', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    const [commit, body] = [tip(repository), only(repository).body]
    expect((await keep(repository)).writes).toEqual([])
    repository.commit({ branch: 'main', files: { 'README.md': '# New\n' } })
    expect((await keep(repository)).writes).toEqual([])
    expect([tip(repository), only(repository).body]).toEqual([commit, body])
  })

  test('is not opened twice while GitHub’s lists are behind', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    scene.github.lagBehind(50)
    await keep(repository)
    const { said, refused } = await keep(repository)
    scene.github.lagBehind(0)
    expect(refused).toBe(false)
    expect(said).toContain('a pull request that is there already')
    expect(pullsOf(repository)).toHaveLength(1)
    expect((await keep(repository)).writes).toEqual([])
  })

  test('follows the base when what it fixes has moved, without a forced push', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    const before = tip(repository) as string
    const main = repository.commit({ branch: 'main', files: { Dockerfile: `# New.\n${bad}`, 'b/Dockerfile': bad } })
    expect((await keep(repository)).refused).toBe(false)
    const after = tip(repository) as string
    expect(repository.git.commit(after).parents).toEqual([before, main])
    expect(scene.github.writes().some(({ body }) => body?.force === true)).toBe(false)
    const pull = only(repository)
    expect(pull.changes().map(({ path }) => path)).toEqual(['Dockerfile', 'b/Dockerfile'])
    expect(repository.read(fixBranch, 'Dockerfile')).toBe(`# New.\n${good}`)
    expect(pull.title).toBe('Mend what costs build time in 2 Dockerfiles')
    expect(pull.mergeCommitSha).not.toBeNull()
  })

  test('is closed when nothing is left, and comes back with a new fix', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    repository.commit({ branch: 'main', files: { Dockerfile: good } })
    expect((await keep(repository)).said).toBe('Pull request #1 is closed: nothing is left to fix.')
    expect(only(repository)).toMatchObject({ state: 'closed', merged: false })
    expect((await keep(repository)).writes).toEqual([])
    repository.commit({ branch: 'main', files: { Dockerfile: bad } })
    expect((await keep(repository)).refused).toBe(false)
    expect(pullsOf(repository).map(({ state }) => state)).toEqual(['closed', 'open'])
    expect(
      pullsOf(repository)[1]
        ?.changes()
        .map(({ path }) => path),
    ).toEqual(['Dockerfile'])
  })

  test('is followed by another one once it is merged, from the same branch or a new one', async () => {
    for (const keepsBranch of [true, false]) {
      const repository = repositoryWith({ Dockerfile: bad })
      await keep(repository)
      only(repository).merge()
      if (!keepsBranch) repository.git.text(['update-ref', '-d', `refs/heads/${fixBranch}`])
      expect((await keep(repository)).writes).toEqual([])
      repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
      expect((await keep(repository)).refused).toBe(false)
      expect(pullsOf(repository).map(({ state }) => state)).toEqual(['closed', 'open'])
      expect(
        pullsOf(repository)[1]
          ?.changes()
          .map(({ path }) => path),
      ).toEqual(['b/Dockerfile'])
    }
  })

  test('that a person closed does not come back for the same changes, and does for others', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    only(repository).close()
    const { writes, said } = await keep(repository)
    expect({ writes, said }).toEqual({
      writes: [],
      said: 'Pull request #1 with the same fixes was closed; there is no second one.',
    })
    repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
    await keep(repository)
    expect(pullsOf(repository).map(({ state }) => state)).toEqual(['closed', 'open'])
  })

  test('of which the changes were undone does not come back for the same ones', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    only(repository).merge()
    repository.commit({ branch: 'main', files: { Dockerfile: bad } })
    const { writes, said } = await keep(repository)
    expect({ writes, said }).toEqual({
      writes: [],
      said: 'Pull request #1 with the same fixes was merged; there is no second one.',
    })
  })
})

describe('the branch of the fixes', () => {
  const theirs = `The branch ${fixBranch} holds a commit that is not ours, so it is left alone. Merge it, or delete the branch.`

  test('is left alone once a person has pushed to it', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    const pushed = repository.commit({ branch: fixBranch, files: { 'notes.md': 'Mine.\n' }, author: 'mona' })
    repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
    const body = only(repository).body
    const { said, writes } = await keep(repository)
    expect({ said, writes }).toEqual({ said: theirs, writes: [] })
    expect([tip(repository), only(repository).body]).toEqual([pushed, body])
  })

  test('is left alone when a person amended our commit, with our message and even as our account', async () => {
    for (const author of ['mona', 'github-actions[bot]']) {
      const repository = repositoryWith({ Dockerfile: bad })
      await keep(repository)
      const { message } = repository.git.commit(tip(repository) as string)
      const amended = repository.forcePush({
        ...{ branch: fixBranch, from: 'main', author, message },
        files: { Dockerfile: `${good}RUN mine\n` },
      })
      repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
      expect((await keep(repository)).said).toBe(theirs)
      expect(tip(repository)).toBe(amended)
    }
  })

  test('of that name that a person made is left alone', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    const mine = repository.commit({ branch: fixBranch, files: { 'mine.txt': 'x\n' }, author: 'mona' })
    expect((await keep(repository)).said).toBe(theirs)
    expect(tip(repository)).toBe(mine)
    expect(pullsOf(repository)).toEqual([])
  })

  test('is not moved over a commit that a person pushes while we write', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
    let pushed = ''
    const meanwhile = () => {
      pushed = repository.commit({ branch: fixBranch, files: { 'notes.md': 'Mine.\n' }, author: 'mona' })
    }
    scene.github.faults.next({ method: 'POST', path: /\/git\/commits$/, meanwhile })
    const { said } = await keep(repository)
    expect(said).toMatch(/^The branch layerwise\/fixes has moved meanwhile \(.*not a fast forward.*\)/i)
    expect(tip(repository)).toBe(pushed)
  })

  test('that a person made while we write is not taken over', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    let mine = ''
    const meanwhile = () => {
      mine = repository.commit({ branch: fixBranch, files: { 'mine.txt': 'x\n' }, author: 'mona' })
    }
    scene.github.faults.next({ method: 'POST', path: /\/git\/commits$/, meanwhile })
    await keep(repository)
    expect(tip(repository)).toBe(mine)
    expect(pullsOf(repository)).toEqual([])
  })

  test('is not taken back by a run that was overtaken', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
    const old = audited(repository)
    repository.commit({ branch: 'main', files: { 'c/Dockerfile': bad } })
    await keep(repository)
    const newest = tip(repository)
    const { said, writes } = await keep(repository, scene.github.createToken(), old)
    expect({ said, writes }).toEqual({
      said: 'main has moved on since this run began; its next run brings the fixes up to date.',
      writes: [],
    })
    expect(tip(repository)).toBe(newest)
  })

  test('starts from the commit that was looked at, when the base has moved on since', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    const old = audited(repository)
    repository.commit({ branch: 'main', files: { 'README.md': '# Moved\n' } })
    await keep(repository, scene.github.createToken(), old)
    expect(repository.git.commit(tip(repository) as string).parents).toEqual([old.base.sha])
    expect(
      only(repository)
        .changes()
        .map(({ path }) => path),
    ).toEqual(['Dockerfile'])
  })

  test('gets no fix of a text that is not the commit’s', async () => {
    const repository = repositoryWith({ Dockerfile: bad, 'b/Dockerfile': bad })
    const found = audited(repository)
    const changed = found.reports.map((report) =>
      report.path === 'Dockerfile'
        ? { ...report, text: `${bad}# changed by a step\n`, fixed: `${good}# changed by a step\n` }
        : report,
    )
    const { lines } = await keep(repository, scene.github.createToken(), { ...found, reports: changed })
    expect(lines).toEqual([`Dockerfile is not as commit ${found.base.sha.slice(0, 7)} has it, so it is not fixed.`])
    expect(
      only(repository)
        .changes()
        .map(({ path }) => path),
    ).toEqual(['b/Dockerfile'])
  })
})

describe('whose token opens it', () => {
  test('with the job’s own the text says that a person must start the checks', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    await keep(repository)
    expect(only(repository).body).toContain('**No check has started on this pull request**')
    expect(only(repository).author).toBe('github-actions[bot]')
  })

  test('with another token it does not', async () => {
    const repository = repositoryWith({ Dockerfile: bad }, false)
    const token = scene.github.createToken({ login: 'layers-bot[bot]' })
    await keep(repository, token)
    expect(only(repository).body).not.toContain('No check has started')
    expect(only(repository).author).toBe('layers-bot[bot]')
    expect((await keep(repository, token)).writes).toEqual([])
  })

  test('a pull request of somebody else from our branch keeps its text', async () => {
    const repository = repositoryWith({ Dockerfile: bad }, false)
    await keep(repository)
    const text = fixBody(audited(repository).reports, false)
    const pull = repository.openPull({ head: fixBranch, author: 'mona', title: 'Mine', body: text })
    repository.commit({ branch: 'main', files: { 'b/Dockerfile': bad } })
    const { said } = await keep(repository)
    expect(said).toMatch(/^2 Dockerfiles fixed in pull request #\d+, which is not ours and keeps its text/)
    expect(pull).toMatchObject({ title: 'Mine', body: text })
  })

  test('where Actions may open none, one line names the setting', async () => {
    const repository = repositoryWith({ Dockerfile: bad }, false)
    const { said, refused } = await keep(repository)
    expect(refused).toBe(true)
    expect(said).toBe(
      'GitHub Actions may not open pull requests here. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings, Actions, General, or give another token as audit-token.',
    )
    // Once it is switched on, the branch that is there is used.
    repository.actionsMayApprove = true
    const again = await keep(repository)
    expect(again.writes).toEqual(['POST pulls'])
  })

  test('with fewer rights one line says which it takes', async () => {
    const repository = repositoryWith({ Dockerfile: bad })
    const token = scene.github.createToken({ rights: { contents: 'read', 'pull-requests': 'write' } })
    const { said, refused } = await keep(repository, token)
    expect(refused).toBe(true)
    expect(said).toMatch(/^GitHub refused to write the files \(403 .*"contents: write" and "pull-requests: write"/)
    expect(tip(repository)).toBeNull()
  })
})

test.each<[string, readonly Record<string, string>[]]>([
  ['opened', [{ Dockerfile: bad, 'b/Dockerfile': bad }]],
  ['moved forward', [{ Dockerfile: bad }, { Dockerfile: `# New.\n${bad}`, 'b/Dockerfile': bad }]],
  ['closed', [{ Dockerfile: bad }, { Dockerfile: good }]],
])(
  'a run that is killed after any call while the pull request is %s, and another one, end as an undisturbed run does',
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
        const found = audited(repository)
        return {
          work: () => keepFixes(scene.api(token), found.base, found.reports),
          state: () => ({
            pulls: pullsOf(repository).map(({ state, title, body }) => [state, title, fixDigestIn(body ?? '')]),
            tree: tip(repository) && repository.git.text(['rev-parse', `${fixBranch}^{tree}`]),
            commits: tip(repository) && repository.git.text(['rev-list', '--count', `main..${fixBranch}`]),
          }),
        }
      },
      (state, undisturbed, at) => expect([at, state]).toEqual([at, undisturbed]),
    )
    expect(calls).toBeGreaterThanOrEqual(3)
  },
  120_000,
)
