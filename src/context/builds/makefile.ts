import { baseName, folderOf } from '../paths.ts'
import type { Build, BuildReader } from './build.ts'
import { Placeholders } from './known.ts'
import { readMakefile } from './make-lines.ts'
import { MakeVariables } from './make-variables.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { ancestorsOf, depthOf, isVendored } from './where.ts'

/** A longer one was written by a program. */
const LONGEST = 300_000

const NAME = /^(?:GNUmakefile|[Mm]akefile)$|(?:docker|image|container|build|release).*\.mk$/i

/**
 * A Makefile, whose recipes run in its own folder. Each line of a recipe has a shell of its own.
 * https://www.gnu.org/software/make/manual/html_node/Execution.html
 */
export const makefile: BuildReader = {
  name: 'a Makefile',
  // Makefiles far down belong to parts that are compiled, and of `*.mk` only those are read whose name speaks of images.
  matches: (path, holdsDockerfile) =>
    NAME.test(baseName(path)) && (depthOf(path) <= 1 || holdsDockerfile(folderOf(path))) && !isVendored(path),
  read: (path, text, tree) => {
    if (text.length > LONGEST || !mayBuild(text)) return []
    const file = readMakefile(text)
    const folder = folderOf(path)
    // An included file runs where the one that includes it is.
    const folders = path.endsWith('.mk') ? ancestorsOf(folder) : [folder]
    const variables = new MakeVariables(file, folders.length === 1 ? folder : null)
    return file.recipes.flatMap(({ text: recipe, line, target }): Build[] => {
      const placeholders = new Placeholders()
      const expanded = variables.expand(recipe, target, placeholders)
      return buildsInShell(expanded, { tree, path, folders, placeholders, line: (at) => line + at - 1 })
    })
  },
}
