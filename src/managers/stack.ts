// https://docs.haskellstack.org/en/stable/topics/stack_root/
import { readsNothingByName } from '../context/manifests/by-name.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'stack',
  name: 'Stack',
  docs: 'https://docs.haskellstack.org/en/stable/topics/stack_root/',
  programs: ['stack'],
  verbs: { install: ['install'], compile: words('build test bench haddock'), fetch: ['update'] },
  valueOptions: words(`
    --stack-root --stack-yaml --resolver --snapshot --compiler --work-dir --ghc-options --flag --local-bin-path --jobs -j
    --arch --verbosity --color --docker-image --extra-include-dirs --extra-lib-dirs
  `),
  again: 'downloads the package index and every package again',
  caches: [
    {
      holds: 'the package index and downloaded packages',
      at: [
        { option: '--stack-root', below: 'pantry' },
        { variable: 'STACK_ROOT', below: 'pantry' },
        // With `STACK_XDG` it lies elsewhere; its value is no folder, so nothing is said.
        { variable: 'STACK_XDG', below: 'pantry' },
        { home: '.stack/pantry' },
      ],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'all of it is one database, which is written by one at a time',
    },
  ],
  pointless: ['--help', '-h', '--version', '--dry-run'],
  readsNothing: words('path ls config templates new exec'),
  reads: readsNothingByName,
  manifests: ['stack.yaml', 'stack.yaml.lock', 'package.yaml', '*.cabal'],
  notes: [
    '`~/.stack/snapshots` holds compiled packages, whose data files programs read when they run, and `~/.stack/programs` holds GHC: neither is mounted.',
    '`~/.stack/config.yaml` says, in the haskell image, that its own GHC is to be used.',
  ],
})
