/** An image reference in its parts: `registry/path:tag@digest`. */
export interface ImageReference {
  readonly registry: string | null
  /** The path without registry: `library/python`, `python`, `owner/name`. */
  readonly path: string
  readonly tag: string | null
  readonly digest: string | null
}

/** Splits a reference as Docker does: the first part is a registry when it has a dot or a colon, or is `localhost`. */
export function readReference(text: string): ImageReference | null {
  const [rest, digest] = text.split('@', 2) as [string, string?]
  const slash = rest.lastIndexOf('/')
  const colon = rest.indexOf(':', slash + 1)
  const name = colon === -1 ? rest : rest.slice(0, colon)
  const tag = colon === -1 ? null : rest.slice(colon + 1)
  if (!/^[A-Za-z0-9._\-/:]+$/.test(name)) return null
  const parts = name.split('/')
  const first = parts[0] as string
  const hasRegistry = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')
  return {
    registry: hasRegistry ? first : null,
    path: (hasRegistry ? parts.slice(1) : parts).join('/'),
    tag,
    digest: digest ?? null,
  }
}

/**
 * The name of a Docker Official Image, or null. Registries of Docker Hub and its mirrors keep such images at the top or
 * below `library/`; anywhere else an image of the same name may be somebody's own.
 * https://docs.docker.com/docker-hub/repos/manage/trusted-content/official-images/
 */
export function officialName({ registry, path }: ImageReference): string | null {
  if (isDockerHub(registry)) {
    const name = path.replace(OF_OFFICIAL_IMAGES, '')
    return name.includes('/') ? null : name
  }
  return /(?:^|\/)library\/([^/]+)$/.exec(path)?.[1] ?? null
}

/** https://github.com/docker-library/official-images#architectures-other-than-amd64 */
const OF_OFFICIAL_IMAGES = /^(?:library|amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//

const isDockerHub = (registry: string | null): boolean =>
  registry === null || registry === 'docker.io' || registry === 'index.docker.io' || registry === 'registry-1.docker.io'

/**
 * The one name of the place where an image lies, without tag: `python`, `oven/bun`, `ghcr.io/astral-sh/uv`. What mirrors Docker Hub
 * as a whole has its names: https://docs.cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
 */
export function placeOf(reference: ImageReference): string {
  const { registry, path } = reference
  const official = officialName(reference)
  if (official !== null) return official
  return isDockerHub(registry) || registry === 'mirror.gcr.io' ? path : `${registry}/${path}`
}
