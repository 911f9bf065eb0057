import { readsOfYarn } from '../context/manifests/yarn.ts'
import { defineManager, words } from './manager.ts'

const DL3060 = { rule: 'DL3060', silencedBy: ['.cache/yarn'] }
const LOCKED = { sharing: 'locked', parents: 'written', hadolint: DL3060 } as const
const NODE_MODULES = {
  file: '.yarnrc.yml',
  says: /^nodeLinker:\s*["']?node-modules\b/m,
  without: /^(?:enableMirror|nmMode):/m,
  unlessVariable: 'YARN_NODE_LINKER',
  inImage: true,
} as const
export default defineManager({
  id: 'yarn',
  name: 'Yarn',
  docs: 'https://classic.yarnpkg.com/docs/cli/cache',
  programs: ['yarn', 'yarnpkg'],
  verbs: { install: ['', 'install', 'add', 'upgrade', 'up', 'global add', 'global upgrade', 'workspaces focus'] },
  valueOptions: words('--cwd --cache-folder --modules-folder --prefix --registry --mutex --mode --network-timeout'),
  mover: /^--(?:preferred-cache-folder|use-yarnrc|enable-pnp|pnp)\b/,
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages, unpacked (Yarn 1)',
      at: [
        { option: '--cache-folder' },
        { variable: 'YARN_CACHE_FOLDER', anyCase: true },
        { file: '.yarnrc', key: 'cache-folder' },
        { variable: 'XDG_CACHE_HOME', below: 'yarn' },
        { root: '/usr/local/share/.cache/yarn' },
        { home: '.cache/yarn' },
      ],
      ...LOCKED,
      why: 'Yarn 1 unpacks packages in place and takes no lock, so two builds at once break each other',
      evidence: { files: [{ file: 'yarn.lock', says: /^# yarn lockfile v1\s*$/m }], verbs: ['global add'] },
    },
    {
      holds: 'downloaded packages as archives (Yarn 2 and later)',
      at: [
        { variable: 'YARN_GLOBAL_FOLDER', below: 'cache' },
        { file: '.yarnrc.yml', key: 'globalFolder' },
        { variable: 'XDG_DATA_HOME', below: 'yarn/berry/cache' },
        { home: '.yarn/berry/cache' },
      ],
      ...LOCKED,
      lockedToBeSafe: true,
      why: 'nothing is promised for two of it that write to the folder at once',
      evidence: { files: [{ file: 'yarn.lock', says: /^__metadata:/m, unlessFolder: '.yarn/cache' }, NODE_MODULES] },
    },
  ],
  defeats: { commands: [{ words: ['yarn', 'cache', 'clean'] }, { words: ['yarn', 'cache', 'clear'] }] },
  pointless: ['--help', '-h', '--version', '-v'],
  readsNothing: words('cache config list info why versions version global'),
  reads: readsOfYarn,
  manifests: words('package.json yarn.lock .yarnrc .yarnrc.yml .npmrc'),
  readsByVariable: words('YARN_RC_FILENAME YARN_YARN_PATH YARN_IGNORE_PATH YARN_PLUGINS YARN_NODE_LINKER NODE_OPTIONS'),
  reconfigures: ['yarn config set', 'yarn set version', 'yarn policies set-version'].map(words),
  needsFilledCache: ['--offline'],
  notes: ["Under Plug'n'Play, the default since Yarn 2, nothing is mounted: the program runs from those archives."],
})
