import { GraphqlSyntaxError, readGraphql } from './graphql-reader.mjs'
import { nodeId } from './shapes.mjs'
import { may } from './tokens.mjs'

/**
 * Answers GraphQL over a small part of GitHub's schema: who the caller is, and objects of a repository.
 * A field that is not there is refused as GitHub refuses it, with the whole query.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {import('./tokens.mjs').Token} Token
 * @typedef {{ [name: string]: unknown, __typename: string }} Node A function is a field with arguments.
 * @typedef {import('./graphql-reader.mjs').Selection} Selection
 * @typedef {{ message: string, type?: string, path?: string[], extensions?: Record<string, unknown>, locations?: { line: number, column: number }[] }} Trouble
 */

/** A refusal that concerns one field, which is null then; the others are answered. */
class FieldError extends Error {
  /** @param {string} type @param {string} message */
  constructor(type, message) {
    super(message)
    this.type = type
  }
}

/** @param {GitHub} github @param {Token | null} token @param {any} request @returns {import('./server.mjs').Answer} */
export function answerGraphql(github, token, request) {
  if (token === null)
    return {
      status: 401,
      body: {
        message: 'This endpoint requires you to be authenticated.',
        documentation_url:
          'https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql',
        status: '401',
      },
    }
  if (typeof request?.query !== 'string')
    return { status: 400, body: { message: 'A query attribute must be specified and must be a string.' } }
  try {
    const document = readGraphql(request.query)
    const operation = document.operations.find(({ name }) => !request.operationName || name === request.operationName)
    if (!operation) return { body: { errors: [{ message: 'An operation name is required' }] } }
    const variables = { ...operation.defaults, ...request.variables }
    const missing = operation.required.find((name) => variables[name] === undefined || variables[name] === null)
    if (missing)
      return {
        body: {
          errors: [{ message: `Variable $${missing} of type was provided invalid value`, extensions: { value: null } }],
        },
      }
    const root =
      operation.operation === 'query' ? query(github, token) : /** @type {Node} */ ({ __typename: 'Mutation' })
    /** @type {Trouble[]} */
    const fatal = []
    /** @type {Trouble[]} */
    const partial = []
    const run = { fragments: document.fragments, variables, fatal, partial }
    const data = select(run, root, operation.selection, [])
    if (fatal.length > 0) return { body: { errors: fatal } }
    return { body: partial.length > 0 ? { data, errors: partial } : { data } }
  } catch (error) {
    if (!(error instanceof GraphqlSyntaxError)) throw error
    return { body: { errors: [{ message: error.message, locations: [{ line: error.line, column: error.column }] }] } }
  }
}

/**
 * @param {{ fragments: import('./graphql-reader.mjs').Document['fragments'], variables: Record<string, unknown>, fatal: Trouble[], partial: Trouble[] }} run
 * @param {Node} node @param {Selection[]} selection @param {string[]} path @returns {Record<string, unknown>}
 */
function select(run, node, selection, path) {
  /** @type {Record<string, unknown>} */
  const data = {}
  for (const part of selection) {
    if (part.kind !== 'field') {
      const fragment = part.kind === 'spread' ? run.fragments[part.name] : part
      if (!fragment)
        run.fatal.push({ message: `Fragment ${part.kind === 'spread' ? part.name : ''} was used, but not defined` })
      else if (
        fragment.on === null ||
        fragment.on === node.__typename ||
        (fragment.on === 'GitObject' && 'oid' in node)
      )
        Object.assign(data, select(run, node, fragment.selection, path))
      continue
    }
    const { name, alias, line, column } = part
    const here = [...path, alias]
    const locations = [{ line, column }]
    if (!Object.hasOwn(node, name)) {
      const extensions = { code: 'undefinedField', typeName: node.__typename, fieldName: name }
      run.fatal.push({
        message: `Field '${name}' doesn't exist on type '${node.__typename}'`,
        path: here,
        extensions,
        locations,
      })
      continue
    }
    const args = Object.entries(part.args).map(([key, value]) => [
      key,
      'variable' in value ? run.variables[value.variable] : value.value,
    ])
    try {
      const field = node[name]
      const value = typeof field === 'function' ? field(Object.fromEntries(args)) : field
      const composite = typeof value === 'object' && value !== null
      if (composite && part.selection === null) {
        const message = `Field must have selections (field '${name}' returns ${value.__typename} but has no selections. Did you mean '${name} { ... }'?)`
        run.fatal.push({ message, path: here, extensions: { code: 'selectionMismatch' }, locations })
      } else data[alias] = composite ? select(run, value, part.selection ?? [], here) : (value ?? null)
    } catch (error) {
      if (!(error instanceof FieldError)) throw error
      data[alias] = null
      run.partial.push({ type: error.type, path: here, locations, message: error.message })
    }
  }
  return data
}

/** @param {GitHub} github @param {Token} token @returns {Node} */
const query = (github, token) => ({
  __typename: 'Query',
  viewer: { __typename: 'User', login: token.login },
  /** @param {{ owner: string, name: string }} args */
  repository({ owner, name }) {
    const found = github.find(owner, name)
    if (!found || (found.private && !may(token, ['contents', 'pull-requests', 'issues'], 'read')))
      throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
    return {
      __typename: 'Repository',
      id: nodeId('R', found.id),
      name: found.name,
      nameWithOwner: found.fullName,
      isPrivate: found.private,
      isFork: found.parent !== null,
      /** @param {{ expression?: string, oid?: string }} args */
      object({ expression, oid }) {
        if (found.private && !may(token, ['contents'], 'read'))
          throw new FieldError('FORBIDDEN', 'Resource not accessible by integration')
        const sha = found.git.resolve(oid ?? expression ?? '')
        return sha && gitObject(github, found, sha)
      },
    }
  },
})

/** @param {GitHub} github @param {import('./repository.mjs').Repository} repository @param {string} sha @returns {Node} */
function gitObject(github, repository, sha) {
  const type = repository.git.typeOf(sha)
  const common = { oid: sha, abbreviatedOid: sha.slice(0, 7), id: nodeId('GO', sha) }
  if (type !== 'blob') return { __typename: type === 'tree' ? 'Tree' : type === 'tag' ? 'Tag' : 'Commit', ...common }
  const bytes = repository.git.blob(sha)
  const binary = bytes.subarray(0, 8000).includes(0)
  const limit = github.limits.blobTextBytes
  return {
    __typename: 'Blob',
    ...common,
    byteSize: bytes.length,
    isBinary: binary,
    isTruncated: !binary && bytes.length > limit,
    text: binary ? null : bytes.subarray(0, limit).toString(),
  }
}
