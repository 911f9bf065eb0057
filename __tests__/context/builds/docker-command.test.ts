import { describe, expect, test } from '@jest/globals'
import { dockerOptions, podmanOptions } from '../../../src/context/builds/docker-options.ts'
import { buildsInShell } from '../../../src/context/builds/shell-text.ts'
import { type Files, treeOf } from '../repository.ts'
import { line } from './built.ts'

/*
 * What must not be said: a build of a command of which an option or a word is not understood; a folder where the folder
 * that it runs in is not known; a Dockerfile that is not in the repository; the value of a variable that has several.
 */

const files: Files = {
  Dockerfile: '',
  'app/Dockerfile': '',
  'app/Dockerfile.dev': '',
  'pod/Containerfile': '',
  'pod/Dockerfile': '',
}
const tree = treeOf(files)

const builds = (text: string, folder: string | null = '.'): string[] =>
  buildsInShell(text, { tree, path: 'x', folders: [folder], line: (at) => at }).map(line)

describe('a command line', () => {
  test.each([
    ['docker build .', 'Dockerfile <- . :1'],
    ['docker build app', 'app/Dockerfile <- app :1'],
    ['docker build ./app/', 'app/Dockerfile <- app :1'],
    ['docker build -f app/Dockerfile.dev .', 'app/Dockerfile.dev <- . :1'],
    ['docker build . -f app/Dockerfile.dev', 'app/Dockerfile.dev <- . :1'],
    ['docker build --file=app/Dockerfile.dev app', 'app/Dockerfile.dev <- app :1'],
    ['docker build -fapp/Dockerfile.dev -qt x .', 'app/Dockerfile.dev <- . :1'],
    ['docker build -f Dockerfile -f app/Dockerfile .', 'app/Dockerfile <- . :1'],
    ['docker build -t x:$TAG --target dev .', 'Dockerfile <- . @dev :1'],
    ['docker build -- app', 'app/Dockerfile <- app :1'],
    ['docker image build app', 'app/Dockerfile <- app :1'],
    ['docker builder build app', 'app/Dockerfile <- app :1'],
    ['docker buildx build --platform linux/amd64,linux/arm64 --push app', 'app/Dockerfile <- app :1'],
    ['docker buildx b --load app', 'app/Dockerfile <- app :1'],
    ['docker buildx --builder x build app', 'app/Dockerfile <- app :1'],
    ['docker --context remote -D build app', 'app/Dockerfile <- app :1'],
    ['sudo -E docker build app', 'app/Dockerfile <- app :1'],
    ['time docker build app', 'app/Dockerfile <- app :1'],
    ['env A=1 docker build app', 'app/Dockerfile <- app :1'],
    ['DOCKER_BUILDKIT=1 docker build app', 'app/Dockerfile <- app :1'],
    ['/usr/bin/docker build app', 'app/Dockerfile <- app :1'],
    ['nerdctl -n k8s.io build app', 'app/Dockerfile <- app :1'],
    ['depot build --load app', 'app/Dockerfile <- app :1'],
    ['docker build --build-arg A=1 --build-arg=B=x=y .', 'Dockerfile <- . A=1 B=x=y :1'],
    ['docker build --build-arg "A=1 2" .', 'Dockerfile <- . A=1 2 :1'],
    ['docker build --build-arg A=$(date +%s) .', 'Dockerfile <- . A=?$(date +%s) :1'],
    ['docker build --build-arg A="$(git rev-parse HEAD)" .', 'Dockerfile <- . A=?"$(git rev-parse HEAD)" :1'],
    ['docker build --build-arg A .', 'Dockerfile <- . A=?A :1'],
    [
      'docker buildx build --build-context l=app --build-context b=docker-image://alpine .',
      'Dockerfile <- . +l=app +b=elsewhere :1',
    ],
    ['docker build -f app/Dockerfile $DIR', 'app/Dockerfile <- unknown: $DIR is not known :1'],
    ['docker build -f app/Dockerfile build', 'app/Dockerfile <- unknown: build is not in the repository :1'],
    ['docker build -f app/Dockerfile /tmp/x', 'app/Dockerfile <- unknown: /tmp/x is no folder of the repository :1'],
    ['docker build -f app/Dockerfile ..', 'app/Dockerfile <- unknown: .. is no folder of the repository :1'],
    ['docker build $DOCKER_FLAGS -t x app', 'app/Dockerfile <- app :1'],
    ['podman build', 'Dockerfile <- . :1'],
    ['podman build pod', 'pod/Containerfile <- pod :1'],
    ['podman build -f Dockerfile.dev app', 'app/Dockerfile.dev <- app :1'],
    ['buildah bud -t x pod', 'pod/Containerfile <- pod :1'],
    ['buildah build --layers -v /a:/b --format docker app', 'app/Dockerfile <- app :1'],
    ['podman build --ignorefile x app', 'app/Dockerfile <- unknown: its ignore file is named on the command line :1'],
  ])('%s', (text, found) => {
    expect(builds(text)).toEqual([found])
  })

  test.each([
    ['docker build -', 'the standard input'],
    ['docker build -f - .', 'the Dockerfile is on the standard input'],
    ['docker build -f x/Dockerfile .', 'it is not in the repository'],
    ['docker build https://github.com/a/b.git#main:app', 'another repository'],
    ['docker build git@github.com:a/b.git', 'another repository'],
    ['docker build -f $FILE .', 'any Dockerfile'],
    ['docker build $(flags) .', 'any option'],
    ['docker build "${FLAGS[@]}" .', 'any option'],
    ['docker build --shiny .', 'an option that is not known'],
    ['docker build -z .', 'an option that is not known'],
    ['docker build', 'no context'],
    ['docker build a b', 'two contexts'],
    ['docker build -f', 'no value'],
    ['podman build -f app/Dockerfile -f Dockerfile .', 'two files that become one'],
    ['docker compose build', 'a compose file says it'],
    ['docker buildx bake', 'a bake file says it'],
    ['docker run build .', 'not a build'],
    ['docker-compose build .', 'not a build'],
    ['echo docker build .', 'not run'],
    ['docker build ${X:+app}', 'one of two'],
  ])('%s: nothing (%s)', (text) => {
    expect(builds(text)).toEqual([])
  })
})

