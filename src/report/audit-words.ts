import { addressOfLines } from '../github/address.ts'
import { changeOf, diffOf } from '../review/change.ts'
import { Lines } from '../text/lines.ts'
import type { JsonFinding, JsonFix, JsonReport, JsonRepository } from './json.ts'
import { counted } from './layout.ts'

/** What a whole report says in a few sentences. */
export function auditSentences({ repositories, files, summary }: JsonReport): string[] {
  const { errors, warnings, infos } = summary
  const findings = errors + warnings + infos
  const looked = repositories.filter(({ notLookedAt }) => notLookedAt === null)
  const where =
    repositories.length > 1 ? ` in ${looked.length === 1 ? '1 repository' : `${looked.length} repositories`}` : ''
  const what = `${counted(summary.files, 'Dockerfile')}${where} looked at, ${counted(findings, 'finding')}`
  if (findings === 0) return [`${what}.`]
  const kinds = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'info')].join(', ')
  const safe = files.reduce((sum, file) => sum + file.findings.filter(({ fix }) => fix?.safety === 'safe').length, 0)
  const mends =
    safe === 0
      ? []
      : [
          `${safe === 1 ? '1 of them has a fix' : `${safe} of them have fixes`} that ${safe === 1 ? 'gives' : 'give'} the same image: \`layerwise fix\` makes ${safe === 1 ? 'it' : 'them'}.`,
        ]
  const held = files.reduce((sum, file) => sum + file.findings.filter(({ inBaseline }) => inBaseline).length, 0)
  const known = held === 0 ? [] : [`${held} of them ${held === 1 ? 'is' : 'are'} in the baseline.`]
  return [`${what}: ${kinds}.`, ...known, ...mends]
}

/** How often a step runs again, in the words of a table. */
export function runsAgainFor(filesThatRun: number | null): string {
  if (filesThatRun === 0) return 'no file'
  return filesThatRun === null ? 'not known' : counted(filesThatRun, 'file')
}

/** The severity, and whether the baseline holds it. */
export const severityOf = ({ severity, inBaseline }: Pick<JsonFinding, 'severity' | 'inBaseline'>): string =>
  inBaseline ? `${severity}, in the baseline` : severity

/** What the column with `runsAgainFor` means. */
export const runsAgainMeans =
  'The list begins with the most severe findings, and among these with the steps that the most files run again: each edit of one of them runs the step.'

/** The address of lines on GitHub; null where the repository or its commit is not known. */
export function addressIn(repository: JsonRepository | null, path: string, start: number, end: number): string | null {
  if (!repository?.server || !repository.commit) return null
  const [owner = '', repo = ''] = repository.name.split('/')
  return addressOfLines(repository.server, { owner, repo }, repository.commit, path, { start, end })
}

/** The rows of a diff, printable, the header left out; null when nothing would change. */
export function rowsOf({ startLine, endLine, original, replacement, safety }: JsonFix): string[] | null {
  const count = endLine - startLine + 1
  const lines = { start: 1, end: count }
  // A final line end of its own, so that a last empty line counts as one.
  const change = changeOf(new Lines(`${original}\n`), { lines, replacement, safety, fixes: [] })
  return change && diffOf(change).slice(1)
}
