// https://ccache.dev/manual/latest.html#config_cache_dir
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'ccache',
  name: 'ccache',
  docs: 'https://ccache.dev/manual/latest.html#config_cache_dir',
  programs: ['ccache'],
  // `ccache gcc -c …`: the compiler is the verb.
  verbs: { compile: words('gcc g++ cc c++ clang clang++') },
  again: 'compiles every file again',
  caches: [
    {
      holds: 'compiled files',
      at: [
        { movedBy: 'CCACHE_DISABLE' },
        { variable: 'CCACHE_DIR' },
        { file: 'ccache.conf', key: 'cache_dir' },
        { variable: 'XDG_CACHE_HOME', below: 'ccache' },
        { home: '.cache/ccache' },
      ],
      sharing: 'shared',
      why: 'files are written aside and renamed into place, so that two builds at once do no harm',
    },
  ],
  defeats: {
    commands: [{ words: ['ccache', '-C'] }, { words: ['ccache', '--clear'] }],
  },
  pointless: words('-s --show-stats -z --zero-stats -V --version -h --help'),
  needsFilledByVariable: words('CCACHE_READONLY CCACHE_READONLY_DIRECT'),
  reconfigures: [
    ['ccache', '--set-config'],
    ['ccache', '-o'],
  ],
  notes: [
    'Where ~/.ccache is there, ccache still uses it: CCACHE_DIR settles the place.',
    'Behind a launcher variable or a link to the compiler ccache is not seen in the command, and nothing is said.',
  ],
})
