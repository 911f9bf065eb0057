// https://doc.rust-lang.org/cargo/guide/cargo-home.html
import { readsOfCargo } from '../context/manifests/cargo.ts'
import { type Cache, defineManager, words } from './manager.ts'
import { SCCACHE } from './sccache.ts'

/** A folder of CARGO_HOME. */
const part = (name: string, holds: string, more: Partial<Cache> = {}): Cache => ({
  holds,
  at: [{ variable: 'CARGO_HOME', below: name }, { home: `.cargo/${name}` }],
  parents: 'written',
  sharing: 'locked',
  lockedToBeSafe: true,
  why: 'the lock of cargo lies in CARGO_HOME beside both folders, so that two containers do not see each other’s',
  isStore: true,
  ...more,
})

export default defineManager({
  id: 'cargo',
  name: 'Cargo',
  docs: 'https://doc.rust-lang.org/cargo/guide/cargo-home.html',
  programs: ['cargo'],
  // https://doc.rust-lang.org/cargo/commands/; `b`, `c`, `d`, `r` and `t` are its own aliases.
  verbs: {
    install: words('install binstall'),
    fetch: words('fetch vendor update generate-lockfile metadata tree'),
    compile: [
      ...words('build b test t check c clippy doc d run r rustc rustdoc bench fix nextest auditable zigbuild'),
      ...['chef cook', 'leptos build', 'component build', 'llvm-cov', 'tarpaulin', 'lambda build', 'hack'],
    ],
  },
  valueOptions: words(`
    --manifest-path --target --target-dir --features -F --package -p --bin --example --test --bench --profile --jobs -j --config -C -Z
    --color --message-format --exclude --version --vers --root --git --branch --tag --rev --path --registry --index --recipe-path
    --lockfile-path --artifact-dir
  `),
  again: 'downloads every crate again',
  caches: [
    part('registry', 'the index, downloaded crates and their unpacked sources'),
    part('git', 'clones of dependencies that come from git', { inside: ['db'], besides: true }),
    {
      ...SCCACHE,
      holds: 'what sccache has compiled',
      onlyWith: { variables: ['RUSTC_WRAPPER', 'CARGO_BUILD_RUSTC_WRAPPER'], says: /(?:^|\/)sccache$/ },
      usedBy: ['install', 'compile'],
    },
  ],
  pointless: words('--help -h --list'),
  readsNothing: words('version help login logout search owner yank uninstall'),
  usesNoCache: words('new init clean fmt chef'),
  reads: readsOfCargo,
  needsFilledCache: words('--offline --frozen'),
  needsFilledByVariable: ['CARGO_NET_OFFLINE'],
  manifests: ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'rust-toolchain.toml', 'rust-toolchain'],
  notes: [
    'CARGO_HOME itself is never mounted: it also holds the programs that were installed, and in the rust image cargo itself.',
    '`target` is not mounted: cargo takes a source that is older than the last build for unchanged, and that may have been a build of another branch.',
    'With RUSTC_WRAPPER=sccache the folder of sccache is mounted too: it tells files apart by what is in them.',
  ],
})
