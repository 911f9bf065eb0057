import { DATA_SCIENCE } from './data-science.ts'
import type { Image } from './image.ts'
import { JAVA } from './java.ts'
import type { KnownImage, KnownImages } from './known-image.ts'
import { LANGUAGES } from './languages.ts'
import { MICROSOFT } from './microsoft.ts'
import { OFFICIAL_DISTRIBUTIONS } from './official-distributions.ts'
import { type ImageReference, placeOf } from './reference.ts'
import { readTag } from './tag.ts'
import { VENDORS } from './vendors.ts'

const KNOWN: KnownImages = {
  ...OFFICIAL_DISTRIBUTIONS,
  ...LANGUAGES,
  ...JAVA,
  ...MICROSOFT,
  ...DATA_SCIENCE,
  ...VENDORS,
}

function knownImage(place: string): KnownImage | null {
  const folder = place.replace(/[^/]*$/, '*')
  return (Object.hasOwn(KNOWN, place) ? KNOWN[place] : Object.hasOwn(KNOWN, folder) ? KNOWN[folder] : null) ?? null
}

/** What is known of the image that a reference names; null when nothing is. */
export function imageOf(reference: ImageReference): Image | null {
  const place = placeOf(reference)
  return knownImage(place)?.(readTag(reference), place.replace(/^.*\//, '')) ?? null
}
