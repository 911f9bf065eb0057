import { joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Files that any run of Gradle reads before it looks at a build script. https://docs.gradle.org/current/userguide/build_environment.html */
const SETTINGS = ['gradle.properties', 'gradle/gradle-daemon-jvm.properties']

/**
 * `gradlew --version` downloads Gradle itself and looks at no build script. All else runs the build scripts, which are
 * programs: what they read cannot be told, and Gradle has no step that only downloads.
 */
export function readsOfGradle({ files: image, folder, program, args, verb }: InstallRequest): InstallReads {
  const words = new Set([verb, ...args])
  if (![...words].every((word) => /^(?:--version|-v|--no-daemon|-q|--quiet|--console=plain)$/.test(word))) {
    return { unknown: 'build scripts of Gradle are programs' }
  }
  if (!words.has('--version') && !words.has('-v')) return { unknown: 'build scripts of Gradle are programs' }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const settings = SETTINGS.map(inFolder).filter((file) => image.has(file))
  if (program !== 'gradlew') return { files: settings, writes: [] }
  const wrapper = inFolder('gradle/wrapper')
  if (!image.has(inFolder('gradlew')) || !image.isFolder(wrapper)) {
    return { unknown: 'the wrapper is not copied from the build context' }
  }
  return { files: [inFolder('gradlew'), ...settings], folders: [wrapper], writes: [inFolder('.gradle')] }
}
