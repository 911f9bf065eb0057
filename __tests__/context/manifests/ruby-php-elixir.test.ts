import { describe, expect, test } from '@jest/globals'
import bundler from '../../../src/managers/bundler.ts'
import composer from '../../../src/managers/composer.ts'
import type { Manager } from '../../../src/managers/manager.ts'
import mix from '../../../src/managers/mix.ts'
import opam from '../../../src/managers/opam.ts'
import pub from '../../../src/managers/pub.ts'
import rebar3 from '../../../src/managers/rebar3.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const unknown = (why: RegExp) => expect.stringMatching(why)
type Case = readonly [what: string, command: string, files: Files, place?: Place]

/** Each of these commands reads more than its manifests, or may. */
function reading(
  manager: Manager,
  cases: readonly (readonly [...Case, RegExp] | readonly [string, string, Files, RegExp])[],
) {
  test.each(cases.map((one) => [one[0], one] as const))('%s', (_, one) => {
    const place = one.length === 5 ? one[3] : undefined
    expect(readsBy(manager, one[1], one[2], place as Place | undefined)).toEqual(unknown(one.at(-1) as RegExp))
  })
}

/**
 * What must not be said: that `bundle install` reads the Gemfile alone, when the Gemfile
 * - takes the dependencies of a gemspec, which reads the sources,
 * - names a gem or another Gemfile on disk, or reads a file,
 * or when the command names another Gemfile or writes this one.
 */
