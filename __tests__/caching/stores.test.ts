import { describe, expect, test } from '@jest/globals'
import { statusesOf } from './planning.ts'

const go = (...lines: readonly string[]) => ['FROM golang:1.26 AS build', 'WORKDIR /src', ...lines]
const START = 'CMD ["/out/app"]'
const BUILD = 'RUN go build -o /out/app .'
const MODULES = 'go 0 missing --mount=type=cache,target=/go/pkg/mod'
const COMPILED = 'go 1 missing --mount=type=cache,target=/root/.cache/go-build'

/** What is said of the first step, in line 3. In the repository there is every file but `app`. */
const said = (...lines: readonly string[]): string[] => statusesOf(go(...lines), undefined, 3)

describe('a store is mounted', () => {
  test.each([
    ['in a step that nothing but the program follows', [BUILD, START]],
    ['where what follows runs no manager', [BUILD, 'RUN chmod +x /out/app && ls /out', START]],
    ['where the program is what was built', [BUILD, 'CMD ["/out/app"]']],
    ['where a shell starts what was built', [BUILD, 'CMD exec /out/app --port 80']],
    ['where an init starts what was built', [BUILD, 'ENTRYPOINT ["/sbin/tini", "--", "/out/app"]']],
    ['where a stage on another image takes the program', [BUILD, 'FROM debian:12', 'COPY --from=build /out/app /app']],
    ['where a command says what the tool is', [BUILD, 'RUN go version', START]],
  ])('%s', (_, lines) => {
    expect(said(...lines)).toEqual([MODULES, COMPILED])
  })

  test('in both of two steps', () => {
    expect(said('RUN go mod download', BUILD, START)).toEqual([MODULES])
    expect(statusesOf(go('RUN go mod download', BUILD, START))).toEqual([MODULES, COMPILED])
  })
})

describe('a store is not mounted, nor is it in any other step', () => {
  test.each([
    ['where a later step may run the tool', 'RUN make install', 'line 4 may need what lies there'],
    ['where the program is the tool', 'CMD ["go", "run", "."]', 'line 4 may need what lies there'],
    ['where the program is a script', 'ENTRYPOINT ["/src/start.sh"]', 'line 4 may need what lies there'],
    ['where a build on top may run the tool', 'ONBUILD RUN go build .', 'line 4 may need what lies there'],
    ['where another command of the tool works from it', 'RUN go tool x', 'line 4 may need what lies there'],
  ])('%s', (_, line, why) => {
    expect(said(BUILD, line, START)).toEqual([`go 0 silent ${why}`, `go 1 silent ${why}`])
  })

  test('where people work in the image, which has the tool and starts nothing', () => {
    expect(said(BUILD)[0]).toBe('go 0 silent what this step fetches is there for whoever uses the image')
  })

  test('where nothing in the file uses what is fetched', () => {
    expect(said('RUN go mod download')).toEqual([
      'go 0 silent what this step fetches is there for whoever uses the image',
    ])
  })

  test('where another step has it somewhere else', () => {
    expect(said('RUN GOMODCACHE=/m go mod download', BUILD, START)[0]).toBe(
      'go 0 silent line 4 uses the same folder and has no mount',
    )
  })
})
