// https://pip.pypa.io/en/stable/topics/caching/
import { readsOfPip, VARIABLES_OF_PIP } from '../context/manifests/pip.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pip',
  name: 'pip',
  docs: 'https://pip.pypa.io/en/stable/topics/caching/',
  programs: ['pip'],
  versioned: true,
  module: 'pip',
  verbs: { install: ['install'], fetch: ['download'], compile: ['wheel'] },
  // https://pip.pypa.io/en/stable/cli/pip/#general-options and those of install, download and wheel
  valueOptions: words(`
    -r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f
    --find-links --cache-dir --log --proxy --retries --timeout --trusted-host --cert --client-cert --python
    --prefix --root --src -d --dest -w --wheel-dir --platform --python-version --implementation --abi
    --no-binary --only-binary --progress-bar --upgrade-strategy -C --config-settings --global-option
    --build-option --report --root-user-action --use-feature --use-deprecated --exists-action --group
    --build-constraint --keyring-provider --resume-retries
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and the wheels that were built here',
      at: [
        { option: '--cache-dir' },
        { variable: 'PIP_CACHE_DIR' },
        { file: 'pip.conf', key: 'cache-dir' },
        { variable: 'XDG_CACHE_HOME', below: 'pip' },
        { home: '.cache/pip' },
      ],
      ownFolderOnly: true,
      hadolint: { rule: 'DL3042', silencedBy: ['.cache/pip'] },
      sharing: 'shared',
      why: 'pip writes an entry aside and renames it, so two builds at once do no harm',
      // A wheel that was built here is found again by the interpreter's version and the wheel's tags, and `linux_x86_64` is
      // the same for musl and glibc: https://github.com/pypa/pip/blob/main/src/pip/_internal/cache.py
      compiledFor: ['c-library'],
    },
  ],
  defeats: {
    options: ['--no-cache-dir', '--no-cache'],
    // Any value but the empty one switches the cache off, `0` and `false` too.
    variables: ['PIP_NO_CACHE_DIR'],
    undoneByFolder: true,
    commands: [{ words: ['pip', 'cache', 'purge'] }, { words: ['pip', 'cache', 'remove'] }],
  },
  pointless: ['--no-index', '--dry-run', '--help', '-h', '--version', '-V'],
  localOperand: /^(?!.*:\/\/).*(?:\.(?:whl|tar\.gz|zip)|wheels?(?:house)?\/\*)$/,
  readsNothing: words('cache check debug freeze hash index inspect list show'),
  reads: readsOfPip,
  manifests: words('requirements.txt pyproject.toml setup.py setup.cfg'),
  readsByVariable: VARIABLES_OF_PIP,
  reconfigures: [['pip', 'config']],
})
