import { attributeOf, childrenOf, elementsOf, parseXml } from '../../formats/xml.ts'
import { joinInside, upward } from '../paths.ts'
import type { ImageFiles } from './reads.ts'

/** The spellings that NuGet looks for on Linux. https://learn.microsoft.com/en-us/nuget/consume-packages/configuring-nuget-behavior */
const NAMES = ['nuget.config', 'NuGet.config', 'NuGet.Config']
/** Keys of the section `config` that name folders. https://learn.microsoft.com/en-us/nuget/reference/nuget-config-file */
const FOLDERS = /^(?:globalPackagesFolder|repositoryPath)$/i
const SOURCES = /^(?:packageSources|auditSources)$/i
const OF_FOLDERS = /^(?:fallbackPackageFolders|clientCertificates)$/i

/** The configuration of a folder and of all above it. */
export const configurationsAbove = (image: ImageFiles, folder: string): string[] =>
  upward(folder).flatMap((up) => NAMES.map((name) => joinInside(up, name) as string).filter((file) => image.has(file)))

/** Why NuGet reads or writes a folder of the project by this configuration; null when it does not. */
export function localInConfiguration(text: string): string | null {
  const root = parseXml(text)
  if (root?.name !== 'configuration') return 'is no configuration of NuGet'
  for (const section of childrenOf(root)) {
    for (const entry of elementsOf(section)) {
      if (entry === section) continue
      if (OF_FOLDERS.test(section.name) && entry.name !== 'clear') return `has ${section.name}`
      if (entry.name !== 'add') continue
      const [key, value] = [attributeOf(entry, 'key') ?? '', attributeOf(entry, 'value') ?? '']
      if (SOURCES.test(section.name) && !/^https?:\/\//i.test(value)) return `takes packages from ${value}`
      if (/^config$/i.test(section.name) && FOLDERS.test(key)) return `sets ${key}`
    }
  }
  return null
}
