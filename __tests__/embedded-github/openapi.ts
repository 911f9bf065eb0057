import { readFileSync } from 'node:fs'

/**
 * Holds values against GitHub's published OpenAPI description, of which `openapi-slice.json` is the part in use.
 * Only the keywords that occur in it are known; another one is an error, so that nothing passes unseen.
 */

interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly nullable?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly additionalProperties?: boolean | Schema
  readonly format?: string
  readonly default?: unknown
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

interface Operation {
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body & { readonly $ref?: string }>>
}

const slice = JSON.parse(readFileSync(new URL('./openapi-slice.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Schema & Body>>
}

const KEYWORDS = new Set(
  '$ref type nullable properties required items enum oneOf anyOf additionalProperties format default discriminator'.split(
    ' ',
  ),
)

/** How many operations the description holds, each as `get /repos/{owner}/{repo}`. */
export const operations: readonly string[] = Object.entries(slice.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method} ${path}`),
)

/** What is wrong with an answer to `get /repos/{owner}/{repo}`, one line each; empty when it is as described. */
export function wrongWithResponse(operation: string, status: number, body: unknown): string[] {
  const [method = '', path = ''] = operation.split(' ')
  const described = slice.paths[path]?.[method]?.responses[status]
  if (!described) return [`${operation} has no answer ${status}`]
  const schema = bodyOf(described)
  if (!schema) return body === undefined ? [] : ['a body where none is described']
  return wrong(schema, body, '$')
}

/** What is wrong with the body of a request, one line each. */
export function wrongWithRequest(operation: string, body: unknown): string[] {
  const [method = '', path = ''] = operation.split(' ')
  const described = slice.paths[path]?.[method]?.requestBody
  const schema = described && bodyOf(described)
  return schema ? wrong(schema, body, '$') : [`${operation} takes no body`]
}

/** The operation that a request's method and decoded path belong to, or undefined. */
export function operationOf(method: string, path: string): string | undefined {
  return operations.find((operation) => {
    const [name, pattern = ''] = operation.split(' ')
    const source = pattern.replace(/\{(?:path|basehead|ref|tree_sha)\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')
    return name === method.toLowerCase() && new RegExp(`^${source}$`).test(path)
  })
}

const bodyOf = (body: Body & { readonly $ref?: string }): Schema | undefined =>
  (body.$ref ? component(body.$ref) : body).content?.['application/json']?.schema

function component(reference: string): Schema & Body {
  const found = slice.components[reference.replace('#/components/', '')]
  if (!found) throw new Error(`The description lacks ${reference}.`)
  return found
}

/** What is wrong with a value, each with its place (`$.user.login: ...`). */
export function wrong(schema: Schema, value: unknown, at: string): string[] {
  const unknown = Object.keys(schema).find((key) => !KEYWORDS.has(key))
  if (unknown) throw new Error(`${at}: the keyword ${unknown} is not known here`)
  if (schema.$ref) return wrong(component(schema.$ref), value, at)
  if (value === null && schema.nullable) return []
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) {
    // The forms of a `oneOf` overlap in this description (an empty object takes everything): one that fits is enough.
    const tried = choices.map((choice) => wrong(choice, value, at))
    if (tried.some((problems) => problems.length === 0)) return []
    return [`${at}: fits none of ${choices.length} forms: ${tried.map(([first]) => first).join(' | ')}`]
  }
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  const fits =
    schema.type === undefined ||
    schema.type === type ||
    (type === 'number' && (schema.type === 'integer' ? Number.isInteger(value) : schema.type === 'number'))
  if (!fits) return [`${at}: ${type} instead of ${schema.type}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${JSON.stringify(value)} is none of ${schema.enum}`]
  if (typeof value === 'string' && !inFormat(schema.format, value)) return [`${at}: ${value} is no ${schema.format}`]
  if (Array.isArray(value))
    return value.flatMap((one, i) => (schema.items ? wrong(schema.items, one, `${at}[${i}]`) : []))
  if (type !== 'object') return []
  const object = value as Readonly<Record<string, unknown>>
  const missing = (schema.required ?? []).filter((key) => !(key in object)).map((key) => `${at}.${key}: missing`)
  const inside = Object.entries(object).flatMap(([key, one]) => {
    const known = schema.properties?.[key]
    if (known) return wrong(known, one, `${at}.${key}`)
    if (schema.additionalProperties === false) return [`${at}.${key}: not described`]
    return typeof schema.additionalProperties === 'object'
      ? wrong(schema.additionalProperties, one, `${at}.${key}`)
      : []
  })
  return [...missing, ...inside]
}

function inFormat(format: string | undefined, value: string): boolean {
  if (format === 'uri') return URL.canParse(value)
  if (format === 'date-time') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)
  return true
}
