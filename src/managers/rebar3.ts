// https://rebar3.org/docs/configuration/configuration/ and https://github.com/erlang/rebar3/blob/main/apps/rebar/src/rebar_packages.erl
import { readsOfRebar3 } from '../context/manifests/rebar3.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'rebar3',
  name: 'Rebar3',
  docs: 'https://rebar3.org/docs/configuration/configuration/',
  programs: ['rebar3'],
  // `rebar3 as prod release`, `rebar3 do get-deps, compile`
  manyVerbs: true,
  verbs: {
    fetch: words('get-deps get-deps, upgrade upgrade,'),
    compile: words('compile compile, release release, tar escriptize'),
  },
  again: {
    fetch: 'downloads every package again',
    compile: 'downloads the packages and plugins that it lacks again',
  },
  caches: [
    {
      // Not the folder above: `rebar3 local install` puts programs there.
      holds: 'downloaded packages and their index',
      at: [{ variable: 'REBAR_CACHE_DIR', below: 'hex' }, { home: '.cache/rebar3/hex' }],
      sharing: 'locked',
      why: 'Rebar3 writes archives and index in place, where the other build may read the half of them',
    },
  ],
  pointless: ['--help', '-h'],
  readsNothing: words('version help new local'),
  needsFilledByVariable: ['REBAR_OFFLINE'],
  reads: readsOfRebar3,
  manifests: ['rebar.config', 'rebar.config.script', 'rebar.lock'],
  notes: [
    '`_build` holds the unpacked and compiled packages and the release: it is an output and never mounted.',
    '`~/.config/rebar3` is configuration.',
  ],
})
