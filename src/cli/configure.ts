import { readFile, realpath, stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { type Configuration, configurationPlaces, defaultConfiguration } from '../configuration/configuration.ts'
import { decode, isInside, readTexts, reasonOf } from '../local/read-texts.ts'
import { rules } from '../rules/registry.ts'
import { quoted } from '../text/printable.ts'
import { InputError } from './io.ts'
import { slashed } from './selection.ts'

/**
 * The configuration of a working tree: the named one, or the one that stands in it. What reads YAML is loaded only when
 * there is a file to read.
 *
 * @param named as it was written on the command line
 * @throws `ConfigurationError` on a mistake in it
 */
export async function configure(root: string, named: string | undefined, here: string): Promise<Configuration> {
  if (named !== undefined) {
    const { namedConfiguration } = await import('../configuration/place.ts')
    return namedConfiguration(named, await textOf(resolve(here, named)), ruleIds())
  }
  const texts = await readTexts(root, configurationPlaces)
  if ([...texts.values()].every((text) => text === null)) return defaultConfiguration
  const { configurationOf } = await import('../configuration/place.ts')
  return configurationOf(texts, ruleIds())
}

const ruleIds = (): string[] => rules.map(({ id }) => id)

/** A file that the user names may lie anywhere. */
async function textOf(place: string): Promise<string | null> {
  try {
    const read = decode(await readFile(place))
    return 'text' in read ? read.text : null
  } catch {
    return null
  }
}

/**
 * The build context that was named on the command line, relative to the root.
 *
 * @throws {InputError} when it is no folder of the working tree: nothing is known of files elsewhere
 */
export async function contextIn(root: string, named: string, here: string): Promise<string> {
  const place = await realpath(resolve(here, named)).catch((error: unknown) => {
    throw new InputError(`--context: ${quoted(named)} ${reasonOf(error)}. Name the folder that is the build context.`)
  })
  if (!(await stat(place)).isDirectory()) throw new InputError(`--context: ${quoted(named)} is no folder. Name one.`)
  if (!isInside(root, place)) {
    throw new InputError(`--context: ${quoted(named)} lies outside of the working tree. Name a folder in it.`)
  }
  return slashed(relative(root, place)) || '.'
}
