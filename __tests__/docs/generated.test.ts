import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { fillRegions } from '../../scripts/docs/regions.mjs'
import { registrySource } from '../../scripts/docs/sources.mjs'
import { keys, pathKeys, ruleLevels } from '../../src/configuration/configuration.ts'
import { options, outputs, readInputs } from '../../src/options.ts'
import { rules } from '../../src/rules/registry.ts'
import { folderWith } from '../local/working-tree.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('everything that is generated is as the source has it', () => {
  const done = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: root, encoding: 'utf8' })
  expect(done.stderr).toBe('')
  expect(done.status).toBe(0)
}, 60_000)

describe('action.yml', () => {
  const action = parse(read('action.yml'))

  test('has every input and output, described', () => {
    const inputs = options.filter((option) => 'input' in option).map(({ name }) => name)
    expect(Object.keys(action.inputs)).toEqual(inputs)
    expect(Object.keys(action.outputs)).toEqual(outputs.map(({ name }) => name))
    for (const { description } of [
      ...Object.values<{ description: string }>(action.inputs),
      ...Object.values<{ description: string }>(action.outputs),
    ]) {
      expect(description).toMatch(/\.$/)
    }
  })

  test('has only strings as defaults, and the action takes them', () => {
    const defaults = Object.entries<{ default: unknown }>(action.inputs).map(([name, input]) => [name, input.default])
    for (const [, value] of defaults) expect(typeof value).toBe('string')
    const given = Object.fromEntries(defaults)
    expect(() => readInputs((name) => given[name])).not.toThrow()
  })

  test('names what runs', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
    expect(action.branding).toEqual({ icon: 'layers', color: 'blue' })
  })
})

test('the JSON schema allows what the configuration takes, and no other key', () => {
  const schema = JSON.parse(read('layerwise.schema.json'))
  expect(Object.keys(schema.properties)).toEqual(Object.keys(keys))
  expect(Object.keys(schema.properties.paths.properties)).toEqual(Object.keys(pathKeys))
  expect(Object.keys(schema.properties.rules.properties)).toEqual(rules.map(({ id }) => id))
  for (const rule of Object.values<{ enum: string[] }>(schema.properties.rules.properties)) {
    expect(rule.enum).toEqual([...ruleLevels])
  }
  expect([schema, schema.properties.rules, schema.properties.paths].map((part) => part.additionalProperties)).toEqual([
    false,
    false,
    false,
  ])
})

describe('the regions of a page', () => {
  test('are filled, and the rest stays', () => {
    const page = 'a\n<!-- generated:one -->\nold\n<!-- /generated -->\nb\n'
    const filled = 'a\n<!-- generated:one -->\n\nnew\n\n<!-- /generated -->\nb\n'
    expect(fillRegions('x.md', page, { one: 'new' })).toBe(filled)
    expect(fillRegions('x.md', filled, { one: 'new' })).toBe(filled)
  })

  test('that are unknown or not closed are an error that names the page', () => {
    expect(() => fillRegions('x.md', '<!-- generated:two -->\n<!-- /generated -->', { one: '' })).toThrow(
      'x.md: nothing is generated under "two". One of these is: one.',
    )
    expect(() => fillRegions('x.md', '<!-- generated:one -->\n', { one: '' })).toThrow(
      'x.md: a generated region is not closed',
    )
  })

  test('hold text as it is, dollars too', () => {
    const page = '<!-- generated:one -->\n<!-- /generated -->'
    expect(fillRegions('x.md', page, { one: '$& $$ $1' })).toContain('\n$& $$ $1\n')
  })
})

describe('a registry', () => {
  test('holds every entry of its folder, and nothing else', () => {
    const folder = folderWith({
      'manager.ts': 'export function defineManager() {}\n',
      'registry.ts': 'export default defineManager({})\n',
      'pip.ts': 'export default defineManager({})\n',
      'apt-get.ts': 'export default defineManager({})\n',
    })
    expect(registrySource(folder, 'managers')).toContain('[aptGet, pip]')
  })

  test('of rules names them as their files do', () => {
    const folder = folderWith({
      'rule.ts': 'export interface Rule {}\n',
      'declare-late.ts': 'export const declareLate: Rule = {\n',
    })
    const source = registrySource(folder, 'rules')
    expect(source).toContain("import { declareLate } from './declare-late.ts'")
    expect(source).toContain('export const rules: readonly Rule[] = [declareLate]')
  })
})
