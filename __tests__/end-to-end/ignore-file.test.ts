import { describe, expect, test } from '@jest/globals'
import { essence, NPM_DOCKERFILE, PIP_DOCKERFILE_AFTER, stage } from './scene.ts'

const scene = stage()
const { open, run, said } = scene

const BASE = { Dockerfile: PIP_DOCKERFILE_AFTER, '.gitignore': '.venv\n' }

describe('a pull request that changes .dockerignore', () => {
  test('is asked there for what a broad copy takes along for nothing, although no Dockerfile changes', async () => {
    const { pull, read } = open({ '.dockerignore': 'coverage\n*.log\n' }, { base: BASE })
    const ended = await run(pull)
    expect(said(pull).comments.map(essence)).toEqual([
      { path: '.dockerignore', lines: [2, 2], suggestions: [['*.log', '.git', '**/.venv', 'Dockerfile']] },
    ])
    expect(said(pull).comments[0]?.body).toContain('`COPY . .` in `Dockerfile`')
    expect(ended.outputs).toMatchObject({ findings: '1', comments: '1' })
    scene.github.commitSuggestion(pull, said(pull).comments[0]?.id as number)
    expect(read('.dockerignore')).toBe('coverage\n*.log\n.git\n**/.venv\nDockerfile\n')
    await run(pull)
    expect(scene.github.comments(pull)).toHaveLength(1)
  })

  test('hears nothing of the findings of Dockerfiles that it does not change', async () => {
    const { pull } = open(
      { '.dockerignore': '.git\n.venv\nnode_modules\nDockerfile\nbuild\n' },
      { base: { Dockerfile: NPM_DOCKERFILE } },
    )
    const ended = await run(pull)
    expect(said(pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
    expect(ended.code).toBe(0)
  })

  test('gets no button when another Dockerfile may need what the lines take away', async () => {
    const release = 'FROM alpine/git:2.49\nWORKDIR /src\nCOPY . .\nRUN git describe --always > /version\n'
    const { pull } = open({ '.dockerignore': '*.log\n' }, { base: { ...BASE, 'release.Dockerfile': release } })
    await run(pull)
    const { comments } = said(pull)
    expect(comments.map(({ path }) => path)).toEqual(['.dockerignore'])
    expect(comments.map(essence).flatMap(({ suggestions }) => suggestions)).toEqual([])
    expect(comments[0]?.body).toContain('+.git')
  })
})
