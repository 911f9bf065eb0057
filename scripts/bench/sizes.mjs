import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** @typedef {{ file: string, bytes: number, gzip: number }} Size `gzip` is the size when packed. */

/** The scripts of `dist/`, with paths relative to its parent. @param {string} dist @returns {Size[]} */
export function sizesIn(dist) {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => {
      const bytes = readFileSync(path.join(dist, file))
      const name = path.join(path.basename(dist), file).split(path.sep).join('/')
      return { file: name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }
    })
}
