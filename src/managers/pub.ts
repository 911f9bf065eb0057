// https://dart.dev/tools/pub/environment-variables and https://github.com/dart-lang/pub/blob/master/lib/src/system_cache.dart
import { readsOfPub } from '../context/manifests/pub.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pub',
  name: 'Dart pub',
  docs: 'https://dart.dev/tools/pub/environment-variables',
  programs: ['dart'],
  verbs: {
    // `activate` puts programs where the cache lies: see `mover`.
    fetch: ['pub get', 'pub upgrade', 'pub add', 'pub downgrade', 'pub global activate', 'pub cache add'],
    compile: words('compile build run test'),
  },
  valueOptions: words('-C --directory'),
  again: {
    fetch: 'downloads every package again',
    compile: 'downloads every package again',
  },
  caches: [
    {
      // As a whole: packages are unpacked into `_temp` and renamed, which works within one file system only.
      holds: 'downloaded packages, unpacked',
      at: [{ variable: 'PUB_CACHE' }, { home: '.pub-cache' }],
      sharing: 'locked',
      why: 'clones of Git repositories are changed in place',
      isStore: true,
    },
  ],
  defeats: { commands: [{ words: ['dart', 'pub', 'cache', 'clean'] }] },
  mover: /^activate$/,
  pointless: ['--help', '-h', '--dry-run', '-n'],
  readsNothing: words('format create --version info'),
  needsFilledCache: ['--offline'],
  needsFilledByVerb: words('compile build run test'),
  // It has the same cache, or another one in its own folder if that is there.
  neighbours: ['flutter'],
  reads: readsOfPub,
  manifests: ['pubspec.yaml', 'pubspec.lock', 'pubspec_overrides.yaml'],
  notes: [
    '`.dart_tool/package_config.json` points into the cache, and `dart compile` fetches nothing: a step gets the mount only if it runs `dart pub get` itself, and no other step may need what lies there.',
    '`dart pub global activate` puts programs into `~/.pub-cache/bin`: such a file gets no mount.',
    'Flutter may use a cache in its own folder, so nothing is said of it.',
  ],
})
