// https://opam.ocaml.org/doc/Manual.html and https://opam.ocaml.org/doc/man/opam-clean.html
import { readsNothingByName } from '../context/manifests/by-name.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'opam',
  name: 'opam',
  docs: 'https://opam.ocaml.org/doc/Manual.html',
  programs: ['opam'],
  verbs: { install: ['install', 'reinstall', 'upgrade', 'switch create', 'source'] },
  valueOptions: words('--root --switch --jobs -j --color --solver --criteria --confirm-level --repositories --repos'),
  again: 'downloads every source archive again',
  caches: [
    {
      // Not the root: it holds the compiler and all that is installed.
      holds: 'downloaded source archives',
      at: [
        { option: '--root', below: 'download-cache' },
        { variable: 'OPAMROOT', below: 'download-cache' },
        { home: '.opam/download-cache' },
      ],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'opam takes its lock on its root, which is not in the mount',
    },
  ],
  // `opam init` wants an empty root, and `opam clean` takes other things along with this cache.
  mover: /^(?:init|clean)$/,
  pointless: ['--help', '--show-actions', '--dry-run', '--fake'],
  readsNothing: words('env exec var config list show switch repository repo pin'),
  reads: readsNothingByName,
  manifests: ['*.opam', '*.opam.locked'],
  notes: [
    'The opam root holds the switches, with the compiler and the libraries: it is an output and never mounted.',
    '`opam init` in the step wants an empty root and would ask what to do with one that a mount lies in.',
    '`opam clean` also removes logs and left-overs that would stay in the image without it.',
  ],
})
