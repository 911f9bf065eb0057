// https://learn.microsoft.com/en-us/vcpkg/consume/binary-caching-default
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'vcpkg',
  name: 'vcpkg',
  docs: 'https://learn.microsoft.com/en-us/vcpkg/consume/binary-caching-default',
  programs: ['vcpkg'],
  verbs: { install: ['install'] },
  valueOptions: words(`
    --triplet --host-triplet --vcpkg-root --overlay-ports --overlay-triplets --x-install-root --downloads-root
    --x-buildtrees-root --x-packages-root --x-manifest-root --x-feature --x-builtin-ports-root
  `),
  again: 'compiles every port again',
  caches: [
    {
      holds: 'compiled ports',
      at: [
        { movedBy: 'VCPKG_BINARY_SOURCES' },
        { variable: 'VCPKG_DEFAULT_BINARY_CACHE' },
        { variable: 'XDG_CACHE_HOME', below: 'vcpkg/archives' },
        { home: '.cache/vcpkg/archives' },
      ],
      parents: 'written',
      sharing: 'shared',
      why: 'a port is kept under the hash of all that went into it, and moved into place as a whole',
    },
  ],
  pointless: words('--no-binarycaching --only-downloads --dry-run --help'),
  mover: /^--(?:x-)?binarysource\b/,
  manifests: ['vcpkg.json', 'vcpkg-configuration.json'],
  notes: [
    'Where CMake’s tool chain file runs vcpkg, it is not seen in the command, and nothing is said.',
    '`downloads` in the folder of vcpkg is not mounted: it also holds tools that later steps may run.',
  ],
})
