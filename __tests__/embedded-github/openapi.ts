import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

/**
 * Holds requests and answers against GitHub's published OpenAPI description, of which `openapi-slice.json` is the part
 * that the embedded server answers. The judge is `ajv`, which shares nothing with server and client.
 */

type Schema = Readonly<Record<string, unknown>>

interface Body {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

interface Operation {
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body>>
}

const slice = JSON.parse(readFileSync(new URL('./openapi-slice.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema & Body>>>>
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, logger: false })
;(formats as unknown as (to: Ajv, options: object) => void)(ajv, ['uri', 'date-time', 'email'])
// GitHub writes dates without fractions of seconds.
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
ajv.addSchema({ $id: 'github', components: slice.components })

/**
 * Where GitHub itself answers otherwise than its description says: outdated comments and comments on whole files have
 * no line and no position, and a pull request whose fork was deleted has no head repository (github/rest-api-description#161).
 */
const KNOWN_DEVIATIONS = [
  /(?:\/|^\$)(?:(?:original_)?line|position): must be integer$/,
  /\/head\/repo: must be object$/,
]

/** How many operations the description holds, each as `get /repos/{owner}/{repo}`. */
export const operations: readonly string[] = Object.entries(slice.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method} ${path}`),
)

const judges = new Map<string, ValidateFunction>()

function wrong(key: string, schema: () => Schema, value: unknown): string[] {
  let judge = judges.get(key)
  if (!judge) {
    judge = ajv.compile(absolute(schema()) as Schema)
    judges.set(key, judge)
  }
  if (judge(value)) return []
  return (judge.errors ?? [])
    .map(({ instancePath, message, params }) => `$${instancePath}: ${message} ${detail(params)}`.trim())
    .filter((line) => !KNOWN_DEVIATIONS.some((known) => known.test(line)))
}

const detail = (params: Readonly<Record<string, unknown>>): string =>
  typeof params.additionalProperty === 'string' ? `(${params.additionalProperty})` : ''

/** What is wrong with an answer to `get /repos/{owner}/{repo}`, one line each; empty when it is as described. */
export function wrongWithResponse(operation: string, status: number, body: unknown): string[] {
  const described = operationNamed(operation)?.responses[status]
  if (!described) {
    // Not every refusal is described; those that are not have the same form.
    if (status < 400) return [`${operation} has no answer ${status}`]
    return wrong('error', () => ({ $ref: '#/components/schemas/basic-error' }), body)
  }
  const schema = schemaOf(described)
  if (!schema) return body === undefined || status >= 300 ? [] : ['a body where none is described']
  return wrong(`${operation} ${status}`, () => schema, body)
}

/** What is wrong with the body of a request, one line each. A key that the description has not is wrong, too. */
export function wrongWithRequest(operation: string, body: unknown): string[] {
  const described = operationNamed(operation)?.requestBody
  const schema = described && schemaOf(described)
  return schema ? wrong(operation, () => closed(schema) as Schema, body) : [`${operation} takes no body`]
}

/** The operation that a request's method and decoded path belong to, or undefined. */
export function operationOf(method: string, path: string): string | undefined {
  // The links of GitHub's own pages name a repository by its number.
  const named = path.replace(/^\/repositories\/\d+/, '/repos/o/r')
  return operations.find((operation) => {
    const [name, pattern = ''] = operation.split(' ')
    const open = /\{(?:path|basehead|ref|tree_sha)\}$/
    const source = pattern.replace(open, '.*').replace(/\{\w+\}/g, '[^/]+')
    return name === method.toLowerCase() && new RegExp(`^${source}$`).test(named)
  })
}

/** What was asked and answered that is not as described, one line each. */
export function undescribed(
  requests: readonly { method: string; path: string; body: unknown; status: number; answered?: unknown }[],
): string[] {
  return requests.flatMap(({ method, path, body, status, answered }) => {
    if (path === '/graphql' || path.startsWith('/_blobs/') || answered === undefined) return []
    const operation = operationOf(method, path)
    if (!operation) return [`${method} ${path}: the description has no such call`]
    // A request that was refused was perhaps meant to be.
    const asked = body !== null && status < 300 ? wrongWithRequest(operation, body) : []
    return [...asked, ...wrongWithResponse(operation, status, answered ?? undefined)].map(
      (one) => `${operation}: ${one}`,
    )
  })
}

function operationNamed(operation: string): Operation | undefined {
  const [method = '', path = ''] = operation.split(' ')
  return slice.paths[path]?.[method]
}

function schemaOf(body: Body): Schema | undefined {
  const [, , kind = '', name = ''] = body.$ref?.split('/') ?? []
  return (body.$ref ? slice.components[kind]?.[name] : body)?.content?.['application/json']?.schema as
    | Schema
    | undefined
}

/** References that lead into the description, from wherever they are compiled. */
function absolute(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(absolute)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'github#') : absolute(value),
    ]),
  )
}

/** Objects whose keys are listed have no others. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]))
  const combined = ['anyOf', 'allOf', 'additionalProperties'].some((key) => key in copy)
  return typeof copy.properties === 'object' && copy.type === 'object' && !combined
    ? { ...copy, additionalProperties: false }
    : copy
}
