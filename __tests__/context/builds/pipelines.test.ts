import { describe, expect, test } from '@jest/globals'
import { builtBy } from './built.ts'

/*
 * What must not be said: a folder that a variable of the service names; where a job works when it says so with a
 * variable; a build of a template that no job uses.
 */

const gitlab = (text: string) => builtBy('.gitlab-ci.yml', text)

describe('GitLab', () => {
  test.each([
    ['one script', 'b:\n  script:\n    - docker build app', ['app/Dockerfile <- app :3']],
    ['one shell for all lines', 'b:\n  script:\n    - cd app\n    - docker build .', ['app/Dockerfile <- app :4']],
    ['what goes before', 'b:\n  before_script: [cd app]\n  script: docker build .', ['app/Dockerfile <- app :3']],
    [
      'what goes before every job',
      'default:\n  before_script: [cd app]\nb:\n  script: docker build .',
      ['app/Dockerfile <- app :4'],
    ],
    [
      'variables',
      'variables: { D: lib }\nb:\n  variables: { D: app }\n  script: docker build $D',
      ['app/Dockerfile <- app :4'],
    ],
    [
      'a variable with a description',
      'variables: { D: { value: app } }\nb:\n  script: docker build $D',
      ['app/Dockerfile <- app :3'],
    ],
    ['the folder of the project', 'b:\n  script: docker build "$CI_PROJECT_DIR/app"', ['app/Dockerfile <- app :2']],
    [
      'arguments',
      'b:\n  script: docker build --build-arg A=$CI_COMMIT_SHA .',
      ['Dockerfile <- . A=?$CI_COMMIT_SHA :2'],
    ],
    [
      'a template',
      '.t:\n  before_script: [cd app]\n  script: docker build .\nb:\n  extends: .t',
      ['app/Dockerfile <- app :3'],
    ],
    ['an anchor', '.t: &t\n  script: docker build app\nb:\n  <<: *t', ['app/Dockerfile <- app :2']],
    ['lines of a block', 'b:\n  script:\n    - |\n      true\n      docker build app', ['app/Dockerfile <- app :5']],
    ['an unused template', '.t:\n  script: docker build app', []],
    ['an unknown variable', 'b:\n  script: docker build $CI_X', []],
    ['a variable of variables', 'variables: { D: $CI_X }\nb:\n  script: docker build $D', []],
    [
      'templates in a circle',
      'a:\n  extends: b\nb:\n  extends: a\n  script: docker build app',
      ['app/Dockerfile <- app :5', 'app/Dockerfile <- app :5'],
    ],
  ])('%s', (_, text, found) => {
    expect(gitlab(text)).toEqual(found)
  })
})

const circle = (steps: string, job = '') =>
  builtBy('.circleci/config.yml', `jobs:\n  b:\n    steps:\n${steps.replace(/^/gm, '      ')}\n${job}`)

describe('CircleCI', () => {
  test.each([
    ['a command', '- run: docker build app', '', ['app/Dockerfile <- app :4']],
    ['a command with a name', '- run:\n    name: x\n    command: docker build app', '', ['app/Dockerfile <- app :6']],
    ['its folder', '- run: { command: docker build ., working_directory: app }', '', ['app/Dockerfile <- app :4']],
    [
      'its folder in the project',
      '- run: { command: docker build ., working_directory: ~/project/app }',
      '',
      ['app/Dockerfile <- app :4'],
    ],
    [
      'its folder in that of the job',
      '- run: { command: docker build ., working_directory: /go/x/app }',
      '    working_directory: /go/x',
      ['app/Dockerfile <- app :4'],
    ],
    ['a folder elsewhere', '- run: { command: docker build ., working_directory: /tmp }', '', []],
    ['variables', '- run: docker build $D', '    environment: { D: app }', ['app/Dockerfile <- app :4']],
    ['a condition', '- when: { condition: x, steps: [{ run: docker build app }] }', '', ['app/Dockerfile <- app :4']],
    ['a parameter', '- run: docker build << parameters.dir >>', '', []],
    [
      'a here-document',
      '- run: |\n    cat <<E >x\n    y\n    E\n    docker build app',
      '',
      ['app/Dockerfile <- app :8'],
    ],
  ])('%s', (_, steps, job, found) => {
    expect(circle(steps, job)).toEqual(found)
  })
})

const azure = (steps: string, more = '') => builtBy('azure-pipelines.yml', `${more}\nsteps:\n${steps}`)

describe('Azure', () => {
  test.each([
    ['a script', '- script: docker build app', '', ['app/Dockerfile <- app :3']],
    [
      'its folder',
      '- bash: docker build .\n  workingDirectory: $(Build.SourcesDirectory)/app',
      '',
      ['app/Dockerfile <- app :3'],
    ],
    ['a variable', '- script: docker build $(dir)', 'variables: { dir: app }', ['app/Dockerfile <- app :3']],
    [
      'a variable in a list',
      '- script: docker build $(dir)',
      'variables: [{ name: dir, value: app }]',
      ['app/Dockerfile <- app :3'],
    ],
    [
      'the task',
      '- task: Docker@2\n  inputs: { command: build, Dockerfile: app/Dockerfile, buildContext: . }',
      '',
      ['app/Dockerfile <- . :3'],
    ],
    [
      'the task beside its Dockerfile',
      '- task: Docker@2\n  inputs: { Dockerfile: app/Dockerfile }',
      '',
      ['app/Dockerfile <- app :3'],
    ],
    [
      'the only Dockerfile of a name',
      '- task: Docker@2\n  inputs: { Dockerfile: "**/Dockerfile.lib" }',
      '',
      ['lib/Dockerfile.lib <- lib :3'],
    ],
    [
      'arguments',
      '- task: Docker@2\n  inputs: { command: build, Dockerfile: Dockerfile, arguments: --build-arg A=$(Build.BuildId) }',
      '',
      ['Dockerfile <- . A=?$(Build.BuildId) :3'],
    ],
    ['the first of several', '- task: Docker@2', '', []],
    ['a push', '- task: Docker@2\n  inputs: { command: push, Dockerfile: Dockerfile }', '', []],
    ['an unknown variable', '- script: docker build $(dir)', '', []],
    ['a parameter', '- script: docker build ${{ parameters.dir }}', '', []],
  ])('%s', (_, steps, more, found) => {
    expect(azure(steps, more)).toEqual(found)
  })

  test('steps deep in stages', () => {
    expect(
      builtBy('azure-pipelines.yml', 'stages:\n- jobs:\n  - job: x\n    steps:\n    - script: docker build app'),
    ).toEqual(['app/Dockerfile <- app :5'])
  })
})

