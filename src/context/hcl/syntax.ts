/** The blocks and attributes of a file in HCL. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: readonly Block[]
}

export interface Attribute {
  readonly expression: Expression
  /** 1-based. */
  readonly line: number
}

export interface Block {
  readonly type: string
  readonly labels: readonly string[]
  readonly body: Body
  /** 1-based. */
  readonly line: number
}

export type Expression = Kind & {
  /** As written. */
  readonly raw: string
}

type Kind =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }
  | { readonly kind: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'comparison'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  /** A call, a loop, a sum: what cannot be told from the file alone, or is not worth it. */
  | { readonly kind: 'unknown' }

export type Operator = '==' | '!=' | '&&' | '||'

export interface Entry {
  readonly key: Expression
  readonly value: Expression
  /** 1-based. */
  readonly line: number
}
