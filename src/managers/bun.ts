// https://bun.com/docs/pm/global-cache
import { readsOfBun } from '../context/manifests/bun.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'bun',
  name: 'Bun',
  docs: 'https://bun.com/docs/pm/global-cache',
  programs: ['bun'],
  verbs: { install: words('install i ci add a update') },
  valueOptions: words(
    '--cwd -c --config --cache-dir --registry --filter -F --backend --linker --omit --cpu --os --libc',
  ),
  again: 'downloads every package again',
  caches: [
    {
      // Packages are copied out of a mount, with whichever linker: `node_modules` is whole without it.
      holds: 'downloaded packages, unpacked',
      at: [
        { movedBy: 'BUN_INSTALL_GLOBAL_STORE' },
        { variable: 'BUN_INSTALL_CACHE_DIR' },
        { option: '--cache-dir' },
        // It may move the cache, switch it off, or fill `node_modules` with links into it.
        { file: 'bunfig.toml', key: '(?:\\[install\\.cache\\]|(?:install\\.)?(?:cache(?:\\.\\w+)?|globalStore))' },
        { variable: 'BUN_INSTALL', below: 'install/cache' },
        { variable: 'XDG_CACHE_HOME', below: '.bun/install/cache' },
        { home: '.bun/install/cache' },
      ],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'nothing is promised for two of it that write to the folder at once',
      evidence: { files: [] },
      parents: 'left-alone',
    },
  ],
  defeats: { commands: [{ words: ['bun', 'pm', 'cache', 'rm'] }] },
  pointless: ['--help', '-h', '--version', '-v', '--dry-run', '--lockfile-only', '--force', '-f'],
  readsNothing: words('pm info outdated why upgrade audit'),
  reads: readsOfBun,
  readsByVariable: words('npm_config_userconfig NPM_CONFIG_USERCONFIG NODE_EXTRA_CA_CERTS'),
  // `bun add -g` writes beside the cache, which only root can under a mount; `symlink` makes links into it.
  mover: /^(?:-g|--global)$|^--backend(?:=symlink)?$|^(?:-c|--config)(?:=|$)/,
  needsFilledCache: ['--offline'],
  manifests: words('package.json bun.lock bun.lockb bunfig.toml .npmrc'),
  notes: ['`~/.bun` as a whole is not mounted: global packages and their programs lie there too.'],
})
