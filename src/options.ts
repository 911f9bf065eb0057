import { globProblem } from './configuration/globs.ts'
import { instead, nearest } from './text/nearest.ts'
import { printable, quoted } from './text/printable.ts'

/** A wrong input, flag or argument. The message is one line that says what is wrong and what is right. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

export const commands = ['check', 'fix', 'audit', 'merge-reports', 'explain', 'graph'] as const
export type Command = (typeof commands)[number]

export const reviewEvents = ['comment', 'request-changes'] as const
/** What a review with comments is: an opinion, or a demand that blocks the merge. */
export type ReviewEvent = (typeof reviewEvents)[number]

export const formats = ['text', 'json', 'github'] as const
export type Format = (typeof formats)[number]

export const graphFormats = ['text', 'json', 'mermaid'] as const
export type GraphFormat = (typeof graphFormats)[number]

export const failLevels = ['error', 'warning', 'info', 'never'] as const
/** The lowest severity that counts as a failure. */
export type FailOn = (typeof failLevels)[number]

export const reportFormats = ['text', 'json', 'sarif', 'markdown', 'html'] as const
export type ReportFormat = (typeof reportFormats)[number]

export const scopes = ['changed', 'file', 'all'] as const
/** Which findings decide over success and failure. */
export type Scope = (typeof scopes)[number]

export const fixChoices = ['pull-request'] as const
/** Where an audit offers its fixes. */
export type AuditFix = (typeof fixChoices)[number]

export const errorChoices = ['fail', 'pass'] as const
/** What an error that is not the user's does to the run. */
export type OnError = (typeof errorChoices)[number]

/** Something a user can choose: as an input of the action, as a flag of the command line, or as both. */
export interface Option {
  readonly name: string
  /** `list` is one entry a line; `switch` is `true` or `false` as an input, and stands without a value as a flag. */
  readonly type: 'text' | 'choice' | 'number' | 'switch' | 'list'
  /** The allowed values of a `choice`. */
  readonly allowed?: readonly string[]
  /** The smallest and the largest value of a `number`. */
  readonly range?: { readonly least: number; readonly most: number }
  /** One or two sentences. */
  readonly description: string
  /** Set when the action has it: the default as it stands in `action.yml`. */
  readonly input?: {
    readonly default: string
    /** What an empty value means there: a sentence that follows the description. */
    readonly whenEmpty?: string
  }
  /** Set when the command line has it. */
  readonly flag?: {
    /** The commands that take it; all of them, and none, when it is left out. */
    readonly commands?: readonly Command[]
    readonly short?: string
    /** What stands for the value in the help, for example `DIR`. */
    readonly value?: string
    /** A `list` may be given several times, with one value each, or takes `all` words up to the next flag. */
    readonly takes?: 'one' | 'all'
    /** Where not every command takes all of the allowed values. */
    readonly allowed?: { readonly [command in Command]?: readonly string[] }
    readonly default?: string
    /** Where a command has another default. */
    readonly defaults?: { readonly [command in Command]?: string }
  }
}

