import type { Image } from './image.ts'
import type { Tag } from './tag.ts'

/** What is known of an image by its tag; `name` is the last part of its path. Null for a variant of which nothing is. */
export type KnownImage = (tag: Tag, name: string) => Image | null

/** Images by where they lie: `python`, `oven/bun`, `mcr.microsoft.com/dotnet/sdk`; `gcr.io/distroless/*` for a whole folder. */
export type KnownImages = Readonly<Record<string, KnownImage>>

/** The same knowledge for several names. */
export const named = (names: readonly string[], image: KnownImage): KnownImages =>
  Object.fromEntries(names.map((name) => [name, image]))
