import { counted } from '../report/layout.ts'
import type { Out } from './io.ts'

/** Fewer files are done before a person looks. */
const worthShowing = 50
const barWidth = 30
/** How many milliseconds a state stands before the next is drawn. */
const pause = 80

/** A bar on a terminal while many files are looked at; nothing anywhere else. */
export interface Progress {
  /** @param done how many Dockerfiles are finished */
  show(done: number, total: number, findings: number): void
  /** Takes the bar away. */
  end(): void
}

/** @param now gives the time in milliseconds */
export function startProgress(out: Out, total: number, now: () => number = () => performance.now()): Progress {
  if (!out.isTerminal || total <= worthShowing) return { show: () => {}, end: () => {} }
  let drawn = Number.NEGATIVE_INFINITY
  return {
    show(done, _, findings) {
      const time = now()
      if (time - drawn < pause) return
      drawn = time
      const filled = Math.round((done / total) * barWidth)
      out.write(
        `\r[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done}/${total} Dockerfiles, ${counted(findings, 'finding')}\u001b[K`,
      )
    },
    end() {
      out.write('\r\u001b[K')
    },
  }
}
