import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { folders, git, root, runSteps, type Workflow, workflows } from './repository.ts'

/*
 * The steps of .github/workflows/release.yml themselves, run by a shell on real repositories. Only `gh`, which would call
 * GitHub, and npm are stand-ins that write down how they were called.
 */

const release = workflows.find(({ file }) => file === 'release.yml') as Workflow
const stepsOf = (job: string) => release.jobs[job]?.steps ?? []
const folder = folders()

/** A repository with an origin, and one commit and tag for each version, in this order. */
function released(...versions: string[]) {
  const home = folder()
  const origin = path.join(home, 'origin')
  const tree = path.join(home, 'tree')
  git(home, 'init', '-q', '--bare', origin)
  git(home, 'init', '-q', tree)
  git(tree, 'remote', 'add', 'origin', origin)
  fs.cpSync(path.join(root, 'scripts/release'), path.join(tree, 'scripts/release'), { recursive: true })
  fs.cpSync(path.join(root, 'scripts/release-notes.mjs'), path.join(tree, 'scripts/release-notes.mjs'))
  fs.mkdirSync(path.join(tree, 'dist'))
  fs.writeFileSync(path.join(tree, 'dist/index.js'), 'bundle\n')
  const commit = (version: string) => {
    fs.writeFileSync(path.join(tree, 'package.json'), JSON.stringify({ type: 'module', version }))
    fs.writeFileSync(path.join(tree, 'CHANGELOG.md'), `## ${version}\n\n- Notes of ${version}.\n`)
    git(tree, 'add', '-A')
    git(tree, 'commit', '-q', '-m', version)
    git(tree, 'tag', '-a', `v${version}`, '-m', version)
    git(tree, 'push', '-q', 'origin', `v${version}`)
  }
  const run = (job: string, tag: string, programs: Record<string, string>) => {
    git(tree, 'checkout', '-q', tag)
    return runSteps(stepsOf(job), tree, { GITHUB_REF_NAME: tag, RUNNER_TEMP: home }, programs)
  }
  const publish = (version: string) => {
    const called = path.join(home, 'called')
    fs.rmSync(called, { force: true })
    const gh = `for word in "$@"; do echo "$word"; done > ${called}; cat "$RUNNER_TEMP/notes.md" >> ${called}`
    const { code, output } = run('publish', `v${version}`, { gh })
    return { code, output, called: fs.readFileSync(called, 'utf8').replaceAll(home, '.').trim().split('\n') }
  }
  /** The version that a tag of the origin stands for. */
  const at = (tag: string) => git(origin, 'log', '-1', '--format=%s', tag)
  for (const version of versions) commit(version)
  return { commit, publish, run, at, tree }
}

const flags = ['--notes-file', './notes.md']

describe('publishing', () => {
  test('makes a release with the notes of the changelog and moves the major tag', () => {
    const { commit, publish, at } = released('1.0.0')
    expect(publish('1.0.0')).toMatchObject({
      code: 0,
      called: ['release', 'create', 'v1.0.0', '--verify-tag', '--title', 'v1.0.0', ...flags, '- Notes of 1.0.0.'],
    })
    expect(at('v1')).toBe('1.0.0')
    commit('1.1.0')
    expect(publish('1.1.0').code).toBe(0)
    expect(at('v1')).toBe('1.1.0')
  })

  test('of a version that is tried first moves nothing', () => {
    const { commit, publish, at } = released('1.0.0')
    publish('1.0.0')
    commit('1.1.0-rc.1')
    const { code, output, called } = publish('1.1.0-rc.1')
    expect([code, output]).toEqual([0, 'No major tag is moved for v1.1.0-rc.1.\n'])
    expect(called).toEqual(expect.arrayContaining(['--prerelease', '--latest=false']))
    expect(at('v1')).toBe('1.0.0')
  })

  test('of a correction of an older line takes nobody back', () => {
    const { commit, publish, at } = released('1.0.0', '1.1.0')
    publish('1.1.0')
    commit('1.0.1')
    expect(publish('1.0.1')).toMatchObject({ code: 0, called: expect.arrayContaining(['--latest=false']) })
    expect(at('v1')).toBe('1.1.0')
  })
})

describe('the check of the bundles', () => {
  const npm = (build: string) => `[ "$1 $2" = "run build" ] || exit 0\n${build}`
  const check = (build: string) => {
    const { run, tree } = released('1.0.0')
    fs.mkdirSync(path.join(tree, '.ci'))
    fs.writeFileSync(path.join(tree, '.ci/run'), '#!/bin/sh\necho everything\n', { mode: 0o755 })
    return run('check', 'v1.0.0', { npm: npm(build) })
  }

  test('goes on when the sources give them', () => {
    expect(check(':')).toEqual({ code: 0, output: '- Notes of 1.0.0.\neverything\n' })
  })

  test.each([
    ['has changed', 'echo other > dist/index.js', ' M dist/index.js'],
    ['is new', 'echo other > dist/other.js', '?? dist/other.js'],
    ['is gone', 'rm dist/index.js', ' D dist/index.js'],
  ])('stops when a file of them %s', (_, build, line) => {
    const { code, output } = check(build)
    expect(code).toBe(1)
    expect(output).toContain(`${line}\n::error title=dist::The bundles of this tag are not what its sources give.`)
    expect(output).not.toContain('everything')
  })
})
