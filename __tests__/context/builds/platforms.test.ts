import { describe, expect, test } from '@jest/globals'
import type { BuildReader } from '../../../src/context/builds/build.ts'
import { devcontainer } from '../../../src/context/builds/devcontainer.ts'
import { fly } from '../../../src/context/builds/fly.ts'
import { render } from '../../../src/context/builds/render.ts'
import { skaffold } from '../../../src/context/builds/skaffold.ts'
import { tilt } from '../../../src/context/builds/tilt.ts'
import { buildsIn, placesIn } from './said.ts'

/** What is there in each of the repositories. */
const FILES = { Dockerfile: '', 'web/Dockerfile': '', 'web/Dockerfile.dev': '', '.devcontainer/Dockerfile': '' }

type Row = readonly [name: string, path: string, text: string, expected: readonly string[]]

const table = (reader: BuildReader, rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, path, text, expected) => {
    expect(reader.matches(path)).toBe(true)
    expect(buildsIn(reader, path, { ...FILES, [path]: text })).toEqual(expected)
  })
}

// The order of what a path is relative to is that of @devcontainers/cli 0.89.0, which takes the Dockerfile's own folder.
describe('a dev container', () => {
  const path = '.devcontainer/devcontainer.json'
  table(devcontainer, [
    ['of an image', path, '{"image": "x"}', []],
    ['of a Dockerfile', path, '{"build": {"dockerfile": "Dockerfile"}}', ['.devcontainer/Dockerfile of .devcontainer']],
    ['of the old form', path, '{"dockerFile": "Dockerfile", "context": ".."}', ['.devcontainer/Dockerfile of .']],
    ['of a Dockerfile above', path, '{"build": {"dockerfile": "../web/Dockerfile"}}', ['web/Dockerfile of web']],
    [
      'with all that it has',
      path,
      '{\n  // x\n  "build": {"dockerfile": "Dockerfile", "context": "..", "target": "dev", "args": {"A": "1", "B": "${localEnv:B}"},},\n}',
      ['.devcontainer/Dockerfile of ., stage dev, A=1, B=?'],
    ],
    ['at the root', '.devcontainer.json', '{"build": {"dockerfile": "Dockerfile"}}', ['Dockerfile of .']],
    [
      'in a folder of its own',
      '.devcontainer/go/devcontainer.json',
      '{"build": {"dockerfile": "../Dockerfile"}}',
      ['.devcontainer/Dockerfile of .devcontainer'],
    ],
    [
      'with options that name more',
      path,
      '{"build": {"dockerfile": "Dockerfile", "options": ["--network=host", "--build-context=x=.."]}}',
      ['.devcontainer/Dockerfile of unknown: it has the option --build-context=x=..'],
    ],
    [
      'of a folder that a variable names',
      path,
      '{"build": {"dockerfile": "Dockerfile", "context": "${localWorkspaceFolder}"}}',
      ['.devcontainer/Dockerfile of unknown: ${localWorkspaceFolder} cannot be told'],
    ],
    ['outside', path, '{"build": {"dockerfile": "../../Dockerfile"}}', []],
    ['no JSON', path, '{', []],
    ['a list', path, '[]', []],
  ])

  test('of compose files: the first says for which folder', () => {
    const files = {
      [path]: '{"dockerComposeFile": ["../compose.yaml", "compose.yaml"]}',
      'compose.yaml': 'services:\n  a:\n    build: web\n',
      '.devcontainer/compose.yaml': 'services:\n  a:\n    build: {target: dev}\n',
    }
    expect(buildsIn(devcontainer, path, files)).toEqual(['web/Dockerfile of web, stage dev'])
  })

  test('says where', () => {
    const text =
      '{\n  "name": "x",\n  "build": {\n    "dockerfile": "Dockerfile",\n    "args": {\n      "A": "1"\n    }\n  }\n}\n'
    expect(placesIn(devcontainer, path, { [path]: text })).toEqual([`${path}:3, A 6 1`])
  })
})

