import type { StepPlan } from '../caching/plan.ts'
import type { StaleIndex } from '../caching/stale-index.ts'
import type { Build } from '../context/builds/build.ts'
import type { FoundContexts } from '../context/contexts.ts'
import type { Tree } from '../context/tree.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import type { Finding, Note, Severity } from '../finding.ts'
import type { StageOrder } from '../ordering/orders.ts'
import type { LineRange } from '../text/lines.ts'

/** A Dockerfile and all that a rule may know of it. */
export interface Subject {
  readonly path: string
  readonly file: Dockerfile
  /** The file as it stands, where `file` is what it becomes once all other fixes are made. */
  readonly original: Dockerfile
  readonly stages: readonly Stage[]
  /** What each step that runs a package manager caches, and the right form. */
  readonly plans: readonly StepPlan[]
  /** Package indexes that are refreshed in a layer of their own. */
  readonly stale: readonly StaleIndex[]
  /** The repository around it. */
  readonly tree: Tree
  /** What the repository says of this Dockerfile's builds. */
  readonly builds: readonly Build[]
  /** The build contexts. Found when they are asked for. */
  readonly contexts: () => FoundContexts
  /** What is out of order in each stage, in all build contexts. Found when it is asked for. */
  readonly orders: () => readonly StageOrder[]
  /** The address of the frontend that a suggestion names: `docker/dockerfile:1`. */
  readonly syntax: string
}

/** A rule of Layerwise. Everything but `check` is shown to people: on its page, in `explain`, in the README. */
export interface Rule {
  /** An instruction to the author, kebab-case. Public, never reused. */
  readonly id: string
  readonly severity: Severity
  /** What the rule finds, in one sentence. */
  readonly says: string
  /** What it costs, and why Docker cannot know better. */
  readonly why: string
  readonly fixIsSafe: string
  readonly silentWhen: readonly string[]
  check(subject: Subject): readonly RuleFinding[]
}

/** A finding as a rule makes it: what all findings have in common is added behind it. */
export interface RuleFinding {
  readonly severity?: Severity
  readonly manager?: string
  readonly lines: LineRange
  readonly message: string
  readonly help: string
  readonly because?: readonly Note[]
  readonly remedy: Finding['remedy']
  readonly belongsIn?: Finding['belongsIn']
  /** Where a rule knows better than the layer graph: the files whose edits would no longer run the step. */
  readonly filesThatRun?: number
  /** The words that it is about, white space aside: they make up the fingerprint. */
  readonly about: string
}

/** A list in words: `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
