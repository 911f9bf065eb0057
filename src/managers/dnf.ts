import { type Cache, defineManager, words } from './manager.ts'

const cache = (programs: string, place: Cache['at'][number], more: Partial<Cache> = {}): Cache => ({
  holds: 'metadata and downloaded packages',
  programs: words(programs),
  at: [place],
  sharing: 'locked',
  why: 'its locks are made for the processes of one system, and a second container is another',
  ...more,
})
const DL3040 = { hadolint: { rule: 'DL3040', silencedBy: ['/var/cache/libdnf5', '.cache/libdnf5'] } }

const programs = words('dnf dnf5 dnf-3 yum microdnf tdnf')
const caches = [
  // `yum` is a link to dnf where dnf is the system's own.
  cache('dnf yum', { path: '/var/cache/libdnf5', packageManager: ['dnf5'] }, DL3040),
  cache('dnf5', { path: '/var/cache/libdnf5' }),
  cache('dnf dnf-3 yum', { path: '/var/cache/dnf', packageManager: ['dnf'] }, DL3040),
  cache('microdnf', { path: '/var/cache/yum', packageManager: ['microdnf'] }, DL3040),
  cache('yum', { path: '/var/cache/yum', packageManager: ['yum'] }, { hadolint: { rule: 'DL3032', silencedBy: [] } }),
]

export default defineManager({
  id: 'dnf',
  name: 'dnf',
  docs: 'https://dnf.readthedocs.io/en/latest/conf_ref.html#main-options',
  programs,
  verbs: {
    install: ['group install', 'groups install', 'module install'].concat(
      words('install in update up upgrade upgrade-minimal distro-sync groupinstall reinstall downgrade builddep swap'),
    ),
  },
  valueOptions: words('-c --config -x --exclude --releasever --installroot --enablerepo --disablerepo --repo --setopt'),
  again: 'downloads the package metadata and every package again',
  caches,
  defeats: {
    options: words('--setopt=keepcache=0 --setopt=keepcache=False --setopt=keepcache=false'),
    commands: programs.flatMap((program) =>
      ['all', 'packages', 'metadata', 'dbcache'].map((what) => ({ words: [program, 'clean', what] })),
    ),
  },
  // `--refresh`: what a mount has kept may be older than what the mirrors still have. yum 3 does not know it.
  companions: caches.map(({ programs = [] }, cache) => ({
    programs,
    add: { option: `--setopt=keepcache=1${cache === 4 ? '' : ' --refresh'}` },
    unless: /keepcache\s*=\s*(?:1|true|yes|on)/i,
    cache,
    without: 'deletes what it has installed',
  })),
  reads: 'nothing',
  readsNothing: words(
    'clean makecache remove erase autoremove mark list info search repolist config-manager module copr',
  ),
  mover: /cachedir=|^(?:--installroot|-c|--config|--cacheonly|--downloaddir)(?:=|$)/,
  pointless: words('--downloadonly --help -h --version --assumeno -C --cacheonly --cache-only'),
  localOperand: /\.rpm$/,
  needsFilledCache: words('-C --cacheonly --cache-only'),
  notes: ['`/var/lib/rpm` and `/usr/lib/sysimage` say what is installed: they belong to the image.'],
})