describe('a blueprint of Render', () => {
  const service = (more: string): string => `services:\n  - type: web\n    name: a\n${more}`
  table(render, [
    ['not of docker', 'render.yaml', service('    runtime: node\n'), []],
    ['of an image', 'render.yaml', service('    runtime: image\n'), []],
    ['of the root', 'render.yaml', service('    runtime: docker\n'), ['Dockerfile of .']],
    ['in the old form', 'render.yaml', service('    env: docker\n'), ['Dockerfile of .']],
    [
      'with paths',
      'render.yaml',
      service('    runtime: docker\n    dockerfilePath: ./web/Dockerfile\n    dockerContext: ./web\n'),
      ['web/Dockerfile of web'],
    ],
    [
      'with a context of its own',
      'render.yaml',
      service('    runtime: docker\n    dockerfilePath: ./web/Dockerfile\n'),
      ['web/Dockerfile of .'],
    ],
    ['with a folder', 'render.yaml', service('    runtime: docker\n    rootDir: web\n'), ['web/Dockerfile of web']],
    [
      'with a folder that the paths have too',
      'render.yaml',
      service(
        '    runtime: docker\n    rootDir: web\n    dockerfilePath: web/Dockerfile.dev\n    dockerContext: web\n',
      ),
      ['web/Dockerfile.dev of web'],
    ],
    [
      'with variables',
      'render.yaml',
      service(
        '    runtime: docker\n    envVars:\n      - key: A\n        value: 1\n      - key: B\n        sync: false\n      - fromGroup: x\n',
      ),
      ['Dockerfile of ., A=1, B=?'],
    ],
    [
      'of a Dockerfile that is not there',
      'render.yaml',
      service('    runtime: docker\n    dockerfilePath: x/Dockerfile\n'),
      [],
    ],
    [
      'in a project',
      'render.yaml',
      'projects:\n  - environments:\n      - services:\n          - runtime: docker\n',
      ['Dockerfile of .'],
    ],
  ])

  test('says where', () => {
    expect(placesIn(render, 'render.yaml', { ...FILES, 'render.yaml': service('    runtime: docker\n') })).toEqual([
      'render.yaml:4',
    ])
  })
})

describe('a fly.toml', () => {
  table(fly, [
    ['that says nothing', 'fly.toml', 'app = "x"\n', ['Dockerfile of .']],
    ['of a folder', 'web/fly.toml', 'app = "x"\n', ['web/Dockerfile of web']],
    ['of a folder without a Dockerfile', 'x/fly.toml', 'app = "x"\n', []],
    ['of an image', 'fly.toml', '[build]\nimage = "x"\n', []],
    ['of a builder', 'fly.toml', '[build]\nbuilder = "x"\n', []],
    ['of another Dockerfile', 'fly.toml', '[build]\ndockerfile = "web/Dockerfile.dev"\n', ['web/Dockerfile.dev of .']],
    [
      'with all that it has',
      'fly.toml',
      '[build]\nbuild-target = "dev"\n[build.args]\nA = "1"\n',
      ['Dockerfile of ., stage dev, A=1'],
    ],
    [
      'of a Dockerfile above',
      'web/fly.toml',
      '[build]\ndockerfile = "../Dockerfile"\n',
      ['Dockerfile of unknown: fly deploy runs in another folder'],
    ],
    [
      'with an ignore file',
      'fly.toml',
      '[build]\nignorefile = "x"\n',
      ['Dockerfile of unknown: fly.toml has an ignore file of its own'],
    ],
    ['no TOML', 'fly.toml', '[build\n', []],
    ['a list of tables', 'fly.toml', '[[build]]\nimage = "x"\n', ['Dockerfile of .']],
    ['for production', 'fly.production.toml', '', ['Dockerfile of .']],
  ])

  test('says where', () => {
    const text = 'app = "x"\n\n[build]\n  [build.args]\n    A = "1"\n'
    expect(placesIn(fly, 'fly.toml', { ...FILES, 'fly.toml': text })).toEqual(['fly.toml:3, A 5 1'])
  })
})

