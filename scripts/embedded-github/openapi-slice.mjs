import { readFileSync } from 'node:fs'

/**
 * Cuts the calls that the embedded GitHub answers out of GitHub's published OpenAPI description, so that the tests can
 * hold the answers against it without the whole of it (385 MB unpacked). Run by hand when a call is added:
 *
 *     npm pack @octokit/openapi   # unpack, then
 *     node scripts/embedded-github/openapi-slice.mjs package/generated/api.github.com.json > __tests__/embedded-github/openapi-slice.json
 */
const OPERATIONS = `
  get
  get /pulls
  get /pulls/{pull_number}
  get /pulls/{pull_number}/files
  get /pulls/{pull_number}/commits
  get /pulls/{pull_number}/reviews
  post /pulls/{pull_number}/reviews
  get /pulls/{pull_number}/reviews/{review_id}
  put /pulls/{pull_number}/reviews/{review_id}
  delete /pulls/{pull_number}/reviews/{review_id}
  get /pulls/{pull_number}/reviews/{review_id}/comments
  post /pulls/{pull_number}/reviews/{review_id}/events
  get /pulls/{pull_number}/comments
  post /pulls/{pull_number}/comments
  post /pulls/{pull_number}/comments/{comment_id}/replies
  get /pulls/comments/{comment_id}
  patch /pulls/comments/{comment_id}
  delete /pulls/comments/{comment_id}
  get /issues/{issue_number}/comments
  post /issues/{issue_number}/comments
  get /issues/comments/{comment_id}
  patch /issues/comments/{comment_id}
  delete /issues/comments/{comment_id}
  get /git/blobs/{file_sha}
  get /git/trees/{tree_sha}
  get /contents/{path}
  get /compare/{basehead}
  get /commits/{ref}
`

const PROSE = new Set(['description', 'example', 'examples', 'title', 'summary', 'externalDocs', 'deprecated'])

const [, , file] = process.argv
if (!file) throw new Error('Name the description: node scripts/embedded-github/openapi-slice.mjs api.github.com.json')
const description = JSON.parse(readFileSync(file, 'utf8'))
/** @type {Set<string>} */
const wanted = new Set()

/** A copy without prose, which notes what it refers to. @param {any} part @param {boolean} names Whether the keys are names of properties. @returns {any} */
function bare(part, names = false) {
  if (Array.isArray(part)) return part.map((one) => bare(one))
  if (typeof part !== 'object' || part === null) return part
  /** @type {Record<string, unknown>} */
  const copy = {}
  for (const [key, value] of Object.entries(part)) {
    if (!names && (PROSE.has(key) || key.startsWith('x-'))) continue
    if (!names && key === '$ref') wanted.add(value)
    copy[key] = bare(value, !names && key === 'properties')
  }
  return copy
}

/** @type {Record<string, Record<string, unknown>>} */
const paths = {}
for (const line of OPERATIONS.split('\n').filter((text) => text.trim() !== '')) {
  const [method = '', rest = ''] = line.trim().split(' ')
  const path = `/repos/{owner}/{repo}${rest}`
  const operation = description.paths[path]?.[method]
  if (!operation) throw new Error(`The description has no ${method} ${path}.`)
  const { requestBody, responses } = operation
  paths[path] = { ...paths[path], [method]: bare({ ...(requestBody ? { requestBody } : {}), responses }) }
}

/** @type {Record<string, unknown>} */
const components = {}
for (const reference of wanted) {
  const [, , kind = '', name = ''] = reference.split('/')
  // What is added here while the loop runs is visited too.
  components[`${kind}/${name}`] = bare(description.components[kind][name])
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
process.stdout.write(
  `{\n${lines({ source, licence })},\n"paths": {\n${lines(paths)}\n},\n"components": {\n${lines(components)}\n}\n}\n`,
)
