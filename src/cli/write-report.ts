import { writeFile } from 'node:fs/promises'
import { parse, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ReportFormat } from '../options.ts'
import { auditMarkdown } from '../report/audit-markdown.ts'
import { auditText } from '../report/audit-text.ts'
import { auditHtml } from '../report/html.ts'
import type { JsonReport } from '../report/json.ts'
import { toSarif } from '../report/sarif-files.ts'
import { quoted } from '../text/printable.ts'
import { InputError, type Io, wantsColour } from './io.ts'
import { jsonText } from './json-text.ts'

export interface Wanted {
  readonly format: ReportFormat
  /** As it was written; undefined for standard output. */
  readonly output: string | undefined
}

/**
 * Writes a report to where it was asked for.
 *
 * @throws {InputError} when the file cannot be written, or standard output cannot hold what are several files
 */
export async function writeReport(report: JsonReport, { format, output }: Wanted, io: Io): Promise<void> {
  const texts = textsOf(report, format, io, output === undefined)
  if (output === undefined) {
    const [text = '', ...more] = texts
    if (more.length > 0) {
      throw new InputError(`the report takes ${texts.length} SARIF files. Name the first one with --output FILE.`)
    }
    io.out.write(text)
    return
  }
  for (const [index, text] of texts.entries()) {
    const name = index === 0 ? output : numbered(output, index + 1)
    try {
      await writeFile(resolve(io.cwd, name), text)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new InputError(
        `--output: ${quoted(name)} cannot be written (${code ?? 'unknown reason'}). Name another file.`,
      )
    }
    io.err.write(`Wrote ${quoted(name)}.\n`)
  }
}

function textsOf(report: JsonReport, format: ReportFormat, io: Io, printed: boolean): string[] {
  switch (format) {
    case 'json':
      return [`${jsonText(report)}\n`]
    case 'sarif':
      return toSarif(report, (text) => gzipSync(text).length).map((text) => `${jsonText(JSON.parse(text))}\n`)
    case 'markdown':
      return [auditMarkdown(report)]
    case 'html':
      return [auditHtml(report)]
    case 'text': {
      const { columns } = io.out
      return [
        auditText(report, {
          colour: printed && wantsColour(io, io.out),
          ...(columns === undefined ? {} : { columns }),
        }),
      ]
    }
  }
}

/** `report.sarif` becomes `report-2.sarif`. */
function numbered(path: string, number: number): string {
  const { ext } = parse(path)
  return `${path.slice(0, path.length - ext.length)}-${number}${ext}`
}
