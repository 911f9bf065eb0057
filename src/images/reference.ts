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
  if (
    registry === null ||
    registry === 'docker.io' ||
    registry === 'index.docker.io' ||
    registry === 'registry-1.docker.io'
  ) {
    const name = path.replace(/^library\//, '')
    return name.includes('/') ? null : name
  }
  return /(?:^|\/)library\/([^/]+)$/.exec(path)?.[1] ?? null
}
