import { baseName, folderOf, joinInside } from '../paths.ts'
import type { Build, BuildReader } from './build.ts'
import { masked } from './ci-scripts.ts'
import { type Known, WORKSPACE } from './known.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { depthOf, isVendored } from './where.ts'

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*?)\s*$/
const STRING = /^(?:'([^']*)'|"([^"\\{]*)")\s*(?:#.*)?$/
const RECIPE = /^@?[A-Za-z_][\w-]*(?:\s[^:]*)?:(?!=)/
const INTERPOLATION = /\{\{\s*([\w-]+(?:\(\))?)\s*\}\}|\{\{[^\n]*?\}\}/g

interface Recipe {
  /** Null where it runs in the folder of the caller. */
  readonly folder: string | null
  readonly lines: { readonly text: string; readonly line: number }[]
}

/** Each line of a recipe has a shell of its own, in the folder of the justfile. https://just.systems/man/en/ */
export const justfile: BuildReader = {
  name: 'a justfile',
  matches: (path) => /^\.?justfile$/i.test(baseName(path)) && depthOf(path) <= 2 && !isVendored(path),
  read: (path, text, tree) => {
    if (!mayBuild(text) || /^set\s+(?:windows-)?shell\s*:=\s*\[\s*["'](?!(?:ba|z|da)?sh\b)/m.test(text)) return []
    const own = folderOf(path)
    const { variables, recipes } = readJustfile(text, own)
    return recipes.flatMap(({ folder, lines }): Build[] =>
      scriptsOf(lines).flatMap((script) => {
        const { text: body, placeholders } = masked(script.text, INTERPOLATION, (name) => variables.get(name))
        const line = (at: number) => script.line + at - 1
        return buildsInShell(body, { tree, path, folders: [folder], placeholders, line })
      }),
    )
  },
}

function readJustfile(text: string, own: string): { variables: Map<string, Known>; recipes: Recipe[] } {
  const here = own === '.' ? WORKSPACE : `${WORKSPACE}/${own}`
  const variables = new Map<string, Known>([['justfile_directory()', { value: here, raw: '{{justfile_directory()}}' }]])
  const recipes: Recipe[] = []
  let folder: string | null = own
  let recipe: Recipe | null = null
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s/.test(line) || line === '') {
      recipe?.lines.push({ text: line, line: index + 1 })
      continue
    }
    const attribute = /^\[(.*)\]\s*$/.exec(line)?.[1]
    const assignment = ASSIGNMENT.exec(line)
    if (attribute !== undefined) folder = attributed(attribute, folder, own)
    else if (/^set\s+working-directory/.test(line)) return { variables, recipes: [] }
    else if (assignment) {
      const [, name, value] = assignment as unknown as [string, string, string]
      const string = STRING.exec(value)
      variables.set(name, { value: string ? (string[1] ?? string[2] ?? '') : null, raw: value })
    } else if (RECIPE.test(line)) {
      recipe = { folder, lines: [] }
      recipes.push(recipe)
      folder = own
    } else recipe = line.startsWith('#') ? recipe : null
  }
  return { variables, recipes }
}

function attributed(attribute: string, folder: string | null, own: string): string | null {
  if (/\bno-cd\b/.test(attribute)) return null
  const given = /^working-directory\s*[:(]\s*['"]([^'"]*)['"]/.exec(attribute)?.[1]
  return given === undefined ? folder : joinInside(own, given)
}

/** Lines with those that continue them; a recipe with a shebang is one script, for a shell or for something else. */
function scriptsOf(lines: Recipe['lines']): { text: string; line: number }[] {
  const [first] = lines.filter(({ text }) => text.trim() !== '')
  if (!first) return []
  if (first.text.trimStart().startsWith('#!')) {
    if (!/\b(?:ba|da|z)?sh\b/.test(first.text)) return []
    return [{ text: lines.map(({ text }) => text).join('\n'), line: lines[0]?.line ?? first.line }]
  }
  const scripts: { text: string; line: number }[] = []
  let open = false
  for (const { text, line } of lines) {
    const last = scripts.at(-1)
    if (open && last) last.text += `\n${text}`
    else scripts.push({ text: text.replace(/^\s*[@-]*/, ''), line })
    open = text.endsWith('\\')
  }
  return scripts
}
