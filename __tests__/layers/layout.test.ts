import { describe, expect, test } from '@jest/globals'
import { BuildContext } from '../../src/context/build-context.ts'
import { DockerIgnore } from '../../src/context/dockerignore.ts'
import { Tree } from '../../src/context/tree.ts'
import { type ContextCopy, contextSources, readCopy } from '../../src/layers/context-copy.ts'
import { Layout } from '../../src/layers/layout.ts'
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
    ['of an archive that ADD leaves as it is', ['ADD --unpack=false a.tar.gz /x/'], ['a.tar.gz'], '/x', true],
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
    ['files beside a here-document', ['COPY <<EOF a /x/', 'b', 'EOF']],
    ['a pattern that cannot be read', ['COPY --exclude=[ a /x/']],
    ['a pattern that hangs on a variable', ['ARG P', 'COPY --exclude=$P a /x/']],
  ])('is not known: %s', (_, lines) => {
    expect(copyOf(...lines)).toBeUndefined()
  })

  test.each([
    ['COPY --parents a /x/', true, []],
    ['COPY --parents=false --exclude=*.md --exclude=b a /x/', false, ['*.md', 'b']],
  ])('%s: with its options', (line, parents, excludes) => {
    expect(copyOf(line)).toMatchObject({ parents, excludes })
  })

  test('an archive that COPY takes is a file', () => {
    expect(copyOf('COPY a.tar.gz /x/')).toMatchObject({ sources: ['a.tar.gz'] })
  })

  test('all sources together tell which folder the context is', () => {
    const { file, stage } = projectOf(['FROM debian', 'COPY a b /x/', 'COPY --from=c d /x/', 'ADD e /x/', 'RUN f'], {})
    expect(contextSources(file, stage.steps)).toEqual(['a', 'b', 'e'])
    const more = ['FROM debian', 'ADD a.tar.gz https://x.org/y /x/', 'COPY <<E b /x/', 'E', 'ARG F=c', 'COPY $F /x/']
    const other = projectOf(more, {})
    expect(contextSources(other.file, other.stage.steps)).toEqual(['a.tar.gz', 'b'])
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
    expect(layout.takes(copy)).toEqual(['a.txt', 'src/b.txt', 'src/c/d.txt'])
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

/** The places of the image where a copy puts files. */
function places(line: string, files: Files = TREE): string[] | null {
  const { layout, copies, added } = layoutOf([line], files)
  return added[0] ? layout.landings(copies[0] as ContextCopy).map(({ at }) => at) : null
}

const TREE = { 'a.md': '', 'b.js': '', 'x/a.md': '', 'x/b.js': '', 'x/y/a.md': '', 'x/y/c.js': '', 'z/d.js': '' }

describe('what a copy leaves out', () => {
  test.each([
    ['below a folder, by its path there', 'COPY --exclude=*.md x /', ['/b.js', '/y/a.md', '/y/c.js']],
    ['at any depth', 'COPY --exclude=**/*.md x /', ['/b.js', '/y/c.js']],
    ['a folder', 'COPY --exclude=y x /', ['/a.md', '/b.js']],
    ['but for exceptions', 'COPY --exclude=* --exclude=!y/c.js x /', ['/y/c.js']],
    ['not by a path of the context', 'COPY --exclude=x/a.md x /', ['/a.md', '/b.js', '/y/a.md', '/y/c.js']],
    // https://github.com/moby/buildkit/issues/5489
    ['not a file that is named', 'COPY --exclude=*.md a.md b.js /', ['/a.md', '/b.js']],
    ['nor one that wildcards match', 'COPY --exclude=*.md a.* z* /', ['/a.md', '/d.js']],
    ['all', 'COPY --exclude=* x /', []],
  ])('%s: %s', (_, line, expected) => {
    expect(places(line)).toEqual(expected)
  })
})

describe('the folders that --parents keeps', () => {
  test.each([
    ['of a file', 'COPY --parents x/y/c.js /p/', ['/p/x/y/c.js']],
    ['of a folder', 'COPY --parents x/y /p', ['/p/x/y/a.md', '/p/x/y/c.js']],
    ['of what wildcards match', 'COPY --parents x/*.js z/*.js /p/', ['/p/x/b.js', '/p/z/d.js']],
    ['of folders that wildcards match', 'COPY --parents */y /p/', ['/p/x/y/a.md', '/p/x/y/c.js']],
    ['at any depth', 'COPY --parents **/*.md /p/', ['/p/a.md', '/p/x/a.md', '/p/x/y/a.md']],
    ['from the pivot on', 'COPY --parents x/./y/c.js /p/', ['/p/y/c.js']],
    ['from the pivot on, with wildcards', 'COPY --parents ./x/./**/*.js /p/', ['/p/b.js', '/p/y/c.js']],
    ['without what is left out', 'COPY --parents --exclude=x/y x /p/', ['/p/x/a.md', '/p/x/b.js']],
    ['where nothing is there', 'COPY --parents x/nowhere /p/', null],
    ['of everything: not known', 'COPY --parents . /p/', null],
  ])('%s: %s', (_, line, expected) => {
    expect(places(line)).toEqual(expected)
  })

  test('are found by their place in the image', () => {
    const { find } = layoutOf(['COPY --parents **/*.js /p/'], TREE)
    expect(['/p/x/y/c.js', '/p/x/y', '/p/x/a.md'].map(find)).toEqual(['x/y/c.js', 'x/y', null])
  })
})

test.each([
  ['by its name', 'ADD a.tar.gz /x/'],
  ['by wildcards', 'ADD a.* /x/'],
])('an archive that ADD unpacks, %s, leaves the place unknown', (_, line) => {
  const { added, copies } = layoutOf([line], { 'a.tar.gz': '', 'a.txt': '' })
  expect(copies.length === 0 || added[0] === false).toBe(true)
})

test('the case of a name counts', () => {
  expect(places('COPY A.md /')).toBeNull()
  expect(places('COPY *.MD /')).toEqual([])
})

describe('symbolic links of the context', () => {
  const files = {
    link: 'real/x',
    folder: './real',
    absolute: '/real/y',
    out: '../../real/x',
    loop: 'loop',
    broken: 'nowhere',
    chain: 'link',
    'in/l': '../real/y',
    'real/x': 'X',
    'real/y': 'Y',
  }
  const links = new Set(['link', 'folder', 'absolute', 'out', 'loop', 'broken', 'chain', 'in/l'])
  const tree = new Tree({ files: new Set(Object.keys(files)), texts: new Map(Object.entries(files)), links })
  const context = new BuildContext(tree, '.', null, null)

  test('lead nowhere when they are left out themselves', () => {
    const without = new BuildContext(tree, '.', '.dockerignore', new DockerIgnore('link\n'))
    expect([without.matches('link'), without.matches('chain'), without.matches('folder')]).toEqual([
      null,
      null,
      ['folder'],
    ])
  })

  test.each([
    ['a file is that file, under the name of the link', 'COPY link /p/', [['real/x', '/p/link']]],
    ['by way of another link', 'COPY chain /p/', [['real/x', '/p/chain']]],
    ['from the root of the context', 'COPY absolute /p/', [['real/y', '/p/absolute']]],
    ['not out of the context', 'COPY out /p/', [['real/x', '/p/out']]],
    [
      'a folder is what that holds',
      'COPY folder /p/',
      [
        ['real/x', '/p/x'],
        ['real/y', '/p/y'],
      ],
    ],
    ['a folder on the way', 'COPY folder/x /p/', [['real/x', '/p/x']]],
    ['a folder above wildcards', 'COPY folder/*y /p/', [['real/y', '/p/y']]],
    ['inside a folder stays a link', 'COPY in /p/', [['in/l', '/p/l']]],
    ['that leads to itself', 'COPY loop /p/', null],
    ['that leads nowhere', 'COPY broken /p/', null],
  ])('%s', (_, line, expected) => {
    const { file, stage } = projectOf(['FROM debian', line], {})
    const layout = new Layout(context)
    const copy = readCopy(file, stage.steps[0] as never) as ContextCopy
    const added = layout.add(copy)
    expect(added ? layout.landings(copy).map(({ path, at }) => [path, at]) : null).toEqual(expected)
  })

  test('have the text of what they lead to', () => {
    expect(['link', 'in/l', 'loop', 'broken'].map((path) => context.text(path))).toEqual(['X', 'Y', null, null])
  })

  test('are asked for before they are followed', () => {
    const asked = new Tree({ files: new Set(['link', 'real']), texts: new Map(), links: new Set(['link']) })
    const unread = new BuildContext(asked, '.', null, null)
    expect([unread.matches('link'), unread.text('link')]).toEqual([null, undefined])
    expect([...asked.missing]).toEqual(['link'])
  })
})
