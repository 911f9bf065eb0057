import type { XmlElement } from '@rgrove/parse-xml'
import { childOf, childrenOf, elementsOf, parseXml, textIn } from '../../formats/xml.ts'

/** What a POM names beside what it downloads. https://maven.apache.org/pom.html */
export interface Pom {
  /** Where it looks for its parent before it downloads it: a file, or a folder with a pom.xml. Null where nowhere. */
  readonly parent: string | null
  /** Folders or files of the modules, those of profiles among them. */
  readonly modules: readonly string[]
}

/** Extensions that look at the machine alone, or take part in a deploy only: https://github.com/trustin/os-maven-plugin */
const EXTENSIONS = [
  'os-maven-plugin',
  'wagon-ssh',
  'wagon-http',
  'central-publishing-maven-plugin',
  'nexus-staging-maven-plugin',
]

/** Reads a POM, or says in one clause why Maven may read more for it. */
export function readPom(text: string): Pom | { readonly unknown: string } {
  const root = parseXml(text)
  if (root?.name !== 'project') return { unknown: 'is no POM' }
  const modules: string[] = []
  for (const element of elementsOf(root)) {
    const { name } = element
    if (name === 'systemPath' || (name === 'scope' && textIn(element) === 'system'))
      return { unknown: 'depends on a file' }
    // https://maven.apache.org/guides/introduction/introduction-to-profiles.html#files
    if (name === 'activation' && childOf(element, 'file')) return { unknown: 'has a profile that hangs on a file' }
    if (/^(?:pluginRepository|repository)$/.test(name)) {
      const url = childOf(element, 'url')
      if (url && !/^https?:\/\/[^$]+$/.test(textIn(url))) return { unknown: `has the repository ${textIn(url)}` }
    }
    const extension = extensionIn(element)
    if (extension) return { unknown: `has the extension ${extension}` }
    if (name === 'modules' || name === 'subprojects') modules.push(...childrenOf(element).map(textIn))
  }
  const parent = childOf(root, 'parent')
  const path = parent && childOf(parent, 'relativePath')
  return { parent: parent ? (path ? textIn(path) || null : '../pom.xml') : null, modules }
}

/** An extension of Maven runs with every command, whatever it does. https://maven.apache.org/guides/mini/guide-using-extensions.html */
function extensionIn(element: XmlElement): string | null {
  const flag = childOf(element, 'extensions')
  const loads = element.name === 'extension' || (element.name === 'plugin' && flag && textIn(flag) !== 'false')
  const id = childOf(element, 'artifactId')
  const name = id ? textIn(id) : '?'
  return loads && !EXTENSIONS.includes(name) ? name : null
}

/** Why a file of settings leads to a folder; null when it does not. https://maven.apache.org/settings.html */
export function localInSettings(text: string): string | null {
  const root = parseXml(text)
  if (root?.name !== 'settings') return 'is no file of settings'
  for (const element of elementsOf(root)) {
    if (element.name === 'localRepository') return 'moves the local repository'
    if (element.name === 'activation' && childOf(element, 'file')) return 'has a profile that hangs on a file'
    if (element.name === 'url' && !/^(?:https?:\/\/|\$\{env\.)/.test(textIn(element))) return `names ${textIn(element)}`
  }
  return null
}
