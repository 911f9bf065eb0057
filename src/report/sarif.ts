import type { Severity } from '../finding.ts'
import { toMarkdown } from '../pages/markdown.ts'
import { sentence } from '../pages/page.ts'
import { rulePage } from '../pages/rule-page.ts'
import { hashOf } from '../review/hash.ts'
import { rules } from '../rules/registry.ts'
import { printable } from '../text/printable.ts'
import { version } from '../version.generated.ts'
import { home, pageOfRule } from './home.ts'
import type { JsonFix, JsonRepository } from './json.ts'
import type { Ranked } from './ranking.ts'
import type * as Sarif from './sarif-form.ts'

const levels: Readonly<Record<Severity, Sarif.Level>> = { error: 'error', warning: 'warning', info: 'note' }

/** What a run is about. */
export interface SarifPart {
  /** Null where it is not known. */
  readonly repository: JsonRepository | null
  readonly results: readonly Ranked[]
  /** Which of the parts of a report that is too large for one it is: from 1 on. */
  readonly part: number
  /** By the path of a file with CRLF. */
  readonly lineEnds: ReadonlyMap<string, '\n' | '\r\n'>
  /** What is said beside the results: of files that could not be read, for example. */
  readonly notices: readonly { readonly path: string; readonly line: number; readonly message: string }[]
}

/** More than anybody reads. */
const mostNotices = 1_000

export function sarifLog(runs: readonly Sarif.Run[]): Sarif.Log {
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs }
}

/**
 * One run: the tool with its rules, and results in the order in which they are given.
 *
 * @param named whether the repository's name is part of the category, as it must be where a file is about several
 */
export function sarifRun({ repository, results, part, lineEnds, notices }: SarifPart, named: boolean): Sarif.Run {
  const ids = [...new Set([...rules.map(({ id }) => id), ...results.map(({ finding }) => finding.rule)])]
  const indexes = new Map(ids.map((id, index) => [id, index]))
  const address = repository?.server ? `${repository.server}/${repository.name}` : null
  return {
    tool: {
      driver: {
        ...{ name: 'Layerwise', informationUri: home, semanticVersion: version, rules: ids.map(ruleOf) },
      },
    },
    // Code scanning takes what stands before the last slash for the category, and keeps one analysis of each.
    automationDetails: {
      id: `${['layerwise', ...(named && repository ? [repository.name] : []), ...(part > 1 ? [`part-${part}`] : [])].join('/')}/`,
    },
    columnKind: 'utf16CodeUnits',
    ...(address && repository?.commit
      ? { versionControlProvenance: [{ repositoryUri: address, revisionId: repository.commit }] }
      : {}),
    ...(notices.length === 0 ? {} : { invocations: [invocationOf(notices)] }),
    results: results.map((one) =>
      resultOf(one, indexes.get(one.finding.rule) as number, lineEnds.get(one.path) ?? '\n'),
    ),
  }
}

const invocationOf = (notices: SarifPart['notices']): Sarif.Invocation => ({
  executionSuccessful: true,
  toolExecutionNotifications: notices.slice(0, mostNotices).map(({ path, line, message }) => ({
    level: 'note',
    message: { text: plain(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, endLine: line },
        },
      },
    ],
  })),
})

function ruleOf(id: string): Sarif.Rule {
  const rule = rules.find((one) => one.id === id)
  if (!rule) return { id: printable(id), shortDescription: { text: printable(id) } }
  const page = toMarkdown(rulePage(rule, undefined))
  return {
    id,
    shortDescription: { text: plain(sentence(rule.says)) },
    fullDescription: { text: plain(sentence(rule.why)) },
    help: { text: plain(`${sentence(rule.why)} ${sentence(rule.fixIsSafe)}`), markdown: page },
    helpUri: pageOfRule(id),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['docker', 'build-cache', 'performance'],
      precision: 'high',
      'problem.severity': rule.severity === 'info' ? 'recommendation' : rule.severity,
    },
  }
}

function resultOf({ path, finding }: Ranked, ruleIndex: number, lineEnd: string): Sarif.Result {
  const { rule, severity, startLine, endLine, message, because, fingerprint, filesThatRun, manager, fix, inBaseline } =
    finding
  const artifactLocation = { uri: uriOf(path), uriBaseId: '%SRCROOT%' }
  const placed = (start: number, end: number): Sarif.PhysicalLocation => ({
    artifactLocation,
    region: { startLine: start, endLine: end },
  })
  return {
    ruleId: printable(rule),
    ruleIndex,
    level: levels[severity],
    message: { text: plain(message) },
    locations: [{ physicalLocation: placed(startLine, endLine) }],
    relatedLocations: because.map((note, id) => ({
      id,
      message: { text: plain(note.message) },
      physicalLocation: placed(note.startLine, note.endLine),
    })),
    // The action that uploads adds one of its own, made of the lines, and warns of each that is not as it would be.
    partialFingerprints: { 'layerwise/v1': hashOf(`${path}\n${fingerprint}`) },
    ...(fix ? { fixes: [fixOf(fix, artifactLocation, lineEnd)] } : {}),
    ...(inBaseline ? { baselineState: 'unchanged' as const } : {}),
    properties: {
      ...(manager === null ? {} : { manager: printable(manager) }),
      ...(filesThatRun === null ? {} : { filesThatRun }),
      ...(fix ? { safety: fix.safety } : {}),
      ...(inBaseline ? { inBaseline } : {}),
    },
  }
}

/**
 * A fix as whole lines. A region without columns ends before the last line's end; where lines go, it reaches to the start
 * of the next one (SARIF 2.1.0, 3.30.5 to 3.30.8).
 */
function fixOf(
  { safety, startLine, endLine, replacement }: JsonFix,
  artifactLocation: Sarif.ArtifactLocation,
  lineEnd: string,
): Sarif.Fix {
  const deletedRegion =
    replacement === null ? { startLine, startColumn: 1, endLine: endLine + 1, endColumn: 1 } : { startLine, endLine }
  return {
    description: {
      text: safety === 'safe' ? 'Gives the same image.' : 'To be checked first: it may change the image.',
    },
    artifactChanges: [
      {
        artifactLocation,
        replacements: [
          {
            deletedRegion,
            ...(replacement === null ? {} : { insertedContent: { text: replacement.replaceAll('\n', lineEnd) } }),
          },
        ],
      },
    ],
  }
}

/** A path as a relative reference, with each of its parts encoded. Half a pair of surrogates cannot be. */
const uriOf = (path: string): string =>
  path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')

/** Plain text in which nothing is a link: SARIF reads `[words](address)` as one, wherever it stands. */
const plain = (text: string): string => printable(text).replaceAll('](', '] (').slice(0, 4_000)
