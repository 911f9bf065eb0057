import { type RunStep, readRunSteps } from './caching/installs.ts'
import { planCaching } from './caching/plan.ts'
import { staleIndexes } from './caching/stale-index.ts'
import { confirmedBy, readToolConfiguration } from './caching/tool-configuration.ts'
import type { Build } from './context/builds/build.ts'
import { findBuilds } from './context/builds/find-builds.ts'
import { givenArguments } from './context/builds/given-arguments.ts'
import { findContexts } from './context/contexts.ts'
import { Tree } from './context/tree.ts'
import { UnreadableDockerfile } from './dockerfile/model.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { readStages } from './dockerfile/state.ts'
import type { Finding, Note, Notice } from './finding.ts'
import { imageOfWith, type TaughtImage } from './images/taught.ts'
import { contextSources } from './layers/context-copy.ts'
import { findOrders } from './ordering/orders.ts'
import { isWorthReading } from './ordering/worth-reading.ts'
import { filesThatRunCounter } from './rules/files-that-run.ts'
import { stableWords } from './rules/fingerprint.ts'
import { Ignores } from './rules/ignore.ts'
import { rules } from './rules/registry.ts'
import type { Rule, RuleFinding, Subject } from './rules/rule.ts'
import { updateWithInstall } from './rules/update-with-install.ts'
import { compose } from './text/compose.ts'
import type { Fix, Suggestion } from './text/edit.ts'

/** What is known of the repository around a Dockerfile. Paths are relative to the repository's root, with `/`. */
export interface Repository {
  /** What its files say of builds; found from them where it is left out. */
  readonly builds?: readonly Build[]
  /** Every file of the tree, or null where no list could be had. */
  readonly files: ReadonlySet<string> | null
  /** Which of the files are symbolic links: their texts are their targets, as Git keeps them. None when it is left out. */
  readonly links?: ReadonlySet<string> | undefined
  /** The texts that are at hand; null for a file that is not there or is no text. */
  readonly texts: ReadonlyMap<string, string | null>
}

export interface AnalyseInput {
  /** The Dockerfile's path, relative to the repository's root. */
  readonly path: string
  readonly text: string
  readonly repository: Repository
  /** The build context's folder that a user or the configuration names, relative to the root (`.` is the root itself). */
  readonly context?: string
  readonly settings: RuleSettings
}

/** What the configuration says of the rules. */
export interface RuleSettings {
  /** Rules that are off, or have another severity than their own. */
  readonly rules: Readonly<Record<string, 'off' | 'error' | 'warning' | 'info'>>
  /** Rules of which nothing is said here, although they are on: their findings are `ignored`. None when it is left out. */
  readonly silenced?: ReadonlySet<string>
  /** The address that `declare-syntax` suggests. */
  readonly syntax: string
  /** What it says of images. */
  readonly images?: readonly TaughtImage[]
}

/** All that is said of one Dockerfile. */
export interface FileReport {
  readonly path: string
  readonly text: string
  readonly findings: readonly Finding[]
  /** The fixes of `findings`, composed: disjoint lines, in their order. `fixes` are indexes into `findings`. */
  readonly suggestions: readonly Suggestion[]
  /** The text with all safe suggestions committed. */
  readonly fixed: string
  readonly notices: readonly Notice[]
  /** Findings that an `# layerwise ignore=` line or `silenced` in the settings silenced. */
  readonly ignored: readonly Finding[]
  /** Those of `findings` that the repository's baseline holds: they are shown as such, and count for nothing. */
  readonly inBaseline?: ReadonlySet<Finding>
  /** Paths whose texts are needed to say more: get them, put them into `repository.texts`, ask again. Empty when all is said. */
  readonly missing: readonly string[]
  /** Set when the file could not be read or understood: that nothing is said of it does not mean that it is in order. */
  readonly unread?: true
}

/** Far more than people write; what each of them means for the others is looked at for all pairs. */
const mostInstalls = 200

/** Rules that are judged on the text as it is after all other fixes, so that committing one never makes a new finding. */
const LAST = new Set(['declare-syntax'])

