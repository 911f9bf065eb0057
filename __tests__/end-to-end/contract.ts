import { expect } from '@jest/globals'

/**
 * What is wrong with a report, one line each: the contract that other tools rely on, `version` 1.
 * Every key is there, and no other one.
 */
export function wrongWithReport(report: unknown): string[] {
  const problems: string[] = []
  const say = (at: string, what: string) => problems.push(`${at}: ${what}`)
  const keys = (value: unknown, at: string, names: string): Record<string, unknown> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      say(at, 'no object')
      return {}
    }
    const expected = names.split(' ')
    for (const name of expected) if (!(name in value)) say(`${at}.${name}`, 'missing')
    for (const name of Object.keys(value)) if (!expected.includes(name)) say(`${at}.${name}`, 'not in the contract')
    return value as Record<string, unknown>
  }
  const text = (value: unknown, at: string) => {
    if (typeof value !== 'string' || value === '') say(at, 'no text')
  }
  const line = (value: unknown, at: string) => {
    if (!Number.isInteger(value) || Number(value) < 1) say(at, 'no line')
  }
  const list = (value: unknown, at: string): unknown[] => {
    if (!Array.isArray(value)) say(at, 'no list')
    return Array.isArray(value) ? value : []
  }
  const range = (value: Record<string, unknown>, at: string) => {
    line(value.startLine, `${at}.startLine`)
    line(value.endLine, `${at}.endLine`)
    if (Number(value.startLine) > Number(value.endLine)) say(at, 'ends before it starts')
  }

  const counted = { error: 0, warning: 0, info: 0 }
  const whole = keys(report, '$', 'version repositories files summary')
  if (whole.version !== 1) say('$.version', 'not 1')
  const files = list(whole.files, '$.files')
  for (const [index, one] of files.entries()) {
    const at = `$.files[${index}]`
    const file = keys(one, at, 'repository path lineEnd findings notices')
    text(file.path, `${at}.path`)
    for (const [nth, each] of list(file.findings, `${at}.findings`).entries()) {
      const here = `${at}.findings[${nth}]`
      const withManager = typeof each === 'object' && each !== null && 'manager' in each
      const names = `rule severity startLine endLine message help because fingerprint filesThatRun inBaseline fix${withManager ? ' manager' : ''}`
      const finding = keys(each, here, names)
      for (const key of ['rule', 'message', 'help']) text(finding[key], `${here}.${key}`)
      if (withManager && finding.manager !== null) text(finding.manager, `${here}.manager`)
      if (finding.severity === 'error' || finding.severity === 'warning' || finding.severity === 'info')
        counted[finding.severity]++
      else say(`${here}.severity`, 'none of error, warning, info')
      range(finding, here)
      if (!/^[0-9a-f]{16}$/.test(String(finding.fingerprint))) say(`${here}.fingerprint`, 'no hash')
      if (typeof finding.inBaseline !== 'boolean') say(`${here}.inBaseline`, 'neither true nor false')
      if (finding.fix === null) continue
      const fix = keys(finding.fix, `${here}.fix`, 'safety startLine endLine original replacement')
      if (fix.safety !== 'safe' && fix.safety !== 'unsafe') say(`${here}.fix.safety`, 'neither safe nor unsafe')
      if (typeof fix.replacement !== 'string') say(`${here}.fix.replacement`, 'no text')
      range(fix, `${here}.fix`)
    }
    for (const [nth, each] of list(file.notices, `${at}.notices`).entries()) {
      const notice = keys(each, `${at}.notices[${nth}]`, 'line message')
      line(notice.line, `${at}.notices[${nth}].line`)
      text(notice.message, `${at}.notices[${nth}].message`)
    }
  }
  const summary = keys(whole.summary, '$.summary', 'files errors warnings infos')
  const expected = { files: files.length, errors: counted.error, warnings: counted.warning, infos: counted.info }
  for (const [key, count] of Object.entries(expected))
    if (summary[key] !== count) say(`$.summary.${key}`, `${summary[key]} instead of ${count}`)
  return problems
}

interface Reported {
  readonly files: readonly {
    readonly path: string
    readonly findings: readonly { readonly rule: string; readonly severity: string; readonly startLine: number }[]
    readonly notices: readonly { readonly line: number; readonly message: string }[]
  }[]
}

/** The findings of a report as `path: rule`, sorted; the report must keep the contract. */
export function foundIn(report: unknown): string[] {
  expect(wrongWithReport(report)).toEqual([])
  return (report as Reported).files
    .flatMap(({ path, findings }) => findings.map(({ rule }) => `${path}: ${rule}`))
    .sort()
}

/** The notices of one file. */
export const noticesIn = (
  report: unknown,
  path: string,
): readonly { readonly line: number; readonly message: string }[] =>
  (report as Reported).files.find((file) => file.path === path)?.notices ?? []
