import { describe, expect, test } from '@jest/globals'
import { builtBy, readerOf } from './built.ts'

/*
 * What must not be said: a variable that is set under a condition or comes from an included file; where a script runs
 * when Dockerfiles lie in several folders that it may run in.
 */

describe('a Makefile', () => {
  const make = (text: string, path = 'Makefile') => builtBy(path, text)
  test.each([
    ['a recipe', 'b:\n\tdocker build app', ['app/Dockerfile <- app :2']],
    ['quiet ones', 'b:\n\t@-docker build app', ['app/Dockerfile <- app :2']],
    ['lines that go on', 'b:\n\tdocker build \\\n\t  -t x \\\n\t  app', ['app/Dockerfile <- app :2']],
    ['a shell for each line', 'b:\n\tcd app\n\tdocker build .', ['Dockerfile <- . :3']],
    ['one shell', '.ONESHELL:\nb:\n\tcd app\n\tdocker build .', ['app/Dockerfile <- app :4']],
    ['a folder', 'b:\n\tcd app && docker build .', ['app/Dockerfile <- app :2']],
    [
      'variables',
      'D = $(E)\nE := app # where\nb:\n\t$(DOCKER) build ${D}\nDOCKER ?= podman',
      ['app/Dockerfile <- app :4'],
    ],
    [
      'one that has words',
      'FLAGS = -f app/Dockerfile\nFLAGS += --pull\nb:\n\tdocker build $(FLAGS) .',
      ['app/Dockerfile <- . :4'],
    ],
    ['one that nobody sets', 'b:\n\tdocker build $(FLAGS) app', ['app/Dockerfile <- app :2']],
    ['one of the shell', 'b:\n\tD=app; docker build $$D', ['app/Dockerfile <- app :2']],
    [
      'what the shell says',
      'V := $(shell git describe)\nb:\n\tdocker build --build-arg V=$(V) .',
      ['Dockerfile <- . V=?$(shell git describe) :3'],
    ],
    ['the target', 'app:\n\tdocker build $@', ['app/Dockerfile <- app :2']],
    ['its own folder', 'b:\n\tdocker build $(CURDIR)/app', ['app/Dockerfile <- app :2']],
    ['a target with a variable', 'b: D = app\nb:\n\tdocker build $(D)', []],
    ['a variable under a condition', 'D = lib\nifdef X\nD = app\nendif\nb:\n\tdocker build $(D)', []],
    ['a variable of another file', 'include x.mk\nb:\n\tdocker build $(FLAGS) app', []],
    ['a pattern', 'b-%:\n\tdocker build $*', []],
    ['a variable of itself', 'D = $(D)/app\nb:\n\tdocker build $(D)', []],
    ['a comment', '#b:\n#\tdocker build app', []],
  ])('%s', (_, text, found) => {
    expect(make(text)).toEqual(found)
  })

  test('runs in its own folder, and one that is included where the other is', () => {
    expect(make('b:\n\tdocker build -f Dockerfile .', 'app/Makefile')).toEqual(['app/Dockerfile <- app :2'])
    expect(make('b:\n\tdocker build -f Dockerfile ..', 'app/Makefile')).toEqual(['app/Dockerfile <- . :2'])
    expect(make('b:\n\tdocker build app', 'mk/docker.mk')).toEqual(['app/Dockerfile <- app :2'])
  })
})

describe('package.json', () => {
  const scripts = (script: string, path = 'package.json') =>
    builtBy(path, `{\n  "scripts": {\n    "b": ${JSON.stringify(script)}\n  }\n}`)
  test.each([
    ['docker build app', 'package.json', ['app/Dockerfile <- app :3']],
    ['cd app && docker build -t "x" .', 'package.json', ['app/Dockerfile <- app :3']],
    ['docker build -f Dockerfile ..', 'app/package.json', ['app/Dockerfile <- . :3']],
    [
      'docker build --build-arg V=$npm_package_version .',
      'package.json',
      ['Dockerfile <- . V=?$npm_package_version :3'],
    ],
    ['npm run docker build', 'package.json', []],
  ])('%j in %s', (script, path, found) => {
    expect(scripts(script, path)).toEqual(found)
  })
})

