/**
 * Random contexts, ignore files and copies. Names and patterns are made of the same few parts, so that they meet often.
 *
 * @typedef {{ flags: string[], keyword: 'COPY' | 'ADD', sources: string[], destination: string, json: boolean }} Copy
 * @typedef {{ files: string[], links?: Record<string, string>, ignore: string | null, own: boolean, workdir: string | null, copies: Copy[] }} Case
 */
import fc from 'fast-check'

const NAMES = ['a', 'b', 'ab', 'A', 'a.b', '.a', 'a-b', 'src', 'b.md', 'a.txt', 'node_modules', '.git']
const ODD_NAMES = [
  'a b',
  '[a]',
  'a]',
  'é',
  'a*',
  'a?b',
  '!a',
  '#a',
  'a\\b',
  '..a',
  'a.',
  '(a)',
  'a+',
  '{a,b}',
  '$a',
  '^a',
  '~',
]
const WILDCARDS = [
  '*',
  '*',
  '?',
  'a*',
  '*b',
  '.*',
  '*.md',
  '*.*',
  '[ab]',
  '[a-c]*',
  '[^a]',
  '??',
  '[a-b].*',
  'a[.x]b',
  'a[^x]b',
]
const ESCAPED = ['a[.-]b', '\\a', 'a\\*', '\\[a\\]', '\\*', '[\\]a]', 'a\\ b']
const FOLDERS = ['**', '**', '**', '.', '..', '', 'a**', '**b', '**.md', '***']

const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
)

/** A file is no folder of another file. @param {string[]} paths */
const withoutClashes = (paths) => {
  const all = [...new Set(paths)].sort()
  return all.filter((one) => !all.some((other) => other.startsWith(`${one}/`)))
}
const files = fc
  .array(
    fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 12 },
  )
  .map(withoutClashes)

/** Symbolic links, with what they lead to: mostly a file or folder that is there. @param {string[]} there */
const linksAmong = (there) => {
  const places = [...new Set(there.flatMap((file) => [file, ...foldersOf(file)]))]
  const target = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom('/', '', '../', './'), fc.constantFrom(...places)) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('/', '', '..', '../../'), fc.constantFrom('a', '', 'nowhere')) },
  )
  const link = fc.tuple(
    fc.oneof(fc.constantFrom('.', ...foldersOf(there[0] ?? '')), fc.constantFrom('.')),
    fc.constantFrom('link', 'b.md', 'ab', 'l.txt'),
    target.map((parts) => parts.join('') || '.'),
  )
  return fc.array(link, { minLength: 1, maxLength: 2 }).map((links) => {
    const named = links.map(([folder, name, to]) => [folder === '.' ? name : `${folder}/${name}`, to])
    const clashes = (/** @type {string} */ at) =>
      there.some((file) => file === at || file.startsWith(`${at}/`) || at.startsWith(`${file}/`))
    return Object.fromEntries(named.filter(([at]) => !clashes(/** @type {string} */ (at))))
  })
}

/** @param {string} file */
const foldersOf = (file) =>
  file
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'))

/** @param {fc.Arbitrary<string>} part @param {number} most */
const path = (part, most) => fc.array(part, { minLength: 1, maxLength: most }).map((parts) => parts.join('/'))

const ignorePart = fc.oneof(
  { weight: 10, arbitrary: name },
  { weight: 5, arbitrary: fc.constantFrom(...WILDCARDS) },
  { weight: 5, arbitrary: fc.constantFrom(...FOLDERS) },
  { weight: 1, arbitrary: fc.constantFrom(...ESCAPED) },
)
const ignoreLine = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '', ' ', '\t', '#', ' #'),
    fc.constantFrom('', '', '', '!', '!', '! ', '!!'),
    fc.constantFrom('', '', '', '', '/', './', '../', '//'),
    path(ignorePart, 3),
    fc.constantFrom('', '', '', '', '/', '/**', '/*', ' ', '\r', '/.', '\t'),
  )
  .map((parts) => parts.join(''))
