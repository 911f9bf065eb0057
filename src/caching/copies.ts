import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'
import { realPath } from '../images/image.ts'
import { isBuiltOn } from './hook.ts'
import { isWithin } from './installs.ts'
import type { CacheUse } from './uses.ts'

/** Whether an instruction brings files into a folder: a mount would hide them. */
export function copiesInto(file: Dockerfile, { instruction, state, stage }: Step, target: string): boolean {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  const destination = expand(words.at(-1) ?? '', lookupIn(state, stage), file.escape)
  const named = destination && joinPath(state.workdir, destination.text)
  if (named === null || named === undefined) return false
  const path = realPath(named, stage.image)
  if (isWithin(path, target)) return true
  // A folder of another stage brings along what that stage has below it.
  if (!instruction.flags.some(({ name }) => name === 'from')) return false
  const folders = words.slice(0, -1).filter((word) => !/[^/]\.\w+$/.test(word))
  return path === '/' ? folders.includes('/') : folders.length > 0 && isWithin(target, path)
}

/** Folders that hold more than caches, and that every image has. */
const THERE_ANYWAY = /^\/(?:|root|home|usr|opt|var|tmp|go|app)$/

/** The folder that a word names in front of the part that a variable decides: `/src/target` in `/src/target/$PROFILE/app`. */
const folderInFront = (word: string): string | null => /^(\/[\w./-]*[\w-])\/[^/$]*\$/.exec(word)?.[1] ?? null

/** Whether another stage copies a folder, or one above that is copied for it. */
export function copiesOut(
  file: Dockerfile,
  stages: readonly Stage[],
  step: Step,
  from: Stage,
  { cache }: CacheUse,
  target: string,
): boolean {
  const { instruction, state, stage } = step
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN') return false
  const named = (name: string | undefined) => {
    const other = stages.find(
      (one) => name !== undefined && (name.toLowerCase() === one.name || name === String(one.index)),
    )
    return other !== undefined && (other === from || isBuiltOn(other, from))
  }
  if (instruction.keyword === 'COPY') {
    if (!named(instruction.flags.find((flag) => flag.name === 'from')?.value ?? undefined)) return false
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
    return words.slice(0, -1).some((word) => {
      const source = expand(word, lookupIn(state, stage), file.escape)
      const named = source ? joinPath('/', source.text) : folderInFront(word)
      if (!named) return true
      const path = realPath(named, from.image)
      if (isWithin(path, target)) return true
      if (!isWithin(target, path) || cache.besideOutput) return false
      // A folder that is there anyway may be copied for other things; one of caches is copied for them.
      return cache.isStore === true || !THERE_ANYWAY.test(path)
    })
  }
  return instruction.flags.some(({ name, value }) => {
    const source = name === 'mount' ? /(?:^|,)(?:source|src)=([^,]*)/.exec(value ?? '')?.[1] : undefined
    const fromName = /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1]
    return source !== undefined && named(fromName) && isWithin(joinPath('/', source) ?? '/', target)
  })
}
