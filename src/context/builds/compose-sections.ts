import { fieldsOf, itemsOf, textOf, type Value } from '../../formats/value.ts'

/**
 * A part of a compose file that others may be merged over. Paths in it stay relative to the folder of the project that it
 * was written for, which is another one where a file is extended or included.
 */
export interface Section {
  readonly is: ReadonlyMap<string, Section> | Value
  readonly tag: string | undefined
  /** The file that it was last written in. */
  readonly path: string
  readonly line: number
  /** The folder of the project. */
  readonly folder: string
}

export type Sections = ReadonlyMap<string, Section>

interface Origin {
  readonly path: string
  readonly folder: string
}

const isReset = (section: Section): boolean => section.tag === '!reset'

/** Its parts; null where it is taken away, or has none. */
export const partsOf = (section: Section | undefined): Sections | null =>
  section?.is instanceof Map && !isReset(section) ? section.is : null
/** Its value; undefined where it is taken away, or has parts. */
export const leafOf = (section: Section | undefined): Value | undefined =>
  section && !(section.is instanceof Map) && !isReset(section) ? (section.is as Value) : undefined

/** The `build` of a service, as the only part of it that matters here. */
export function sectionOfService(service: Value, origin: Origin): Section {
  const parts = new Map<string, Section>()
  const build = fieldsOf(service).get('build')
  if (build) parts.set('build', sectionOfBuild(build, origin))
  return { is: parts, tag: service.tag, line: service.line, ...origin }
}

/** A text for a build is its context. https://github.com/compose-spec/compose-spec/blob/main/build.md */
function sectionOfBuild(build: Value, origin: Origin): Section {
  const leaf = (value: Value): Section => ({ is: value, tag: value.tag, line: value.line, ...origin })
  const map = (value: Value, parts: Sections): Section => ({ ...leaf(value), is: parts })
  if (textOf(build) !== null) return map(build, new Map([['context', leaf({ ...build, tag: '' })]]))
  if (!(build.is instanceof Map)) return leaf(build)
  const parts = new Map<string, Section>()
  for (const [name, value] of fieldsOf(build)) {
    const listed = name === 'args' || name === 'additional_contexts'
    parts.set(name, listed && value.is !== null ? map(value, mappingOf(value, leaf)) : leaf(value))
  }
  return map(build, parts)
}

/** A map, or a list of `NAME=value`. A name alone takes its value from the environment, whatever stands below. */
function mappingOf(value: Value, leaf: (value: Value) => Section): Sections {
  const parts = new Map<string, Section>()
  for (const [name, one] of fieldsOf(value)) parts.set(name, leaf(one.is === null ? { ...one, is: undefined } : one))
  for (const item of itemsOf(value)) {
    const text = textOf(item)
    if (text === null) continue
    const equals = text.indexOf('=')
    if (equals === -1) parts.set(text, leaf({ ...item, is: undefined, raw: '' }))
    else parts.set(text.slice(0, equals), leaf({ ...item, is: text.slice(equals + 1), raw: text.slice(equals + 1) }))
  }
  return parts
}

/**
 * One section over another. What `!reset` takes away stays as a mark, since it holds for the files below as well;
 * `!override` replaces, a null leaves what is there.
 * https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function mergeSections(under: Section | undefined, over: Section): Section {
  if (!under || isReset(under) || over.tag === '!reset' || over.tag === '!override') return over
  const parts = partsOf(over)
  if (parts) return { ...over, is: mergeMaps(partsOf(under), parts) }
  return leafOf(over)?.is === null ? under : over
}

export function mergeMaps(under: Sections | null, over: Sections): Sections {
  const merged = new Map(under)
  for (const [name, section] of over) merged.set(name, mergeSections(merged.get(name), section))
  return merged
}
