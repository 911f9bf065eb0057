import { builtOn, debian, distributionIn, ubuntu } from './distributions.ts'
import { account, adding, type Image, PLAIN, withoutOrdinaryUsers } from './image.ts'
import { type KnownImage, type KnownImages, named } from './known-image.ts'
import { amazonLinux, minimal, redHat } from './rpm.ts'
import { isWindows, numbersOf, says, type Tag } from './tag.ts'

/** https://github.com/docker-library/openjdk, built on the slim kind of Oracle Linux from 12 on, on Debian before. */
const openjdk: KnownImage = (tag) => {
  const named = says(tag, /slim/) ? (distributionIn(tag) ?? debian()) : distributionIn(tag)
  if (isWindows(tag)) return null
  if (named?.family === 'rhel') return { ...named, packageManager: null }
  if (named) return named
  const version = numbersOf(tag)?.major
  if (version === undefined) return PLAIN
  return version < 12 ? debian() : version < 17 ? { ...redHat(null), packageManager: null } : minimal(redHat(null))
}

/** https://github.com/adoptium/containers */
const temurin: KnownImage = (tag) => builtOn(tag, ubuntu())

/** https://github.com/corretto/corretto-docker: Amazon Linux 2, 2023 since, where the tag names no other. */
const corretto: KnownImage = (tag) => builtOn(tag, amazonLinux(null))

/** The distribution of a tag that begins with Maven's own version and goes on with that of a JDK. */
function mavenBase(tag: Tag): Image | null {
  if (isWindows(tag)) return null
  const named = distributionIn(tag)
  if (named) return named
  if (says(tag, /slim/)) return debian()
  if (says(tag, /amazoncorretto/)) return amazonLinux(null)
  if (says(tag, /temurin|sapmachine|semeru/)) return ubuntu()
  const version = numbersOf(tag)
  const current = tag.text === '' || tag.text === 'latest' || (version && (version.minor ?? 9) >= 9)
  return !tag.open && current && /^[\d.]*$|latest/.test(tag.text) ? ubuntu() : PLAIN
}

/** https://github.com/carlossg/docker-maven; `VOLUME /root/.m2` up to November 2017, which is 3.5.2. */
const maven: KnownImage = (tag) =>
  adding(mavenBase(tag), {
    env: { MAVEN_CONFIG: '/root/.m2' },
    volumes: /^3\.(?:[0-4]|5\.[01])\b/.test(tag.text) ? ['/root/.m2'] : [],
    entry: 'copies /usr/share/maven/ref into the folder MAVEN_CONFIG',
  })

/**
 * https://github.com/gradle/docker-gradle: root runs the steps, and `/root/.gradle` is a link to the home of the user
 * `gradle`, who takes the place of `ubuntu`. Images before 6 were made elsewhere and ran as `gradle`.
 */
const gradle: KnownImage = (tag) => {
  const version = numbersOf(tag)
  if (version && version.major < 6) return null
  const ubi = says(tag, /ubi\d*(?:-minimal)?/)
  const image = says(tag, /corretto/)
    ? (distributionIn(tag) ?? amazonLinux(null))
    : ubi
      ? minimal(distributionIn(tag) ?? redHat(null))
      : builtOn(tag, ubuntu())
  const id = ubi ? 101 : image?.family === 'linux' ? null : 1000
  return adding(image?.family === 'ubuntu' ? withoutOrdinaryUsers(image) : image, {
    account: account('gradle', id, id, '/home/gradle'),
    workdir: '/home/gradle',
    volumes: ['/home/gradle/.gradle'],
    links: { '/root/.gradle': '/home/gradle/.gradle' },
  })
}

/** https://github.com/Quantisan/docker-clojure */
const clojure: KnownImage = (tag) => {
  const image = distributionIn(tag) ?? (says(tag, /temurin/) && !tag.open ? ubuntu() : PLAIN)
  return adding(image, { workdir: '/tmp', env: says(tag, /lein/) ? { LEIN_ROOT: '1' } : {} })
}

export const JAVA: KnownImages = {
  openjdk,
  'eclipse-temurin': temurin,
  sapmachine: temurin,
  amazoncorretto: corretto,
  maven,
  gradle,
  ...named(['clojure'], clojure),
}
