import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'apt',
  name: 'apt',
  docs: 'https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages',
  programs: ['apt-get', 'apt'],
  // `update` alone is no install: it fills the lists for the install that stands in the same step.
  verbs: { install: words('install upgrade dist-upgrade full-upgrade build-dep satisfy reinstall') },
  valueOptions: words(`
    -o --option -t --target-release --default-release -c --config-file -a --host-architecture -P --build-profiles -S --snapshot
  `),
  again: 'downloads every package list and package again',
  caches: [
    {
      holds: 'downloaded packages',
      at: [{ path: '/var/cache/apt' }],
      sharing: 'locked',
      why: 'apt takes a lock on the folder, and a second apt ends at once instead of waiting',
    },
    {
      holds: 'package lists',
      at: [{ path: '/var/lib/apt/lists' }],
      filledBy: ['update'],
      usedWhenOld: true,
      remark:
        'The package lists are then no part of the image. /var/lib/apt as a whole is not mounted, since it also records which packages were installed automatically.',
      sharing: 'locked',
      why: 'apt takes a lock on the folder, and a second apt ends at once instead of waiting',
    },
  ],
  defeats: {
    commands: ['apt-get', 'apt'].flatMap((program) => [
      { words: [program, 'clean'], caches: [0] },
      { words: [program, 'distclean'], caches: [0, 1] },
    ]),
  },
  hook: {
    file: '/etc/apt/apt.conf.d/docker-clean',
    cache: 0,
    families: ['debian', 'ubuntu'],
    does: 'deletes every downloaded package after each install',
  },
  // `apt`, other than `apt-get`, deletes what it has installed: https://manpages.debian.org/bookworm/apt/apt.8.en.html
  companions: [
    {
      programs: ['apt'],
      add: { option: '-o APT::Keep-Downloaded-Packages=true' },
      unless: /Keep-Downloaded-Packages/,
      cache: 0,
      without: 'deletes what it has installed',
    },
  ],
  reads: 'nothing',
  readsNothing: words('update clean autoclean distclean autoremove autopurge remove purge list show policy'),
  // `-o Dir::Cache=…`, `-o Dir::Etc::sourcelist=…`, `-c FILE`
  mover: /^(?:-o)?Dir\b|^(?:-c|--config-file)(?:=|$)/i,
  pointless: words('-d --download-only --help -h --version -v --dry-run -s --simulate --just-print --print-uris'),
  localOperand: /\.deb$/,
})
