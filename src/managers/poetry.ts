// https://python-poetry.org/docs/configuration/#cache-dir
import { readsOfPoetry } from '../context/manifests/poetry.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'poetry',
  name: 'Poetry',
  docs: 'https://python-poetry.org/docs/configuration/#cache-dir',
  programs: ['poetry'],
  module: 'poetry',
  verbs: { install: words('install sync add update'), fetch: ['lock'] },
  // https://python-poetry.org/docs/cli/
  valueOptions: words(`
    -C --directory -P --project --with --without --only -E --extras -G --group --python --platform --source --markers
  `),
  again: { install: 'downloads every package again', fetch: 'downloads the metadata of every package again' },
  caches: [
    {
      holds: 'downloaded packages and the wheels that were built here',
      at: [
        { variable: 'POETRY_CACHE_DIR', below: 'artifacts' },
        { file: 'poetry.toml', key: 'cache-dir' },
        { variable: 'XDG_CACHE_HOME', below: 'pypoetry/artifacts' },
        { home: '.cache/pypoetry/artifacts' },
      ],
      usedBy: ['install'],
      parents: 'written',
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'Poetry says nothing of two of it at work on one cache',
      compiledFor: ['c-library'],
    },
    {
      holds: 'metadata of packages',
      at: [
        { variable: 'POETRY_CACHE_DIR', below: 'cache' },
        { file: 'poetry.toml', key: 'cache-dir' },
        { variable: 'XDG_CACHE_HOME', below: 'pypoetry/cache' },
        { home: '.cache/pypoetry/cache' },
      ],
      parents: 'written',
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'Poetry says nothing of two of it at work on one cache',
    },
  ],
  defeats: { commands: [{ words: ['poetry', 'cache', 'clear'], caches: [1] }] },
  pointless: ['--dry-run', '--lock', '--help', '-h', '--version', '-V'],
  readsNothing: words('about cache config env help list self'),
  reads: readsOfPoetry,
  readsByVariable: words('POETRY_CONFIG_DIR POETRY_VIRTUALENVS_PATH POETRY_PROJECT SSL_CERT_FILE REQUESTS_CA_BUNDLE'),
  reconfigures: [['poetry', 'config', 'cache-dir']],
  manifests: ['pyproject.toml', 'poetry.lock', 'poetry.toml'],
  notes: [
    'Never the whole of `~/.cache/pypoetry`: `virtualenvs` in it holds the environments, which belong to the image.',
    'A user other than root gets no mount: BuildKit makes the folder above it root’s, and Poetry keeps its environments there.',
    '`--no-cache` turns off the metadata only: packages are kept all the same.',
  ],
})
