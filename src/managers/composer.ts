// https://getcomposer.org/doc/03-cli.md#composer-cache-dir and https://getcomposer.org/doc/06-config.md#cache-dir
import { readsOfComposer } from '../context/manifests/composer.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'composer',
  name: 'Composer',
  docs: 'https://getcomposer.org/doc/06-config.md#cache-dir',
  programs: ['composer'],
  verbs: {
    install: words('install i update u upgrade require r reinstall create-project').concat(
      words('install i update u upgrade require').map((verb) => `global ${verb}`),
    ),
  },
  valueOptions: words(`
    -d --working-dir --prefer-install --ignore-platform-req --apcu-autoloader-prefix --audit-format --format -s --stability --repository
    --repository-url
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and repository metadata',
      at: [
        { variable: 'COMPOSER_CACHE_DIR' },
        { file: 'composer.json', key: '"cache-dir"' },
        { variable: 'COMPOSER_HOME', below: 'cache' },
        { variable: 'XDG_CACHE_HOME', below: 'composer' },
        // Which one it is without a variable depends on whether /etc/xdg is there and which folders are.
        { path: '/root/.composer/cache', ifMounted: true },
        { root: '/root/.cache/composer' },
      ],
      sharing: 'locked',
      why: 'it copies an archive straight to its final name, so that a second one may read half of it',
    },
  ],
  defeats: {
    options: ['--no-cache'],
    variables: ['COMPOSER_CACHE_READ_ONLY'],
    off: ['0', 'false'],
    commands: words('clear-cache clearcache cc').map((verb) => ({ words: ['composer', verb] })),
  },
  companions: [
    {
      add: { variable: 'COMPOSER_CACHE_DIR=/root/.cache/composer' },
      unless: /COMPOSER_CACHE_DIR/,
      cache: 0,
      forRoot: true,
      without: null,
    },
  ],
  reconfigures: ['config', 'global config'].map((verb) => ['composer', ...words(verb), 'cache-dir']),
  pointless: words('--dry-run --no-install --no-update --help -h --version -V'),
  readsNothing: words('about diagnose list help self-update selfupdate clear-cache clearcache cc'),
  readsByVariable: words('COMPOSER COMPOSER_VENDOR_DIR'),
  reads: readsOfComposer,
  manifests: words('composer.json composer.lock auth.json symfony.lock'),
  notes: [
    'Outside its own image Composer keeps the cache in `~/.cache/composer` or in `~/.composer/cache`, depending on what the image has. The suggestion names the folder with `COMPOSER_CACHE_DIR`.',
  ],
})
