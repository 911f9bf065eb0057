import { defaultFieldResolver, execute, GraphQLError, parse, validate, visit } from 'graphql'
import { FieldError } from './graphql-errors.mjs'
import { mutation } from './graphql-mutations.mjs'
import { query } from './graphql-objects.mjs'
import { schemaWithout } from './graphql-schema.mjs'

/**
 * Answers GraphQL: GitHub's published schema, executed by `graphql`, with the errors worded as GitHub words them. A
 * field of the schema that this server has no value for is an error of its own, so that no client takes it for null.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {import('./tokens.mjs').Token} Token
 * @typedef {{ message: string, type?: string, path?: readonly (string | number)[], extensions?: Record<string, unknown>, locations?: readonly { line: number, column: number }[] }} Trouble
 */

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
  const schema = schemaWithout(github.fieldsLeftOut)
  let document
  try {
    document = parse(request.query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return { body: { errors: [syntaxTrouble(error)] } }
  }
  const invalid = validate(schema, document)
  if (invalid.length > 0) return { body: { errors: invalid.map((error) => validationTrouble(document, error)) } }
  const result = execute({
    schema,
    document,
    rootValue: { ...query(github, token), ...mutation(github, token) },
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
    fieldResolver(source, args, context, info) {
      // A root value serves queries and mutations; what is not in an object is not known to this server.
      if (!(info.fieldName in source))
        throw new Error(`The embedded GitHub has no ${info.parentType.name}.${info.fieldName} yet.`)
      return defaultFieldResolver(source, args, context, info)
    },
  })
  if ('then' in result) throw new Error('Nothing here is asynchronous.')
  const errors = result.errors?.map(executionTrouble)
  // Without an operation or with variables that do not fit nothing is executed.
  if (result.data === undefined) return { body: { errors } }
  return { body: errors ? { data: result.data, errors } : { data: result.data } }
}

/** @param {GraphQLError} error @returns {Trouble} */
function syntaxTrouble(error) {
  const [at = { line: 1, column: 1 }] = error.locations ?? []
  const found = /(?:found|Unexpected) (.+?)\.?$/.exec(error.message)?.[1] ?? 'input'
  const message = found.includes('<EOF>')
    ? 'Parse error on end of file'
    : `Parse error on ${found} at [${at.line}, ${at.column}]`
  return { message, locations: [at] }
}

/** GitHub names the place of what is wrong in a query by the fields that lead to it. @param {import('graphql').DocumentNode} document @param {GraphQLError} error @returns {Trouble} */
function validationTrouble(document, error) {
  const locations = error.locations ?? []
  const path = pathTo(document, error.nodes?.[0])
  const about = { path, locations }
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message)
  if (unknown) {
    const [, fieldName, typeName] = unknown
    const extensions = { code: 'undefinedField', typeName, fieldName }
    return { ...about, extensions, message: `Field '${fieldName}' doesn't exist on type '${typeName}'` }
  }
  const bare = /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/.exec(error.message)
  if (bare) {
    const [, name, type] = bare
    const message = `Field must have selections (field '${name}' returns ${type?.replace(/[[\]!]/g, '')} but has no selections. Did you mean '${name} { ... }'?)`
    return { ...about, extensions: { code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: type }, message }
  }
  const unused = /^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/.exec(error.message)
  if (unused) {
    const message = `Variable $${unused[1]} is declared by ${unused[2] ?? 'anonymous query'} but not used`
    return { ...about, extensions: { code: 'variableNotUsed', variableName: unused[1] }, message }
  }
  const argument = /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(error.message)
  if (argument) {
    const [, argumentName, , name] = argument
    const extensions = { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName }
    return { ...about, extensions, message: `Field '${name}' doesn't accept argument '${argumentName}'` }
  }
  return { ...about, message: error.message }
}

/** @param {import('graphql').DocumentNode} document @param {import('graphql').ASTNode | undefined} wanted @returns {string[]} */
function pathTo(document, wanted) {
  /** @type {string[]} */
  const stack = []
  /** @type {string[]} */
  let found = []
  /** @param {import('graphql').ASTNode} node */
  const nameOf = (node) => {
    if (node.kind === 'OperationDefinition') return [node.operation, node.name?.value].filter(Boolean).join(' ')
    if (node.kind === 'FragmentDefinition') return `fragment ${node.name.value}`
    if (node.kind === 'InlineFragment') return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...'
    return node.kind === 'Field' ? (node.alias ?? node.name).value : null
  }
  visit(document, {
    enter(node) {
      const name = nameOf(node)
      if (name !== null) stack.push(name)
      if (node === wanted) found = [...stack]
    },
    leave(node) {
      if (nameOf(node) !== null) stack.pop()
    },
  })
  return found
}

/** @param {GraphQLError} error @returns {Trouble} */
function executionTrouble(error) {
  const { originalError: cause, locations = [], path } = error
  if (cause instanceof FieldError) {
    const extensions = cause.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}
    return { type: cause.type, ...(path ? { path } : {}), ...extensions, locations, message: cause.message }
  }
  const variable = /^Variable "\$(\w+)" (?:of required type "([^"]+)" was not provided|got invalid value)/.exec(
    error.message,
  )
  if (variable) {
    const message = `Variable $${variable[1]} of type ${variable[2] ?? 'that is asked for'} was provided invalid value`
    return { message, locations, extensions: { value: null, problems: [{ path: [], explanation: error.message }] } }
  }
  if (/^Must provide operation name|^Unknown operation/.test(error.message))
    return { message: 'An operation name is required' }
  // A mistake of this server: said loudly, because a client's own error handling would hide it.
  if (cause) process.stderr.write(`embedded GitHub: ${cause.stack}\n`)
  return { message: error.message, ...(path ? { path } : {}), locations }
}
