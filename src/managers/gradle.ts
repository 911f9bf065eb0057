// https://docs.gradle.org/current/userguide/directory_layout.html
import { readsOfGradle } from '../context/manifests/gradle.ts'
import { type Cache, defineManager, words } from './manager.ts'

/** What both folders of the Gradle user home have in common. */
const folder = {
  parents: 'written',
  isStore: true,
  sharing: 'locked',
  why: 'its locks talk over a local socket, so that two containers on one folder wait for each other in vain',
} as const satisfies Partial<Cache>

/** https://docs.gradle.org/current/userguide/directory_layout.html#dir:gradle_user_home */
const inUserHome = (below: string): Cache['at'] => [
  { option: '-g', below },
  { option: '--gradle-user-home', below },
  { option: '-Dgradle.user.home', below },
  { variable: 'GRADLE_USER_HOME', below },
  { userHome: `.gradle/${below}` },
]

export default defineManager({
  id: 'gradle',
  name: 'Gradle',
  docs: 'https://docs.gradle.org/current/userguide/directory_layout.html#dir:gradle_user_home',
  programs: ['gradle', 'gradlew'],
  // Any task downloads what the build script names; `gradlew --version` downloads Gradle itself.
  verbs: { fetch: words('--version -v dependencies'), compile: ['*'] },
  manyVerbs: true,
  // https://docs.gradle.org/current/userguide/command_line_interface.html
  valueOptions: words(`
    -b --build-file -c --settings-file -p --project-dir -x --exclude-task -I --init-script -g --gradle-user-home -F
    --dependency-verification --max-workers --console --warning-mode --tests --include-build --priority --project-cache-dir
    -M --write-verification-metadata --configuration
  `),
  again: { fetch: 'downloads Gradle or its dependencies again', compile: 'downloads every dependency again' },
  caches: [
    { ...folder, holds: 'downloaded dependencies and the build cache', at: inUserHome('caches') },
    { ...folder, holds: 'Gradle itself', at: inUserHome('wrapper'), programs: ['gradlew'] },
  ],
  optionVariables: words('GRADLE_OPTS JAVA_OPTS JAVA_TOOL_OPTIONS'),
  reads: readsOfGradle,
  pointless: words('--help -h -? --stop --status'),
  needsFilledCache: ['--offline'],
  mover: /^-Duser\.home\b/,
  manifests: words(
    'build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradle/libs.versions.toml',
  ),
  notes: [
    'The Gradle user home lies below the home that /etc/passwd names for the user: HOME does not move it.',
    'The user home itself is not mounted: it also holds gradle.properties and init.d.',
    '`--refresh-dependencies` looks at every dependency again; it is left in the command.',
    'An offline step needs what another one fetched, and a mount may be empty: then nothing is mounted.',
  ],
})