describe('bundler', () => {
  const gems = (text: string, more: Files = {}): Files => ({
    Gemfile: text,
    'Gemfile.lock': 'GEM\n',
    'app.rb': '',
    ...more,
  })
  reading(bundler, [
    ['a gemspec', 'install', gems('gemspec\n'), /gemspec/],
    ['a gem on disk', 'install', gems('gem "a", path: "a"\n'), /path/],
    ['a gem on disk, in the old way', 'install', gems("gem 'a', :path => 'a'\n"), /path/],
    ['a block of gems on disk', 'install', gems('path "engines" do\n gem "a"\nend\n'), /path/],
    ['another Gemfile', 'install', gems('eval_gemfile "x"\n'), /eval_gemfile/],
    ['a file', 'install', gems('gem "a", IO.read("v")\n'), /IO/],
    ['the output of a command', 'install', gems('gem "a", `cat v`\n'), /`/],
    ['a library of the project', 'install', gems('require_relative "lib/v"\n'), /require_relative/],
    ['a Gemfile elsewhere', 'install --gemfile=x/Gemfile', gems(''), /--gemfile/],
    ['an option that is not known', 'install --new', gems(''), /--new/],
    ['a Gemfile that is rewritten', 'add rack', gems(''), /writes the manifests/],
    ['no Gemfile', 'install', { 'app.rb': '' }, /not copied/],
    ['a version that is not there', 'install', gems('ruby file: ".ruby-version"\n'), /\.ruby-version/],
  ])

  test.each<[string, string, Files, string[]]>([
    ['plain gems', 'install --jobs 4 --retry=3', gems('source "https://rubygems.org"\ngem "rack" # path: no\n'), []],
    [
      'groups and platforms',
      'install --without test',
      gems('group :test do\n  gem "a", git: "https://example.com/a"\nend\n'),
      [],
    ],
    [
      'the version of Ruby',
      'install',
      gems('ruby file: ".ruby-version"\n', { '.ruby-version': '3.4' }),
      ['.ruby-version'],
    ],
    ['its settings', 'install', gems('gem "a"\n', { '.bundle/config': '' }), ['.bundle/config']],
    ['gems that are there already', 'install', gems('gem "a"\n', { 'vendor/cache/a-1.gem': '' }), ['vendor/cache/']],
    ['a bare command', '', gems('gem "a"\n'), []],
  ])('reads its manifests and %s', (_, command, files, more) => {
    expect(readsBy(bundler, command, files)).toEqual(['Gemfile', 'Gemfile.lock', ...more])
  })

  test.each<[string, Place, string[]]>([
    ['install', {}, []],
    ['install --path vendor/gems', {}, ['vendor/gems']],
    ['install --deployment', {}, ['vendor/bundle']],
    ['install', { variables: { BUNDLE_PATH: '/gems' } }, ['gems']],
    ['install', { variables: { BUNDLE_DEPLOYMENT: '1' } }, ['vendor/bundle']],
  ])('%s writes, with %j', (command, place, writes) => {
    expect(foundBy(bundler, command, gems('gem "a"\n'), place)).toMatchObject({ writes })
  })

  test('without a lock file makes one, which a later copy must not put back', () => {
    expect(foundBy(bundler, 'install', { Gemfile: 'gem "a"\n' })).toEqual({
      files: ['Gemfile'],
      folders: [],
      writes: ['Gemfile.lock'],
    })
  })
})

/**
 * What must not be said: that `composer install` reads composer.json and the lock file alone, when it runs scripts, makes an
 * autoloader from the classes of the project, has a repository on disk or a plugin that may read more.
 */
describe('composer', () => {
  const php = (manifest: object, more: Files = {}): Files => ({
    'composer.json': JSON.stringify({ version: '1.0.0', ...manifest }),
    'composer.lock': '{}',
    'src/A.php': '',
    ...more,
  })
  reading(composer, [
    ['a script', 'install', php({ scripts: { 'post-install-cmd': 'x' } }), /post-install-cmd/],
    [
      'a script behind the autoloader',
      'install',
      php({ scripts: { 'post-autoload-dump': ['x'] } }),
      /post-autoload-dump/,
    ],
    ['an optimized autoloader', 'install -o', php({}), /optimized autoloader/],
    [
      'an autoloader that is optimized by the settings',
      'install',
      php({ config: { 'optimize-autoloader': true } }),
      /optimized/,
    ],
    ['a list of classes', 'install', php({ autoload: { classmap: ['src'] } }), /classes of the project/],
    ['a package on disk', 'install', php({ repositories: [{ type: 'path', url: 'x' }] }), /type path/],
    ['a repository on disk', 'install', php({ repositories: { a: { type: 'vcs', url: '../x' } } }), /on disk/],
    ['a plugin', 'install', php({ config: { 'allow-plugins': { 'symfony/flex': true } } }), /symfony\/flex/],
    ['any plugin', 'install', php({ config: { 'allow-plugins': true } }), /plugin/],
    ['the commit', 'install', php({ version: undefined }), /commit/],
    ['another folder', 'install -d api', php({}), /-d/],
    ['a package that it adds', 'require a/b', php({}), /writes the manifests/],
  ])

  test.each<[string, string, Files]>([
    ['a plain autoloader', 'install --no-dev', php({ autoload: { 'psr-4': { 'A\\': 'src/' } } })],
    ['scripts of other events', 'install', php({ scripts: { test: 'phpunit', 'auto-scripts': {} } })],
    ['scripts that do not run', 'install --no-scripts', php({ scripts: { 'post-install-cmd': 'x' } })],
    [
      'no autoloader',
      'install --no-autoloader --no-scripts',
      php({ autoload: { classmap: ['src'] }, version: undefined }),
    ],
    [
      'a plugin that writes among the packages',
      'install',
      php({ config: { 'allow-plugins': { 'php-http/discovery': true, 'x/y': false } } }),
    ],
  ])('with %s reads its manifests alone', (_, command, files) => {
    expect(readsBy(composer, command, files)).toEqual(['composer.json', 'composer.lock'])
  })

  test('offers its own first half where it reads the sources', () => {
    expect(foundBy(composer, 'install --no-dev -o', php({ scripts: { 'post-install-cmd': 'x' } }))).toMatchObject({
      ahead: {
        command: 'composer install --no-dev --no-scripts --no-autoloader',
        files: ['composer.json', 'composer.lock'],
      },
    })
  })

  test('installs for everybody without a look at the project', () => {
    expect(foundBy(composer, 'install', {}, { folder: 'app' })).toHaveProperty('unknown')
  })
})

/** What must not be said: that mix.exs is all, when it, an application of the umbrella or the configuration reads more. */
describe('mix', () => {
  const exs = (text: string, more: Files = {}): Files => ({ 'mix.exs': text, 'mix.lock': '', 'lib/a.ex': '', ...more })
  reading(mix, [
    ['a dependency on disk', 'deps.get', exs('{:b, path: "../b"}'), /path:/],
    ['a version in a file', 'deps.get', exs('File.read!("VERSION")'), /File/],
    ['a command', 'deps.get', exs('System.cmd("git", [])'), /System\.cmd/],
    [
      'a configuration that reads',
      'deps.get',
      exs('', { 'config/config.exs': 'File.read!("x")' }),
      /config\.exs has File/,
    ],
    [
      'an application that reads',
      'deps.get',
      exs('apps_path: "apps"', { 'apps/a/mix.exs': 'Code.eval_file("x")' }),
      /apps\/a\/mix\.exs/,
    ],
    ['an update', 'deps.update', exs(''), /does more than fetch/],
    ['an option that is not known', 'deps.get --new', exs(''), /--new/],
  ])

  test('reads the applications of an umbrella, and the configuration as a whole', () => {
    const files = exs('apps_path: "apps"', {
      'apps/a/mix.exs': '',
      'apps/a/b/mix.exs': '',
      'config/config.exs': '',
      'config/x.json': '',
    })
    expect(readsBy(mix, 'deps.get --only prod', files)).toEqual(['mix.exs', 'mix.lock', 'apps/a/mix.exs', 'config/'])
  })

  test('asks for all its programs in one round', () => {
    expect(foundBy(mix, 'deps.get', exs('', { 'config/config.exs': undefined }))).toEqual({ missing: true })
  })
})

describe('rebar3, dart and tools that install what is named', () => {
  reading(rebar3, [
    ['a program that makes the settings', 'get-deps', { 'rebar.config': '', 'rebar.config.script': '' }, /program/],
    ['hooks', 'get-deps', { 'rebar.config': '{pre_hooks, []}.' }, /pre_hooks/],
    ['checkouts', 'get-deps', { 'rebar.config': '', '_checkouts/a/b': '' }, /checkouts/],
    ['a build', 'compile', { 'rebar.config': '' }, /compiles the project/],
  ])
  reading(pub, [
    ['a package on disk', 'pub get', { 'pubspec.yaml': 'a:\n  path: ../b\n' }, /on disk/],
    ['a workspace', 'pub get', { 'pubspec.yaml': 'resolution: workspace\n' }, /workspace/],
    ['no YAML', 'pub get', { 'pubspec.yaml': 'a: [' }, /cannot be read/],
  ])
  reading(opam, [
    ['the project', 'install . --deps-only', {}, /\./],
    ['a file', 'install a.opam', {}, /a\.opam/],
  ])

  test.each<[Manager, string, Files, string[]]>([
    [rebar3, 'get-deps', { 'rebar.config': '{deps, []}.', 'rebar.lock': '' }, ['rebar.config', 'rebar.lock']],
    [opam, 'install dune ocaml-lsp-server', {}, []],
  ])('%j %s', (manager, command, files, expected) => {
    expect(readsBy(manager, command, files)).toEqual(expected)
  })
})