const ignore = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '', '', '', '', '\uFEFF'),
    fc.constantFrom([], [], [], [], [], [], [], ['*'], ['**'], ['*/*'], ['.*']),
    fc.array(ignoreLine, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('\n', ''),
  )
  .map(([mark, first, lines, end]) => mark + [...first, ...lines].join('\n') + end)

/** @param {string[]} there */
const copyOf = (there) => {
  const folders = [...new Set(there.flatMap((file) => [file, file.split('/').slice(0, -1).join('/') || '.']))]
  const sourcePart = fc.oneof(
    { weight: 8, arbitrary: name },
    { weight: 6, arbitrary: fc.constantFrom(...WILDCARDS) },
    { weight: 1, arbitrary: fc.constantFrom('**', '.', '..', '', ...ESCAPED) },
  )
  const source = fc
    .tuple(
      fc.constantFrom('', '', '', '', '/', './', '../'),
      fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom(...folders) },
        { weight: 2, arbitrary: path(sourcePart, 3) },
        { weight: 1, arbitrary: fc.constantFrom('.', '/', './', '*') },
      ),
      fc.constantFrom('', '', '', '', '', '', '', '', '', '', '/', '/.', '/*'),
    )
    .map((parts) => parts.join(''))
  const pivoted = fc.tuple(path(sourcePart, 2), path(sourcePart, 2)).map(([one, other]) => `${one}/./${other}`)
  const exclude = fc
    .tuple(fc.constantFrom('', '', '', '!', '/', './'), path(ignorePart, 3), fc.constantFrom('', '', '', '/', '/**'))
    .map((parts) => `--exclude=${parts.join('')}`)
  return fc
    .record({
      keyword: fc.constantFrom('COPY', 'COPY', 'COPY', 'ADD'),
      link: fc.constantFrom(false, false, false, true),
      parents: fc.constantFrom(false, false, false, true),
      excludes: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(exclude, { minLength: 1, maxLength: 2 }) },
      ),
      sources: fc.array(fc.oneof({ weight: 12, arbitrary: source }, { weight: 1, arbitrary: pivoted }), {
        minLength: 1,
        maxLength: 3,
        size: 'xsmall',
      }),
      target: fc.constantFrom('/x/', '/x/', '/x', './', '.', 'y', 'y/', '/', '/x/y', '../z/'),
      json: fc.boolean(),
    })
    .map(({ keyword, link, parents, excludes, sources, target, json }) => ({
      keyword: /** @type {'COPY' | 'ADD'} */ (parents ? 'COPY' : keyword),
      flags: [...(link ? ['--link'] : []), ...(parents ? ['--parents'] : []), ...excludes].filter(
        (flag) => !/\s/.test(flag),
      ),
      // A space ends a word; an empty source is refused.
      sources: sources.map((one) => (json ? one || '.' : one.replace(/\s/g, '?') || '.')),
      // Several sources need a folder.
      destination: sources.length > 1 ? target.replace(/[^/.]$/, '$&/') : target,
      json,
    }))
}

const plain = files.chain((there) =>
  fc.record({
    files: fc.constant(there),
    links: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: linksAmong(there) }),
    ignore: fc.oneof({ weight: 9, arbitrary: ignore }, { weight: 1, arbitrary: fc.constant(null) }),
    own: fc.constantFrom(false, false, false, true),
    workdir: fc.constantFrom(null, null, '/w', 'w/v', '/x'),
    copies: fc.array(copyOf(there), { minLength: 2, maxLength: 4 }),
    linked: fc.array(copyOf([...there, 'link', 'l.txt', 'ab']), { minLength: 2, maxLength: 4 }),
  }),
)

/** @type {fc.Arbitrary<Case>} */
export const cases = plain.map(({ copies, linked, ...one }) => ({
  ...one,
  copies: Object.keys(one.links).length > 0 ? linked : copies,
}))

/** @param {Copy} copy */
export const lineOf = ({ keyword, flags, sources, destination, json }) => {
  const words = [...sources, destination]
  return [keyword, ...flags, json ? JSON.stringify(words) : words.join(' ')].join(' ')
}