describe('a script', () => {
  test.each([
    ['cd app && docker build .', 'app/Dockerfile <- app :1'],
    ['cd app\n\ndocker build .', 'app/Dockerfile <- app :3'],
    ['cd app || exit 1\ndocker build .', 'app/Dockerfile <- app :2'],
    ['pushd app; docker build .; popd', 'app/Dockerfile <- app :1'],
    ['cd app; cd ..; docker build .', 'Dockerfile <- . :1'],
    ['(cd lib; make); docker build .', 'Dockerfile <- . :1'],
    ['(cd app && docker build .)', 'app/Dockerfile <- app :1'],
    ['bash -c "cd app && docker build ."', 'app/Dockerfile <- app :1'],
    ['D=app\ndocker build $D', 'app/Dockerfile <- app :2'],
    ['export D="app"; docker build "./${D}"', 'app/Dockerfile <- app :1'],
    ['docker build ${D:-app}', 'app/Dockerfile <- app :1'],
    ['FLAGS="-f app/Dockerfile --pull"\ndocker build $FLAGS .', 'app/Dockerfile <- . :2'],
    ['V=$(date)\ndocker build --build-arg V=$V .', 'Dockerfile <- . V=?$(date) :2'],
    ['docker build \\\n  -t x \\\n  app', 'app/Dockerfile <- app :1'],
    ['if true; then\n docker build app\nfi', 'app/Dockerfile <- app :2'],
    ['build() {\n docker build app\n}\nbuild', 'app/Dockerfile <- app :2'],
    ['cat <<EOF\ndocker build .\nEOF\ndocker build app', 'app/Dockerfile <- app :4'],
    ['docker build -t "$(echo x | tr a b)" app | tee log', 'app/Dockerfile <- app :1'],
    ['cd app | true; docker build .', 'Dockerfile <- . :1'],
    ['docker build "$PWD/app"', 'app/Dockerfile <- app :1'],
    ['cd $(git rev-parse --show-toplevel) && docker build app', 'app/Dockerfile <- app :1'],
    ['docker build $(pwd)', 'Dockerfile <- . :1'],
  ])('%j', (text, found) => {
    expect(builds(text)).toEqual([found])
  })

  test.each([
    ['for d in a app; do docker build $d; done', 'several values'],
    ['D=lib; for D in app; do docker build $D; done', 'several values'],
    ['if x; then D=app; else D=lib; fi; docker build $D', 'one of two'],
    ['D=app; [ x ] && D=lib; docker build $D', 'one of two'],
    ['D=app; read D; docker build $D', 'typed in'],
    ['D=app; . ./env.sh; docker build $D', 'set elsewhere, perhaps'],
    ['if x; then cd app; fi; docker build .', 'one of two folders'],
    ['[ -d app ] && cd app; docker build .', 'one of two folders'],
    ['cd $X && docker build .', 'any folder'],
    ['cd -; docker build .', 'any folder'],
    ['popd; docker build .', 'any folder'],
    ['f() { docker build .; }; cd app; f', 'the folder of the call'],
    ['if docker build .', 'no shell'],
    ['# docker build .', 'a comment'],
  ])('%j: nothing (%s)', (text) => {
    expect(builds(text)).toEqual([])
  })

  test('of which the folder is not known says nothing of paths', () => {
    expect(builds('docker build -f Dockerfile .', null)).toEqual([])
  })

  test('gives each argument its line', () => {
    const [build] = buildsInShell('docker build \\\n --build-arg A=1 \\\n --build-arg B=2 .', {
      tree,
      path: 'x',
      folders: ['.'],
      line: (at) => at + 10,
    })
    expect([...(build?.args.values() ?? [])].map((one) => one.line)).toEqual([12, 13])
  })
})

test('no option is both with and without a value', () => {
  for (const { valued, flags, letters } of [dockerOptions, podmanOptions]) {
    expect([...valued].filter((name) => flags.has(name))).toEqual([])
    expect([...letters.values()].filter((name) => !valued.has(name) && !flags.has(name))).toEqual([])
  }
})
