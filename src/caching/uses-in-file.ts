import { frontendOf, supports } from '../dockerfile/frontend.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import type { ReadConfiguration } from '../managers/location.ts'
import type { RunStep } from './installs.ts'
import { likeTheOthers } from './same-folder.ts'
import { silenceFor } from './silence.ts'
import { storeSilence } from './stores.ts'
import { type CacheUse, usesOf } from './uses.ts'

/** What a plan is made from. */
export interface PlanRequest {
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  readonly runs: readonly RunStep[]
  /** What the tools' configuration files say at a step. */
  readonly read: (run: RunStep) => ReadConfiguration
  /** Whether the repository says that a cache is the one that a command uses. */
  readonly confirms: (run: RunStep, use: CacheUse) => boolean
  /** The address of the frontend that a suggestion names. */
  readonly syntax: string
  /** Whether a file of the repository has this name; true where that cannot be known. */
  readonly inRepository: (name: string) => boolean
}

/** The caches of every step, those silent that must not be mounted. */
export function usesInFile(request: PlanRequest): ReadonlyMap<RunStep, readonly CacheUse[]> {
  const { file, stages, runs, read, confirms } = request
  const silent = (use: CacheUse, why: string | null): CacheUse =>
    why === null ? use : { ...use, status: { is: 'silent', why } }
  const uses = new Map<RunStep, readonly CacheUse[]>()
  for (const run of runs) {
    // What runs under a condition only is left alone: whether the tool runs at all is not certain.
    const certain = run.installs.filter(({ command }) => command.certainty === 'always')
    const own = [...new Set(certain.map(({ manager }) => manager))].flatMap((manager) =>
      usesOf({ ...run, installs: run.installs.filter((install) => install.manager === manager) }, read(run)).filter(
        (use) => confirms(run, use),
      ),
    )
    uses.set(run, withoutLoners(own.map((use) => silent(use, silenceFor(file, stages, runs, run, use)))))
  }
  // A store that one step cannot have is one that the others cannot have either.
  for (let changed = true; changed; ) {
    changed = false
    for (const run of runs) {
      const before = uses.get(run) ?? []
      const after = withoutLoners(before.map((use) => silent(use, storeSilence({ ...request, uses }, run, use))))
      if (after.every((use, index) => use === before[index])) continue
      uses.set(run, after)
      changed = true
    }
  }
  apart(file, uses)
  for (const [run, own] of uses) {
    uses.set(
      run,
      own.map((use): CacheUse => {
        const { status } = use
        if (status.is !== 'missing') return use
        return {
          ...use,
          status: { ...status, mount: likeTheOthers(status.mount, status.target, use.cache, run, runs) },
        }
      }),
    )
  }
  return uses
}

/** A cache that is worth a mount only together with another of its manager is silent without one. */
function withoutLoners(uses: readonly CacheUse[]): readonly CacheUse[] {
  const isAlone = ({ cache, manager, status }: CacheUse): boolean =>
    cache.besides === true &&
    status.is === 'missing' &&
    !uses.some((other) => other.manager === manager && !other.cache.besides && other.status.is === 'missing')
  return uses.map((use) =>
    isAlone(use) ? { ...use, status: { is: 'silent', why: 'it is worth a mount only together with another' } } : use,
  )
}

/**
 * Gives the mounts of one folder an id each where what mounts it differs in what the cache was compiled for, be it stages or
 * the platforms of one stage: the id is the path unless one is given, and a builder shares it between all of them.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function apart(file: Dockerfile, uses: Map<RunStep, readonly CacheUse[]>): void {
  const libraries = new Map<string, Set<string>>()
  const keyOf = ({ manager, index, location }: CacheUse) =>
    `${manager.id} ${index} ${'path' in location && location.path}`
  const all = [...uses].flatMap(([run, own]) => own.map((use) => ({ library: libraryOf(run), use })))
  for (const { library, use } of all) {
    if (!library || !use.cache.compiledFor?.includes('c-library') || use.status.is === 'silent') continue
    libraries.set(keyOf(use), (libraries.get(keyOf(use)) ?? new Set()).add(library))
  }
  for (const [run, own] of uses) {
    const family = run.step.stage.image?.family
    const mounts = own.map((use): CacheUse => {
      const { status } = use
      if (status.is !== 'missing') return use
      const differs = (libraries.get(keyOf(use))?.size ?? 0) > 1
      const platform = use.cache.compiledFor?.includes('platform')
        ? platformVariable(file, run, uses, status.target)
        : null
      const parts = [...(differs ? [family] : []), ...(platform ? [`$${platform}`] : [])]
      if (parts.length === 0) return use
      const mount = status.mount.replace('type=cache,', `type=cache,id=${[use.manager.id, ...parts].join('-')},`)
      return { ...use, status: { ...status, mount } }
    })
    uses.set(run, mounts)
  }
}

/** The C library of a stage's image; null where that is not known. Alpine has musl: https://wiki.alpinelinux.org/wiki/Musl */
function libraryOf({ step }: RunStep): 'musl' | 'glibc' | null {
  const family = step.stage.image?.family
  return family === undefined || family === 'linux' ? null : family === 'alpine' ? 'musl' : 'glibc'
}

/**
 * The variable that tells the platforms of a step apart, where the stage declares one and the frontend expands it in a mount;
 * null where it does not, where the stage always runs on one platform, or where the file mounts the folder without an id.
 * https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
function platformVariable(
  file: Dockerfile,
  { step: { state, stage } }: RunStep,
  uses: ReadonlyMap<RunStep, readonly CacheUse[]>,
  target: string,
): string | null {
  const declared = ['TARGETPLATFORM', 'TARGETARCH'].find((name) => state.variables.has(name) && !state.env.has(name))
  if (!declared || supports(frontendOf(file), 'variable in a mount') !== true) return null
  if (bottom(stage).from.flags.some(({ name }) => name === 'platform')) return null
  const plain = [...uses.keys()].some(({ mounts }) =>
    mounts.some((at) => at.target === target && !at.mount.options.get('id')?.includes('$')),
  )
  return plain ? null : declared
}

const bottom = (stage: Stage): Stage => (stage.base.kind === 'stage' ? bottom(stage.base.stage) : stage)
