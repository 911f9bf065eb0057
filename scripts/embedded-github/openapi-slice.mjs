import { readFileSync } from 'node:fs'
import { ROUTES } from './routes.mjs'
import { generalRoutes } from './routes-general.mjs'

/**
 * Cuts the calls that the embedded GitHub answers out of GitHub's published OpenAPI description, so that the tests can
 * hold requests and answers against it without the whole of it (13 MB). Which calls these are is read from the server's
 * own routes. Run by hand when a call is added:
 *
 *     npm pack @octokit/openapi   # unpack, then
 *     node scripts/embedded-github/openapi-slice.mjs package/generated/api.github.com.json > __tests__/embedded-github/openapi-slice.json
 *
 * The schemas are written as JSON Schema: `nullable` becomes a type, and `oneOf` becomes `anyOf`, since its forms
 * overlap in this description (an empty object takes everything).
 */

const PROSE = new Set(
  'description example examples title summary externalDocs deprecated headers discriminator default readOnly'.split(
    ' ',
  ),
)

const [, , file] = process.argv
if (!file) throw new Error('Name the description: node scripts/embedded-github/openapi-slice.mjs api.github.com.json')
const description = JSON.parse(readFileSync(file, 'utf8'))
/** @type {Set<string>} */
const wanted = new Set()

/** A copy without prose, which notes what it refers to. @param {any} part @param {boolean} names Whether the keys are names of properties. @returns {any} */
function bare(part, names = false) {
  if (Array.isArray(part)) return part.map((one) => bare(one))
  if (typeof part !== 'object' || part === null) return part
  /** @type {Record<string, any>} */
  const copy = {}
  for (const [key, value] of Object.entries(part)) {
    if (!names && (PROSE.has(key) || key.startsWith('x-'))) continue
    if (!names && key === '$ref') wanted.add(value)
    copy[!names && key === 'oneOf' ? 'anyOf' : key] = bare(value, !names && key === 'properties')
  }
  if (names || copy.nullable !== true) return copy
  const { nullable: _, ...rest } = copy
  if (typeof rest.type !== 'string') return { anyOf: [rest, { type: 'null' }] }
  return { ...rest, type: [rest.type, 'null'], ...(rest.enum ? { enum: [...new Set([...rest.enum, null])] } : {}) }
}

/** The described path that a route answers. @param {string} method @param {string} route */
function described(method, route) {
  const parts = route.split('/').filter(Boolean)
  const found = Object.keys(description.paths).find((path) => {
    const segments = path.split('/').filter(Boolean)
    return (
      description.paths[path][method] &&
      segments.length === parts.length &&
      segments.every(
        (segment, index) =>
          segment.startsWith('{') === /^[:*]/.test(parts[index] ?? '') &&
          (segment.startsWith('{') || segment === parts[index]),
      )
    )
  })
  if (!found) throw new Error(`The description has no ${method} ${route}.`)
  return found
}

/** @type {Record<string, Record<string, unknown>>} */
const paths = {}
const routes = [
  ...generalRoutes.filter(({ path }) => !path.startsWith('_')),
  ...ROUTES.map(({ method, path }) => ({ method, path: `repos/:owner/:repo/${path}` })),
]
for (const route of routes) {
  const method = route.method.toLowerCase()
  const path = described(method, route.path)
  const { requestBody, responses } = description.paths[path][method]
  paths[path] = { ...paths[path], [method]: bare({ ...(requestBody ? { requestBody } : {}), responses }) }
}

/** @type {Record<string, Record<string, unknown>>} */
const kinds = {}
for (const reference of wanted) {
  const [, , kind = '', name = ''] = reference.split('/')
  // What is added here while the loop runs is visited too.
  kinds[kind] = { ...kinds[kind], [name]: bare(description.components[kind][name]) }
}

/** One entry a line, so that an update can be read. @param {Record<string, unknown>} entries */
const lines = (entries) =>
  Object.entries(entries)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')

const { version } = description.info
const source = `@octokit/openapi ${version}, made from https://github.com/github/rest-api-description, cut by scripts/embedded-github/openapi-slice.mjs`
const licence = [
  'MIT License',
  'Copyright (c) 2020 Octokit contributors; Copyright (c) 2020 GitHub',
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:',
  'The above copyright notice and this permission notice (including the next paragraph) shall be included in all copies or substantial portions of the Software.',
  'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
]
const components = Object.entries(kinds).map(([kind, entries]) => `${JSON.stringify(kind)}: {\n${lines(entries)}\n}`)
process.stdout.write(
  `{\n${lines({ source, licence })},\n"paths": {\n${lines(paths)}\n},\n"components": {\n${components.join(',\n')}\n}\n}\n`,
)
