// https://man.archlinux.org/man/pacman.8 and https://man.archlinux.org/man/pacman.conf.5
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'pacman',
  name: 'pacman',
  docs: 'https://wiki.archlinux.org/title/Pacman#Cleaning_the_package_cache',
  programs: ['pacman'],
  verbs: { install: words('-S -Sy -Syy -Syu -Syyu -Syuu -Syyuu -Suy -Suyy -Suuy -Suuyy -Su -Suu -Sq -Syq --sync') },
  onlyWithOperands: words('-S -Sy -Syy -Sq -Syq --sync'),
  valueOptions: words(`
    -b --dbpath -r --root --arch --cachedir --config --color --gpgdir --hookdir --logfile --overwrite --ignore --ignoregroup
    --assume-installed --print-format --sysroot
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages',
      at: [{ option: '--cachedir' }, { path: '/var/cache/pacman/pkg' }],
      sharing: 'locked',
      lockedToBeSafe: true,
      why: 'pacman takes its lock in the image and not in the folder, so that two would write there without knowing of each other',
    },
  ],
  defeats: {
    commands: [
      // With `--noconfirm` it answers its own question whether to remove all files with no.
      { words: ['pacman', '-Scc'], unless: ['--noconfirm'] },
      { words: ['pacman', '-Sc'] },
    ],
  },
  reads: 'nothing',
  readsNothing: words('-Q -Qi -Ql -Qq -Qe -Qs -R -Rs -Rns -Rn -Sc -Scc -Ss -Si -Sl -Sg -V -D -T -F -Fy'),
  // Another root or configuration.
  mover: /^(?:-r|--root|--sysroot|--config)(?:=|$)/,
  pointless: words('-p --print -w --downloadonly -h --help --info --search --list --groups --clean -c -cc -s -i -l -g'),
  notes: ['`/var/lib/pacman` says what is installed. It belongs to the image and is never mounted.'],
})
