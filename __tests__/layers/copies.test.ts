import { describe, expect, test } from '@jest/globals'
import { type ContextCopy, contextSources, Layout, readCopy } from '../../src/layers/copies.ts'
import type { Files } from '../context/repository.ts'
import { projectOf } from '../ordering/project.ts'

/** Reads the last line of a stage that begins with these. */
function copyOf(...lines: readonly string[]): ContextCopy | null | undefined {
  const { file, stage } = projectOf(['FROM debian', ...lines], {})
  return readCopy(file, stage.steps.at(-1) as never)
}

describe('a copy from the build context', () => {
  test.each([
    ['of a file to a folder', ['COPY a.txt /x/'], ['a.txt'], '/x', true],
    ['of a file to a name', ['COPY a.txt /x/b.txt'], ['a.txt'], '/x/b.txt', false],
    ['of everything', ['WORKDIR /app', 'COPY . .'], ['.'], '/app', true],
    ['to a relative folder', ['WORKDIR /app', 'COPY a ./b/'], ['a'], '/app/b', true],
    ['of several', ['COPY a b /x'], ['a', 'b'], '/x', true],
    ['with wildcards', ['COPY a*.txt /x/'], ['a*.txt'], '/x', true],
    ['by ADD', ['ADD a /x/'], ['a'], '/x', true],
    ['as an array', ['COPY ["a b", "/x/"]'], ['a b'], '/x', true],
    ['with flags', ['COPY --chown=1:1 --link a /x/'], ['a'], '/x', true],
    ['with a variable of the file', ['ENV D=/x', 'COPY a $D/'], ['a'], '/x', true],
    ['over several lines', ['COPY a \\', '  # why', '  b \\', '  /x/'], ['a', 'b'], '/x', true],
  ])('%s', (_, lines, sources, destination, intoFolder) => {
    expect(copyOf(...lines)).toMatchObject({ sources, destination, intoFolder })
  })

  test.each([
    ['from a stage', ['COPY --from=a b /x/']],
    ['of no kind', ['RUN b']],
  ])('is none: %s', (_, lines) => {
    expect(copyOf(...lines)).toBeNull()
  })

  test.each([
    ['a here-document', ['COPY <<EOF /x', 'b', 'EOF']],
    ['a variable that a build decides', ['ARG D', 'COPY a $D/']],
    ['the default of a build argument', ['ARG D=/x', 'COPY a $D/']],
    ['an address', ['ADD https://example.com/a /x/']],
    ['a repository', ['ADD git@github.com:a/b.git /x/']],
    ['an archive, which is unpacked', ['ADD a.tar.gz /x/']],
    ['an archive of another kind', ['ADD a.tgz /x/']],
    ['a folder that is not known', ['ARG W', 'WORKDIR $W', 'COPY a b/']],
    ['no destination', ['COPY a']],
  ])('is not known: %s', (_, lines) => {
    expect(copyOf(...lines)).toBeUndefined()
  })

  test('an archive that COPY takes is a file', () => {
    expect(copyOf('COPY a.tar.gz /x/')).toMatchObject({ sources: ['a.tar.gz'] })
  })

  test('all sources together tell which folder the context is', () => {
    const { file, stage } = projectOf(['FROM debian', 'COPY a b /x/', 'COPY --from=c d /x/', 'ADD e /x/', 'RUN f'], {})
    expect(contextSources(file, stage.steps)).toEqual(['a', 'b', 'e'])
  })
})

/** Where the files lie once the copies of these lines are made. */
function layoutOf(lines: readonly string[], files: Files, ignore = '') {
  const project = projectOf(['FROM debian', ...lines], files, ignore)
  const layout = new Layout(project.context)
  const copies: ContextCopy[] = []
  const added: boolean[] = []
  for (const step of project.stage.steps) {
    layout.knows(step.state.workdir)
    const copy = readCopy(project.file, step)
    if (!copy) continue
    added.push(layout.add(copy))
    copies.push(copy)
  }
  return { layout, copies, added, find: (path: string) => layout.find(path)?.path ?? null }
}

const FILES = { 'a.txt': '', 'src/b.txt': '', 'src/c/d.txt': '', 'x1.md': '', 'x2.md': '', 'node_modules/e.js': '' }

