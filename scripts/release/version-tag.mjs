/** A mistake of the person who releases, in one line that says what to do. */
export class ReleaseError extends Error {}

/**
 * What a version tag says: `v1.2.3`, or `v1.2.3-rc.1` for a version that is tried first.
 *
 * @typedef {{ tag: string, version: string, numbers: [number, number, number], isPrerelease: boolean }} VersionTag
 * @param {string} tag @returns {VersionTag}
 * @throws {ReleaseError} when it is no version tag
 */
export function readVersionTag(tag) {
  const found = readOr(tag)
  if (found) return found
  const shown = tag === '' ? 'There is no tag' : `${JSON.stringify(tag)} is no version tag`
  throw new ReleaseError(`${shown}: name one such as v1.2.3 or v1.2.3-rc.1.`)
}

/**
 * The major tag (`v1`) that people name in their workflows, when it is to be moved to this version: not for one that is
 * tried first, and not for a correction of an older line, which would take everybody back.
 *
 * @param {string} tag @param {readonly string[]} tags All tags of the repository; those that are no versions do not count.
 * @returns {string | null}
 * @throws {ReleaseError} when `tag` is no version tag
 */
export function majorTagToMove(tag, tags) {
  const { numbers, isPrerelease } = readVersionTag(tag)
  const [major] = numbers
  if (isPrerelease) return null
  const isNewer = tags.some((one) => {
    const other = readOr(one)
    return other && !other.isPrerelease && other.numbers[0] === major && compare(other.numbers, numbers) > 0
  })
  return isNewer ? null : `v${major}`
}

/** @param {string} tag @returns {VersionTag | null} */
function readOr(tag) {
  const number = '(0|[1-9]\\d{0,8})'
  const found = new RegExp(`^v${number}\\.${number}\\.${number}(-[0-9A-Za-z.-]{1,64})?$`).exec(tag)
  if (!found) return null
  const [, major, minor, patch, behind] = found
  return {
    tag,
    version: tag.slice(1),
    numbers: [Number(major), Number(minor), Number(patch)],
    isPrerelease: behind !== undefined,
  }
}

/** @param {readonly number[]} a @param {readonly number[]} b */
const compare = (a, b) => a.map((number, index) => number - (b[index] ?? 0)).find((one) => one !== 0) ?? 0
