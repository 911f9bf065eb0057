import { expand, type Lookup } from '../dockerfile/expand.ts'
import type { Dockerfile, Heredoc, Instruction } from '../dockerfile/model.ts'

/** What a `COPY` or `ADD` says that it takes along, variables expanded. */
export interface CopySources {
  /** What stands behind `--from=`; null for the build context. */
  readonly from: string | null
  /** Paths, wildcards included; null for one that hangs on what cannot be known. */
  readonly paths: readonly (string | null)[]
  /** What `ADD` fetches: URLs and Git addresses. */
  readonly addresses: readonly string[]
  /** Files whose text stands in the Dockerfile itself. */
  readonly heredocs: readonly Heredoc[]
  /** The destination as it stands in the file; null where there is none. */
  readonly rawDestination: string | null
  /** Expanded; null when it cannot be known. */
  readonly destination: string | null
  /** `--exclude`, relative to each source that is a folder, as patterns of an ignore file; null for one that cannot be known. */
  readonly excludes: readonly (string | null)[]
  /** `--parents`: the folders above each source come along, from its pivot `/./` on. */
  readonly parents: boolean
  /** `--link`: a layer that does not depend on the ones above it. With `--chmod` BuildKit makes an ordinary one. */
  readonly link: boolean
  /** Whether archives among the sources are unpacked: `ADD` does so with files, and with `--unpack` with what it fetches. */
  readonly unpacks: { readonly files: boolean; readonly addresses: boolean }
  /** Something of it hangs on the default of a build argument, which a build may override. */
  readonly assumed: boolean
}

/**
 * Reads a `COPY` or `ADD`; null for any other instruction.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert_copy.go
 */
export function readCopySources(file: Dockerfile, instruction: Instruction, lookup: Lookup): CopySources | null {
  const { keyword, flags, heredocs } = instruction
  if (keyword !== 'COPY' && keyword !== 'ADD') return null
  let assumed = false
  const textOf = (raw: string): string | null => {
    const value = expand(raw, lookup, file.escape)
    assumed ||= value?.assumed ?? false
    return value?.text ?? null
  }
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  const inline = new Set(instruction.json ? [] : heredocs.map(({ word }) => word.raw))
  const values = words.map((word) => (inline.has(word) ? undefined : textOf(word)))
  const sources = values.slice(0, -1).filter((value) => value !== undefined)
  const isAddress = (value: string | null): value is string =>
    keyword === 'ADD' && value !== null && ADDRESS.test(value)
  const on = (name: string): boolean => flags.some((flag) => flag.name === name && flag.value !== 'false')
  const unpack = flags.find(({ name }) => name === 'unpack')
  return {
    from: keyword === 'COPY' ? (flags.findLast(({ name }) => name === 'from')?.value ?? null) : null,
    paths: sources.filter((value) => !isAddress(value)),
    addresses: sources.filter(isAddress),
    heredocs,
    rawDestination: words.at(-1) ?? null,
    destination: values.at(-1) ?? null,
    excludes: flags.filter(({ name }) => name === 'exclude').map(({ value }) => value && textOf(value)),
    parents: keyword === 'COPY' && on('parents'),
    link: on('link') && !flags.some(({ name, value }) => name === 'chmod' && value),
    unpacks: { files: keyword === 'ADD' && (!unpack || on('unpack')), addresses: unpack !== undefined && on('unpack') },
    assumed,
  }
}

/** What `ADD` fetches: https://docs.docker.com/reference/dockerfile/#add */
const ADDRESS = /^(?:https?|git|ssh):\/\/|^git@[^/\s]+:/

/** Whether a name is one that archives have. `ADD` looks into the file, whatever it is called. */
export const isArchive = (path: string): boolean => /\.(?:tar|t?gz|tbz2?|txz|bz2|xz|zst)\b/i.test(path)
