import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getOctokit } from '@actions/github'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import type { Machine } from '../../src/action/machine.ts'
import { run } from '../../src/action/run.ts'
import type { AnalyseInput, FileReport } from '../../src/analyse.ts'
import type { Finding } from '../../src/finding.ts'
import type { Api } from '../../src/github/api.ts'
import { pullRequestOf } from '../../src/github/pull-request.ts'
import { Lines } from '../../src/text/lines.ts'
import { undescribed } from '../embedded-github/openapi.ts'
import { finding, report } from '../report/reports.ts'

export type Server = Awaited<ReturnType<typeof startGitHub>>
export type Pull = ReturnType<ReturnType<Server['createRepository']>['openPull']>

/**
 * Stands in for the rules, so that these tests are about GitHub: every line `RUN bad` is a warning whose fix makes it
 * `RUN good`, `RUN worse` is an error without one, and `NEEDS path` asks for a file and says what is in it. Both may have a
 * name: `RUN bad one`. Below `USER app` the fix is `RUN good one as app`. `UNREADABLE` makes a file that is not understood, and
 * at `CRASH` it fails.
 */
export function analyse({ path, text, repository, settings }: AnalyseInput): FileReport {
  const lines = new Lines(text)
  const missing: string[] = []
  let user = ''
  if (text.includes('UNREADABLE')) return { ...report(path, text), unread: true }
  if (text.includes('CRASH')) throw new TypeError('undefined is not a step')
  const findings = Array.from({ length: lines.count }, (_, index) => index + 1).flatMap((line) => {
    const words = lines.textOf(line)
    const start = lines.start(line)
    const isNamed = /^RUN (?:bad|worse)\b/.test(words)
    const fingerprint = `${words}|${words.startsWith('RUN bad') ? '' : isNamed ? 0 : line}`
    if (words.startsWith('USER ')) user = ` as ${words.slice(5)}`
    if (/^RUN worse\b/.test(words)) return [finding(line, { severity: 'error', fingerprint })]
    if (words.startsWith('NEEDS ')) {
      const wanted = words.slice(6)
      const found = repository.texts.get(wanted)
      if (found === undefined) missing.push(wanted)
      return found === undefined
        ? []
        : [finding(line, { severity: 'info', message: `It holds ${found}.`, fingerprint })]
    }
    if (!isNamed) return []
    const span = { start, end: start + words.length }
    return [
      finding(line, {
        remedy: { safety: 'safe', edits: [{ kind: 'replace', span, text: words.replace('bad', 'good') + user }] },
        fingerprint,
      }),
    ]
  })
  const isSilenced = ({ rule }: Finding): boolean => settings.silenced?.has(rule) === true
  const [said, ignored] = [findings.filter((one) => !isSilenced(one)), findings.filter(isSilenced)]
  return { ...report(path, text, said), ignored, missing }
}

export interface Ended {
  readonly failed: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  readonly log: readonly string[]
  readonly annotations: readonly {
    readonly level: string
    readonly message: string
    readonly file?: string
    readonly startLine?: number
  }[]
  readonly summary: string
  // biome-ignore lint/suspicious/noExplicitAny: the report's form has its own tests
  readonly report: any
}

/** Starts one server for a test file. Waits are not waited for, but counted. */
export function onGitHub(options: Parameters<typeof startGitHub>[0] = {}) {
  let github: Server
  let number = 0
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-github-'))
  const waits: number[] = []
  beforeAll(async () => {
    github = await startGitHub(options)
  })
  afterAll(async () => {
    await github.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const made = (token: string) => getOctokit(token, { baseUrl: github.apiUrl })
  const sleep = async (time: number) => {
    waits.push(time)
    github.advance(time / 1_000)
  }

  return {
    get github() {
      return github
    },
    folder,
    waits,
    client: made,
    /** A pull request in a repository of its own. */
    open(head: Record<string, string | null>, base: Record<string, string> = {}) {
      const repository = github.createRepository({
        name: `service-${++number}`,
        files: { 'README.md': '# Service\n', ...base },
      })
      repository.commit({ branch: 'change', files: head })
      const pull = repository.openPull({ head: 'change' })
      github.requests.length = 0
      return {
        repository,
        pull,
        push: (files: Record<string, string | null>) => repository.commit({ branch: 'change', files }),
      }
    },
    /** What the modules below the action take. */
    api(token = github.token): Api & { readonly lines: string[] } {
      const lines: string[] = []
      return { client: made(token), sleep, log: (line) => lines.push(line), lines }
    },
    pullOf: (pull: Pull) => pullRequestOf(github.pullRequestEvent(pull), pull.repository.fullName),
    /** Runs the action in this process. */
    async run(
      pull: Pull,
      inputs: Record<string, string> = {},
      {
        event = github.pullRequestEvent(pull),
        env = {},
        client = made,
        ...more
      }: { event?: unknown; env?: Record<string, string>; client?: Machine['client'] } & Pick<
        Machine,
        'whenEnded' | 'timeLeft'
      > = {},
    ): Promise<Ended> {
      github.requests.length = 0
      const [failed, log, outputs, annotations]: [
        string[],
        string[],
        Record<string, string>,
        Ended['annotations'][number][],
      ] = [[], [], {}, []]
      let summary = ''
      const note = (level: string) => (message: string, properties?: object) =>
        annotations.push({ level, message, ...properties })
      const machine: Machine = {
        env: {
          GITHUB_EVENT_NAME: 'pull_request',
          GITHUB_REPOSITORY: pull.repository.fullName,
          GITHUB_SERVER_URL: 'https://github.example',
          GITHUB_STEP_SUMMARY: 'somewhere',
          RUNNER_TEMP: folder,
          ...env,
        },
        core: {
          getInput: (name) => ({ 'github-token': github.token, ...inputs })[name] ?? '',
          setOutput: (name, value) => {
            outputs[name] = String(value)
          },
          setFailed: (message) => failed.push(message),
          info: (message) => log.push(message),
          error: note('error'),
          warning: note('warning'),
          notice: note('notice'),
          summary: {
            addRaw: (text) => ({
              write: async () => {
                summary += text
              },
            }),
          },
        },
        client,
        sleep,
        analyse,
        rules: ['mount-package-cache'],
        ...more,
      }
      const file = join(folder, `event-${++number}.json`)
      writeFileSync(file, JSON.stringify(event))
      await run({ ...machine, env: { ...machine.env, GITHUB_EVENT_PATH: file, ...env } })
      expect(undescribed(github.requests)).toEqual([])
      const whole = outputs.report ? JSON.parse(readFileSync(outputs.report, 'utf8')) : null
      return { failed, outputs, log, annotations, summary, report: whole }
    },
    /** What our account said inline. */
    comments: (pull: Pull) => github.comments(pull).map(({ path, line, body }) => ({ path, line, body })),
  }
}
