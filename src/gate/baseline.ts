import type { FileReport } from '../analyse.ts'
import type { Finding } from '../finding.ts'
import { parseJson } from '../formats/json.ts'
import { hashOf } from '../review/hash.ts'
import { printable, quoted } from '../text/printable.ts'

/** Where a repository keeps its baseline when nobody says otherwise. */
export const baselinePlace = '.github/layerwise-baseline.json'

/** What was found when a repository took Layerwise on: it is known, and counts for nothing. */
export type Baseline = readonly BaselineEntry[]

export interface BaselineEntry {
  /** Of the Dockerfile, relative to the root of the repository. */
  readonly path: string
  readonly rule: string
  /** A hash over what stays the same when lines move or are reformatted: 16 hexadecimal digits. */
  readonly fingerprint: string
  /** How many findings of the file are alike. One more than that is a new one. */
  readonly count: number
}

/** A file that is no baseline. The message is one line: `file: what is wrong. What to do.` */
export class BaselineError extends Error {
  override readonly name = 'BaselineError'
}

/** The form of the file, and how fingerprints are made. It is raised with either; an older Layerwise reads no later one. */
const version = 1
/** More than any repository has; each costs memory. */
const mostEntries = 200_000
const anew = 'Write it anew with "layerwise audit --write-baseline".'

/** The baseline that holds all findings of some reports. */
export function baselineOf(reports: readonly FileReport[]): Baseline {
  const entries = new Map<string, BaselineEntry>()
  for (const { path, findings } of reports) {
    for (const finding of findings) {
      const entry = { path, rule: finding.rule, fingerprint: fingerprintOf(finding) }
      const key = keyOf(entry)
      entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 })
    }
  }
  return sorted([...entries.values()])
}

