// Packages are built from their sources: whether a download is kept depends on what the registry says of it.
const six = '--no-binary six six'
const off = (name) => ({ [name]: '1' })
const venv = (packages) => `python3 -m venv "$TOOLS/venv" && "$TOOLS/venv/bin/pip" install -q ${packages}`

export const python = [
  {
    manager: 'pip',
    prepare: 'python3 -m venv "$TOOLS/venv"',
    path: ['venv/bin'],
    version: 'pip --version',
    // Its look for a newer pip would leave a file of its own there.
    env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    setup: 'pip uninstall -q -y six 2>/dev/null',
    ending: '.whl',
    fills: [
      { run: `pip install ${six}` },
      { run: `pip install --cache-dir $HOME/there ${six}` },
      { run: `pip wheel ${six}`, env: { PIP_CACHE_DIR: '~/elsewhere' } },
      { run: `pip install ${six}`, env: { XDG_CACHE_HOME: '~/xdg' } },
      { run: `python -m pip install ${six}` },
      { run: `pip install ${six}`, env: { PIP_NO_CACHE_DIR: '' } },
    ],
    empties: [
      { run: `pip install --no-cache-dir ${six}` },
      { run: `pip install --no-cache ${six}` },
      { run: `pip install ${six}`, env: off('PIP_NO_CACHE_DIR') },
      { run: `pip install ${six}`, env: { PIP_NO_CACHE_DIR: '0' } },
      { run: `pip install ${six} && pip cache purge` },
      { run: `pip install ${six} && pip cache remove six` },
    ],
  },
  {
    manager: 'pip-tools',
    prepare: venv('pip-tools'),
    path: ['venv/bin'],
    version: 'pip-compile --version',
    env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    setup: 'pip uninstall -q -y docopt 2>/dev/null',
    // It is there as sources only.
    files: { 'requirements.txt': 'docopt==0.6.2\n' },
    ending: '.whl',
    fills: [
      { run: 'pip-sync requirements.txt' },
      { run: 'pip-sync requirements.txt', env: { PIP_CACHE_DIR: '~/elsewhere' } },
      { run: 'pip-sync requirements.txt', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'pip-sync requirements.txt', env: off('PIP_NO_CACHE_DIR') }],
  },
  {
    manager: 'uv',
    prepare: `${venv('uv')} && "$TOOLS/venv/bin/uv" venv -q "$TOOLS/env"`,
    path: ['venv/bin'],
    version: 'uv --version',
    // The configuration of this machine's pip is not that of uv.
    env: { VIRTUAL_ENV: '~/../../env' },
    setup: 'uv venv -q --no-cache "$HOME/../../env" --clear',
    ending: '.py',
    fills: [
      { run: 'uv pip install six' },
      { run: 'uv pip install --cache-dir $HOME/there six' },
      { run: 'uv pip install six', env: { UV_CACHE_DIR: '~/elsewhere' } },
      { run: 'uv pip install six', env: { XDG_CACHE_HOME: '~/xdg' } },
      { run: 'uv pip install six', env: { UV_NO_CACHE: '0' } },
      { run: 'uv pip install six && uv cache prune' },
      {
        run: 'uv sync',
        files: {
          'pyproject.toml':
            '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["six"]\n',
        },
      },
    ],
    empties: [
      { run: 'uv pip install --no-cache six' },
      { run: 'uv pip install --no-cache-dir six' },
      { run: 'uv pip install -n six' },
      { run: 'uv pip install six', env: off('UV_NO_CACHE') },
      { run: 'uv pip install six && uv cache clean' },
      { run: 'uv pip install six && uv cache prune --ci' },
    ],
  },
  {
    manager: 'poetry',
    prepare: venv('poetry'),
    path: ['venv/bin'],
    version: 'poetry --version',
    files: {
      'pyproject.toml':
        '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["docopt"]\n\n[tool.poetry]\npackage-mode = false\n\n[[tool.poetry.source]]\nname = "simple"\nurl = "https://pypi.org/simple/"\npriority = "primary"\n',
    },
    fills: [
      { run: 'poetry install' },
      { run: 'poetry install', env: { POETRY_CACHE_DIR: '~/elsewhere' } },
      { run: 'poetry install', env: { XDG_CACHE_HOME: '~/xdg' } },
      { run: 'poetry install --no-cache', caches: [0] },
      { run: 'poetry lock' },
    ],
    empties: [{ run: 'poetry install && poetry cache clear -n --all simple', caches: [1], ending: '' }],
  },
  {
    manager: 'pipenv',
    prepare: venv('pipenv'),
    path: ['venv/bin'],
    version: 'pipenv --version',
    files: {
      Pipfile:
        '[[source]]\nurl = "https://pypi.org/simple"\nverify_ssl = true\nname = "pypi"\n\n[packages]\ndocopt = "*"\n',
    },
    ending: '.whl',
    fills: [
      { run: 'pipenv install' },
      { run: 'pipenv install', env: { PIPENV_CACHE_DIR: '~/elsewhere' } },
      { run: 'pipenv install', env: { XDG_CACHE_HOME: '~/xdg' } },
    ],
    empties: [{ run: 'pipenv install', env: off('PIP_NO_CACHE_DIR') }, { run: 'pipenv install && pipenv --clear' }],
  },
]