describe('a skaffold.yaml', () => {
  const artifact = (more: string): string => `build:\n  artifacts:\n    - image: a\n${more}`
  table(skaffold, [
    ['that says nothing', 'skaffold.yaml', artifact(''), ['Dockerfile of .']],
    ['of a folder', 'skaffold.yaml', artifact('      context: web\n'), ['web/Dockerfile of web']],
    [
      'of the first versions',
      'skaffold.yaml',
      'build:\n  artifacts:\n    - imageName: a\n      workspace: web\n',
      ['web/Dockerfile of web'],
    ],
    [
      'with all that it has',
      'skaffold.yaml',
      artifact(
        '      context: web\n      docker:\n        dockerfile: Dockerfile.dev\n        target: dev\n        buildArgs:\n          A: "1"\n          B: "{{.B}}"\n',
      ),
      ['web/Dockerfile.dev of web, stage dev, A=1, B=?'],
    ],
    [
      'of kaniko',
      'skaffold.yaml',
      artifact('      context: web\n      kaniko:\n        dockerfile: Dockerfile.dev\n'),
      ['web/Dockerfile.dev of web'],
    ],
    ['of jib', 'skaffold.yaml', artifact('      jib: {}\n'), []],
    ['of buildpacks', 'skaffold.yaml', artifact('      buildpacks: {builder: x}\n'), []],
    [
      'in a folder, run at the root',
      'deploy/skaffold.yaml',
      artifact('      context: web\n'),
      ['web/Dockerfile of web'],
    ],
    ['of a Dockerfile that is not there', 'skaffold.yaml', artifact('      context: x\n'), []],
    [
      'in a profile, and of several documents',
      'skaffold.yaml',
      `profiles:\n  - build:\n      artifacts:\n        - image: a\n          context: web\n---\n${artifact('')}`,
      ['web/Dockerfile of web', 'Dockerfile of .'],
    ],
  ])

  test('says where', () => {
    const text = artifact('      docker:\n        buildArgs:\n          A: "1"\n')
    expect(placesIn(skaffold, 'skaffold.yaml', { ...FILES, 'skaffold.yaml': text })).toEqual(['skaffold.yaml:3, A 6 1'])
  })
})

describe('a Tiltfile', () => {
  table(tilt, [
    ['that builds nothing', 'Tiltfile', 'k8s_yaml("a.yaml")\n', []],
    ['of a folder', 'Tiltfile', "docker_build('a', 'web')\n", ['web/Dockerfile of web']],
    [
      'of another Dockerfile, whose path is not that of the context',
      'Tiltfile',
      "docker_build('a', '.', dockerfile='web/Dockerfile.dev')\n",
      ['web/Dockerfile.dev of .'],
    ],
    [
      'over lines, with all that it has',
      'Tiltfile',
      "docker_build(\n  'a',\n  context='.',  # here, ')'\n  target = \"dev\",\n  build_args={'A': '1', 'B': b},\n  live_update=[\n    sync('./x', '/x'), run('y, z'),\n  ],\n)\n",
      ['Dockerfile of ., stage dev, A=1, B=?'],
    ],
    [
      'with arguments by name',
      'Tiltfile',
      "docker_build('a', '.', build_args=dict(A='1'))\n",
      ['Dockerfile of ., A=1'],
    ],
    ['of a folder that a variable names', 'Tiltfile', "docker_build('a', folder)\n", []],
    ['of a folder that is put together', 'Tiltfile', "docker_build('a', '.' + x)\n", []],
    ['of a text with variables', 'Tiltfile', "docker_build('a', f'{x}')\n", []],
    ['of what stands in the call', 'Tiltfile', "docker_build('a', '.', dockerfile_contents='FROM scratch')\n", []],
    [
      'of a part of the folder',
      'Tiltfile',
      "docker_build('a', '.', only=['web'])\n",
      ['Dockerfile of unknown: it has only ='],
    ],
    ['in a comment', 'Tiltfile', "# docker_build('a', '.')\n'''\ndocker_build('a', '.')\n'''\n", []],
    ['that defines one of its own', 'Tiltfile', 'def docker_build(a, b):\n  pass\n', []],
    ['that stays open', 'Tiltfile', "docker_build('a', '.'\n", []],
    [
      'with a restart',
      'Tiltfile',
      "docker_build_with_restart('a', 'web', entrypoint=['x'])\n",
      ['web/Dockerfile of web'],
    ],
    [
      'in a folder',
      'web/Tiltfile',
      "docker_build('a', '.', dockerfile='Dockerfile.dev')\n",
      ['web/Dockerfile.dev of web'],
    ],
  ])

  test('says where', () => {
    const text = "x = 1\ndocker_build(\n  'a',\n  '.',\n  build_args={\n    'A': '1',\n  })\n"
    expect(placesIn(tilt, 'Tiltfile', { ...FILES, Tiltfile: text })).toEqual(["Tiltfile:2, A 6 '1'"])
  })
})