describe('where the files of the context lie in the image', () => {
  test.each([
    ['a file in a folder', ['COPY a.txt /x/'], '/x/a.txt', 'a.txt'],
    ['a file under another name', ['COPY a.txt /x/y'], '/x/y', 'a.txt'],
    ['a file in the folder that the step works in', ['WORKDIR /w', 'COPY a.txt /w'], '/w/a.txt', 'a.txt'],
    ['a file in a folder that an earlier copy made', ['COPY src /w', 'COPY a.txt /w'], '/w/a.txt', 'a.txt'],
    ['what a folder holds, not the folder', ['COPY src /x/'], '/x/b.txt', 'src/b.txt'],
    ['what a folder holds, further down', ['COPY src /x'], '/x/c/d.txt', 'src/c/d.txt'],
    ['a folder itself', ['COPY src /x'], '/x/c', 'src/c'],
    ['everything', ['WORKDIR /w', 'COPY . .'], '/w/src/b.txt', 'src/b.txt'],
    ['everything at the root', ['COPY . /'], '/src/b.txt', 'src/b.txt'],
    ['what wildcards match', ['COPY x*.md /x/'], '/x/x2.md', 'x2.md'],
    [
      'what wildcards match, in the folder that the step works in',
      ['WORKDIR /w', 'COPY x*.md /w'],
      '/w/x2.md',
      'x2.md',
    ],
    ['the one file that wildcards match', ['COPY x1*.md /x'], '/x', 'x1.md'],
    ['a file by --link, which sees no folder of the image', ['WORKDIR /w', 'COPY --link a.txt /w'], '/w', 'a.txt'],
    ['several into a folder', ['COPY a.txt x1.md /x/'], '/x/x1.md', 'x1.md'],
    ['the later of two', ['COPY a.txt /x/f', 'COPY x1.md /x/f'], '/x/f', 'x1.md'],
    ['the earlier where the later has nothing', ['COPY . /x', 'COPY src /x'], '/x/a.txt', 'a.txt'],
  ])('%s', (_, lines, path, source) => {
    expect(layoutOf(lines, FILES).find(path)).toBe(source)
  })

  test.each([
    ['what was not copied', ['COPY a.txt /x/'], '/x/b.txt'],
    ['what is left out', ['COPY . /x'], '/x/node_modules/e.js'],
    ['another folder', ['COPY src /x'], '/y/b.txt'],
  ])('nothing is found of %s', (_, lines, path) => {
    expect(layoutOf(lines, FILES, 'node_modules').find(path)).toBeNull()
  })

  test('several files that wildcards match lie nowhere for certain where the place may be no folder', () => {
    expect(layoutOf(['COPY x*.md /x'], FILES).added).toEqual([false])
  })

  test.each([
    ['a file that is left out', 'COPY --parents --exclude=x* x1.md /x/'],
    ['a folder that is left out', 'COPY --parents --exclude=**/c src/c /x/'],
    ['a name that would be an exception', 'COPY --parents !a.txt /x/'],
  ])('what --parents names and cannot bring is no copy: %s', (_, line) => {
    expect(layoutOf([line], { ...FILES, '!a.txt': '' }).added).toEqual([false])
  })

  test('wildcards may match nothing', () => {
    const { added, find } = layoutOf(['COPY a.txt lock* /x/'], FILES)
    expect([added, find('/x/a.txt')]).toEqual([[true], 'a.txt'])
  })

  test('a copy of what is not there cannot be made', () => {
    expect(layoutOf(['COPY nowhere /x/'], FILES).added).toEqual([false])
    expect(layoutOf(['COPY node_modules /x/'], FILES, 'node_modules').added).toEqual([false])
  })
})

describe('what a copy takes along', () => {
  test('files, with their places', () => {
    const { layout, copies } = layoutOf(['COPY src a.txt /x/'], FILES)
    const copy = copies[0] as ContextCopy
    expect(layout.takes(copy)).toEqual(['src/b.txt', 'src/c/d.txt', 'a.txt'])
    expect(layout.landings(copy)).toEqual([
      { path: 'src/b.txt', at: '/x/b.txt' },
      { path: 'src/c/d.txt', at: '/x/c/d.txt' },
      { path: 'a.txt', at: '/x/a.txt' },
    ])
    expect(layout.takesFolder(copy)).toBe(true)
  })

  test('not what is left out', () => {
    const { layout, copies } = layoutOf(['COPY . /x/'], FILES, 'node_modules\nsrc/c')
    expect(layout.takes(copies[0] as ContextCopy)).toEqual(['a.txt', 'src/b.txt', 'x1.md', 'x2.md'])
  })

  test('one file by several copies, in their order', () => {
    const { layout } = layoutOf(['COPY src/b.txt /y/', 'COPY . /x/'], FILES)
    expect(layout.landingsOf('src/b.txt').map(({ at, folder, rest }) => [at, folder, rest])).toEqual([
      ['/y/b.txt', false, 'src/b.txt'],
      ['/x/src/b.txt', true, 'src/b.txt'],
    ])
  })

  test('what would come to a place, whether it is there or not', () => {
    const { layout, copies } = layoutOf(['COPY src /x/', 'COPY a.txt /y/'], FILES)
    const [folder, file] = copies as [ContextCopy, ContextCopy]
    expect(layout.sourceOf(folder, '/x/node_modules')).toBe('src/node_modules')
    expect(layout.sourceOf(folder, '/x')).toBe('src')
    expect(layout.sourceOf(folder, '/y/a')).toBeNull()
    expect(layout.sourceOf(file, '/y/a.txt')).toBeNull()
  })
})
