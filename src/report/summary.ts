import type { FileReport } from '../analyse.ts'
import type { Suggestion } from '../text/edit.ts'
import { summarise } from './json.ts'
import { counted } from './layout.ts'

/** One line that counts: the findings by severity, the files, what can be mended how. */
export function summaryLine(files: readonly FileReport[]): string {
  if (files.length === 0) return 'No Dockerfile found.'
  const { errors, warnings, infos } = summarise(files)
  const findings = errors + warnings + infos
  const ignored = files.reduce((sum, file) => sum + file.ignored.length, 0)
  const silenced = ignored === 0 ? '' : ` ${counted(ignored, 'finding')} ignored.`
  const held = files.reduce((sum, file) => sum + (file.inBaseline?.size ?? 0), 0)
  const known = held === 0 ? '' : ` ${held} of them in the baseline.`
  if (findings === 0) return `No findings in ${counted(files.length, 'file')}.${silenced}`
  const concerned = files.filter((file) => file.findings.length > 0).length
  const place =
    concerned === files.length ? counted(concerned, 'file') : `${concerned} of ${counted(files.length, 'file')}`
  const kinds = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'info')].join(', ')
  return `${counted(findings, 'finding')} in ${place}: ${kinds}.${known}${mending(files)}${silenced}`
}

function mending(files: readonly FileReport[]): string {
  const fixable = (safety: Suggestion['safety']): number =>
    files.reduce(
      (sum, file) =>
        sum + new Set(file.suggestions.filter((each) => each.safety === safety).flatMap(({ fixes }) => fixes)).size,
      0,
    )
  const safe = fixable('safe')
  const unsafe = fixable('unsafe')
  return [
    safe > 0 ? ` "layerwise fix" mends ${safe}.` : '',
    unsafe > 0 ? ` "layerwise fix --unsafe" mends ${unsafe}${safe > 0 ? ' more' : ''}.` : '',
  ].join('')
}
