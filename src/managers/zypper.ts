// https://github.com/openSUSE/libzypp/blob/master/zypp.conf and https://github.com/openSUSE/zypper/blob/master/doc/zypper.8.txt
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'zypper',
  name: 'zypper',
  docs: 'https://doc.opensuse.org/documentation/leap/reference/html/book-reference/cha-sw-cl.html',
  programs: ['zypper'],
  verbs: { install: words('install in update up dist-upgrade dup patch install-new-recommends inr source-install si') },
  valueOptions: words(`
    -c --config --userdata -s --table-style -D --reposd-dir -C --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir
    -p --plus-repo --plus-content -R --root --installroot --releasever -r --repo --from -t --type --download
  `),
  again: 'downloads the metadata of every repository again',
  caches: [
    {
      holds: 'repository metadata',
      at: [{ path: '/var/cache/zypp' }],
      // Without it a repository that is not refreshed by itself would stay as old as the mount.
      filledBy: words('refresh ref'),
      sharing: 'locked',
      hadolint: { rule: 'DL3036', silencedBy: ['/var/cache/zypp'] },
      why: 'its locks are made for the processes of one system, and a second container is another',
      remark:
        'Only the metadata is kept: zypper deletes a package once it is installed, unless its repository says `keeppackages=1`, and no option says so. `zypper refresh` asks each repository whether its metadata is still the latest.',
    },
  ],
  defeats: {
    commands: ['clean', 'cc'].map((verb) => ({ words: ['zypper', verb] })),
  },
  reads: 'nothing',
  readsNothing: words(`
    refresh ref clean cc addrepo ar removerepo rr modifyrepo mr repos lr search se info if remove rm addlock al removelock rl list-updates lu
    list-patches lp patch-check pchk download verify ve services ls refresh-services refs
  `),
  mover: /^(?:-C|-R|-c|--(?:(?:raw-|solv-|pkg-)?cache-dir|root|installroot|config|reposd-dir))(?:=|$)/,
  pointless: words('-d --download-only --dry-run --help -h --version -V'),
  localOperand: /\.rpm$/,
  needsFilledCache: words('--no-refresh'),
  notes: [
    '`/var/lib/rpm` and `/usr/lib/sysimage` say what is installed. They belong to the image and are never mounted.',
  ],
})
