import { describe, expect, test } from '@jest/globals'
import { analyse } from '../src/analyse.ts'

const report = (text: string) =>
  analyse({
    path: 'Dockerfile',
    text,
    repository: { files: new Set(['Dockerfile', 'package.json']), texts: new Map([['package.json', '{}']]) },
    settings: { rules: {}, syntax: 'docker/dockerfile:1' },
  })

describe('a file that is made to take long', () => {
  test('with more installs than anybody writes is not looked at, and that is said', () => {
    const { findings, notices } = report(`FROM node:24\n${'RUN npm install -g a\n'.repeat(201)}`)
    expect(findings).toEqual([])
    expect(notices).toEqual([
      {
        line: 202,
        message:
          'This file cannot be read: it has 201 steps that run package managers, and more than 200 are not looked at.',
      },
    ])
  })

  test('a long chain of stages whose installs belong together does not double with each', () => {
    const stage = (at: number) =>
      `FROM ${at === 0 ? 'debian:13' : `s${at - 1}`} AS s${at}\nRUN apt-get update && apt-get install -y a${at}\n`
    const { findings, fixed } = report(Array.from({ length: 60 }, (_, at) => stage(at)).join(''))
    expect(findings.length).toBeGreaterThan(59)
    expect(fixed.match(/docker-clean/g)).toHaveLength(60)
  })
})
