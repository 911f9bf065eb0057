import { folderOf, joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** A word that names something on disk: a folder, an archive, a `file:` address. */
const isLocal = (word: string): boolean =>
  /^(?:\.{1,2}(?:$|[/\\[])|\/|~|file:)/.test(word) ||
  /@\s*file:/.test(word) ||
  (!word.includes('://') && /[/\\]|\.(?:whl|zip|tar\.\w+|tgz)(?:$|[#;\s[])/.test(word.split(';')[0] ?? ''))

const FILES = /^(?:-r|--requirement|-c|--constraint)$/
const ATTACHED = /^(?:(?:-r|-c)=?|--requirement=|--constraint=)(.+)$/
/** Short options in one word, and options whose value is a file: what they read is not followed. */
const READS_MORE =
  /^-[a-zA-Z]+[rcef]|^--(?:group|build-constraint|cert|client-cert|log|python|requirements-from-script)(?:=|$)/
const LINKS = /^(?:-f|--find-links)$/
const TARGETS = /^(?:-t|--target|--prefix|--root|--src)$/

/**
 * What `pip install` reads: the requirements and constraints files that it names, and those that they name.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readsOfPip(request: InstallRequest): InstallReads {
  const { args, valueOptions, find, verb } = request
  if (verb !== 'install') return { unknown: `pip ${verb} writes files` }
  const files: string[] = []
  const writes: string[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    const [name, given] = word.startsWith('--') ? (word.split(/=(.*)/s, 2) as [string, string?]) : [word]
    const value = given ?? args[at + 1] ?? ''
    if (FILES.test(name) || ATTACHED.test(word)) {
      const path = given ?? (FILES.test(name) ? value : (ATTACHED.exec(word)?.[1] ?? ''))
      if (path.includes('://')) continue
      const file = find(path)
      if (file === null) return { unknown: `${path} is not copied from the build context` }
      files.push(file)
    } else if (READS_MORE.test(word) || /^file:/.test(value)) {
      return { unknown: `${name} may read a file` }
    } else if (/^-e|^--editable/.test(word)) return { unknown: 'it installs a project from its sources' }
    else if (LINKS.test(name)) {
      if (!value.includes('://')) return { unknown: `it looks for packages in ${value}` }
    } else if (TARGETS.test(name)) writes.push(value)
    else if (!word.startsWith('-')) {
      if (isLocal(word)) return { unknown: `it installs ${word}` }
      continue
    }
    if (given === undefined && valueOptions.includes(name)) at++
  }
  const closure = closureOf(request, files)
  return 'files' in closure ? { ...closure, writes } : closure
}

function closureOf({ context }: InstallRequest, first: readonly string[]): InstallReads {
  const files = [...new Set(first)]
  let missing = false
  for (const file of files) {
    if (!file.endsWith('.txt') && !file.endsWith('.in')) return { unknown: `${file} is no requirements file` }
    const text = context.text(file)
    if (text === undefined) missing = true
    else if (text === null) return { unknown: `${file} is not in the build context` }
    else {
      const named = namedIn(text)
      if ('unknown' in named) return { unknown: `${file} names ${named.unknown}` }
      for (const path of named.paths) {
        const next = joinInside(folderOf(file), path)
        if (next === null || path.startsWith('/')) return { unknown: `${file} names ${path}` }
        if (!context.has(next)) return { unknown: `${file} names ${path}, which is not in the build context` }
        if (!files.includes(next)) files.push(next)
      }
    }
  }
  return missing ? { missing: true } : { files, writes: [] }
}

/** The files that a requirements file names, or what it names that is no file of that kind. */
function namedIn(text: string): { readonly paths: string[] } | { readonly unknown: string } {
  const paths: string[] = []
  for (const whole of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const line = whole.replace(/(?:^|\s)#.*$/, '').trim()
    if (line === '') continue
    if (/\bfile:/i.test(line)) return { unknown: line }
    const option = /^(-\w|--[\w-]+)(?:\s*=\s*|\s+|(?=[^-\s]))(.*)$/.exec(line)
    const [, name, value = ''] = option ?? []
    if (name && FILES.test(name)) {
      if (value.includes('://')) continue
      if (value.includes('$')) return { unknown: value }
      paths.push(value.replace(/^["']|["']$/g, ''))
    } else if (name && /^(?:-e|--editable)$/.test(name)) return { unknown: `the local project ${value}` }
    else if (name && LINKS.test(name) && !value.includes('://')) return { unknown: `the folder ${value}` }
    else if (/^--(?:extra-)?index-url|^-i\b/.test(line) && !/https?:\/\//.test(line)) return { unknown: line }
    else if (!line.startsWith('-') && (isLocal(line) || /\$\{[^}]*\}/.test(line.split('://')[0] ?? '')))
      return { unknown: line }
  }
  return { paths }
}
