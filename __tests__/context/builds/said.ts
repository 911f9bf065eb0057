import type { Build, BuildReader, ContextSource } from '../../../src/context/builds/build.ts'
import { type Files, treeOf } from '../repository.ts'

const source = (context: ContextSource): string =>
  context.kind === 'unknown' ? `unknown: ${context.why}` : context.kind === 'elsewhere' ? 'elsewhere' : context.folder

/** A build in one line: `web/Dockerfile of web, stage dev, A=1, B=?, shared from lib`. */
export function inWords({ dockerfile, context, target, args, named }: Build): string {
  const more = [
    ...(target === null ? [] : [`stage ${target ?? '?'}`]),
    ...[...args].map(([name, { value }]) => `${name}=${value ?? '?'}`),
    ...[...named].map(([name, one]) => `${name} from ${source(one)}`),
  ]
  return [`${dockerfile} of ${source(context)}`, ...more].join(', ')
}

/** The builds that a file describes, in words. */
export const buildsIn = (reader: BuildReader, path: string, files: Files): string[] =>
  builds(reader, path, files).map(inWords)

export const builds = (reader: BuildReader, path: string, files: Files): readonly Build[] =>
  reader.read(path, files[path] ?? '', treeOf(files))

/** Where they are said, and the lines of the arguments. */
export const placesIn = (reader: BuildReader, path: string, files: Files): string[] =>
  builds(reader, path, files).map(({ place, args }) =>
    [`${place.path}:${place.line}`, ...[...args].map(([name, { line, raw }]) => `${name} ${line} ${raw}`)].join(', '),
  )