describe('Bitbucket, Travis', () => {
  test.each([
    [
      'bitbucket-pipelines.yml',
      'pipelines:\n  default:\n    - step:\n        script:\n          - cd app\n          - docker build .',
      ['app/Dockerfile <- app :6'],
    ],
    [
      'bitbucket-pipelines.yml',
      'pipelines:\n  branches:\n    m:\n      - parallel:\n          - step: { script: [docker build $BITBUCKET_CLONE_DIR/app] }',
      ['app/Dockerfile <- app :5'],
    ],
    ['.travis.yml', 'install:\n  - cd app\nscript: docker build .', ['app/Dockerfile <- app :3']],
    ['.travis.yml', 'env: { global: ["D=app E=$X"] }\nscript: docker build $D', ['app/Dockerfile <- app :2']],
    ['.travis.yml', 'env: ["D=app", "D=lib"]\nscript: docker build $D', []],
    ['.travis.yml', 'jobs: { include: [{ script: docker build app }] }', ['app/Dockerfile <- app :1']],
  ])('%s %j', (path, text, found) => {
    expect(builtBy(path, text)).toEqual(found)
  })
})

describe('Cloud Build', () => {
  const step = (text: string) => `steps:\n- name: gcr.io/cloud-builders/docker\n${text}`
  test.each([
    ['cloudbuild.yaml', step("  args: ['build', '-t', 'x/$PROJECT_ID', 'app']"), ['app/Dockerfile <- app :2']],
    [
      'cloudbuild.yaml',
      step("  args: ['build', '--build-arg', 'A=${_A}', '--build-arg=B=$COMMIT_SHA', '.']\nsubstitutions: { _A: 1 }"),
      ['Dockerfile <- . A=1 B=?$COMMIT_SHA :2'],
    ],
    ['cloudbuild.yaml', step('  dir: app\n  args: [build, .]'), ['app/Dockerfile <- app :2']],
    [
      'cloudbuild.yaml',
      step('  entrypoint: bash\n  args:\n  - -c\n  - |\n    D=app\n    docker build $$D'),
      ['app/Dockerfile <- app :8'],
    ],
    ['cloudbuild.yaml', step('  script: docker build app'), ['app/Dockerfile <- app :3']],
    ['ci/cloudbuild.yaml', step('  args: [build, app]'), ['app/Dockerfile <- app :2']],
    [
      'app/cloudbuild.yaml',
      step('  args: [build, .]'),
      [
        'Dockerfile <- unknown: app/cloudbuild.yaml may run in more than one folder :2',
        'app/Dockerfile <- unknown: app/cloudbuild.yaml may run in more than one folder :2',
      ],
    ],
    ['cloudbuild.yaml', step('  dir: $_DIR\n  args: [build, .]'), []],
    ['cloudbuild.yaml', step('  args: [push, x]'), []],
  ])('%s %j', (path, text, found) => {
    expect(builtBy(path, text).sort()).toEqual(found)
  })
})

describe('Jenkins', () => {
  test.each([
    ["sh 'docker build app'", ['app/Dockerfile <- app :1']],
    [
      "stage('x') {\n  steps {\n    sh '''\n      cd app\n      docker build .\n    '''\n  }\n}",
      ['app/Dockerfile <- app :5'],
    ],
    ['sh "docker build -t x:${env.BUILD_ID} app"', ['app/Dockerfile <- app :1']],
    ['sh "docker build ${env.WORKSPACE}/app"', ['app/Dockerfile <- app :1']],
    ['sh "docker build --build-arg A=${env.BUILD_ID} app"', ['app/Dockerfile <- app A=?${env.BUILD_ID} :1']],
    ['sh "D=app; docker build \\$D"', ['app/Dockerfile <- app :1']],
    ["sh(script: 'docker build app', returnStdout: true)", ['app/Dockerfile <- app :1']],
    ["sh label: 'the image', script: 'docker build app'", ['app/Dockerfile <- app :1']],
    ["dir('app') {\n  sh 'docker build .'\n}\nsh 'docker build .'", ['app/Dockerfile <- app :2', 'Dockerfile <- . :4']],
    ["dir(folder) { sh 'docker build .' }", []],
    ['dir("${folder}") { sh \'docker build .\' }', []],
    ["image = docker.build('x')", ['Dockerfile <- . :1']],
    ["docker.build('x', 'app')", ['app/Dockerfile <- app :1']],
    ['docker.build("x:${env.BUILD_ID}", "-f lib/Dockerfile.lib .")', ['lib/Dockerfile.lib <- . :1']],
    ["// sh 'docker build app'\n/* sh 'docker build app' */", []],
    ['sh "docker build ${dir}"', []],
    ['sh command\ndef docker_build = 1', []],
  ])('%j', (text, found) => {
    expect(builtBy('Jenkinsfile', text)).toEqual(found)
  })
})
