// https://mise.jdx.dev/cache-behavior.html and https://mise.jdx.dev/directories.html
import { readsNothingByName } from '../context/manifests/by-name.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'mise',
  name: 'mise',
  docs: 'https://mise.jdx.dev/cache-behavior.html',
  programs: ['mise'],
  verbs: { install: words('install i use u upgrade up') },
  valueOptions: words('-C --cd -E --env -j --jobs -p --path --log-level --before --minimum-release-age'),
  again: 'asks for the versions of every tool again',
  caches: [
    {
      holds: 'lists of versions and what mise works out from them',
      at: [{ variable: 'MISE_CACHE_DIR' }, { variable: 'XDG_CACHE_HOME', below: 'mise' }, { home: '.cache/mise' }],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'mise does not say that two of it may write the same entry',
    },
  ],
  defeats: { commands: [{ words: ['mise', 'cache', 'clear'] }, { words: ['mise', 'cache', 'clean'] }] },
  pointless: ['--help', '-h', '--version', '--dry-run', '-n'],
  readsNothing: words('activate trust ls list settings cache reshim env where which current doctor version plugins'),
  reads: readsNothingByName,
  manifests: ['mise.toml', '.mise.toml', 'mise.lock', '.tool-versions'],
  notes: [
    '`~/.local/share/mise` holds the tools that later steps run: it is an output and never mounted.',
    'Archives are deleted once they are installed, unless `MISE_ALWAYS_KEEP_DOWNLOAD` is set; then they lie in `~/.local/share/mise/downloads`.',
  ],
})
