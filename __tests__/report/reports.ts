import type { FileReport } from '../../src/analyse.ts'
import type { Finding } from '../../src/finding.ts'
import { compose } from '../../src/text/compose.ts'
import type { Fix } from '../../src/text/edit.ts'

/** A finding about a line, with everything that a test does not care about filled in. */
export function finding(line: number, given: Partial<Finding> = {}): Finding {
  return {
    rule: 'mount-package-cache',
    severity: 'warning',
    lines: { start: line, end: line },
    message: 'pip downloads every package again. Mount its cache.',
    help: '',
    because: [],
    remedy: { unknown: 'the user is not known' },
    fingerprint: `mount-package-cache:${line}`,
    ...given,
  }
}

/** A fix that puts a text in the place of the first occurrence of another. */
export function swap(text: string, from: string, to: string, safety: Fix['safety'] = 'safe'): Fix {
  const start = text.indexOf(from)
  if (start === -1) throw new Error(`the text does not hold ${JSON.stringify(from)}`)
  return { safety, edits: [{ kind: 'replace', span: { start, end: start + from.length }, text: to }] }
}

/** The report on a file, its fixes composed as they are in a run. */
export function report(path: string, text: string, findings: readonly Finding[] = []): FileReport {
  const numbers = findings.flatMap(({ remedy }, index) => ('edits' in remedy ? [index] : []))
  const fixes = numbers.map((index) => (findings[index] as Finding).remedy as Fix)
  const safe = compose(text, fixes)
  const suggestions = safe.suggestions.map((suggestion) => ({
    ...suggestion,
    fixes: suggestion.fixes.map((index) => numbers[index] as number),
  }))
  const fixed = compose(
    text,
    fixes.filter(({ safety }) => safety === 'safe'),
  ).text
  return { path, text, findings, suggestions, fixed, notices: [], ignored: [], missing: [] }
}
