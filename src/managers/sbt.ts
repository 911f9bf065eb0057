import { readsOfSbt } from '../context/manifests/sbt.ts'
import { type Cache, defineManager, words } from './manager.ts'

const inBothFolders = {
  parents: 'written',
  isStore: true,
  sharing: 'locked',
  why: 'a build that meets a file which another one has locked may give up on it',
} as const satisfies Partial<Cache>

export default defineManager({
  id: 'sbt',
  name: 'sbt',
  docs: 'https://www.scala-sbt.org/1.x/docs/sbt-reference.html', // and https://get-coursier.io/docs/cache
  programs: ['sbt', 'sbtn'],
  // Any command loads the build, and with it what the build and its plugins name.
  verbs: { fetch: ['update'], compile: ['', '*'] },
  manyVerbs: true,
  valueOptions: words(`
    -mem --mem -jvm-debug --jvm-debug -java-home --java-home -sbt-version --sbt-version -sbt-jar --sbt-jar -ivy --ivy
    -sbt-dir --sbt-dir -sbt-boot --sbt-boot -sbt-cache --sbt-cache
  `),
  again: { fetch: 'downloads every dependency again', compile: 'downloads sbt and every dependency again' },
  caches: [
    {
      ...inBothFolders,
      holds: 'downloaded dependencies and plugins',
      at: [
        { option: '-Dsbt.coursier.home', below: 'cache' },
        { variable: 'COURSIER_CACHE' },
        { option: '-Dcoursier.cache' },
        { file: 'build.sbt', key: '.*csrCacheDirectory' },
        { variable: 'XDG_CACHE_HOME', below: 'coursier/v1' },
        { userHome: '.cache/coursier/v1' },
      ],
    },
    {
      ...inBothFolders,
      holds: 'sbt itself and its Scala',
      at: [
        { option: '-Dsbt.boot.directory' },
        { option: '-Dsbt.global.base', below: 'boot' },
        { userHome: '.sbt/boot' },
      ],
    },
  ],
  optionVariables: words('SBT_OPTS JAVA_OPTS JAVA_TOOL_OPTIONS'),
  reads: readsOfSbt,
  pointless: words('-h --help -help --script-version'),
  needsFilledCache: words('-Dsbt.offline=true -Dsbt.offline'),
  mover: /^-{1,2}(?:no-share|sbt-dir|sbt-boot|sbt-cache|ivy)\b|^-Duser\.home\b|offline\s*:=/,
  // A class path names jars that lie in the cache.
  tiesToCache: /(?:[cC]lasspath|exportedProducts)\b/,
  manifests: words('build.sbt project/build.properties project/plugins.sbt'),
  notes: [
    'Both folders lie below the home that /etc/passwd names for the user: HOME does not move them.',
    '`~/.sbt` itself may hold repositories, credentials and plugins, and `publishLocal` writes to `~/.ivy2`: neither is mounted.',
    'In images that bring filled caches, such as sbtscala/scala-sbt, a mount would hide them.',
  ],
})
