import { baseName, folderOf } from '../paths.ts'
import type { BuildReader } from './build.ts'
import { buildsInShell } from './shell-text.ts'
import { ancestorsOf, depthOf, isVendored } from './where.ts'

const NAME = /build|docker|image|deploy|push|release/i
const FOLDER = /^(?:\.?ci|scripts?|hack|build|docker|deploy|\.circleci|\.github\/scripts?|bin|tools)$/

/**
 * Shell scripts. Their text must be fetched before it is known whether they build anything, and a repository may have
 * hundreds: only those are asked for whose name says that they build, or that lie in a folder for such scripts, with a Dockerfile
 * near by.
 */
export const shellScripts: BuildReader = {
  name: 'a shell script',
  matches: (path, holdsDockerfile) => {
    if (!path.endsWith('.sh') || isVendored(path) || depthOf(path) > 3) return false
    if (!holdsDockerfile(folderOf(folderOf(path)))) return false
    // What starts a container lies in it, and builds none.
    if (/entry-?point|^test/i.test(baseName(path))) return false
    return NAME.test(baseName(path)) || FOLDER.test(folderOf(path))
  },
  read: (path, text, tree) => {
    if (/^#!(?!.*\b(?:ba|da|k|z)?sh\b)/.test(text)) return []
    const folder = folderOf(path)
    // It runs where its caller is, which is not told: at the root, beside the script, or between.
    return buildsInShell(text, { tree, path, folders: ancestorsOf(folder), scriptFolder: folder, line: (line) => line })
  },
}
