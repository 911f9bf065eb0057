import { describe, expect, test } from '@jest/globals'
import { officialName, readReference } from '../../src/images/reference.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

describe('a reference is split as Docker splits it', () => {
  test.each([
    ['python', null, 'python', null, null],
    ['python:3.14-slim', null, 'python', '3.14-slim', null],
    [`python@${DIGEST}`, null, 'python', null, DIGEST],
    [`python:3.14@${DIGEST}`, null, 'python', '3.14', DIGEST],
    ['library/python', null, 'library/python', null, null],
    ['owner/name:1', null, 'owner/name', '1', null],
    ['docker.io/library/node:24', 'docker.io', 'library/node', '24', null],
    ['ghcr.io/a/b/c', 'ghcr.io', 'a/b/c', null, null],
    ['localhost/a', 'localhost', 'a', null, null],
    ['localhost:5000/a:1', 'localhost:5000', 'a', '1', null],
    ['registry:5000/a', 'registry:5000', 'a', null, null],
    ['127.0.0.1:5000/a/b:1', '127.0.0.1:5000', 'a/b', '1', null],
    ['registry/a', null, 'registry/a', null, null],
  ])('%s', (text, registry, path, tag, digest) => {
    expect(readReference(text)).toEqual({ registry, path, tag, digest })
  })

  test.each(['', '{{ image }}', '$X', 'a b', '<image>', '%IMAGE%'])('%j is none', (text) => {
    expect(readReference(text)).toBeNull()
  })
})

describe('the name of an official image', () => {
  test.each([
    ['python', 'python'],
    ['library/python', 'python'],
    ['docker.io/python', 'python'],
    ['docker.io/library/python:3', 'python'],
    ['index.docker.io/library/python', 'python'],
    ['registry-1.docker.io/library/python', 'python'],
    ['mirror.gcr.io/library/python', 'python'],
    ['public.ecr.aws/docker/library/python:3.14', 'python'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/node', 'node'],
    ['localhost:5000/library/node', 'node'],
    ['arm64v8/node:24', 'node'],
    ['docker.io/amd64/ubuntu', 'ubuntu'],
  ])('of %s is %s', (text, name) => {
    expect(officialName(readReference(text) as never)).toBe(name)
  })

  test.each([
    ['owner/python', "somebody's own"],
    ['docker.io/owner/python', "somebody's own"],
    ['ghcr.io/arm64v8/python', 'on another registry'],
    ['ghcr.io/python', 'on another registry'],
    ['ghcr.io/owner/python', 'on another registry'],
    ['localhost:5000/python', 'built here'],
    ['example.com/library/team/python', 'below a folder of that name'],
    ['example.com/mylibrary/python', 'below a folder with a longer name'],
  ])('%s has none: it is %s', (text) => {
    expect(officialName(readReference(text) as never)).toBeNull()
  })
})
