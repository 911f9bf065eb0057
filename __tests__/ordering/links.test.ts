import { expect, test } from '@jest/globals'
import { type AnalyseInput, analyse } from '../../src/analyse.ts'

const TEXT = `# syntax=docker/dockerfile:1
FROM debian:13
COPY . /source
WORKDIR /source/app
RUN apt-get update && apt-get install -y curl
RUN make
`

/** The rules that speak of a Dockerfile whose working folder `/source/app` is copied as a file of these. */
function rulesFor(files: readonly string[], links: readonly string[]): string[] {
  const texts = new Map<string, string>([...files.map((file) => [file, ''] as const), ['app', 'src/app']])
  const repository: AnalyseInput['repository'] = {
    ...{ files: new Set(['Dockerfile', '.dockerignore', ...files]), links: new Set(links) },
    texts: new Map([...texts, ['.dockerignore', '.git\n'], ['.gitignore', '']]),
  }
  const settings = { rules: {}, syntax: 'docker/dockerfile:1' }
  return analyse({ path: 'Dockerfile', text: TEXT, repository, settings }).findings.map(({ rule }) => rule)
}

test('a copy stays above the working folder that it brings as a symbolic link: WORKDIR would make a folder in its place', () => {
  expect(rulesFor(['app/main.c'], [])).toContain('install-before-copy')
  expect(rulesFor(['app', 'src/app/main.c'], ['app'])).not.toContain('install-before-copy')
})
