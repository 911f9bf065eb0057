// https://metacpan.org/dist/App-cpm/view/script/cpm and https://github.com/skaji/cpm/blob/main/lib/App/cpm/CLI.pm
import { readsNothingByName } from '../context/manifests/by-name.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'cpm',
  name: 'cpm',
  docs: 'https://metacpan.org/dist/App-cpm/view/script/cpm',
  programs: ['cpm'],
  verbs: { install: ['install'] },
  valueOptions: words(`
    -L --local-lib-contained -w --workers --mirror --target-perl --cpanfile --cpmfile --metafile --snapshot -r --resolver
    --home --configure-timeout --build-timeout --test-timeout --final-install --progress --top-level-phase
    --top-level-relationship --feature --experimental-config
  `),
  again: 'downloads and builds every distribution again',
  caches: [
    {
      holds: 'downloaded distributions and those that were built here',
      at: [{ option: '--home' }, { home: '.perl-cpm' }],
      compiledFor: ['c-library'],
      sharing: 'locked',
      why: 'cpm takes no lock on the folder in which it keeps what it has built',
    },
  ],
  pointless: ['--help', '-h', '--version'],
  readsNothing: ['version'],
  reads: readsNothingByName,
  manifests: ['cpanfile', 'cpanfile.snapshot', 'cpm.yml', 'META.json'],
  notes: [
    'What is installed is a copy: `local` and the folders of the Perl are outputs and never mounted.',
    'cpanm has no cache: it downloads everything again in each run, whatever is mounted on `~/.cpanm`.',
  ],
})
