// https://docs.deno.com/runtime/reference/env_variables/
import { readsOfDeno } from '../context/manifests/deno.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'deno',
  name: 'Deno',
  docs: 'https://docs.deno.com/runtime/reference/env_variables/',
  programs: ['deno'],
  verbs: { fetch: words('cache install i add'), compile: ['compile'] },
  valueOptions: words(`
    -c --config --import-map --lock --log-level -L --cert --node-modules-dir --output -o --target --icon --include --exclude --env-file
    --location --seed --v8-flags --ext
  `),
  again: { fetch: 'downloads every module again', compile: 'downloads the runtime and every module again' },
  caches: [
    {
      holds: 'downloaded modules and the runtime for compiled programs',
      at: [{ variable: 'DENO_DIR' }, { variable: 'XDG_CACHE_HOME', below: 'deno' }, { home: '.cache/deno' }],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'its databases in the folder are locked by whoever writes',
      isStore: true,
      parents: 'written',
    },
  ],
  defeats: { commands: [{ words: ['deno', 'clean'] }] },
  pointless: ['--help', '-h', '--version', '-V', '--reload', '-r'],
  readsNothing: words('fmt lint types upgrade completions doc help'),
  reads: readsOfDeno,
  readsByVariable: words('DENO_CERT DENO_AUTH_TOKENS'),
  // A program that is installed for all runs from this folder.
  mover: /^(?:-g|--global|-n|--name)$|^(?:https?|jsr|npm):/,
  needsFilledCache: ['--cached-only'],
  manifests: words('deno.json deno.jsonc deno.lock package.json .npmrc'),
  notes: [
    'A program that `deno run` starts works from this folder: it is mounted only where the image runs no Deno, after `deno compile`.',
  ],
})
