import type { Build, BuildReader, ContextSource } from '../../../src/context/builds/build.ts'
import { findBuilds } from '../../../src/context/builds/find-builds.ts'
import { readers } from '../../../src/context/builds/registry.ts'
import { type Files, treeOf } from '../repository.ts'

/** A context as a person would say it: `app`, `git:.`, `elsewhere`, `unknown: why`. */
function said(context: ContextSource): string {
  if (context.kind === 'folder') return context.folder
  if (context.kind === 'git') return `git:${context.folder}`
  return context.kind === 'unknown' ? `unknown: ${context.why}` : context.kind
}

/** A build on one line: `app/Dockerfile <- app, A=1 B=?$(date) @dev (+lib=lib) :3`. */
export function line({ dockerfile, context, args, target, named, place }: Build): string {
  const given = [...args].map(([name, { value, raw }]) => `${name}=${value ?? `?${raw}`}`)
  const others = [...named].map(([name, source]) => `+${name}=${said(source)}`)
  const parts = [...given, ...(target === null ? [] : [`@${target ?? '?'}`]), ...others, `:${place.line}`]
  return `${dockerfile} <- ${said(context)} ${parts.join(' ')}`
}

/** What the files of a repository say. */
export const built = (files: Files): string[] =>
  findBuilds(
    treeOf(files),
    Object.keys(files).filter((path) => /dockerfile|containerfile/i.test(path)),
  ).map(line)

/** What one file says, in a repository with these others. A Dockerfile stands in the root, in `app` and in `lib`. */
export const builtBy = (path: string, text: string, others: Files = {}): string[] =>
  built({ Dockerfile: '', 'app/Dockerfile': '', 'app/x': '', 'lib/Dockerfile.lib': '', ...others, [path]: text })

export const readerOf = (path: string): BuildReader | undefined => readers.find((one) => one.matches(path, () => true))
