// https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk.8.scd and apk-cache.5.scd
import { type Companion, defineManager, words } from './manager.ts'

/** `--update` is taken for the beginning of `--update-cache`. */
const REFRESHES = /^(?:-[a-z]*U[a-z]*|--update(?:-cache)?)$/

const companion = {
  unless: /--cache-dir|\/etc\/apk\/cache/,
  cache: 0,
  without: 'takes no packages',
} as const satisfies Partial<Companion>

export default defineManager({
  id: 'apk',
  name: 'apk',
  docs: 'https://wiki.alpinelinux.org/wiki/Local_APK_cache',
  programs: ['apk'],
  verbs: { install: words('add upgrade fix') },
  valueOptions: words(`
    -t --virtual -X --repository -p --root --arch --cache-dir --cache-max-age --keys-dir --progress-fd --repositories-file
    --timeout --wait
  `),
  again: 'downloads the package index and every package again',
  caches: [
    {
      holds: 'downloaded packages and the package index',
      // apk keeps packages in a folder that it is told, or in /etc/apk/cache where that is there.
      at: [{ option: '--cache-dir' }, { path: '/etc/apk/cache', ifMounted: true }, { path: '/var/cache/apk' }],
      sharing: 'locked',
      lockedToBeSafe: true,
      // The index has the name of its repository, whatever the platform: https://github.com/moby/buildkit/issues/2598
      compiledFor: ['platform'],
      hadolint: { rule: 'DL3019', silencedBy: ['/var/cache/apk'] },
      why: 'apk takes its lock in the image and not in the folder, so that two would write there without knowing of each other',
      remark:
        'Without `--cache-dir` apk keeps the index alone there. `--update-cache` has it ask for a new index every time, as `--no-cache` does. Scanners that want `--no-cache` with every `apk add` (Trivy’s DS-0025) do not know the mount.',
    },
  ],
  defeats: {
    options: ['--no-cache'],
    commands: [{ words: ['apk', 'cache', 'clean'] }, { words: ['apk', 'cache', 'purge'] }],
  },
  companions: [
    { ...companion, add: { option: '--update-cache --cache-dir /var/cache/apk' }, notBeside: REFRESHES },
    { ...companion, add: { option: '--cache-dir /var/cache/apk' }, onlyBeside: REFRESHES },
  ],
  reads: 'nothing',
  readsNothing: words('update del info search list policy version cache stats audit verify dot fetch index manifest'),
  // Another root, and another folder that apk finds by itself.
  mover: /^(?:-p|--root)(?:=|$)|^--cache(?:=|-packages|-predownload)/,
  pointless: words('--simulate -s --help -h --version -V --no-network --print-arch'),
  localOperand: /\.apk$/,
  needsFilledCache: ['--no-network'],
  notes: ['`/lib/apk/db` and `/etc/apk/world` say what is installed. They belong to the image and are never mounted.'],
})
