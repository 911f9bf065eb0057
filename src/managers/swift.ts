// https://github.com/swiftlang/swift-package-manager/blob/main/Sources/CoreCommands/Options.swift
import { readsOfSwift } from '../context/manifests/swift.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'swift',
  name: 'Swift Package Manager',
  docs: 'https://github.com/swiftlang/swift-package-manager/blob/main/Sources/CoreCommands/Options.swift',
  programs: ['swift'],
  verbs: { fetch: ['package resolve', 'package update'], compile: words('build test run') },
  valueOptions: words(`
    --package-path --cache-path --config-path --security-path --scratch-path --build-path --swift-sdk --sdk --toolchain -c
    --configuration -Xcc -Xswiftc -Xlinker -Xcxx --triple --arch --product --target --jobs -j --filter --skip --manifest-cache
    --explicit-target-dependency-import-check --traits --sanitize
  `),
  again: 'clones every dependency again',
  caches: [
    {
      holds: 'clones of dependencies, and compiled manifests',
      at: [
        { option: '--cache-path' },
        { variable: 'XDG_CACHE_HOME', below: 'org.swift.swiftpm' },
        { home: '.cache/org.swift.swiftpm' },
      ],
      // The compiler keeps modules of the manifests in ~/.cache/clang.
      parents: 'written',
      sharing: 'locked',
      why: 'manifests lie in one database, and clones are refreshed in place',
    },
  ],
  reads: readsOfSwift,
  pointless: words('--disable-dependency-cache --show-bin-path --help -h --version'),
  manifests: ['Package.swift', 'Package.resolved'],
  notes: [
    '`.build` is not mounted: it holds the program. The clones in it are copies, and do not point into the cache.',
  ],
})
