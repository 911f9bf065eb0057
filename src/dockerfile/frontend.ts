import type { Dockerfile } from './model.ts'

/** The Dockerfile frontend that a file names: https://docs.docker.com/build/buildkit/frontend/ */
export type Frontend =
  /** No `# syntax=` line: the builder's own frontend. */
  | { readonly kind: 'builtin' }
  /** Docker's own image with a tag. A part of the version that the tag leaves open is null: the newest. */
  | { readonly kind: 'docker'; readonly major: number | null; readonly minor: number | null; readonly channel: string }
  /** Another image, or one that is pinned by its digest alone: what it can do cannot be known. */
  | { readonly kind: 'unknown' }

/** The version in which each feature became part of the stable frontend: https://docs.docker.com/build/buildkit/dockerfile-release-notes/ */
export const SINCE = {
  mount: { minor: 2, name: 'RUN --mount' },
  heredoc: { minor: 4, name: 'here-documents' },
  link: { minor: 4, name: 'COPY --link' },
  checksum: { minor: 6, name: 'ADD --checksum' },
  exclude: { minor: 19, name: 'COPY --exclude' },
  parents: { minor: 20, name: 'COPY --parents' },
} as const
export type Feature = keyof typeof SINCE

export function frontendOf(file: Dockerfile): Frontend {
  const directive = file.directives.find(({ name }) => name === 'syntax')
  if (!directive) return { kind: 'builtin' }
  const image = directive.value.split(/\s/)[0] ?? ''
  const match = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(@sha256:[0-9a-f]+)?$/.exec(image)
  if (!match || (match[1] === undefined && match[2])) return { kind: 'unknown' }
  const tag = /^(?:(\d+)(?:\.(\d+))?(?:\.\d+)?)?-?([a-z]\w*)?$/.exec(match[1] ?? 'latest')
  if (!tag) return { kind: 'unknown' }
  return {
    kind: 'docker',
    major: tag[1] === undefined ? null : Number(tag[1]),
    minor: tag[2] === undefined ? null : Number(tag[2]),
    channel: tag[3] ?? '',
  }
}

/** Whether a frontend knows a feature; null when that cannot be known. */
export function supports(frontend: Frontend, feature: Feature): boolean | null {
  if (frontend.kind === 'builtin') return true
  if (frontend.kind === 'unknown') return null
  const { major, minor, channel } = frontend
  // Mounts were in the experimental channel from the first release on.
  if (feature === 'mount' && channel === 'experimental') return true
  if (major === null || minor === null || major > 1) return true
  if (minor >= SINCE[feature].minor) return true
  // What is stable later may be in the labs channel of that version, or not.
  return channel === 'labs' ? null : false
}

/** The features that a file uses, each with the 1-based line of its first use. */
export function featuresIn(file: Dockerfile): Map<Feature, number> {
  const features = new Map<Feature, number>()
  const use = (feature: Feature, line: number) => {
    if (!features.has(feature)) features.set(feature, line)
  }
  for (const outer of file.instructions) {
    const instruction = outer.trigger ?? outer
    const line = outer.lines.start
    if (instruction.heredocs.length > 0) use('heredoc', line)
    for (const { name } of instruction.flags) {
      if (name === 'mount') use('mount', line)
      if (name === 'link' || name === 'checksum' || name === 'exclude' || name === 'parents') use(name, line)
    }
  }
  return features
}
