// https://github.com/mozilla/sccache/blob/main/docs/Local.md
import { type Cache, defineManager, words } from './manager.ts'

/** Variables that choose another storage: https://github.com/mozilla/sccache/blob/main/docs/Configuration.md */
const ELSEWHERE = words(`
  SCCACHE_BUCKET SCCACHE_ENDPOINT SCCACHE_REDIS SCCACHE_REDIS_ENDPOINT SCCACHE_REDIS_CLUSTER_ENDPOINTS SCCACHE_MEMCACHED
  SCCACHE_MEMCACHED_ENDPOINT SCCACHE_GCS_BUCKET SCCACHE_AZURE_BLOB_CONTAINER SCCACHE_GHA_ENABLED SCCACHE_WEBDAV_ENDPOINT
  SCCACHE_OSS_BUCKET SCCACHE_COS_BUCKET SCCACHE_CONF SCCACHE_MULTILEVEL_CHAIN
`)

const FOLDER: Cache['at'] = [
  ...ELSEWHERE.map((movedBy) => ({ movedBy })),
  { variable: 'SCCACHE_DIR' },
  { file: '.config/sccache/config', key: 'dir' },
  { variable: 'XDG_CACHE_HOME', below: 'sccache' },
  { home: '.cache/sccache' },
]

/** What sccache keeps, wherever a tool runs it. */
export const SCCACHE = {
  at: FOLDER,
  sharing: 'locked',
  why: 'sccache knows one server at a time on a folder, and each step starts its own',
} as const satisfies Partial<Cache>

export default defineManager({
  id: 'sccache',
  name: 'sccache',
  docs: 'https://github.com/mozilla/sccache/blob/main/docs/Local.md',
  programs: ['sccache'],
  // `sccache gcc -c …`: the compiler is the verb.
  verbs: { compile: words('gcc g++ cc c++ clang clang++ rustc nvcc') },
  again: 'compiles every file again',
  caches: [{ ...SCCACHE, holds: 'compiled files' }],
  pointless: words('-s --show-stats -z --zero-stats -V --version -h --help --start-server --stop-server'),
  notes: [
    'Behind `RUSTC_WRAPPER` it is a cache of cargo; behind another launcher variable it is not seen in the command, and nothing is said.',
    'With a variable that chooses another storage, such as SCCACHE_BUCKET, nothing is mounted.',
  ],
})
