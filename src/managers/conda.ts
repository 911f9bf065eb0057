import { readsOfConda, VARIABLES_OF_CONDA } from '../context/manifests/conda.ts'
import { defineManager, words } from './manager.ts'

const keys = words('pkgs_dirs allow_softlinks always_softlink')
const set = [
  { variable: 'CONDA_PKGS_DIRS', list: true },
  ...words('CONDARC MAMBARC').map((movedBy) => ({ movedBy })),
  ...words('.condarc condarc .mambarc mambarc').flatMap((file) => keys.map((key) => ({ file, key }))),
] as const
const packages = {
  holds: 'downloaded packages, also unpacked',
  sharing: 'locked',
  why: 'two of them may unpack one package at once',
  besideOutput: true,
} as const

export default defineManager({
  id: 'conda',
  name: 'conda',
  docs: 'https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html',
  programs: words('conda mamba micromamba conda-pack'),
  verbs: { install: ['install', 'create', 'update', 'upgrade', 'env create', 'env update'] },
  valueOptions: words('-n --name -p --prefix -c --channel -f --file --platform --revision -r --root-prefix --rc-file'),
  again: 'downloads every package again',
  caches: [
    {
      ...packages,
      programs: ['conda', 'mamba'],
      at: [...set, { movedBy: 'CONDA_ROOT' }, { movedBy: 'MAMBA_ROOT_PREFIX' }, { besideTool: 'pkgs' }],
    },
    {
      ...packages,
      programs: ['micromamba'],
      at: [
        ...set,
        ...words('--root-prefix -r').map((option) => ({ option, below: 'pkgs' })),
        { variable: 'MAMBA_ROOT_PREFIX', below: 'pkgs' },
      ],
      parents: 'written',
    },
  ],
  defeats: { commands: words('conda mamba micromamba').map((program) => ({ words: [program, 'clean'] })) },
  // The conda of another installation has its packages beside itself.
  mover: /^--(?:rc-file|no-rc)|^"?(?:(?!\/opt\/conda\/)\/|[$~]).*\/(?:conda|mamba)"?$/,
  tiesToCache: /^(?:--)?(?:CONDA_|MAMBA_)?al(?:low|ways)[-_]softlinks?(?:=(?!(?:false|no|off|0)$).*)?$/i,
  pointless: words('--dry-run -d --offline --use-local --help -h --version'),
  readsNothing: words('activate config deactivate info init list run search shell'),
  reconfigures: ['conda', 'mamba', 'micromamba'].map((program) => [program, 'config']),
  reconfiguresBy: /pkgs_dirs|softlink|--file|--env|\$/,
  needsFilledCache: words('--offline --clone --use-index-cache -C conda-pack'),
  needsFilledByVariable: words('CONDA_OFFLINE MAMBA_OFFLINE'),
  reads: readsOfConda,
  readsByVariable: VARIABLES_OF_CONDA,
  manifests: ['environment.yml', '.condarc'],
  notes: [
    'Over file systems conda copies instead of making hard links. With soft links switched on nothing is mounted: what is installed would point into the cache.',
    'Where conda is known to be: in `continuumio/*` and `condaforge/*`. For micromamba `MAMBA_ROOT_PREFIX` says it.',
    'A Miniconda that the file installs gets no mount: its installer refuses a folder that is there. Nor where `conda-pack` follows.',
  ],
})
