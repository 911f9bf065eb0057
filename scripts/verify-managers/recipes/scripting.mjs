/** A gem of three files, built by hand, and a folder that `gem` reads as a server. */
const gems = [
  'mkdir -p "$HOME/server/gems" "$HOME/gem" && cd "$HOME/gem"',
  `printf 'Gem::Specification.new { |s| s.name = "tiny"; s.version = "1.0"; s.summary = "x"; s.authors = ["x"]; s.files = [] }' > tiny.gemspec`,
  'gem build -q tiny.gemspec && mv tiny-1.0.gem "$HOME/server/gems" && gem generate_index -q -d "$HOME/server"',
].join(' && ')
/** A package, and a project that names it as a download. */
const archive =
  'mkdir -p "$HOME/tiny" && printf \'{"name":"example/tiny","version":"1.0.0"}\' > "$HOME/tiny/composer.json" && (cd "$HOME" && zip -qr tiny.zip tiny) && sed -i "s|HOME|$HOME|" composer.json'

export const scripting = [
  {
    manager: 'gem',
    version: 'gem --version',
    setup: gems,
    ending: '.gem',
    fills: [{ run: 'gem install --clear-sources --source file://$HOME/server tiny', env: { GEM_HOME: '~/gems' } }],
  },
  {
    manager: 'bundler',
    version: 'bundle --version',
    setup: `(${gems}) && sed -i "s|HOME|$HOME|" Gemfile`,
    files: { Gemfile: 'source "file://HOME/server"\ngem "tiny"\n' },
    ending: '.gem',
    fills: [{ run: 'bundle install', env: { GEM_HOME: '~/gems' } }],
  },
  {
    manager: 'composer',
    version: 'composer --version',
    env: { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_NO_INTERACTION: '1' },
    setup: archive,
    files: {
      'composer.json':
        '{ "repositories": [{ "packagist.org": false }, { "type": "package", "package": { "name": "example/tiny", "version": "1.0.0", "dist": { "url": "file://HOME/tiny.zip", "type": "zip" } } }], "require": { "example/tiny": "1.0.0" } }\n',
    },
    ending: '.zip',
    fills: [
      { run: 'composer install', env: { COMPOSER_CACHE_DIR: '~/elsewhere' } },
      { run: 'composer install', env: { COMPOSER_HOME: '~/composer' } },
      { run: 'composer install', env: { XDG_CACHE_HOME: '~/xdg' } },
      { run: 'composer install', env: { COMPOSER_HOME: '~/composer', COMPOSER_CACHE_READ_ONLY: '0' } },
    ],
    empties: [
      { run: 'composer install --no-cache', env: { COMPOSER_HOME: '~/composer' } },
      { run: 'composer install', env: { COMPOSER_HOME: '~/composer', COMPOSER_CACHE_READ_ONLY: '1' } },
      ...['clear-cache', 'clearcache', 'cc'].map((verb) => ({
        run: `composer install && composer ${verb}`,
        env: { COMPOSER_HOME: '~/composer' },
      })),
    ],
  },
]