/** Analyses one Dockerfile. Pure: what is missing is asked for in the answer. */
export function analyse(input: AnalyseInput): FileReport {
  const tree = new Tree(input.repository)
  const nothing = { path: input.path, text: input.text, findings: [], suggestions: [], fixed: input.text, ignored: [] }
  let subject: Subject
  try {
    subject = readSubject(input, input.text, tree)
  } catch (error) {
    if (!(error instanceof UnreadableDockerfile)) throw error
    const message = `This file cannot be read: ${error.message}.`
    return { ...nothing, notices: [{ line: error.line, message }], missing: [], unread: true }
  }
  const ignores = new Ignores(subject.file)
  const findings: Finding[] = []
  const ignored: Finding[] = []
  const counts = new Map<string, number>()
  const filesThatRun = filesThatRunCounter(subject)
  const say = (rule: Rule, found: readonly RuleFinding[]) => {
    for (const one of found) {
      const again = one.filesThatRun ?? filesThatRun(one)
      const finding = { ...complete(rule, one, input, counts), ...(again === undefined ? {} : { filesThatRun: again }) }
      if (ignores.silences(finding) || input.settings.silenced?.has(rule.id)) ignored.push(finding)
      else findings.push(finding)
    }
  }
  const active = rules.filter(({ id }) => input.settings.rules[id] !== 'off')
  for (const rule of active.filter(({ id }) => !LAST.has(id))) say(rule, rule.check(subject))
  findings.sort((a, b) => a.lines.start - b.lines.start || a.lines.end - b.lines.end)
  const after = composeFindings(input.text, findings)
  const changed = after.text !== input.text
  const last = changed ? { ...subject, file: parseDockerfile(after.text) } : subject
  for (const rule of active.filter(({ id }) => LAST.has(id))) {
    say(
      rule,
      rule
        .check(last)
        .map((found) => ({ ...found, because: found.because?.length ? found.because : causesOf(findings) })),
    )
  }
  findings.sort((a, b) => a.lines.start - b.lines.start || a.lines.end - b.lines.end)
  const composed = composeFindings(input.text, findings)
  const unsafe = composed.suggestions.some(({ safety }) => safety === 'unsafe')
  const safe = unsafe
    ? composeFindings(
        input.text,
        findings.filter(({ remedy }) => !('unknown' in remedy) && remedy.safety === 'safe'),
      )
    : composed
  return {
    path: input.path,
    text: input.text,
    findings,
    suggestions: composed.suggestions,
    fixed: safe.text,
    notices: ignores.unused(new Map(rules.map(({ id }) => [id, input.settings.rules[id] === 'off' ? 'off' : 'on']))),
    ignored,
    missing: [...tree.missing],
  }
}

/** What a finding rests on that only the other suggestions bring about: it belongs to the first that adds a mount. */
function causesOf(findings: readonly Finding[]): readonly Note[] {
  const cause = findings.find(
    ({ remedy }) =>
      !('unknown' in remedy) && remedy.edits.some((edit) => edit.kind === 'replace' && edit.text.includes('--mount=')),
  )
  return cause ? [{ lines: cause.lines, message: `${cause.rule} brings it in here` }] : []
}

function readSubject(input: AnalyseInput, text: string, tree: Tree): Subject {
  const file = parseDockerfile(text)
  const { syntax, images = [] } = input.settings
  const builds = (input.repository.builds ?? findBuilds(tree, [input.path])).filter(
    ({ dockerfile }) => dockerfile === input.path,
  )
  const stages = isWorthReading(text) ? readStages(file, imageOfWith(images), givenArguments(builds)) : []
  const runs = readRunSteps(file, stages)
  if (runs.length > mostInstalls) {
    const message = `it has ${runs.length} steps that run package managers, and more than ${mostInstalls} are not looked at`
    throw new UnreadableDockerfile((runs[mostInstalls] as RunStep).step.instruction.lines.start, message)
  }
  const stale = staleIndexes(file, stages, runs)
  const ignores = new Ignores(file)
  const { id } = updateWithInstall
  const isOn = input.settings.rules[id] !== 'off' && !input.settings.silenced?.has(id)
  const joined = stale.filter(
    ({ join, update }) => 'edits' in join && isOn && !ignores.names(id, update.step.instruction.lines.start),
  )
  const plans = planCaching(
    {
      file,
      stages,
      runs,
      read: readToolConfiguration(file, tree),
      confirms: confirmedBy(file, tree),
      syntax,
      inRepository: (name) => !tree.known || tree.named(name).length > 0,
    },
    joined,
  )
  const contexts = once(() => {
    const steps = stages.flatMap((stage) => stage.steps)
    return findContexts(tree, input.path, contextSources(file, steps), input.context, builds)
  })
  const orders = once(() => findOrders({ file, stages, runs, tree, builds }, contexts()))
  return { path: input.path, file, original: file, stages, plans, stale, tree, builds, contexts, orders, syntax }
}

/** Computes something when it is asked for, and then remembers it. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: compute() }
    return known.value
  }
}

function complete(rule: Rule, found: RuleFinding, input: AnalyseInput, counts: Map<string, number>): Finding {
  const { about, severity, because, ...rest } = found
  const key = [rule.id, found.manager ?? '', stableWords(about)].join('|')
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  const own = input.settings.rules[rule.id]
  return {
    ...rest,
    rule: rule.id,
    severity: own && own !== 'off' ? own : (severity ?? rule.severity),
    because: because ?? [],
    // The same words twice in one file are two findings.
    fingerprint: count === 1 ? key : `${key}|${count}`,
  }
}

/** Composes the fixes of findings; the suggestions' indexes are those of `findings`. */
function composeFindings(text: string, findings: readonly Finding[]): { text: string; suggestions: Suggestion[] } {
  const indexes: number[] = []
  const fixes: Fix[] = []
  for (const [index, { remedy }] of findings.entries()) {
    if ('unknown' in remedy) continue
    indexes.push(index)
    fixes.push(remedy)
  }
  const composed = compose(text, fixes)
  const suggestions = composed.suggestions.map((suggestion) => ({
    ...suggestion,
    fixes: suggestion.fixes.map((fix) => indexes[fix] as number),
  }))
  return { text: composed.text, suggestions }
}
