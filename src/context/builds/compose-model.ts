import { fieldOf, fieldsOf, itemsOf, textOf, type Value } from '../../formats/value.ts'
import { readYamlValues } from '../../formats/yaml-values.ts'
import { textBehind } from '../build-context.ts'
import { folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import { mergeMaps, mergeSections, type Section, type Sections, sectionOfService } from './compose-sections.ts'
import { interpolate } from './interpolate.ts'

/** What `extends` and `include` may lead to at most: more is a loop in disguise. */
const MOST_FILES = 200
const DEEPEST = 50

/** A service before what it extends is put under it. */
interface Service {
  readonly section: Section
  readonly extends: Value | undefined
}

/** The services of compose files, with what they extend and include. One of them serves one run of the tool. */
export class ComposeModel {
  readonly #tree: Tree
  readonly #documents = new Map<string, readonly Value[]>()
  #loads = 0

  constructor(tree: Tree) {
    this.#tree = tree
  }

  /**
   * Files that are merged one over the other, as `docker compose -f … -f …` does.
   *
   * @param folder the folder of the project: that of the first file, where nothing else is said
   */
  load(paths: readonly string[], folder: string, includedBy: readonly string[] = []): Sections {
    let services: Sections = new Map()
    for (const path of paths) {
      if (includedBy.includes(path) || includedBy.length > DEEPEST || ++this.#loads > MOST_FILES) continue
      for (const document of this.#read(path)) {
        const included = this.#include(document, folder, [...includedBy, path])
        services = mergeMaps(services, this.#extended(servicesOf(document, { path, folder }), included))
      }
    }
    return services
  }

  #read(path: string): readonly Value[] {
    const known = this.#documents.get(path)
    if (known) return known
    const documents = readYamlValues(textBehind(this.#tree, path) ?? '')
    this.#documents.set(path, documents)
    return documents
  }

  /** https://github.com/compose-spec/compose-spec/blob/main/14-include.md */
  #include(document: Value, folder: string, includedBy: readonly string[]): Sections {
    let services: Sections = new Map()
    for (const entry of itemsOf(fieldOf(document, 'include'))) {
      const named = entry.is instanceof Map ? fieldOf(entry, 'path') : entry
      const listed = Array.isArray(named?.is) ? itemsOf(named) : named ? [named] : []
      const paths = listed.map((one) => pathIn(folder, one))
      const [first] = paths
      if (first === undefined || !paths.every((path) => path !== null)) continue
      const directory = fieldOf(entry, 'project_directory')
      const project = directory ? pathIn(folder, directory) : folderOf(first as string)
      if (project !== null) services = mergeMaps(services, this.load(paths as string[], project, includedBy))
    }
    return services
  }

  /** The services of a document over those that it includes, each over the one that it extends. */
  #extended(own: ReadonlyMap<string, Service>, included: Sections): Sections {
    const done = new Map<string, Section | null>()
    const all = new Map<string, Service>(
      [...included].map(([name, section]) => [name, { section, extends: undefined }]),
    )
    for (const [name, service] of own) {
      all.set(name, { ...service, section: mergeSections(included.get(name), service.section) })
    }
    const merged = new Map<string, Section>()
    for (const name of all.keys()) {
      const section = this.#extend(name, all, done, 0)
      if (section) merged.set(name, section)
    }
    return merged
  }

  /** Null for a service that extends what is not there, or itself: the tool refuses the file. */
  #extend(
    name: string,
    services: ReadonlyMap<string, Service>,
    done: Map<string, Section | null>,
    depth: number,
  ): Section | null {
    const known = done.get(name)
    if (known !== undefined) return known
    const service = services.get(name)
    if (!service || depth > DEEPEST) return null
    if (!service.extends) return service.section
    done.set(name, null)
    const base = this.#base(service, services, done, depth + 1)
    const section = base && mergeSections(base, service.section)
    done.set(name, section)
    return section
  }

  #base(
    { section, extends: said }: Service,
    services: ReadonlyMap<string, Service>,
    done: Map<string, Section | null>,
    depth: number,
  ): Section | null {
    const name = textOf(said?.is instanceof Map ? fieldOf(said, 'service') : said)
    const file = fieldOf(said, 'file')
    if (name === null) return null
    if (!file) return this.#extend(name, services, done, depth)
    const path = pathIn(section.folder, file)
    if (path === null || ++this.#loads > MOST_FILES) return null
    const others = new Map<string, Service>()
    for (const document of this.#read(path)) {
      for (const [key, one] of servicesOf(document, { path, folder: folderOf(path) })) others.set(key, one)
    }
    return this.#extend(name, others, new Map(), depth)
  }
}

function servicesOf(document: Value, origin: { path: string; folder: string }): Map<string, Service> {
  const services = new Map<string, Service>()
  for (const [name, value] of fieldsOf(fieldOf(document, 'services'))) {
    const said = fieldOf(value, 'extends')
    services.set(name, {
      section: sectionOfService(value, origin),
      extends: said && said.is !== null && said.tag !== '!reset' ? said : undefined,
    })
  }
  return services
}

function pathIn(folder: string, value: Value): string | null {
  const text = interpolate(textOf(value) ?? '')
  if (text === null || text === '' || /^(?:\/|~)|:|\\/.test(text)) return null
  return joinInside(folder, text)
}
