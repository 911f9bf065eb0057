// https://pipenv.pypa.io/en/latest/configuration.html
import { VARIABLES_OF_PIP } from '../context/manifests/pip.ts'
import { readsOfPipenv } from '../context/manifests/pipenv.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pipenv',
  name: 'Pipenv',
  docs: 'https://pipenv.pypa.io/en/latest/configuration.html',
  programs: ['pipenv'],
  module: 'pipenv',
  verbs: { install: words('install sync update upgrade'), fetch: ['lock'] },
  // https://pipenv.pypa.io/en/latest/commands.html
  valueOptions: words(`
    --python --pypi-mirror --categories --category --extra-pip-args -i --index --extras --config-settings -r --requirements -e --editable --resolver
  `),
  again: { install: 'downloads every package again', fetch: 'downloads every package again' },
  caches: [
    {
      holds: 'downloaded packages and the wheels that were built here',
      at: [
        { variable: 'PIPENV_CACHE_DIR' },
        { variable: 'XDG_CACHE_HOME', below: 'pipenv' },
        { home: '.cache/pipenv' },
      ],
      ownFolderOnly: true,
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'Pipenv says nothing of two of it at work on one cache',
      compiledFor: ['c-library'],
    },
  ],
  defeats: {
    // Pipenv installs with pip: any value but the empty one switches the cache off.
    variables: ['PIP_NO_CACHE_DIR'],
    commands: [{ words: ['pipenv', '--clear'] }],
  },
  pointless: ['--help', '-h', '--version'],
  readsNothing: words('activate graph scripts'),
  reads: readsOfPipenv,
  readsByVariable: [
    ...words('PIPENV_PIPFILE PIPENV_DOTENV_LOCATION PIPENV_CUSTOM_VENV_NAME PIPENV_PYTHON'),
    ...VARIABLES_OF_PIP,
  ],
  manifests: ['Pipfile', 'Pipfile.lock'],
  notes: [
    'Pipenv hands its own folder to pip, so that `PIP_CACHE_DIR` does not move it.',
    '`~/.local/share/virtualenvs` holds the environments, which belong to the image.',
  ],
})
