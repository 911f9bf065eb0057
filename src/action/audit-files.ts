import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { auditMarkdown } from '../report/audit-markdown.ts'
import { auditHtml } from '../report/html.ts'
import type { JsonReport } from '../report/json.ts'
import { toSarif } from '../report/sarif-files.ts'

/** Where the forms of a report are, by the names of the action's outputs. */
export interface AuditFiles {
  /** A folder, since a large report takes several files: the uploading action takes it as it is. */
  readonly sarif: string
  readonly html: string
  readonly markdown: string
}

/** Writes a report in every form but JSON. */
export async function writeAuditFiles(folder: string, report: JsonReport): Promise<AuditFiles> {
  const files = {
    sarif: join(folder, 'sarif'),
    html: join(folder, 'report.html'),
    markdown: join(folder, 'report.md'),
  }
  await mkdir(files.sarif, { recursive: true })
  for (const [index, text] of toSarif(report, (whole) => gzipSync(whole).length).entries()) {
    await writeFile(join(files.sarif, index === 0 ? 'layerwise.sarif' : `layerwise-${index + 1}.sarif`), text)
  }
  await writeFile(files.html, auditHtml(report))
  await writeFile(files.markdown, auditMarkdown(report))
  return files
}
