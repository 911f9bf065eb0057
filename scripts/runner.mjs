import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/**
 * Starts the bundled action the way the Actions runner does: a process of its own that knows nothing but its
 * environment, and whose output is read for workflow commands.
 *
 * @typedef {Awaited<ReturnType<typeof import('./embedded-github/index.mjs').startGitHub>>} GitHub
 * @typedef {{ command: string, properties: Record<string, string>, message: string }} Command
 * @typedef {object} Run
 * @property {number | null} code The exit code; null when the process was ended.
 * @property {string} stdout
 * @property {string} stderr
 * @property {Command[]} commands The workflow commands that the runner obeys, in order.
 * @property {Record<string, string>} outputs
 * @property {string} summary The job summary, Markdown.
 * @property {any} report What the file that the output `report` names holds, or null.
 * @property {number} milliseconds
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What `action.yml` says: the entry that it starts, and its inputs with their defaults. @param {string} folder @param {string} token What `${{ github.token }}` stands for. */
function readAction(folder, token) {
  const file = path.join(folder, 'action.yml')
  if (!existsSync(file)) throw new Error('action.yml is not there: run npm run build first.')
  const { inputs = {}, runs } = parse(readFileSync(file, 'utf8'))
  const entry = path.join(folder, runs.main)
  if (!existsSync(entry)) throw new Error(`${runs.main} is not there: run npm run build first.`)
  /** @type {Record<string, string>} */
  const defaults = {}
  for (const [name, input] of Object.entries(inputs))
    defaults[name] = String(input?.default ?? '').replace(/\$\{\{\s*github\.token\s*\}\}/g, token)
  return { entry, defaults }
}

/**
 * @param {{ github: GitHub, event: any, eventName?: string, inputs?: Record<string, string>, env?: Record<string, string>,
 *   node?: string, action?: string, token?: string, runId?: number, attempt?: number, timeout?: number,
 *   started?: (child: import('node:child_process').ChildProcess) => void }} options
 *   `event` is the payload. `inputs` are what a workflow's `with:` says. A pull request of a fork gets a token that only
 *   reads, unless an input names another one. `node` is the binary to run with, `action` the folder of the action (this
 *   one, or what `LAYERWISE_ACTION` names: an unpacked release), `timeout` is in milliseconds. `token` is what
 *   `${{ github.token }}` stands for, `runId` and `attempt` are the run's. `started` is given the process, to end it.
 * @returns {Promise<Run>}
 */
export async function runAction({
  github,
  event,
  eventName = 'pull_request',
  inputs = {},
  env = {},
  node = process.execPath,
  action = process.env.LAYERWISE_ACTION ?? ROOT,
  token,
  runId = 1,
  attempt = 1,
  timeout = 60_000,
  started,
}) {
  const pull = event.pull_request
  const repository = event.repository.full_name
  const fork = eventName === 'pull_request' && pull && pull.head.repo?.full_name !== repository
  const { entry, defaults } = readAction(action, token ?? (fork ? github.readOnlyToken : github.token))
  const all = { ...defaults, ...inputs }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'runner-'))
  /** @param {string} name @param {string} [content] */
  const file = (name, content = '') => {
    writeFileSync(path.join(folder, name), content)
    return path.join(folder, name)
  }
  for (const name of ['workspace', 'temp']) mkdirSync(path.join(folder, name))
  const files = { output: file('output'), summary: file('summary.md') }
  const { ref, sha } = whatIsBuilt(github, event, eventName)
  /** @type {Record<string, string>} */
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'layerwise',
    GITHUB_ACTOR: event.sender?.login ?? '',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_BASE_REF: pull?.base.ref ?? '',
    GITHUB_ENV: file('env'),
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_HEAD_REF: pull?.head.ref ?? '',
    GITHUB_JOB: 'layerwise',
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: file('path'),
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads\/|pull\/)?/, ''),
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: event.repository.owner.login,
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_SHA: sha,
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKFLOW: 'Layerwise',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/layerwise.yml@${ref}`,
    GITHUB_WORKSPACE: path.join(folder, 'workspace'),
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: path.join(folder, 'temp'),
    RUNNER_TOOL_CACHE: path.join(folder, 'temp'),
    ...Object.fromEntries(Object.entries(all).map(([name, value]) => [inputVariable(name), value])),
    ...env,
  }
  const start = performance.now()
  try {
    const ended = await run(node, [entry], { env: environment, cwd: path.join(folder, 'workspace'), timeout }, started)
    const milliseconds = performance.now() - start
    const outputs = readOutputs(readFileSync(files.output, 'utf8'))
    return {
      ...ended,
      milliseconds,
      commands: readCommands(`${ended.stdout}\n${ended.stderr}`),
      outputs,
      summary: readFileSync(files.summary, 'utf8'),
      report: outputs.report && existsSync(outputs.report) ? JSON.parse(readFileSync(outputs.report, 'utf8')) : null,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * `GITHUB_REF` and `GITHUB_SHA` of an event: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @param {GitHub} github @param {any} event @param {string} eventName @returns {{ ref: string, sha: string }}
 */
function whatIsBuilt(github, event, eventName) {
  const { full_name: repository, default_branch: branch } = event.repository
  const pull = event.pull_request
  // The merge commit, not the head.
  if (pull && eventName === 'pull_request')
    return { ref: `refs/pull/${pull.number}/merge`, sha: pull.merge_commit_sha ?? pull.head.sha }
  if (event.merge_group) return { ref: event.merge_group.head_ref, sha: event.merge_group.head_sha }
  const usual = `refs/heads/${branch}`
  // These belong to the default branch; `pull_request_target` does since 8 December 2025, whatever the base is.
  if (['pull_request_target', 'issue_comment', 'workflow_run', 'schedule'].includes(eventName))
    return { ref: usual, sha: github.tipOf(repository, usual) }
  const ref = event.ref ?? ''
  return { ref, sha: event.after ?? github.tipOf(repository, ref) }
}

/** How the runner hands an input over: upper case, blanks to underlines, dashes kept. @param {string} name */
export const inputVariable = (name) => `INPUT_${name.replace(/ /g, '_').toUpperCase()}`

/**
 * @param {string} command @param {string[]} args @param {{ env: Record<string, string>, cwd: string, timeout: number }} options
 * @param {(child: import('node:child_process').ChildProcess) => void} [started]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
function run(command, args, options, started) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    started?.(child)
    /** @type {Buffer[]} */
    const stdout = []
    /** @type {Buffer[]} */
    const stderr = []
    child.stdout.on('data', (chunk) => stdout.push(chunk))
    child.stderr.on('data', (chunk) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}

/** The commands that the runner knows. `set-env` and `add-path` are refused by it, but they are looked for. */
const KNOWN = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
)

/**
 * The workflow commands in an output, read as the runner reads them: `::name key=value::message` at the start of a line,
 * blanks before it or not, and the old form `##[name key=value]message` anywhere in a line. A carriage return ends a
 * line, too. Between `stop-commands` and its token nothing is obeyed.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @param {string} output @returns {Command[]}
 */
