// https://pip-tools.readthedocs.io/en/stable/cli/pip-sync/
import { VARIABLES_OF_PIP } from '../context/manifests/pip.ts'
import { readsOfPipSync } from '../context/manifests/pip-sync.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pip-tools',
  name: 'pip-tools',
  docs: 'https://pip-tools.readthedocs.io/en/stable/cli/pip-sync/',
  programs: ['pip-sync'],
  verbs: { install: ['', '*'] },
  valueOptions: words(`
    -f --find-links -i --index-url --extra-index-url --trusted-host --python-executable --cert --client-cert --pip-args --config
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and the wheels that were built here: the cache of pip, which it runs',
      at: [
        { variable: 'PIP_CACHE_DIR' },
        { file: 'pip.conf', key: 'cache-dir' },
        { variable: 'XDG_CACHE_HOME', below: 'pip' },
        { home: '.cache/pip' },
      ],
      ownFolderOnly: true,
      sharing: 'shared',
      why: 'pip writes an entry aside and renames it, so two builds at once do no harm',
      compiledFor: ['c-library'],
    },
  ],
  defeats: { variables: ['PIP_NO_CACHE_DIR'] },
  // `--pip-args "--no-cache-dir"`, `--pip-args "--cache-dir …"`
  mover: /cache-dir/,
  pointless: ['--dry-run', '-n', '--no-index', '--help', '-h', '--version'],
  reads: readsOfPipSync,
  readsByVariable: ['PIP_TOOLS_CONFIG', ...VARIABLES_OF_PIP],
  manifests: ['requirements.txt'],
  notes: ['`pip-compile` gets no mount: what it writes is a file of the project.'],
})
