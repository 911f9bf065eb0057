// https://hexdocs.pm/hex/Mix.Tasks.Hex.Config.html and https://github.com/hexpm/hex/blob/main/lib/hex/scm.ex
import { readsOfMix } from '../context/manifests/mix.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'mix',
  name: 'Mix and Hex',
  docs: 'https://hexdocs.pm/hex/Mix.Tasks.Hex.Config.html',
  programs: ['mix'],
  // `mix do deps.get, deps.compile`
  manyVerbs: true,
  verbs: { fetch: words('deps.get deps.get, deps.update deps.update,') },
  valueOptions: words('--only'),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages',
      at: [
        { variable: 'HEX_HOME', below: 'packages' },
        // With `MIX_XDG=1` it lies elsewhere; its value is no folder, so nothing is said.
        { variable: 'MIX_XDG', below: 'packages' },
        { home: '.hex/packages' },
      ],
      sharing: 'locked',
      why: 'Hex writes an archive in place, where the other build may read the half of it',
    },
  ],
  pointless: ['--help'],
  readsNothing: words('local.hex local.rebar hex.info hex.config help format --version'),
  needsFilledByVariable: ['HEX_OFFLINE'],
  readsByVariable: words('MIX_EXS MIX_DEPS_PATH MIX_BUILD_PATH'),
  reads: readsOfMix,
  manifests: ['mix.exs', 'mix.lock', 'apps/*/mix.exs'],
  notes: [
    'Packages are unpacked into `deps` and compiled into `_build`: these are outputs and never mounted.',
    '`~/.mix` (`MIX_HOME`) holds Hex and Rebar3 themselves, and `~/.hex` the configuration: neither is mounted.',
  ],
})
