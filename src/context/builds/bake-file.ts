import type { Expression } from '../hcl/syntax.ts'

/** What a bake file says, in HCL or in JSON. https://docs.docker.com/build/bake/reference/ */
export interface BakeFile {
  readonly targets: readonly BakeBlock[]
  readonly groups: readonly BakeBlock[]
  /** The defaults of variables, and what is set at the top; null for one without a default. */
  readonly variables: ReadonlyMap<string, Expression | null>
}

/** A target or a group. */
export interface BakeBlock {
  readonly name: string
  readonly attributes: ReadonlyMap<string, Expression>
  /** 1-based. */
  readonly line: number
  readonly path: string
}
