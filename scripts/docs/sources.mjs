import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How an entry of each folder is recognised, and how its registry names it. */
const kinds = {
  builds: {
    type: 'BuildReader',
    from: './build.ts',
    list: 'readers',
    entry: /^export const (\w+): BuildReader = /m,
    named: true,
  },
  managers: { type: 'Manager', from: './manager.ts', entry: /^export default defineManager\(/m, named: false },
  rules: { type: 'Rule', from: './rule.ts', entry: /^export const (\w+): Rule = /m, named: true },
}

/** The registry of a folder: every file in it that holds an entry, none listed by hand. */
export function registrySource(folder, kind) {
  const { type, from, entry, named, list = kind } = kinds[kind]
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'registry.ts')
    .sort()
    .flatMap((file) => {
      const found = entry.exec(readFileSync(join(folder, file), 'utf8'))
      return found ? [{ file, name: named ? found[1] : camelCase(file.slice(0, -'.ts'.length)) }] : []
    })
  return [
    '// Written by `npm run docs` from the files of this folder. Do not edit.',
    ...entries.map(({ file, name }) => `import ${named ? `{ ${name} }` : name} from './${file}'`),
    `import type { ${type} } from '${from}'`,
    '',
    `export const ${list}: readonly ${type}[] = [${entries.map(({ name }) => name).join(', ')}]`,
    '',
  ].join('\n')
}

const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

export function versionSource(version) {
  return `// Written by \`npm run docs\` from package.json. Do not edit.\nexport const version = ${JSON.stringify(version)}\n`
}

/** @param {ReadonlyMap<string, { before: string, after: string }>} examples by rule */
export function examplesSource(examples) {
  const entries = [...examples].map(([rule, example]) => `  ${JSON.stringify(rule)}: ${JSON.stringify(example)},`)
  return [
    '// Written by `npm run docs` from the `example` fixture of each rule. Do not edit.',
    'export const examples: Readonly<Record<string, { readonly before: string; readonly after: string }>> = {',
    ...entries,
    '}',
    '',
  ].join('\n')
}
