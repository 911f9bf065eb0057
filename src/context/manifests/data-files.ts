import { parseJson, parseJsonc } from '../../formats/json.ts'
import { isTable, type Table } from '../../formats/tables.ts'
import { parseToml } from '../../formats/toml.ts'
import { parseYaml } from '../../formats/yaml.ts'
import type { ImageFiles } from './reads.ts'

/** @returns null for a file that holds no table, undefined while its text is not at hand */
type Reader = (image: ImageFiles, file: string) => Table | null | undefined

const readerWith =
  (parse: (text: string) => unknown): Reader =>
  (image, file) => {
    const text = image.text(file)
    if (text === undefined || text === null) return text
    const value = parse(text)
    // A file without any entry says nothing.
    if (value === null) return {}
    return isTable(value) ? value : null
  }

export const readJson = readerWith((text) => parseJson(text) ?? undefined)
/** Reads one that may have comments and trailing commas. */
export const readJsonc = readerWith(parseJsonc)
export const readToml = readerWith((text) => parseToml(text) ?? undefined)
export const readYaml = readerWith(parseYaml)
