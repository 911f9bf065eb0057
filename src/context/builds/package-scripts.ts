import { parseTree } from 'jsonc-parser'
import { Lines } from '../../text/lines.ts'
import { baseName, folderOf } from '../paths.ts'
import type { Build, BuildReader } from './build.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { depthOf, isVendored } from './where.ts'

/** How deep JSON may be nested before the parser, which calls itself, is not asked. */
const DEEPEST = 200

/** Scripts run in the folder of their package. https://docs.npmjs.com/cli/using-npm/scripts */
export const packageScripts: BuildReader = {
  name: 'a package.json',
  matches: (path, holdsDockerfile) =>
    baseName(path) === 'package.json' && (depthOf(path) === 0 || holdsDockerfile(folderOf(path))) && !isVendored(path),
  read: (path, text, tree) => {
    if (!mayBuild(text) || (text.match(/[[{]/g)?.length ?? 0) > DEEPEST * 10) return []
    const lines = new Lines(text)
    return scriptsIn(text).flatMap(({ script, offset }): Build[] => {
      const line = lines.at(offset)
      return buildsInShell(script, { tree, path, folders: [folderOf(path)], line: () => line })
    })
  },
}

function scriptsIn(text: string): { script: string; offset: number }[] {
  try {
    const root = parseTree(text)
    const scripts = root?.children?.find(({ children }) => children?.[0]?.value === 'scripts')?.children?.[1]
    return (scripts?.children ?? []).flatMap(({ children }) => {
      const value = children?.[1]
      return value?.type === 'string' ? [{ script: value.value as string, offset: value.offset }] : []
    })
  } catch {
    return []
  }
}
