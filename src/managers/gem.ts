// https://guides.rubygems.org/command-reference/#gem-install
import { readsNothingByName } from '../context/manifests/by-name.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'gem',
  name: 'RubyGems',
  docs: 'https://guides.rubygems.org/command-reference/#gem-install',
  programs: ['gem'],
  verbs: { install: words('install i update') },
  valueOptions: words(`
    -v --version --platform -i --install-dir -n --bindir --build-root -s --source -p --http-proxy -P --trust-policy -B --bulk-threshold
    -g --file --without --config-file
  `),
  again: 'downloads every gem again',
  caches: [
    {
      holds: 'downloaded gems, as archives',
      at: [{ variable: 'GEM_HOME', below: 'cache' }],
      besideOutput: true,
      sharing: 'locked',
      why: 'it downloads an archive to its final name, so that a second one may read half of it',
      remark:
        'The folder holds the archives alone; the gems are installed beside it and stay in the image. The archives do not, and nothing but `gem pristine` asks for them, which can fetch them.',
    },
  ],
  mover: /^(?:-i|--install-dir|--user-install|--build-root|--config-file)(?:=|$)/,
  pointless: words('--explain --local -l --help -h --system'),
  // Bundler and RubyGems themselves are one small file each: not worth a mount.
  localOperand: /\.gem$|^bundler(?::[\d.]+)?$/,
  needsFilledCache: words('--local -l'),
  readsNothing: words(
    'cleanup env environment list query search sources uninstall which help info outdated specification contents',
  ),
  notes: [
    'Without `GEM_HOME`, as in Debian’s own packages, the archives lie in a folder that is named after the version of Ruby: nothing is mounted.',
    '`GEM_HOME` itself holds the installed gems and is never mounted.',
  ],
  reads: readsNothingByName,
})