/** All that a user can choose. The help, `action.yml`, the tables of the README and every check are made from this. */
export const options = [
  {
    name: 'github-token',
    type: 'text',
    description: 'Token that reads the pull request and writes the review.',
    input: { default: '${{ github.token }}' },
  },
  {
    name: 'config',
    type: 'text',
    description: 'Path of the configuration. Without it: `.github/layerwise.yml` or `layerwise.yml`, if there is one.',
    input: { default: '' },
    flag: { commands: ['check', 'fix', 'audit', 'graph'], value: 'FILE' },
  },
  {
    name: 'fail-on',
    type: 'choice',
    allowed: failLevels,
    description: 'The lowest severity that makes the run fail.',
    input: {
      default: '',
      whenEmpty:
        'Empty means `error` for pull requests, merge groups and pushes, and `never` for schedules and runs by hand.',
    },
    flag: {
      commands: ['check', 'audit'],
      value: 'LEVEL',
      default: 'warning',
      defaults: { audit: 'never' },
    },
  },
  {
    name: 'scope',
    type: 'choice',
    allowed: scopes,
    description:
      'Which findings can make the run fail: those on lines that changed, those of the Dockerfiles that changed, or those of all Dockerfiles.',
    input: { default: 'changed' },
  },
  {
    name: 'baseline',
    type: 'text',
    description: 'Path of the baseline: the findings in it are known and count for nothing.',
    input: { default: '', whenEmpty: 'Empty means `.github/layerwise-baseline.json`, if there is one.' },
    flag: { commands: ['check', 'audit'], value: 'FILE' },
  },
  {
    name: 'check',
    type: 'switch',
    description:
      'Whether to write a check run with all findings beside the job. It takes the permission `checks: write`.',
    input: { default: 'false' },
  },
  {
    name: 'on-error',
    type: 'choice',
    allowed: errorChoices,
    description:
      'Whether the run fails when GitHub or Layerwise itself fails. Mistakes in the configuration always fail it, unless `fail-on` is `never`.',
    input: { default: 'fail' },
  },
  {
    name: 'audit-issue',
    type: 'switch',
    description:
      'Whether an audit keeps one issue that lists what it found: opened, edited in place, closed when nothing is left. It takes the permission `issues: write`.',
    input: { default: 'false' },
  },
  {
    name: 'audit-fix',
    type: 'choice',
    allowed: fixChoices,
    description:
      'With `pull-request` an audit keeps one pull request with all fixes that give the same image, on a branch of its own. It takes the permissions `contents: write` and `pull-requests: write`. What `GITHUB_TOKEN` opens starts no checks: give an `audit-token`.',
    input: { default: '' },
  },
  {
    name: 'audit-token',
    type: 'text',
    description:
      'Token of a GitHub App or a person that opens the pull request of `audit-fix`, so that its checks start by themselves. Empty means `github-token`, whose pull requests start none.',
    input: { default: '' },
  },
  {
    name: 'paths',
    type: 'list',
    description: 'Globs, one a line: only the Dockerfiles that one of them matches are looked at. Empty means all.',
    input: { default: '' },
  },
  {
    name: 'comment-limit',
    type: 'number',
    range: { least: 0, most: 100 },
    description: 'How many comments one review may hold; what is over it stands in the summary.',
    input: { default: '30' },
  },
  {
    name: 'review',
    type: 'switch',
    description: 'Whether to write a review. With `false` the same findings become annotations and a job summary.',
    input: { default: 'true' },
  },
  {
    name: 'review-event',
    type: 'choice',
    allowed: reviewEvents,
    description:
      'With `request-changes` a review with comments blocks the merge where branch protection says so; it is dismissed once everything is done with.',
    input: { default: 'comment' },
  },
  {
    name: 'format',
    type: 'choice',
    allowed: [...formats, 'mermaid', ...reportFormats.filter((format) => format !== 'text' && format !== 'json')],
    description:
      'How the answer is written: `github` as annotations in a workflow, `mermaid` as a diagram, `sarif` for code scanning, `html` as a page of its own.',
    flag: {
      commands: ['check', 'audit', 'merge-reports', 'graph'],
      value: 'FORMAT',
      default: 'text',
      allowed: { check: formats, audit: reportFormats, 'merge-reports': reportFormats, graph: graphFormats },
    },
  },
  {
    name: 'output',
    type: 'text',
    description: 'The file that the report is written to, instead of standard output.',
    flag: { commands: ['audit', 'merge-reports'], value: 'FILE' },
  },
  {
    name: 'write-baseline',
    type: 'switch',
    description:
      'Write what is found into the baseline, so that it counts for nothing from now on: into the file of `--baseline`, or `.github/layerwise-baseline.json`.',
    flag: { commands: ['audit'] },
  },
  {
    name: 'repository',
    type: 'text',
    description: 'The repository that the report names and links to, when it is not the one of the remote `origin`.',
    flag: { commands: ['audit'], value: 'OWNER/NAME' },
  },
  {
    name: 'expect',
    type: 'list',
    description:
      'Repositories that must be in the merged report: one that no file is about is named as not looked at. All words up to the next flag are names.',
    flag: { commands: ['merge-reports'], value: 'OWNER/NAME...', takes: 'all' },
  },
  {
    name: 'context',
    type: 'text',
    description: 'The build context of the Dockerfiles, when it is not the folder that Layerwise finds.',
    flag: { commands: ['check', 'fix', 'audit', 'graph'], value: 'DIR' },
  },
  {
    name: 'changed',
    type: 'list',
    description:
      'The files that change: the graph says which steps run again. All words up to the next flag are files.',
    flag: { commands: ['graph'], value: 'FILE...', takes: 'all' },
  },
  {
    name: 'target',
    type: 'text',
    description: 'The stage that is built, when it is not the last one.',
    flag: { commands: ['graph'], value: 'STAGE' },
  },
  {
    name: 'build-arg',
    type: 'list',
    description: 'A build argument that the build gives. It may be given several times.',
    flag: { commands: ['graph'], value: 'NAME=VALUE', takes: 'one' },
  },
  {
    name: 'dry-run',
    type: 'switch',
    description: 'Print the change as a unified diff and write nothing.',
    flag: { commands: ['fix'] },
  },
  {
    name: 'unsafe',
    type: 'switch',
    description: 'Also make the fixes that are not proven to give the same image.',
    flag: { commands: ['fix'] },
  },
  { name: 'help', type: 'switch', description: 'Print this help.', flag: { short: 'h' } },
  { name: 'version', type: 'switch', description: 'Print the version.', flag: {} },
] as const satisfies readonly Option[]

export interface Output {
  readonly name: string
  readonly description: string
}

