// https://codeberg.org/leiningen/leiningen/src/branch/main/sample.project.clj
import { readsOfLeiningen } from '../context/manifests/leiningen.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'leiningen',
  name: 'Leiningen',
  docs: 'https://codeberg.org/leiningen/leiningen/src/branch/main/sample.project.clj',
  programs: ['lein'],
  // Any task first downloads what the project and its plugins name.
  verbs: { fetch: words('deps'), compile: ['*'] },
  manyVerbs: true,
  readsNothing: words('version help upgrade downgrade self-install'),
  again: 'downloads every dependency and plugin again',
  caches: [
    {
      holds: 'dependencies and plugins, in the local repository of Maven',
      at: [{ file: 'project.clj', key: '.*:local-repo' }, { userHome: '.m2/repository' }],
      parents: 'written',
      sharing: 'locked',
      why: 'it writes into the repository without a lock',
      isStore: true,
      outputOf: ['install'],
    },
  ],
  reads: readsOfLeiningen,
  pointless: words('-h --help -v --version'),
  needsFilledCache: words('-o offline'),
  needsFilledByVariable: ['LEIN_OFFLINE'],
  // A class path names jars that lie in the repository.
  tiesToCache: /^classpath$/,
  manifests: ['project.clj', 'profiles.clj'],
  notes: [
    'The repository lies below the home that /etc/passwd names for the user: HOME does not move it.',
    '`~/.lein` is not mounted: it holds profiles.clj and Leiningen itself.',
  ],
})
