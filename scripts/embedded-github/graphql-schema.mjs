import { readFileSync } from 'node:fs'
import { buildSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'

/**
 * GitHub's published GraphQL schema, as `@octokit/graphql-schema` (MIT) carries it.
 *
 * @typedef {import('graphql').GraphQLSchema} GraphQLSchema
 */

// The package exports its objects only, which are five times as large.
const FILE = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)

/** By the fields that were taken out. @type {Map<string, GraphQLSchema>} */
const built = new Map()

/**
 * @param {readonly string[]} without Fields that an older GitHub Enterprise Server has not, each as `Type.field`.
 * @returns {GraphQLSchema}
 */
export function schemaWithout(without) {
  const key = [...without].sort().join(' ')
  const known = built.get(key)
  if (known) return known
  const schema = buildSchema(readFileSync(FILE, 'utf8'), { assumeValid: true, assumeValidSDL: true, noLocation: true })
  for (const name of without) {
    const [typeName = '', field = ''] = name.split('.')
    const type = schema.getType(typeName)
    const fields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields() : {}
    if (!fields[field]) throw new Error(`GitHub's schema has no ${name}.`)
    delete fields[field]
  }
  built.set(key, schema)
  return schema
}
