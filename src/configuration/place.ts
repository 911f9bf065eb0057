import { printable } from '../text/printable.ts'
import {
  type Configuration,
  ConfigurationError,
  configurationPlaces,
  defaultConfiguration,
  misnamedPlaces,
} from './configuration.ts'
import { parseConfiguration } from './load.ts'

/**
 * The configuration of a repository that names none: the one at the known places, or what holds without one.
 *
 * @param texts the texts at `configurationPlaces`; null or nothing where there is no file
 * @throws {ConfigurationError} when there are two, when one bears a name that is not read, or on a mistake in it
 */
export function configurationOf(texts: ReadonlyMap<string, string | null>, ruleIds: readonly string[]): Configuration {
  const present = configurationPlaces.filter((place) => typeof texts.get(place) === 'string')
  const [path, other] = present
  if (path === undefined) return defaultConfiguration
  if (other !== undefined) {
    throw new ConfigurationError(`${other}:1: ${path} is a configuration as well. Keep one of the two files.`)
  }
  const right = misnamedPlaces.get(path)
  if (right) throw new ConfigurationError(`${path}:1: the configuration is not read from here. Rename it to ${right}.`)
  return parseConfiguration(texts.get(path) as string, path, ruleIds)
}

/**
 * The configuration that a user named.
 *
 * @param text the file's text; null when there is no such file, or it is no text
 */
export function namedConfiguration(path: string, text: string | null, ruleIds: readonly string[]): Configuration {
  if (text !== null) return parseConfiguration(text, path, ruleIds)
  throw new ConfigurationError(`${printable(path)}: there is no such configuration file. Check the path.`)
}
