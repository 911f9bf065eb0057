import { createHash } from 'node:crypto'
import { severities } from '../review/plan.ts'
import { rules } from '../rules/registry.ts'
import { addressIn, auditSentences, rowsOf, runsAgainFor, runsAgainMeans, severityOf } from './audit-words.ts'
import { pageOfRule } from './home.ts'
import { auditStyle } from './html-style.ts'
import { code, element, escaped, link, message } from './html-text.ts'
import type { JsonFinding, JsonReport, JsonRepository } from './json.ts'
import { counted } from './layout.ts'
import { type Ranked, ranked } from './ranking.ts'

/** A browser holds no more with ease, and nobody reads that far. */
export const mostFindings = 5_000

/**
 * An audit as one page that needs nothing else: no script, no picture, no font, no style from anywhere. The filters are
 * checkboxes that its style looks at. Its policy lets a browser load nothing, so that even a text that broke out of its
 * place could do nothing.
 */
export function auditHtml(report: JsonReport): string {
  const findings = ranked(report)
  const shown = findings.slice(0, mostFindings)
  const ids = [...new Set(shown.map(({ finding }) => finding.rule))].sort()
  const classes = new Map(ids.map((id, index) => [id, `rule-${index}`]))
  const present = severities.filter((severity) => shown.some(({ finding }) => finding.severity === severity))
  const style = auditStyle([...present, ...classes.values()])
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  const several = report.repositories.length > 1
  const title = report.repositories.length === 1 ? `Layerwise: ${report.repositories[0]?.name ?? ''}` : 'Layerwise'
  const body = [
    '<a class="skip" href="#findings">To the findings</a>',
    `<header><h1>${escaped(title)}</h1>`,
    ...auditSentences(report).map((sentence) => element('p', message(sentence))),
    commitOf(report),
    '</header>',
    '<main>',
    repositoriesOf(report),
    findings.length > 0 ? `<h2 id="findings">Findings</h2>${element('p', escaped(runsAgainMeans), 'quiet')}` : '',
    filters(
      'Severity',
      present.map((severity) => ({
        id: severity,
        name: severity,
        count: countOf(shown, (one) => one.severity === severity),
      })),
    ),
    filters(
      'Rule',
      ids.map((id) => ({
        id: classes.get(id) as string,
        name: id,
        count: countOf(shown, ({ rule }) => rule === id),
      })),
    ),
    shown.length > 0
      ? `<ol>\n${shown.map((one) => findingOf(one, classes.get(one.finding.rule) as string, several)).join('\n')}\n</ol>`
      : '',
    findings.length > shown.length
      ? element('p', escaped(`${findings.length - shown.length} more findings are in the JSON report.`))
      : '',
    noticesOf(report, several),
    '</main>',
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`
}

const countOf = (findings: readonly Ranked[], test: (finding: JsonFinding) => boolean): number =>
  findings.filter(({ finding }) => test(finding)).length

function commitOf({ repositories: [repository, ...others] }: JsonReport): string {
  if (!repository?.commit || others.length > 0) return ''
  return element('p', `Commit ${code(repository.commit.slice(0, 12))}`, 'quiet')
}

function repositoriesOf({ repositories, files }: JsonReport): string {
  if (repositories.length < 2 && repositories.every(({ notLookedAt }) => notLookedAt === null)) return ''
  const heads = ['Repository', 'Dockerfiles', 'Errors', 'Warnings', 'Infos', 'Note']
  const rows = repositories.map(({ name, server, notLookedAt }) => {
    const own = files.filter(({ repository }) => repository === name)
    const numbers = severities.map((severity) =>
      own.reduce((sum, file) => sum + file.findings.filter((one) => one.severity === severity).length, 0),
    )
    const counts = notLookedAt === null ? [own.length, ...numbers] : ['', '', '', '']
    const named = link(code(name), server === null ? null : `${server}/${name}`)
    return `<tr><th scope="row">${named}</th>${counts.map((count) => `<td class="number">${count}</td>`).join('')}<td>${message(notLookedAt ?? '')}</td></tr>`
  })
  return `<h2>Repositories</h2>
<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`
}

interface Filter {
  readonly id: string
  readonly name: string
  readonly count: number
}

/** One kind is no choice. */
function filters(heading: string, all: readonly Filter[]): string {
  const boxes = all.map(({ id, name, count }) => {
    const box = `<input type="checkbox" id="${id}" checked autocomplete="off">`
    return `<label>${box} ${escaped(name)} <span class="quiet">${count}</span></label>`
  })
  // They stand there even when there is only one: the style looks for them.
  return all.length < 2
    ? `<fieldset hidden>${boxes.join('')}</fieldset>`
    : `<fieldset><legend>${heading}</legend>\n${boxes.join('\n')}\n</fieldset>`
}

function findingOf({ repository, path, finding }: Ranked, ruleClass: string, several: boolean): string {
  const { rule, severity, manager, filesThatRun, startLine, endLine, help, because } = finding
  const known = rules.some(({ id }) => id === rule)
  const name = link(escaped(manager === null ? rule : `${rule} (${manager})`), known ? pageOfRule(rule) : null)
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`
  const where = link(`${code(path)} ${lines}`, addressIn(repository, path, startLine, endLine))
  const again = filesThatRun === null ? '' : `<span class="quiet">runs again for ${runsAgainFor(filesThatRun)}</span>`
  const notes = [
    ...because.map((note) => `line ${note.startLine}: ${note.message}`),
    ...help.split(/(?:\r?\n){2,}/).filter((part) => part !== ''),
  ]
  return `<li class="finding ${severity} ${ruleClass}">
<h3><span class="badge">${severityOf(finding)}</span> <span>${name}</span> ${again}</h3>
<p class="where">${several && repository ? `${code(repository.name)} ` : ''}${where}</p>
<p>${message(finding.message)}</p>
${fixOf(finding)}${
  notes.length > 0
    ? `<details><summary>What else is to be known</summary>${notes.map((note) => element('p', message(note))).join('')}</details>\n`
    : ''
}</li>`
}

function fixOf({ fix }: JsonFinding): string {
  const rows = fix && rowsOf(fix)
  if (!fix || !rows) return ''
  const tags: Readonly<Record<string, string>> = { '+': 'ins', '-': 'del' }
  const lines = rows.map((row) => element(tags[row.charAt(0)] ?? 'span', escaped(row, { tabs: true })))
  const name = fix.safety === 'safe' ? 'Fix' : 'A change to check first'
  const place = fix.startLine === fix.endLine ? `line ${fix.startLine}` : `lines ${fix.startLine} to ${fix.endLine}`
  return `<details><summary>${name}: ${place}</summary><pre tabindex="0"><code>${lines.join('')}</code></pre></details>\n`
}

function noticesOf({ files, repositories }: JsonReport, several: boolean): string {
  const items = files.flatMap(({ repository, path, notices }) => {
    const of: JsonRepository | null = repositories.find(({ name }) => name === repository) ?? null
    return notices.map(({ line, message: said }) => {
      const where = link(`${code(path)} line ${line}`, addressIn(of, path, line, line))
      return `<li>${several && of ? `${code(of.name)} ` : ''}${where}: ${message(said)}</li>`
    })
  })
  if (items.length === 0) return ''
  const more = items.length > mostFindings ? `<li>${counted(items.length - mostFindings, 'more note')}</li>` : ''
  return `<h2>Notes</h2>\n<ul>\n${items.slice(0, mostFindings).join('\n')}\n${more}</ul>`
}
