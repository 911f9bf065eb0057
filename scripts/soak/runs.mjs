import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { getOctokit } from '@actions/github'
import { runAction } from '../runner.mjs'
import { Traffic } from './traffic.mjs'

/**
 * Runs the action in this process: the machine is handed in, and waits are not waited for.
 *
 * @typedef {import('../embedded-github/index.mjs').PullRequest} PullRequest
 * @typedef {Awaited<ReturnType<typeof import('../embedded-github/index.mjs').startGitHub>>} GitHub
 * @typedef {object} Layerwise The program under test, handed in so that it can come from `src` and from `lib`.
 * @property {(machine: any) => Promise<void>} run
 * @property {(input: any) => any} analyse
 * @property {(text: string, fixes: any[]) => any} compose
 * @property {readonly string[]} rules
 *
 * @typedef {object} Ended
 * @property {boolean} killed
 * @property {string[]} failed What made the job fail.
 * @property {string[]} log
 * @property {Record<string, string>} outputs
 * @property {number} annotations
 * @property {any} report The whole report, or null.
 * @property {number} calls How many requests it sent.
 *
 * @typedef {object} RunOptions
 * @property {string} [token]
 * @property {Record<string, string>} [inputs]
 * @property {unknown} [event] The payload; of the pull request as it is now when left out.
 * @property {import('./traffic.mjs').Rider['kill']} [kill]
 * @property {import('./traffic.mjs').Rider['meanwhile']} [meanwhile]
 */
export class Runs {
  /** @param {GitHub} github @param {Layerwise} layerwise @param {import('./random.mjs').Random} random Decides who of two runs at once goes first. */
  constructor(github, layerwise, random) {
    this.github = github
    this.layerwise = layerwise
    this.traffic = new Traffic(random)
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'layerwise-soak-'))
    this.count = 0
    /** Every how many undisturbed runs the action runs as a process of its own; 0 for never. */
    this.processEvery = 0
    this.undisturbed = 0
  }

  end() {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /**
   * A run that nothing happens to. Some of them are processes, started from the bundle as the runner starts it.
   * @param {PullRequest} pull @param {Record<string, string>} inputs @returns {Promise<Pick<Ended, 'failed' | 'report'>>}
   */
  async runUndisturbed(pull, inputs) {
    this.undisturbed++
    if (this.processEvery === 0 || this.undisturbed % this.processEvery !== 0) return this.run(pull, { inputs })
    const event = this.github.pullRequestEvent(pull, 'synchronize')
    const { code, stdout, stderr, report } = await runAction({ github: this.github, event, inputs })
    return { failed: code === 0 ? [] : [`The process ended with ${code}: ${stdout}${stderr}`], report }
  }

  /** @param {PullRequest} pull @param {RunOptions} [options] @returns {Promise<Ended>} */
  async run(pull, { token = this.github.token, inputs = {}, event, kill, meanwhile } = {}) {
    const place = path.join(this.folder, `event-${++this.count}.json`)
    writeFileSync(place, JSON.stringify(event ?? this.github.pullRequestEvent(pull, 'synchronize')))
    /** @type {Ended} */
    const ended = { killed: false, failed: [], log: [], outputs: {}, annotations: 0, report: null, calls: 0 }
    /** @type {() => void} */
    let die = () => {}
    const death = new Promise((/** @type {(value: 'killed') => void} */ resolve) => {
      die = () => resolve('killed')
    })
    const rider = { calls: 0, kill, meanwhile, die, gone: false }
    const annotate = () => {
      ended.annotations++
    }
    const machine = {
      env: {
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: this.github.apiUrl,
        GITHUB_GRAPHQL_URL: this.github.graphqlUrl,
        GITHUB_SERVER_URL: this.github.serverUrl,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: place,
        GITHUB_REPOSITORY: pull.repository.fullName,
        GITHUB_SHA: pull.mergeCommitSha ?? pull.headSha,
        RUNNER_TEMP: this.folder,
      },
      core: {
        getInput: (/** @type {string} */ name) => ({ 'github-token': token, ...inputs })[name] ?? '',
        setOutput: (/** @type {string} */ name, /** @type {unknown} */ value) => {
          ended.outputs[name] = String(value)
        },
        setFailed: (/** @type {string} */ message) => ended.failed.push(message),
        info: (/** @type {string} */ line) => ended.log.push(line),
        error: annotate,
        warning: annotate,
        notice: annotate,
        summary: { addRaw: () => ({ write: async () => {} }) },
      },
      client: (/** @type {string} */ value, /** @type {object} */ options = {}) =>
        getOctokit(value, {
          ...options,
          baseUrl: this.github.apiUrl,
          request: { fetch: this.traffic.fetchFor(rider) },
        }),
      sleep: async () => {},
      analyse: this.layerwise.analyse,
      rules: this.layerwise.rules,
    }
    this.traffic.enter(rider)
    try {
      ended.killed = (await Promise.race([this.layerwise.run(machine), death])) === 'killed'
    } finally {
      this.traffic.leave(rider)
      ended.calls = rider.calls
    }
    if (!ended.killed && ended.outputs.report) ended.report = JSON.parse(readFileSync(ended.outputs.report, 'utf8'))
    return ended
  }
}
