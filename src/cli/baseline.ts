import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Finding } from '../finding.ts'
import {
  type Baseline,
  baselineOf,
  baselinePlace,
  compareWithBaseline,
  parseBaseline,
  sayGone,
  toBaselineText,
} from '../gate/baseline.ts'
import { countedFindings } from '../gate/gate.ts'
import { decode, reasonOf } from '../local/read-texts.ts'
import { counted } from '../report/layout.ts'
import { quoted } from '../text/printable.ts'
import type { Audit } from './arguments.ts'
import { type ExitCode, InputError, type Io } from './io.ts'
import { slashed } from './selection.ts'
import type { Seen, Survey } from './survey.ts'

/** The findings that decide over the exit code: all but those that a baseline holds. */
export const countedIn = (seen: readonly Seen[]): Finding[] =>
  countedFindings(
    seen.map(({ report }) => report),
    'all',
    new Set(),
  )

/**
 * What was seen, with what the baseline holds marked. Of entries that are out of date there is a line on standard error.
 *
 * @param named as it was written; undefined for no baseline
 * @param whole whether every Dockerfile of the working tree was looked at
 * @throws {InputError} when it cannot be read, `BaselineError` on a mistake in it
 */
export async function besideBaseline(
  seen: readonly Seen[],
  named: string | undefined,
  io: Io,
  whole = false,
): Promise<readonly Seen[]> {
  if (named === undefined) return seen
  const baseline = await read(resolve(io.cwd, named), named)
  if (baseline === null) {
    throw new InputError(
      `--baseline: ${quoted(named)} does not exist. Write it with "layerwise audit --write-baseline".`,
    )
  }
  const { reports, gone } = compareWithBaseline(
    seen.map(({ report }) => report),
    baseline,
    { whole },
  )
  const line = sayGone(gone)
  if (line !== null) io.err.write(`${line}\n`)
  return seen.map((one, index) => ({ ...one, report: reports[index] ?? one.report }))
}

/**
 * Writes what was found into the baseline. What it holds of files that were not looked at, or could not be read, stays in it.
 *
 * @throws {InputError} when it cannot be written, or is not about one repository
 */
export async function writeBaseline(
  { seen, crashes }: Survey,
  { baseline: named, paths }: Audit,
  io: Io,
): Promise<ExitCode> {
  for (const crash of crashes) io.err.write(`layerwise: internal error: ${crash}. Please report it.\n`)
  if (crashes.length > 0) {
    io.err.write('layerwise: the baseline was not written, since it would not be whole.\n')
    return 2
  }
  const [root, ...others] = new Set(seen.map((one) => one.root))
  if (root === undefined) throw new InputError('--write-baseline: no Dockerfile was found. Name one.')
  if (others.length > 0) {
    throw new InputError('--write-baseline: these files are of several repositories. Name those of one.')
  }
  const place = named === undefined ? join(root, baselinePlace) : resolve(io.cwd, named)
  const here = await realpath(io.cwd)
  const shown = named ?? slashed(relative(here, place))
  const before = (await read(place, shown)) ?? []
  const lookedAt = new Set(seen.flatMap(({ report }) => (report.unread ? [] : [report.path])))
  const unread = new Set(seen.map(({ report }) => report.path).filter((path) => !lookedAt.has(path)))
  const isWhole = paths.length === 0 && here === root
  const kept = before.filter(({ path }) => (isWhole ? unread.has(path) : !lookedAt.has(path)))
  const found = baselineOf(seen.map(({ report }) => report))
  const text = toBaselineText([...kept, ...found])
  try {
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, text)
  } catch (error) {
    throw new InputError(`--baseline: ${quoted(shown)} ${reasonOf(error)}. Name another file.`)
  }
  const number = found.reduce((sum, { count }) => sum + count, 0)
  io.err.write(`Wrote ${quoted(shown)}: ${counted(number, 'finding')}.\n`)
  return 0
}

/** A baseline that lies anywhere; null when there is no such file. */
async function read(place: string, shown: string): Promise<Baseline | null> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new InputError(`--baseline: ${quoted(shown)} ${reasonOf(error)}. Check the path.`)
  }
  const text = decode(bytes)
  if ('text' in text) return parseBaseline(text.text, shown)
  throw new InputError(`--baseline: ${quoted(shown)} ${text.refused}. Name a baseline.`)
}
