import { readsOfMaven } from '../context/manifests/maven.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'maven',
  name: 'Maven',
  docs: 'https://maven.apache.org/guides/mini/guide-configuring-maven.html#configuring-your-local-repository',
  programs: ['mvn', 'mvnw', 'mvnd'],
  // Phases and goals: any other goal is of a plugin, which has to be downloaded too.
  verbs: {
    fetch: words('dependency:go-offline dependency:resolve dependency:resolve-plugins'),
    compile: words('package verify install deploy compile test test-compile process-classes site *'),
  },
  manyVerbs: true,
  usesNoCache: words('validate'),
  // https://maven.apache.org/ref/current/maven-embedder/cli.html
  valueOptions: words(`
    -f --file -P --activate-profiles -pl --projects -rf --resume-from -s --settings -gs --global-settings -t --toolchains -T --threads
    -D --define -l --log-file -b --builder -gt --global-toolchains -ep --encrypt-password -emp --encrypt-master-password --color
  `),
  again: 'downloads every dependency and plugin again',
  caches: [
    {
      holds: 'the local repository: dependencies, plugins, and what `mvn install` puts there',
      at: [
        // It is read behind MAVEN_OPTS and wins over it.
        ...['maven.config', 'jvm.config'].map((file) => ({ file, key: '-Dmaven.repo.local' })),
        { option: '-Dmaven.repo.local' },
        { file: 'settings.xml', key: '<localRepository>' },
        { userHome: '.m2/repository' },
      ],
      parents: 'written',
      sharing: 'locked',
      why: 'Maven 3 writes into the repository without a lock',
      isStore: true,
      outputOf: ['install', 'install:install-file', 'install:install'],
    },
    {
      // https://maven.apache.org/wrapper/
      holds: 'Maven itself, as the wrapper downloads it',
      programs: ['mvnw'],
      at: [{ variable: 'MAVEN_USER_HOME', below: 'wrapper' }, { home: '.m2/wrapper' }],
      parents: 'written',
      sharing: 'locked',
      why: 'two wrappers at once would unpack into one folder',
      isStore: true,
    },
  ],
  reads: readsOfMaven,
  optionVariables: words('MAVEN_ARGS MAVEN_OPTS JAVA_TOOL_OPTIONS'),
  pointless: words('-v --version -h --help'),
  needsFilledCache: words('-o --offline'),
  mover: /^-Duser\.home\b|^-(?:s|gs)(?!\w*=)|^--(?:global-)?settings\b/,
  manifests: ['pom.xml', '.mvn/maven.config', '.mvn/extensions.xml', 'settings.xml'],
  notes: [
    'The repository lies below the home that /etc/passwd names for the user: HOME does not move it.',
    'An offline step needs what another one fetched, and a mount may be empty: then nothing is mounted.',
    '`~/.m2` itself is not mounted: it holds settings.xml. With settings that the command names, `-s`, nothing is said.',
  ],
})