export function readCommands(output) {
  /** @type {Command[]} */
  const commands = []
  /** @type {string | null} */
  let stopped = null
  for (const line of output.split(/\r\n|\r|\n/)) {
    /** @type {Set<string>} */
    const known = stopped === null ? KNOWN : new Set([...KNOWN, stopped.toLowerCase()])
    /** @type {Command | null} */
    const command = newForm(line, known) ?? oldForm(line, known)
    if (!command) continue
    if (stopped !== null) {
      if (command.command === stopped.toLowerCase()) stopped = null
      continue
    }
    if (command.command === 'stop-commands') stopped = command.message
    commands.push(command)
  }
  return commands
}

/** @param {string} line @param {Set<string>} known @returns {Command | null} */
function newForm(line, known) {
  const text = line.trimStart()
  const end = text.indexOf('::', 2)
  if (!text.startsWith('::') || end < 0) return null
  return command(text.slice(2, end), text.slice(end + 2), known, ',', [...DATA, ['%3A', ':'], ['%2C', ',']], DATA)
}

/** @param {string} line @param {Set<string>} known @returns {Command | null} */
function oldForm(line, known) {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return null
  /** @type {[string, string][]} */
  const all = [...DATA, ['%3B', ';'], ['%5D', ']']]
  return command(line.slice(start + 3, end), line.slice(end + 1), known, ';', all, all)
}

/** @type {[string, string][]} */
const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
]

/**
 * @param {string} info @param {string} data @param {Set<string>} known @param {string} separator
 * @param {[string, string][]} inProperties @param {[string, string][]} inData @returns {Command | null}
 */
function command(info, data, known, separator, inProperties, inData) {
  const blank = info.indexOf(' ')
  const name = (blank < 0 ? info : info.slice(0, blank)).toLowerCase()
  if (!known.has(name)) return null
  const pairs =
    blank < 0
      ? []
      : info
          .slice(blank + 1)
          .trim()
          .split(separator)
          .filter(Boolean)
  const properties = pairs.flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals), unescaped(pair.slice(equals + 1), inProperties)]] : []
  })
  return { command: name, properties: Object.fromEntries(properties), message: unescaped(data, inData) }
}

/** The per cent sign last, as the runner does it. @param {string} text @param {[string, string][]} mappings */
const unescaped = (text, mappings) =>
  [...mappings, ['%25', '%']].reduce((done, [from = '', to = '']) => done.replaceAll(from, to), text)

/** What an action wrote into `GITHUB_OUTPUT`: `name=value` lines and heredocs. @param {string} text @returns {Record<string, string>} */
export function readOutputs(text) {
  /** @type {Record<string, string>} */
  const outputs = {}
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line)
    if (heredoc) {
      const end = lines.indexOf(heredoc[2] ?? '', at + 1)
      if (end < 0) throw new Error(`The output ${heredoc[1]} has no end.`)
      outputs[heredoc[1] ?? ''] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (line.includes('=')) outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1)
    else if (line !== '') throw new Error(`This is no output: ${line}`)
  }
  return outputs
}
