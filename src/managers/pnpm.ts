import { readsOfPnpm } from '../context/manifests/pnpm.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pnpm',
  name: 'pnpm',
  docs: 'https://pnpm.io/settings#storedir',
  programs: ['pnpm'],
  verbs: {
    install: words('install i add ci clean-install update up upgrade install-test it import-and-install deploy'),
    fetch: ['fetch'],
  },
  valueOptions: words(`
    -C --dir --filter --filter-prod -F --store-dir --virtual-store-dir --modules-dir --lockfile-dir --cache-dir --state-dir --registry
    --reporter --loglevel --network-concurrency --child-concurrency --workspace-concurrency --node-linker --package-import-method
    --global-dir --global-bin-dir --test-pattern --changed-files-ignore-pattern --use-node-version --allow-build
  `),
  again: 'downloads every package again',
  caches: [
    {
      // Packages are copied out of a mount, never linked: `node_modules` is whole without it.
      holds: 'downloaded packages, by the hash of each file',
      at: [
        { option: '--store-dir' },
        // Each is read by some versions of pnpm only.
        { movedBy: 'npm_config_store_dir', anyCase: true },
        { movedBy: 'pnpm_config_store_dir', anyCase: true },
        { file: '.npmrc', key: 'store-dir' },
        { file: 'pnpm-workspace.yaml', key: 'storeDir' },
        // With these `node_modules` is made of links into the store, or cannot be made from a mount.
        { file: 'pnpm-workspace.yaml', key: '(?:enableGlobalVirtualStore|packageImportMethod)' },
        { file: '.npmrc', key: '(?:enable-global-virtual-store|package-import-method)' },
        { movedBy: 'pnpm_config_enable_global_virtual_store', anyCase: true },
        { movedBy: 'npm_config_package_import_method', anyCase: true },
        { variable: 'PNPM_HOME', below: 'store' },
        { variable: 'XDG_DATA_HOME', below: 'pnpm/store' },
        { home: '.local/share/pnpm/store' },
      ],
      sharing: 'shared',
      why: 'pnpm keeps files under the hash of their content and renames them into place, so two builds at once do no harm',
      parents: 'written',
      onDriveOfProject: true,
      evidence: { files: [] },
    },
  ],
  defeats: { commands: [{ words: ['pnpm', 'store', 'prune'] }] },
  pointless: ['--help', '-h', '--version', '-v', '--lockfile-only'],
  localOperand: /^(?!.*:\/\/).*\.(?:tgz|tar\.gz)$/,
  readsNothing: words('store config get set list ls why outdated env bin root'),
  reads: readsOfPnpm,
  readsByVariable: words('npm_config_userconfig npm_config_ignore_scripts NPM_CONFIG_WORKSPACE_DIR NODE_OPTIONS'),
  reconfigures: [words('pnpm config set'), words('pnpm set'), words('pnpm c set')],
  // `pnpm add -g` works from the store itself, from pnpm 11 on.
  mover: /^(?:-g|--global)$|package-import-method|global-virtual-store|virtual-store-dir/,
  tiesToCache: /^(?:-g|--global)$/,
  needsFilledCache: ['--offline', '--frozen-store'],
  needsFilledByVariable: ['npm_config_offline', 'NPM_CONFIG_OFFLINE', 'pnpm_config_offline'],
  manifests: words('package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc .pnpmfile.cjs'),
  notes: ['`pnpm fetch` and `pnpm install --offline` work from what lies there: nothing is mounted in either.'],
})
