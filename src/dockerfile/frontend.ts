import type { Dockerfile, Instruction } from './model.ts'

/** The Dockerfile frontend that a file names: https://docs.docker.com/build/buildkit/frontend/ */
export type Frontend =
  /** No `# syntax=` line: the builder's own frontend. */
  | { readonly kind: 'builtin' }
  /** Docker's own image with a tag. A part of the version that the tag leaves open is null: the newest. */
  | { readonly kind: 'docker'; readonly major: number | null; readonly minor: number | null; readonly channel: string }
  /** Another image, or one that is pinned by its digest alone: what it can do cannot be known. */
  | { readonly kind: 'unknown' }

interface Since {
  /** The minor version of the stable frontend; null for what only the labs channel has. */
  readonly minor: number | null
  /** The one of the labs channel, where that had it before. */
  readonly labs?: number
}

/**
 * The version of the frontend in which each feature arrived: https://docs.docker.com/build/buildkit/dockerfile-release-notes/
 * and, for the labs channel, the file of build tags at each release of
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/release/labs/tags
 */
export const SINCE = {
  mount: { minor: 2 },
  chmod: { minor: 2 },
  network: { minor: 3, labs: 2 },
  'variable in a mount': { minor: 3 },
  heredoc: { minor: 4, labs: 3 },
  link: { minor: 4 },
  'size of a mount': { minor: 4 },
  checksum: { minor: 6, labs: 5 },
  git: { minor: 6, labs: 5 },
  'keep-git-dir': { minor: 6, labs: 5 },
  'start-interval': { minor: 6 },
  substitution: { minor: 7 },
  'secret as a variable': { minor: 10 },
  'variable in chmod': { minor: 10 },
  'chmod in letters': { minor: 14, labs: 11 },
  unpack: { minor: 17 },
  exclude: { minor: 19, labs: 7 },
  parents: { minor: 20, labs: 7 },
  security: { minor: 20, labs: 2 },
  device: { minor: null, labs: 14 },
} as const satisfies Record<string, Since>
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
  const since: Since = SINCE[feature]
  // Mounts were in the experimental channel from the first release on; what else it had differs from one to the next.
  if (channel === 'experimental') return feature === 'mount' ? true : null
  const first = Math.min(since.minor ?? Number.POSITIVE_INFINITY, channel === 'labs' ? (since.labs ?? 99) : 99)
  // The newest stable one may know what was in the labs channel when this was written.
  const newest = major === null || minor === null || major > 1
  if (newest) return since.minor === null && channel !== 'labs' ? null : true
  return minor >= first
}

/** A use of a feature: the 1-based line, and what it is in the words of the file. */
export interface FeatureUse {
  readonly line: number
  readonly name: string
}

/** The features that a file uses, each with its first use. */
export function featuresIn(file: Dockerfile): Map<Feature, FeatureUse> {
  const features = new Map<Feature, FeatureUse>()
  for (const outer of file.instructions) {
    const instruction = outer.trigger ?? outer
    for (const [feature, name] of featuresOf(file, instruction)) {
      if (!features.has(feature)) features.set(feature, { line: outer.lines.start, name })
    }
  }
  return features
}

function* featuresOf(file: Dockerfile, instruction: Instruction): Generator<[Feature, string]> {
  const { keyword, flags, heredocs, args } = instruction
  if (heredocs.length > 0) yield ['heredoc', 'here-documents']
  for (const { name, value } of flags) {
    const plain = FLAGS[keyword]?.find((one) => one === name)
    if (plain) yield [plain, `${keyword} --${name}`]
    if (name === 'mount' && plain) yield* featuresOfMount(value ?? '')
    if (name !== 'chmod' || !plain) continue
    if (value?.includes('$')) yield ['variable in chmod', `a variable in ${keyword} --chmod`]
    else if (value && !/^[0-7]+$/.test(value)) yield ['chmod in letters', `letters in ${keyword} --chmod`]
  }
  if (keyword === 'ADD') {
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
    if (words.slice(0, -1).some((word) => GIT.test(word))) yield ['git', 'ADD of a Git repository']
  }
  const own = EXPANDED.has(keyword) ? file.text.slice(args.start, args.end).replace(/'[^']*'/g, '') : ''
  const [substitution] = /(?<!\\)\$\{\w+[#%/]/.exec(own) ?? []
  if (substitution) yield ['substitution', `\`${substitution}…}\` in ${keyword}`]
}

/** The flags that are features, by instruction. */
const FLAGS: Readonly<Record<string, readonly (Feature & string)[]>> = {
  RUN: ['mount', 'network', 'security', 'device'],
  COPY: ['chmod', 'link', 'exclude', 'parents'],
  ADD: ['chmod', 'link', 'exclude', 'checksum', 'keep-git-dir', 'unpack'],
  HEALTHCHECK: ['start-interval'],
}

function* featuresOfMount(value: string): Generator<[Feature, string]> {
  const fields = value.split(',').map((field) => field.trim())
  if (fields.some((field) => /^env=/i.test(field))) yield ['secret as a variable', '`env=` in RUN --mount']
  if (fields.some((field) => /^size=/i.test(field))) yield ['size of a mount', '`size=` in RUN --mount']
  if (fields.some((field) => field.includes('$') && !/^from=/i.test(field))) {
    yield ['variable in a mount', 'a variable in RUN --mount']
  }
}

/** https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository */
const GIT = /^(?:git:\/\/|git@|ssh:\/\/|https?:\/\/[^\s#?]+\.git(?:[#?]|$))/

/** The instructions in which the frontend itself expands variables: https://docs.docker.com/reference/dockerfile/#environment-replacement */
const EXPANDED = new Set('ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '))
