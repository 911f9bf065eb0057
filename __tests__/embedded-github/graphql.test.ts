import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, type Server } from './client.ts'

let github: Server
beforeAll(async () => {
  github = await startGitHub({ limits: { blobTextBytes: 10 } })
  github.createRepository({
    owner: 'o',
    name: 'r',
    files: { Dockerfile: 'FROM a\n', 'p q/"x".txt': 'é\n', bin: Buffer.from([1, 0, 2]), long: 'x'.repeat(11) },
  })
  github.createRepository({ owner: 'o', name: 'secret', private: true })
})
afterAll(() => github.stop())

const ask = async (query: string, variables?: Record<string, unknown>, token?: string) =>
  (await call(github, 'POST', '/graphql', { body: { query, variables }, ...(token ? { token } : {}) })).body

describe('a query', () => {
  test('tells who asks', async () => {
    expect(await ask('query { viewer { login } }')).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } })
  })

  test('reads texts under aliases, with variables or without, whatever the blanks', async () => {
    const short =
      '{repository(owner:"o",name:"r"){a:object(expression:"main:Dockerfile"){...on Blob{text byteSize}} b:object(expression:"main:nope"){__typename}}}'
    expect(await ask(short)).toEqual({ data: { repository: { a: { text: 'FROM a\n', byteSize: 7 }, b: null } } })
    const long = `
      # the same with everything
      query Texts($owner: String!, $name: String!, $first: String = "main:Dockerfile", $second: String!) {
        repository(owner: $owner, name: $name) {
          nameWithOwner
          f0: object(expression: $first) { __typename oid ...Text }
          f1: object(expression: $second) { ...Text }
        }
      }
      fragment Text on Blob { text, isBinary, isTruncated, byteSize }`
    const { data } = await ask(long, { owner: 'o', name: 'r', second: 'main:p q/"x".txt' })
    expect(data.repository).toMatchObject({
      nameWithOwner: 'o/r',
      f0: { __typename: 'Blob', text: 'FROM a\n', isBinary: false, isTruncated: false },
      f1: { text: 'é\n', byteSize: 3 },
    })
    const escaped = '{repository(owner:"o",name:"r"){object(expression:"main:p q/\\"x\\".txt"){... on Blob{text}}}}'
    expect((await ask(escaped)).data.repository.object.text).toBe('é\n')
  })

  test('has no text of a binary file and cuts a long one', async () => {
    const query = `{ repository(owner: "o", name: "r") {
      bin: object(expression: "main:bin") { ... on Blob { text isBinary byteSize } }
      long: object(expression: "main:long") { ... on Blob { text isTruncated byteSize } }
      tree: object(expression: "main:") { __typename ... on Blob { text } }
    } }`
    expect((await ask(query)).data.repository).toEqual({
      bin: { text: null, isBinary: true, byteSize: 3 },
      long: { text: 'x'.repeat(10), isTruncated: true, byteSize: 11 },
      tree: { __typename: 'Tree' },
    })
  })

  test('that asks for what is not there gets an error with status 200', async () => {
    const unknown = await ask('{ viewer { login shoeSize } }')
    expect(unknown.data).toBeUndefined()
    expect(unknown.errors[0]).toMatchObject({
      message: "Field 'shoeSize' doesn't exist on type 'User'",
      extensions: { code: 'undefinedField', typeName: 'User', fieldName: 'shoeSize' },
      locations: [{ line: 1, column: 18 }],
    })
    expect((await ask('{ viewer {')).errors[0].message).toMatch(/^Parse error on end of file/)
    expect(
      (await ask('mutation { addComet(input: {starrableId: "x"}) { clientMutationId } }')).errors[0].message,
    ).toMatch(/doesn't exist/)
    expect((await ask('query($a: String!) { viewer { login } }')).errors).toHaveLength(1)
  })

  test('of a repository that the token cannot see answers null beside the error', async () => {
    const query = '{ viewer { login } repository(owner: "o", name: "secret") { name } }'
    const { data, errors } = await ask(query, undefined, github.createToken({ rights: {} }))
    expect(data).toEqual({ viewer: { login: 'github-actions[bot]' }, repository: null })
    expect(errors[0]).toMatchObject({ type: 'NOT_FOUND', path: ['repository'] })
    expect((await ask(query)).data.repository.name).toBe('secret')
    const blob = '{ repository(owner: "o", name: "secret") { object(expression: "main:README.md") { oid } } }'
    const pulls = github.createToken({ rights: { 'pull-requests': 'read' } })
    expect((await ask(blob, undefined, pulls)).errors[0].type).toBe('FORBIDDEN')
  })

  test('needs a token', async () => {
    expect((await call(github, 'POST', '/graphql', { body: { query: '{viewer{login}}' }, token: null })).status).toBe(
      401,
    )
  })
})
