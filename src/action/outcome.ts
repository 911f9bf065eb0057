import type { FileReport } from '../analyse.ts'
import type { Finding } from '../finding.ts'
import type { JsonReport } from '../report/json.ts'

/** What a run found and said. */
export interface Outcome {
  readonly reports: readonly FileReport[]
  /** The findings that decide over success and failure. */
  readonly counted: readonly Finding[]
  /** How many comments were written. */
  readonly comments: number
  /** Empty when no review was written. */
  readonly reviewUrl: string
  /** Whether a check run of our own tells the result. */
  readonly isChecked?: boolean
  /** The job summary, as Markdown; null when there is nothing to show. */
  readonly summary: string | null
  /** The report of an audit, which is written in every form. */
  readonly audit?: JsonReport
  /** The addresses of what an audit keeps on GitHub; empty where that is nothing. */
  readonly issueUrl?: string
  readonly pullRequestUrl?: string
}

export const nothingFound: Outcome = { reports: [], counted: [], comments: 0, reviewUrl: '', summary: null }
