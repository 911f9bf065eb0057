import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Pair } from 'yaml'
import { openYaml } from '../formats/yaml.ts'
import { packageManagers } from '../images/image.ts'
import { imageOf } from '../images/known.ts'
import { readReference } from '../images/reference.ts'
import type { TaughtImage } from '../images/taught.ts'
import { instead } from '../text/nearest.ts'
import { printable, quoted } from '../text/printable.ts'
import {
  type Configuration,
  ConfigurationError,
  defaultConfiguration,
  imageKeys,
  keys,
  pathKeys,
  type RuleLevel,
  ruleLevels,
} from './configuration.ts'
import { globProblem, matcher } from './globs.ts'
import { repositoryPath } from './repository-path.ts'

/** A configuration is a few lines. What is longer than this many characters was not written as one. */
const longestText = 64 * 1024

/** An address of an image as it may stand behind `# syntax=`: registry, path, tag, digest. */
const imageAddress = /^[a-z0-9][a-z0-9._:/-]*(?:@sha256:[0-9a-f]{64})?$/i

/**
 * Reads a configuration.
 *
 * @param text the YAML, from anybody's hand
 * @param path how the file is called in messages
 * @param ruleIds the rules there are
 * @throws {ConfigurationError} on anything that is not understood: nothing is passed over in silence
 */
export function parseConfiguration(text: string, path: string, ruleIds: readonly string[]): Configuration {
  const file = new ConfigurationFile(text, path)
  const root = file.map(file.contents, 'the configuration')
  let { rules, syntax, include, exclude, contexts, images } = defaultConfiguration
  for (const { key, value } of file.entries(root, Object.keys(keys), 'an option')) {
    if (key === 'rules') rules = readRules(file, value, ruleIds)
    else if (key === 'syntax') syntax = readSyntax(file, value)
    else if (key === 'images') images = file.list(value, '"images"').map((item) => readImage(file, item))
    else if (key === 'contexts') contexts = readContexts(file, value)
    else {
      for (const entry of file.entries(file.map(value, '"paths"'), Object.keys(pathKeys), 'an option of "paths"')) {
        const globs = readGlobs(file, entry.value, entry.key)
        if (entry.key === 'include') include = globs
        else exclude = globs
      }
    }
  }
  return { rules, syntax, include, exclude, contexts, images }
}

function readRules(file: ConfigurationFile, node: unknown, ruleIds: readonly string[]): Record<string, RuleLevel> {
  const rules: Record<string, RuleLevel> = {}
  for (const { key, value } of file.entries(file.map(node, '"rules"'), ruleIds, 'a rule')) {
    const written = file.text(value, `"${key}"`)
    const level = ruleLevels.find((candidate) => candidate === written)
    if (level === undefined) {
      const right = /^(?:false|no|none|never|disabled?|ignore|0)$/i.test(written)
        ? 'Did you mean "off"?'
        : instead(written, ruleLevels)
      throw file.error(value, `${quoted(written)} is not allowed for "${key}". ${right}`)
    }
    rules[key] = level
  }
  return rules
}

function readSyntax(file: ConfigurationFile, node: unknown): string {
  const written = file.text(node, '"syntax"')
  if (written.length <= 300 && imageAddress.test(written)) return written
  throw file.error(
    node,
    `${quoted(written)} is not the address of an image. Write one such as "${defaultConfiguration.syntax}".`,
  )
}

function readContexts(file: ConfigurationFile, node: unknown): Map<string, string> {
  const contexts = new Map<string, string>()
  for (const { key, keyNode, value } of file.entries(file.map(node, '"contexts"'))) {
    const dockerfile = repositoryPath(key)
    if (dockerfile === null || dockerfile === '.') {
      throw file.error(
        keyNode,
        `${quoted(key)} is not a path in the repository. Write the path of a Dockerfile from its root.`,
      )
    }
    const written = file.text(value, quoted(key))
    const folder = repositoryPath(written)
    if (folder === null) {
      throw file.error(
        value,
        `${quoted(written)} is not a folder in the repository. Write its path from the root, "." for the root.`,
      )
    }
    contexts.set(dockerfile, folder)
  }
  return contexts
}