/** A baseline as text: sorted, one entry a line, so that each change of it is a line of a diff. */
export function toBaselineText(baseline: Baseline): string {
  const lines = sorted(baseline).map(
    ({ path, rule, fingerprint, count }) => `    ${JSON.stringify({ path, rule, fingerprint, count })}`,
  )
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`
}

/**
 * Reads a baseline.
 *
 * @param text from anybody's hand
 * @param path how the file is called in messages
 * @throws {BaselineError} on anything that is not understood: nothing is passed over in silence
 */
export function parseBaseline(text: string, path: string): Baseline {
  const wrong = (what: string, advice = anew): BaselineError =>
    new BaselineError(`${printable(path)}: ${what}. ${advice}`)
  if (/^(?:<{7}|>{7}|={7})/m.test(text)) throw wrong('it holds the marks of a merge conflict')
  const read = parseJson(text)
  if (read === undefined) throw wrong('this is not JSON that can be read')
  if (!isRecord(read)) throw wrong('a baseline is an object with "version" and "findings"')
  if (typeof read.version === 'number' && read.version > version) {
    throw wrong(`it has version ${read.version}, and this Layerwise reads version ${version}`, 'Use a later Layerwise.')
  }
  if (read.version !== version) throw wrong(`"version" is not ${version}`)
  const { findings } = read
  if (!Array.isArray(findings)) throw wrong('"findings" is not a list')
  if (findings.length > mostEntries) throw wrong(`it has more than ${mostEntries} entries`)
  const entries = new Map<string, BaselineEntry>()
  for (const [index, found] of findings.entries()) {
    const entry = entryOf(found)
    if (typeof entry === 'string') throw wrong(`entry ${index + 1} ${entry}`)
    const key = keyOf(entry)
    entries.set(key, { ...entry, count: entry.count + (entries.get(key)?.count ?? 0) })
  }
  return [...entries.values()]
}

/** An entry, or what is wrong with it: the end of a sentence. */
function entryOf(found: unknown): BaselineEntry | string {
  if (!isRecord(found)) return 'is not an object'
  const { path, rule, fingerprint, count } = found
  if (typeof path !== 'string' || path === '') return 'has no "path"'
  if (typeof rule !== 'string' || !/^[a-z0-9-]{1,100}$/.test(rule)) return `has no "rule" (${quoted(path)})`
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    return `has no "fingerprint" of 16 hexadecimal digits (${quoted(path)})`
  }
  if (!Number.isSafeInteger(count) || (count as number) < 1 || (count as number) > mostEntries) {
    return `has no "count" that is a whole number from 1 on (${quoted(path)})`
  }
  return { path, rule, fingerprint, count: count as number }
}

export interface Against {
  /**
   * The findings that a change touched. Where several are alike and the baseline holds fewer of them, the ones that were not
   * touched are those that it holds.
   */
  readonly touched?: ReadonlySet<Finding>
  /** Where a Dockerfile was before a change renamed it, by where it is now: what was known there is known here. */
  readonly previousPaths?: ReadonlyMap<string, string>
  /** Every Dockerfile of the repository was looked at, so that an entry of none of them is out of date. */
  readonly whole?: boolean
}

export interface Compared {
  /** The same reports, each with the findings that the baseline holds in `inBaseline`. */
  readonly reports: readonly FileReport[]
  /** How many findings of the baseline are there no longer. Files that were not looked at do not count. */
  readonly gone: number
}

/** Tells what of some reports is in a baseline. The findings stay the same objects. */
export function compareWithBaseline(
  reports: readonly FileReport[],
  baseline: Baseline,
  { touched = new Set(), previousPaths = new Map(), whole = false }: Against = {},
): Compared {
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count]))
  const lookedAt = new Set<string>()
  const compared = reports.map((report) => {
    const places = [report.path, previousPaths.get(report.path)].filter((path) => path !== undefined)
    // Of a file that could not be read it is not known what is gone.
    if (!report.unread) for (const place of places) lookedAt.add(place)
    const inBaseline = new Set<Finding>()
    const take = (finding: Finding): boolean => {
      const keys = places.map((path) => keyOf({ path, rule: finding.rule, fingerprint: fingerprintOf(finding) }))
      const key = keys.find((one) => (left.get(one) ?? 0) > 0)
      if (key !== undefined) left.set(key, (left.get(key) as number) - 1)
      return key !== undefined
    }
    for (const finding of [...report.findings].sort((a, b) => Number(touched.has(a)) - Number(touched.has(b)))) {
      if (take(finding)) inBaseline.add(finding)
    }
    // What is silenced is there still.
    for (const finding of report.ignored) take(finding)
    return inBaseline.size === 0 ? report : { ...report, inBaseline }
  })
  const unread = new Set(reports.map(({ path }) => path).filter((path) => !lookedAt.has(path)))
  const gone = baseline
    .filter(({ path }) => (whole ? !unread.has(path) : lookedAt.has(path)))
    .reduce((sum, entry) => sum + (left.get(keyOf(entry)) ?? 0), 0)
  return { reports: compared, gone }
}

/** What is to be said of findings that a baseline holds and that are there no longer; null when there are none. */
export function sayGone(gone: number): string | null {
  if (gone === 0) return null
  const [what, it] =
    gone === 1 ? ['1 finding of the baseline is', 'it'] : [`${gone} findings of the baseline are`, 'them']
  return `${what} no longer there: "layerwise audit --write-baseline" takes ${it} out.`
}

/** How many findings of some reports a baseline holds. */
export const countInBaseline = (reports: readonly FileReport[]): number =>
  reports.reduce((sum, { inBaseline }) => sum + (inBaseline?.size ?? 0), 0)

/**
 * The same words twice in one file are told apart by their number in it (`complete` in src/analyse.ts). Here they are alike: the
 * number says which stands first, and that may be the new one.
 */
const fingerprintOf = ({ fingerprint }: Finding): string => hashOf(fingerprint.replace(/\|\d{1,9}$/, ''))

const sorted = (entries: Baseline): Baseline =>
  [...entries].sort((a, b) => order(a.path, b.path) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint))

const keyOf = ({ path, rule, fingerprint }: Omit<BaselineEntry, 'count'>): string =>
  [path, rule, fingerprint].join('\0')

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
