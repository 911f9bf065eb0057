// https://bundler.io/man/bundle-config.1.html and https://github.com/docker-library/ruby/blob/master/Dockerfile.template
import { readsOfBundler } from '../context/manifests/bundler.ts'
import { defineManager, words } from './manager.ts'

/** Settings that move the archives to a folder that is named after the version of Ruby, or to another one. */
const settings = words('BUNDLE_PATH BUNDLE_DEPLOYMENT BUNDLE_PATH__SYSTEM BUNDLE_GLOBAL_GEM_CACHE')
const keys = words('path deployment system cache_path global_gem_cache')

export default defineManager({
  id: 'bundler',
  name: 'Bundler',
  docs: 'https://bundler.io/man/bundle-config.1.html',
  programs: words('bundle bundler'),
  verbs: { install: ['install', 'update', 'add', ''] },
  valueOptions: words(
    '--gemfile --jobs -j --retry --path --with --without --trust-policy -P --shebang --standalone --target-rbconfig',
  ),
  again: 'downloads every gem again',
  caches: [
    {
      holds: 'downloaded gems, as archives',
      at: [
        ...settings.map((movedBy) => ({ movedBy })),
        ...settings.map((key) => ({ file: '.bundle/config', key })),
        { variable: 'GEM_HOME', below: 'cache' },
      ],
      besideOutput: true,
      sharing: 'locked',
      why: 'it downloads an archive to its final name, so that a second one may read half of it',
      remark:
        'The folder holds the archives alone; the gems are installed beside it and stay in the image. The archives do not, and nothing but `gem pristine` asks for them, which can fetch them.',
    },
  ],
  reconfigures: keys.flatMap((key) => [
    ['bundle', 'config', key],
    ['bundle', 'config', 'set', key],
  ]),
  mover: /^--(?:path|deployment|standalone|system)(?:=|$)/,
  pointless: words('--redownload --force --local --help -h --version -v'),
  needsFilledCache: words('--local --prefer-local'),
  readsNothing: words('config version env help platform'),
  readsByVariable: ['BUNDLE_GEMFILE'],
  reads: readsOfBundler,
  settings: { verb: 'config', folder: '.bundle', unlessVariable: 'BUNDLE_APP_CONFIG' },
  // It compiles the gems, none of the project: https://github.com/rails/bootsnap/blob/main/lib/bootsnap/cli.rb
  behindInstall: [
    {
      words: /^(?:exec )?bootsnap precompile (?:-j \d+ )?--gemfile$/,
      folder: 'tmp/cache',
      unlessVariable: 'BOOTSNAP_CACHE_DIR',
    },
  ],
  manifests: words('Gemfile Gemfile.lock .ruby-version *.gemspec'),
  notes: [
    'With `BUNDLE_PATH`, `BUNDLE_DEPLOYMENT` or `--path` the archives lie in a folder that is named after the version of Ruby: nothing is mounted.',
    '`GEM_HOME` itself holds the installed gems and is never mounted.',
  ],
})
