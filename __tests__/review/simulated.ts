import type { Finding } from '../../src/finding.ts'
import { hunksBetween } from '../../src/review/hunks.ts'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import type { ReviewedFile } from '../../src/review/plan.ts'
import { type Action, type ReconcileRequest, type Reconciliation, reconcile } from '../../src/review/reconcile.ts'
import { renderComment } from '../../src/review/render.ts'
import { type Standing, summaryOf, type Thread } from '../../src/review/standing.ts'
import { isRight, isWorthASummary, markOf, renderReview, renderSummary } from '../../src/review/summary.ts'
import { finding, report } from '../report/reports.ts'

/** A line that keeps its identity while others come and go above it. */
export interface Line {
  readonly id: number
  readonly text: string
}

interface Said {
  readonly comment: number
  readonly path: string
  readonly on: Line
  body: string
  resolved: 'no' | 'by-us' | 'by-others'
  answers: string[]
}

/**
 * A pull request that adds Dockerfiles, in memory. A line `RUN bad NAME` is a finding; its fix makes it `RUN good NAME as USER`,
 * where the user is what the last line `USER …` above says, so that a suggestion can change while its own line does not.
 */
export class SimulatedPull {
  files = new Map<string, Line[]>()
  said: Said[] = []
  reviews: { id: number; body: string; state: string }[] = []
  mayResolve = true
  head = 0
  #ids = 0

  copy(): SimulatedPull {
    const other = new SimulatedPull()
    other.files = new Map([...this.files].map(([path, lines]) => [path, [...lines]]))
    other.said = this.said.map((one) => ({ ...one, answers: [...one.answers] }))
    other.reviews = this.reviews.map((one) => ({ ...one }))
    other.mayResolve = this.mayResolve
    other.head = this.head
    other.#ids = this.#ids
    return other
  }

  id = (): number => ++this.#ids

  line = (text: string): Line => ({ id: this.id(), text })

  get headSha(): string {
    return this.head.toString(16).padStart(40, '0')
  }

  reviewed(): ReviewedFile[] {
    return [...this.files].map(([path, lines]) => {
      const text = lines.map((line) => `${line.text}\n`).join('')
      let user = 'root'
      const counts = new Map<string, number>()
      const findings = lines.flatMap(({ text: words }, index): Finding[] => {
        if (words.startsWith('USER ')) user = words.slice(5)
        const name = /^RUN bad (\S+)$/.exec(words)?.[1]
        if (name === undefined) return []
        const start = lines.slice(0, index).reduce((sum, line) => sum + line.text.length + 1, 0)
        const span = { start, end: start + words.length }
        const fresh = `RUN good ${name} as ${user}`
        const remedy = { safety: 'safe', edits: [{ kind: 'replace', span, text: fresh }] } as const
        const severity = name.startsWith('e') ? 'error' : 'warning'
        const nth = (counts.get(name) ?? 0) + 1
        counts.set(name, nth)
        // As the analysis counts the same words in a file.
        return [finding(index + 1, { fingerprint: nth === 1 ? name : `${name}|${nth}`, remedy, severity })]
      })
      return { report: report(path, text, findings), diff: { hunks: hunksBetween(null, text), certain: true } }
    })
  }

  thread = (one: Said): Thread => {
    const index = this.files.get(one.path)?.findIndex(({ id }) => id === one.on.id) ?? -1
    const mark = readCommentMark(one.body)
    if (!mark) throw new Error('a comment of ours without a mark')
    return {
      ...{ id: `T${one.comment}`, comment: one.comment, path: one.path, body: one.body, mark, resolved: one.resolved },
      lines: index === -1 ? null : { start: index + 1, end: index + 1 },
      outdated: index === -1,
      answered: one.answers.length > 0,
    }
  }

  get standing(): Standing {
    return {
      threads: this.said.map(this.thread),
      reviews: this.reviews.map(({ id, body, state }) => ({
        ...{ id, node: `R${id}`, body, state, url: `#${id}` },
        summary: readSummaryMark(body),
      })),
    }
  }

  plan(options: Partial<ReconcileRequest> = {}): Reconciliation {
    return reconcile({
      ...{ files: this.reviewed(), standing: this.standing, headSha: this.headSha, commentLimit: 30 },
      ...{
        reviewEvent: 'comment',
        isUnknown: () => false,
        isThere: (path: string) => this.files.has(path),
        ...options,
      },
    })
  }

  /** One run: all steps, or as many as it lives to take. Gives how many it took. */
  run(steps = Number.POSITIVE_INFINITY, options: Partial<ReconcileRequest> = {}): number {
    const { actions, plan, memory } = this.plan(options)
    const surroundings = { headSha: this.headSha, addressOf: () => null }
    let taken = 0
    for (const action of actions) {
      if (taken++ >= steps) return taken - 1
      this.#do(action, () => renderSummary(plan, memory, surroundings))
    }
    const summary = summaryOf(this.standing)
    const right = summary ? isRight(summary.summary, markOf(plan, memory, this.headSha)) : !isWorthASummary(plan)
    if (right) return taken
    if (taken++ >= steps) return taken - 1
    const body = renderSummary(plan, memory, surroundings)
    const there = this.reviews.find(({ id }) => id === summary?.id)
    if (there) there.body = body
    else this.reviews.push({ id: this.id(), body, state: 'COMMENTED' })
    return taken
  }

  #do(action: Action, summary: () => string): void {
    const saidIn = ({ comment }: Thread) => this.said.find((one) => one.comment === comment) as Said
    if (action.do === 'create') {
      const first = summaryOf(this.standing) === null
      const body = first ? summary() : renderReview(action.comments, { headSha: this.headSha })
      const state = action.event === 'COMMENT' ? 'COMMENTED' : 'CHANGES_REQUESTED'
      this.reviews.push({ id: this.id(), body, state })
      for (const comment of action.comments) {
        const on = this.files.get(comment.path)?.[comment.lines.end - 1] as Line
        const body_ = renderComment(comment)
        this.said.push({ comment: this.id(), path: comment.path, on, body: body_, resolved: 'no', answers: [] })
      }
    } else if (action.do === 'edit') saidIn(action.thread).body = action.body
    else if (action.do === 'resolve') {
      if (this.mayResolve) saidIn(action.thread).resolved = 'by-us'
      else if (action.otherwise !== null) saidIn(action.thread).body = action.otherwise
    } else {
      const review = this.reviews.find(({ id }) => id === action.review.id)
      if (review && action.do === 'dismiss') review.state = 'DISMISSED'
      if (review && action.do === 'fold') review.body = renderReview([], { headSha: this.headSha })
    }
  }
}
