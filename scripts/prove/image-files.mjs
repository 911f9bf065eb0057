/** What is in an image: read from its layers as they lie in an OCI layout, uncompressed. https://github.com/opencontainers/image-spec */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'

/** @typedef {Map<string, string>} Files what is compared of each file by its path: kind, mode, owner, attributes, content */

const BLOCK = 512
const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'
const KINDS = { 0: 'file', 1: 'file', 2: 'link', 3: 'device', 4: 'device', 5: 'folder', 6: 'pipe' }

/** @type {Map<string, [string, string | null][]>} Layers are shared by images: each is read once. */
const read = new Map()

/** @param {string} store @param {string} digest */
export function imageOf(store, digest) {
  const blob = (/** @type {string} */ name) => path.join(store, 'blobs', name.replace(':', '/'))
  const json = (/** @type {string} */ name) => JSON.parse(readFileSync(blob(name), 'utf8'))
  const { layers, config } = json(digest)
  /** @type {Files} */
  const files = new Map()
  for (const { digest: layer } of layers) {
    if (!read.has(layer)) read.set(layer, [...entriesOf(blob(layer))])
    for (const [file, entry] of /** @type {[string, string | null][]} */ (read.get(layer))) apply(files, file, entry)
  }
  const { Env = [], ...settings } = json(config.digest).config ?? {}
  return { files, settings: JSON.stringify({ ...settings, Env: Env.toSorted() }) }
}

/** @param {Files} files @param {string} file @param {string | null} entry */
function apply(files, file, entry) {
  const name = path.basename(file)
  const folder = path.dirname(file)
  const remove = (/** @type {string} */ gone, /** @type {boolean} */ itself) => {
    for (const one of files.keys()) if (one.startsWith(`${gone}/`) || (itself && one === gone)) files.delete(one)
  }
  if (name === OPAQUE) remove(folder, false)
  else if (name.startsWith(WHITEOUT)) remove(path.join(folder, name.slice(WHITEOUT.length)), true)
  else files.set(file, entry ?? files.get(file) ?? '')
}

/** The entries of an archive; a hard link is the file that it names. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html */
function* entriesOf(archive) {
  const input = openSync(archive, 'r')
  const header = Buffer.alloc(BLOCK)
  /** @type {Map<string, string>} */
  const own = new Map()
  /** @type {Map<string, string>} */
  let more = new Map()
  let at = 0
  const take = (/** @type {number} */ size) => {
    const data = Buffer.alloc(size)
    readSync(input, data, 0, size, at)
    return data
  }
  while (readSync(input, header, 0, BLOCK, at) === BLOCK && header.some((byte) => byte !== 0)) {
    at += BLOCK
    const text = (from, length) =>
      header
        .subarray(from, from + length)
        .toString('utf8')
        .replace(/\0.*$/s, '')
    const number = (from, length) => Number.parseInt(text(from, length).trim() || '0', 8)
    const type = text(156, 1) || '0'
    const size = Number(more.get('size') ?? number(124, 12))
    if (type === 'x' || type === 'g') {
      const records = take(size)
      if (type === 'x') more = recordsOf(records)
    } else {
      const prefix = text(257, 5) === 'ustar' ? text(345, 155) : ''
      const name = more.get('path') ?? (prefix ? `${prefix}/${text(0, 100)}` : text(0, 100))
      const target = more.get('linkpath') ?? text(157, 100)
      const file = path.join('/', name).replace(/(.)\/$/, '$1')
      const content = type === '0' ? createHash('sha1').update(take(size)).digest('hex') : type === '2' ? target : ''
      const attributes = [...more].filter(([key]) => key.startsWith('SCHILY.xattr.')).join(' ')
      const owner = `${more.get('uid') ?? number(108, 8)}:${more.get('gid') ?? number(116, 8)}`
      const entry =
        type === '1'
          ? (own.get(path.join('/', target)) ?? null)
          : `${KINDS[type] ?? type} ${(number(100, 8) & 0o7777).toString(8)} ${owner} ${attributes}${content}`
      if (entry !== null) own.set(file, entry)
      yield/** @type {[string, string | null]} */ ([file, entry])
      more = new Map()
    }
    at += Math.ceil(size / BLOCK) * BLOCK
  }
  closeSync(input)
}

/** @param {Buffer} data lines of `LENGTH KEY=VALUE` */
function recordsOf(data) {
  const records = new Map()
  for (let at = 0; at < data.length; ) {
    const blank = data.indexOf(' ', at)
    const length = Number(data.subarray(at, blank).toString())
    if (!(length > 0)) break
    const [, key, value] = /^([^=]*)=(.*)\n$/s.exec(data.subarray(blank + 1, at + length).toString('utf8')) ?? []
    if (key !== undefined) records.set(key, value)
    at += length
  }
  return records
}
