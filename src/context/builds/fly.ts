import { tableAt, valueAt } from '../../formats/tables.ts'
import { parseToml } from '../../formats/toml.ts'
import { baseName, below, folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader, GivenArgument } from './build.ts'
import { dockerfileIn } from './describe.ts'

/** https://fly.io/docs/reference/configuration/#the-build-section */
export const fly: BuildReader = {
  name: 'a fly.toml',
  matches: (path) => /^fly(?:[._-][^/]*)?\.toml$/.test(baseName(path)),
  read: (path, text, tree) => {
    const build = buildOf(path, text, tree)
    return build ? [build] : []
  },
}

function buildOf(path: string, text: string, tree: Tree): Build | null {
  const root = parseToml(text)
  const section = tableAt(root, 'build')
  if (!root || ['image', 'builder', 'buildpacks', 'builtin'].some((name) => Object.hasOwn(section, name))) return null
  const folder = folderOf(path)
  const named = textAt(section, 'dockerfile')
  // Without one it is built from the Dockerfile of the folder, where there is one.
  const dockerfile = named
    ? dockerfileIn(tree, { kind: 'folder', folder }, { text: named, raw: named })
    : ['Dockerfile', 'dockerfile'].map((name) => joinInside(folder, name) as string).find((one) => tree.has(one))
  if (!dockerfile) return null
  const args = new Map<string, GivenArgument>()
  const given = tableAt(section, 'args')
  for (const name of Object.keys(given)) {
    const value = textAt(given, name)
    args.set(name, { value, raw: value ?? '', line: lineOf(text, name) })
  }
  const ignore = Object.hasOwn(section, 'ignorefile')
  return {
    dockerfile,
    // `fly deploy` sends the folder in which it runs: that of a file that names what lies above it is another one.
    context: ignore
      ? { kind: 'unknown', why: 'fly.toml has an ignore file of its own' }
      : below(folder, dockerfile) === null
        ? { kind: 'unknown', why: 'fly deploy runs in another folder' }
        : { kind: 'folder', folder },
    named: new Map(),
    args,
    target: textAt(section, 'build-target') || null,
    tool: 'fly deploy',
    place: { path, line: lineOf(text, '[build]') },
  }
}

const textAt = (table: unknown, name: string): string | null => {
  const value = valueAt(table, name)
  return typeof value === 'string' ? value : null
}

/** The first line that begins with a word; the parser gives no places. */
function lineOf(text: string, word: string): number {
  const at = text.split('\n').findIndex((line) => line.trimStart().replace(/^["']/, '').startsWith(word))
  return at + 1 || 1
}