function readImage(file: ConfigurationFile, node: unknown): TaughtImage {
  const said = new Map<string, { readonly text: string; readonly node: unknown }>()
  let env: Readonly<Record<string, string>> = {}
  for (const { key, value } of file.entries(
    file.map(node, 'an entry of "images"'),
    Object.keys(imageKeys),
    'an option of "images"',
  )) {
    if (key !== 'env') said.set(key, { text: file.text(value, `"${key}"`), node: value })
    else
      env = Object.fromEntries(
        [...file.entries(file.map(value, '"env"'))].map((one) => [one.key, file.text(one.value, quoted(one.key))]),
      )
  }
  const checked = (key: string, isRight: (text: string) => boolean, right: string): string | null => {
    const found = said.get(key)
    if (!found || isRight(found.text)) return found?.text ?? null
    throw file.error(found.node, `${quoted(found.text)} is not allowed for "${key}". ${right}`)
  }
  const number = (key: string): number | null => {
    const text = checked(key, (written) => /^\d{1,9}$/.test(written), 'Write a number, such as 1000.')
    return text === null ? null : Number(text)
  }
  const pattern = said.get('pattern')
  if (!pattern) throw file.error(node, 'an entry of "images" has no "pattern". Write one, such as "ghcr.io/acme/*".')
  const problem = globProblem(pattern.text)
  if (problem !== null) throw file.error(pattern.node, `${quoted(pattern.text)} ${printable(problem)}.`)
  const manager = checked(
    'manager',
    (text) => packageManagers.some((one) => one === text),
    instead(said.get('manager')?.text ?? '', packageManagers),
  )
  return {
    matches: matcher([pattern.text], 'whole'),
    like: checked('like', isKnown, 'Write an image that Layerwise knows, such as "python:3.13-slim".'),
    user: checked(
      'user',
      (text) => /^[a-z_][\w.-]*$/i.test(text),
      'Write the name of a user, and a number under "uid".',
    ),
    uid: number('uid'),
    gid: number('gid'),
    home: checked('home', (text) => /^\/[^\s,"']*$/.test(text), 'Write an absolute path, such as "/home/app".'),
    manager: packageManagers.find((one) => one === manager) ?? null,
    env,
  }
}

function isKnown(text: string): boolean {
  const reference = readReference(text)
  return reference !== null && imageOf(reference) !== null
}

function readGlobs(file: ConfigurationFile, node: unknown, key: string): string[] {
  return file.list(node, `"${key}"`).map((item) => {
    const glob = file.text(item, `an entry of "${key}"`)
    const problem = globProblem(glob)
    if (problem !== null) throw file.error(item, `${quoted(glob)} ${printable(problem)}.`)
    return glob
  })
}

/** One configuration file: its YAML, and messages that say where in it something stands. */
class ConfigurationFile {
  readonly #path: string
  readonly #lines: LineCounter | null
  /** What the file holds; null for nothing. */
  readonly contents: unknown

  constructor(text: string, path: string) {
    this.#path = path
    this.#lines = null
    if (text.length > longestText) {
      throw this.error(null, `the file is larger than ${longestText / 1024} kB. Write a shorter configuration.`)
    }
    const yaml = openYaml(text)
    if ('problem' in yaml)
      throw this.#errorAt(yaml.line, `this is not YAML that can be read: ${printable(yaml.problem)}`)
    const [first, second] = yaml.documents
    this.#lines = yaml.lines
    if (second) throw this.error(second.contents, 'a second document begins here. Write one configuration.')
    const warning = first?.warnings[0]
    if (warning) {
      const { line } = this.#lines.linePos(warning.pos[0])
      throw this.#errorAt(line, `this is not YAML that can be read: ${printable(warning.message)}`)
    }
    this.contents = first?.contents ?? null
  }

  error(node: unknown, message: string): ConfigurationError {
    const range = (node as { range?: [number, number, number] | null } | null)?.range
    return this.#errorAt((range && this.#lines?.linePos(range[0]).line) ?? 1, message)
  }

  #errorAt(line: number, message: string): ConfigurationError {
    return new ConfigurationError(`${printable(this.#path)}:${Math.max(line, 1)}: ${message}`)
  }

  /** The entries of a map; null is the empty map. */
  map(node: unknown, what: string): readonly Pair[] {
    if (node === null || (isScalar(node) && node.value === null)) return []
    if (isMap(node)) return node.items
    throw this.#wrongShape(node, what, 'needs names and values, one "name: value" a line')
  }

  /** The entries with their keys as text, each one of `allowed` when that is given. */
  *entries(pairs: readonly Pair[], allowed?: readonly string[], what = 'a name') {
    for (const { key: keyNode, value } of pairs) {
      const key = this.text(keyNode, 'a name')
      if (allowed && !allowed.includes(key)) {
        throw this.error(keyNode, `${quoted(key)} is not ${what}. ${instead(key, allowed)}`)
      }
      yield { key, keyNode, value: value ?? null }
    }
  }

  /** The items of a list; a single value is a list of one. */
  list(node: unknown, what: string): readonly unknown[] {
    if (node === null || (isScalar(node) && node.value === null)) return []
    if (isSeq(node)) return node.items
    return [this.#scalar(node, what)]
  }

  /** A value as it is written, whatever type YAML gives it. */
  text(node: unknown, what: string): string {
    const scalar = this.#scalar(node, what)
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value))
  }

  #scalar(node: unknown, what: string) {
    if (isScalar(node) && node.value !== null) return node
    throw this.#wrongShape(node, what, 'needs a single value')
  }

  #wrongShape(node: unknown, what: string, needed: string): ConfigurationError {
    if (isAlias(node)) return this.error(node, 'an alias stands here. Write the value out.')
    return this.error(node, `${what} ${needed}.`)
  }
}
