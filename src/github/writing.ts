import type { Reconciliation } from '../review/reconcile.ts'
import type { Standing } from '../review/standing.ts'
import type { Surroundings } from '../review/summary.ts'
import type { Api } from './api.ts'
import type { PullRequest } from './pull-request.ts'

/** What is to be written, and all that it hangs on. */
export interface ReviewRequest {
  readonly pull: PullRequest
  readonly reconciliation: Reconciliation
  readonly standing: Standing
  /** Whether the pull request is known to be open and at this commit: what stands there was read a moment ago. */
  readonly isCurrent: boolean
  /** The login of our token. */
  readonly viewer: string
  readonly surroundings: Surroundings
}

/** What the writing of one run hangs on. */
export interface Writing {
  readonly api: Api
  readonly request: ReviewRequest
  /** Whether this run still has the word. Asked before each step, since a newer run may have begun meanwhile. */
  readonly isCurrent: () => Promise<boolean>
}
