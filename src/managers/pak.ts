// https://pak.r-lib.org/reference/pak-config.html and https://github.com/r-lib/pkgcache/blob/main/R/cache-dirs.R
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pak',
  name: 'pak',
  docs: 'https://pak.r-lib.org/reference/pak-config.html',
  programs: ['Rscript', 'R'],
  verbs: {},
  expression: {
    options: ['-e'],
    installs:
      /\bpak::(?:pak|pkg_install|pkg_upgrade|local_install|local_install_deps|local_install_dev_deps|lockfile_install)\(/,
  },
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages and what is known of the repositories',
      at: [
        // Newer versions use a folder below it, older ones the folder itself.
        { variable: 'R_PKG_CACHE_DIR' },
        { variable: 'R_USER_CACHE_DIR', below: 'R/pkgcache' },
        { variable: 'XDG_CACHE_HOME', below: 'R/pkgcache' },
        { home: '.cache/R/pkgcache' },
      ],
      sharing: 'shared',
      why: 'pak takes a lock on what it reads and writes there',
    },
  ],
  // They clean the cache within the same program.
  mover: /\bpak::(?:cache_clean|cache_delete|pak_cleanup)\(/,
  pointless: words('--version --help'),
  manifests: ['DESCRIPTION', 'pkg.lock'],
  notes: [
    '`install.packages` and `install2.r` have no cache: what they download is gone when they end.',
    'renv links the packages of a project to those in its cache, which the image needs therefore: nothing is mounted for it.',
  ],
})
