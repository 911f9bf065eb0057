import { describe, expect, test } from '@jest/globals'
import { type AnalyseInput, analyse } from '../../src/analyse.ts'

const files = {
  '.dockerignore': '.git\nnode_modules\n',
  'package.json': '{ "name": "shop", "dependencies": { "fastify": "5.6.1" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': '1',
  'lib/a.js': '1',
  'lib/b.js': '1',
}

function filesThatRun(text: string, tree: Record<string, string> | null = files) {
  const repository: AnalyseInput['repository'] = tree
    ? { files: new Set(['Dockerfile', ...Object.keys(tree)]), texts: new Map(Object.entries(tree)) }
    : { files: null, texts: new Map() }
  const settings = { rules: {}, syntax: 'docker/dockerfile:1' }
  const { findings } = analyse({ path: 'Dockerfile', text, repository, settings })
  return Object.fromEntries(findings.map(({ rule, filesThatRun: again }) => [rule, again]))
}

describe('how many files run a step again', () => {
  test('is counted by the layer graph: all that was copied above it', () => {
    const found = filesThatRun('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n')
    // The six files of the tree and the Dockerfile itself.
    expect(found['mount-package-cache']).toBe(7)
  })

  test('is, of an order, what the message counts: the files whose edits no longer run the step', () => {
    const found = filesThatRun('FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n')
    // Not the manifests, which run it in every order, nor what the build itself is made of.
    expect(found['copy-manifests-first']).toBe(3)
  })

  test('is the number of manifests where these are copied first', () => {
    const found = filesThatRun(
      'FROM node:24\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n',
    )
    expect(found['mount-package-cache']).toBe(2)
  })

  test('is nought for a step above every copy, wherever the build context is', () => {
    const apt = 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n'
    expect(filesThatRun(apt)['mount-package-cache']).toBe(0)
  })

  test('is not known where the files or the build context are not', () => {
    const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n'
    expect(filesThatRun(text, null)['mount-package-cache']).toBeUndefined()
    const gone = filesThatRun('FROM python:3.14\nCOPY gone.txt .\nRUN pip install -r gone.txt\n')
    expect(gone['mount-package-cache']).toBeUndefined()
  })

  test('is not known for a finding that is about no step', () => {
    expect(
      filesThatRun('FROM debian:13\nRUN apt-get update && apt-get install -y curl\n')['declare-syntax'],
    ).toBeUndefined()
  })
})
