import { readsOfUv, VARIABLES_OF_UV } from '../context/manifests/uv.ts'
import { defineManager, words } from './manager.ts'

const inProject = (key: string) => words('uv.toml pyproject.toml').map((file) => ({ file, key }))

export default defineManager({
  id: 'uv',
  name: 'uv',
  docs: 'https://docs.astral.sh/uv/concepts/cache/',
  programs: ['uv', 'uvx'],
  module: 'uv',
  verbs: { install: ['sync', 'add', 'pip install', 'pip sync', 'tool install'], fetch: ['lock'], compile: ['build'] },
  valueOptions: words(`
    --cache-dir --directory --project --config-file --color --python -p --index --default-index -i --index-url --extra-index-url -f --find-links --index-strategy
    --keyring-provider --allow-insecure-host --link-mode --extra --no-extra --group --no-group --only-group --package --no-install-package --python-preference
    --python-platform --python-version --no-build-package --no-binary-package --no-binary --only-binary --config-setting -C --no-build-isolation-package
    --reinstall-package --refresh-package -P --upgrade-package --resolution --prerelease --exclude-newer -r --requirement --requirements -c --constraint --constraints
    --override --overrides -e --editable -t --target --prefix -b --build-constraint --build-constraints --with --with-editable --with-requirements --env-file --out-dir
    -o --branch --tag --rev --optional --script --config-settings-package --exclude-newer-package --fork-strategy --upgrade-group --no-sources-package
    --no-editable-package --excludes --cert --torch-backend --output-format --with-executables-from
  `), // https://docs.astral.sh/uv/reference/cli/
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and the wheels that were built here',
      at: [
        ...inProject('no-cache'),
        { option: '--cache-dir' },
        { variable: 'UV_CACHE_DIR' },
        ...words('cache-dir link-mode').flatMap(inProject),
        { variable: 'XDG_CACHE_HOME', below: 'uv' },
        { home: '.cache/uv' },
      ],
      sharing: 'shared',
      why: 'its cache is made for several readers and writers at once',
      compiledFor: ['c-library'],
    },
  ],
  companions: [{ add: { variable: 'UV_LINK_MODE=copy' }, unless: /UV_LINK_MODE|--link-mode/, cache: 0, without: null }],
  tiesToCache: /^(?:(?:--link-mode|UV_LINK_MODE)=)?(?:symlink|\?)$/,
  defeats: {
    options: ['--no-cache', '--no-cache-dir', '-n'],
    variables: ['UV_NO_CACHE'],
    off: words('0 false f no n off'), // An empty value is an error: "value was not a boolean".
    commands: [{ words: ['uv', 'cache', 'clean'] }, { words: ['uv', 'cache', 'prune', '--ci'] }],
  },
  pointless: ['--dry-run', '--offline', '--no-index', '--help', '-h', '--version', '-V'],
  localOperand: /^(?!.*:\/\/).*(?:\.(?:whl|tar\.gz|zip)|wheels?(?:house)?\/\*)$/,
  readsNothing: words('cache help self'), // `venv` and `python` look into .python-version and pyproject.toml.
  reads: readsOfUv,
  readsByVariable: VARIABLES_OF_UV,
  manifests: ['pyproject.toml', 'uv.lock', 'uv.toml', '.python-version'],
  neighbours: ['uvx', 'uv tool run', 'uv run --with'],
  needsFilledCache: ['--offline'],
  needsFilledByVariable: ['UV_OFFLINE'],
  notes: [
    'Over file systems uv copies and warns of it: `UV_LINK_MODE=copy` says that this is meant. With `symlink` nothing is mounted.',
    'The environments of `uvx`, `uv tool run` and `uv run --with` are kept in the cache, where a later run may look: they get no mount.',
  ],
})