/** What the action hands to later steps. */
export const outputs = [
  { name: 'findings', description: 'How many findings there are.' },
  { name: 'errors', description: 'How many of them are errors.' },
  { name: 'warnings', description: 'How many of them are warnings.' },
  { name: 'comments', description: 'How many comments this run wrote.' },
  { name: 'review-url', description: 'Address of the review that this run wrote or edited; empty when it was none.' },
  { name: 'report', description: 'Path of the whole report as JSON.' },
  {
    name: 'sarif',
    description: 'Of an audit: path of a folder with the report as SARIF, for `github/codeql-action/upload-sarif`.',
  },
  { name: 'html', description: 'Of an audit: path of the report as a page of its own.' },
  { name: 'markdown', description: 'Of an audit: path of the report as Markdown.' },
  { name: 'issue-url', description: 'Address of the issue of `audit-issue`; empty when none is open.' },
  { name: 'pull-request-url', description: 'Address of the pull request of `audit-fix`; empty when none is open.' },
] as const satisfies readonly Output[]

/** What the action's user chose. */
export interface Inputs {
  readonly githubToken: string
  /** Path of the configuration; empty when it was not named. */
  readonly config: string
  /** Null when the event decides. */
  readonly failOn: FailOn | null
  readonly scope: Scope
  /** Path of the baseline; empty when it was not named. */
  readonly baseline: string
  /** Whether a check run is written. */
  readonly check: boolean
  readonly onError: OnError
  /** Whether an audit keeps an issue. */
  readonly auditIssue: boolean
  /** Null when an audit offers no fixes. */
  readonly auditFix: AuditFix | null
  /** The token that opens the pull request of an audit; empty when it was not given. */
  readonly auditToken: string
  /** Globs; none means every Dockerfile. */
  readonly paths: string[]
  readonly commentLimit: number
  readonly review: boolean
  readonly reviewEvent: ReviewEvent
}

/**
 * The inputs of the action, checked.
 *
 * @param get gives an input's text by its name, `''` when it is not set (as `getInput` of `@actions/core` does)
 * @throws {OptionError} on a value that is not allowed
 */
export function readInputs(get: (name: string) => string): Inputs {
  const text = (name: InputName): string => get(name).trim() || defaultOf(name)
  return {
    githubToken: text('github-token'),
    config: text('config'),
    failOn: text('fail-on') === '' ? null : choice('fail-on', text('fail-on'), failLevels),
    scope: choice('scope', text('scope'), scopes),
    baseline: text('baseline'),
    check: truth('check', text('check')),
    onError: choice('on-error', text('on-error'), errorChoices),
    auditIssue: truth('audit-issue', text('audit-issue')),
    auditFix: text('audit-fix') === '' ? null : choice('audit-fix', text('audit-fix'), fixChoices),
    auditToken: text('audit-token'),
    paths: globs('paths', text('paths')),
    commentLimit: number('comment-limit', text('comment-limit')),
    review: truth('review', text('review')),
    reviewEvent: choice('review-event', text('review-event'), reviewEvents),
  }
}

type InputName = Extract<(typeof options)[number], { input: unknown }>['name']

/** An expression such as `${{ github.token }}` is the runner's to fill in: as a default it is no value here. */
function defaultOf(name: InputName): string {
  const value = optionNamed(name).input?.default ?? ''
  return value.startsWith('${{') ? '' : value
}

const optionNamed = (name: string): Option => options.find((option) => option.name === name) as Option

/** A value that must be one of a few. `name` is how the user wrote the option. */
export function choice<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new OptionError(`${name}: ${quoted(value)} is not allowed. ${instead(value, allowed)}`)
  return found
}

function globs(name: string, value: string): string[] {
  const lines = value.split('\n').map((line) => line.trim())
  return lines.filter((line) => {
    const problem = line === '' ? null : globProblem(line)
    if (problem !== null) throw new OptionError(`${name}: ${quoted(line)} ${printable(problem)}.`)
    return line !== ''
  })
}

function number(name: string, value: string): number {
  const { least, most } = optionNamed(name).range ?? { least: 0, most: Number.MAX_SAFE_INTEGER }
  const read = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  if (read >= least && read <= most) return read
  const right = Number.isNaN(read) ? defaultOf(name as InputName) : read < least ? least : most
  throw new OptionError(
    `${name}: ${quoted(value)} is not a whole number from ${least} to ${most}. Write ${right}, for example.`,
  )
}

/** The spellings that YAML 1.2 and the runner's own tool kit take for a truth value. */
function truth(name: string, value: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(value)) return true
  if (/^(?:false|False|FALSE)$/.test(value)) return false
  const meant = /^(?:yes|y|on|1)$/i.test(value) ? 'true' : /^(?:no|n|off|0)$/i.test(value) ? 'false' : undefined
  const right = meant ?? nearest(value, ['true', 'false'])
  throw new OptionError(
    `${name}: ${quoted(value)} is not allowed. ${right ? `Did you mean "${right}"?` : 'It can be true or false.'}`,
  )
}