describe('a Taskfile', () => {
  const task = (text: string, path = 'Taskfile.yml') => builtBy(path, text)
  test.each([
    ['commands', 'tasks:\n  b:\n    cmds:\n      - docker build app', ['app/Dockerfile <- app :4']],
    ['a short task', 'tasks:\n  b: docker build app', ['app/Dockerfile <- app :2']],
    [
      'a command with more',
      'tasks:\n  b:\n    cmds: [{ cmd: docker build app, silent: true }]',
      ['app/Dockerfile <- app :3'],
    ],
    ['its folder', 'tasks:\n  b:\n    dir: app\n    cmds: [docker build .]', ['app/Dockerfile <- app :4']],
    [
      'its folder below the root',
      'tasks:\n  b:\n    dir: "{{.ROOT_DIR}}/app"\n    cmds: [docker build .]',
      ['app/Dockerfile <- app :4'],
    ],
    [
      'variables',
      'vars: { D: app, V: { sh: git describe } }\ntasks:\n  b:\n    cmds: ["docker build --build-arg V={{.V}} {{.D}}"]',
      ['app/Dockerfile <- app V=?$(git describe) :4'],
    ],
    ['the environment', 'env: { D: app }\ntasks:\n  b:\n    cmds: [docker build $D]', ['app/Dockerfile <- app :4']],
    ['an unknown variable', 'tasks:\n  b:\n    cmds: ["docker build {{.D}}"]', []],
    ['what is worked out', 'tasks:\n  b:\n    cmds: [\'docker build {{default "app" .D}}\']', []],
  ])('%s', (_, text, found) => {
    expect(task(text)).toEqual(found)
  })
})

describe('a justfile', () => {
  test.each([
    ['a recipe', 'b:\n    docker build app', ['app/Dockerfile <- app :2']],
    ['a shell for each line', 'b:\n    cd app\n    @docker build .', ['Dockerfile <- . :3']],
    ['a script', 'b:\n    #!/usr/bin/env bash\n    cd app\n    docker build .', ['app/Dockerfile <- app :4']],
    ['a script of another language', 'b:\n    #!/usr/bin/env python3\n    docker build .', []],
    [
      'a string',
      "d := 'app'\nv := `git describe`\nb:\n    docker build --build-arg V={{v}} {{ d }}",
      ['app/Dockerfile <- app V=?`git describe` :4'],
    ],
    ['its own folder', 'b:\n    docker build {{justfile_directory()}}/app', ['app/Dockerfile <- app :2']],
    ['another folder', "[working-directory: 'app']\nb:\n    docker build .", ['app/Dockerfile <- app :3']],
    ['the folder of the caller', '[no-cd]\nb:\n    docker build .', []],
    ['a parameter', "b dir='app':\n    docker build {{dir}}", []],
    ['another shell', 'set shell := ["nu", "-c"]\nb:\n    docker build app', []],
  ])('%s', (_, text, found) => {
    expect(builtBy('justfile', text)).toEqual(found)
  })
})

describe('a shell script', () => {
  test.each([
    ['build.sh', '#!/bin/sh\nset -e\ndocker build app', ['app/Dockerfile <- app :3']],
    ['scripts/x.sh', 'docker build -f app/Dockerfile .', ['app/Dockerfile <- . :1']],
    ['app/build.sh', 'cd "$(dirname "$0")"\ndocker build .', ['app/Dockerfile <- app :2']],
    ['app/build.sh', 'cd "$(dirname "${BASH_SOURCE[0]}")/.."\ndocker build .', ['Dockerfile <- . :2']],
    [
      'app/build.sh',
      'HERE=$(cd "$(dirname "$0")" && pwd)\ndocker build -f $HERE/Dockerfile $HERE/..',
      ['app/Dockerfile <- . :2'],
    ],
    ['app/build.sh', 'cd "${0%/*}" && docker build .', ['app/Dockerfile <- app :1']],
    [
      'app/build.sh',
      'docker build .',
      [
        'Dockerfile <- unknown: app/build.sh may run in more than one folder :1',
        'app/Dockerfile <- unknown: app/build.sh may run in more than one folder :1',
      ],
    ],
    ['build.sh', '#!/usr/bin/env python\ndocker build app', []],
    ['build.sh', 'docker build $1', []],
  ])('%s: %j', (path, text, found) => {
    expect(builtBy(path, text).sort()).toEqual(found)
  })
})

test.each([
  ['.github/workflows/ci.yml', 'a workflow'],
  ['.github/workflows/sub/ci.yml', undefined],
  ['tools/action.yaml', 'a workflow'],
  ['reaction.yml', undefined],
  ['sub/Makefile', 'a Makefile'],
  ['mk/docker.mk', 'a Makefile'],
  ['mk/rules.mk', undefined],
  ['vendor/x/Makefile', undefined],
  ['node_modules/x/package.json', undefined],
  ['.gitlab/ci/build.yml', 'a GitLab pipeline'],
  ['.gitlab/issue_templates/bug.md', undefined],
  ['.circleci/config.yml', 'a CircleCI configuration'],
  ['ci/azure-pipelines.release.yml', 'an Azure pipeline'],
  ['cloudbuild.dev.yaml', 'a Cloud Build configuration'],
  ['Taskfile.dist.yml', 'a Taskfile'],
  ['Jenkinsfile.release', 'a Jenkinsfile'],
  ['scripts/anything.sh', 'a shell script'],
  ['src/release-image.sh', 'a shell script'],
  ['src/helper.sh', undefined],
  ['docker/docker-entrypoint.sh', undefined],
])('%s is %s', (path, name) => {
  expect(readerOf(path)?.name).toBe(name)
})
