// https://learn.microsoft.com/en-us/nuget/consume-packages/managing-the-global-packages-and-cache-folders
import { readsOfNuget } from '../context/manifests/nuget.ts'
import { defineManager, words } from './manager.ts'

export default defineManager({
  id: 'nuget',
  name: 'NuGet',
  docs: 'https://learn.microsoft.com/en-us/nuget/consume-packages/managing-the-global-packages-and-cache-folders',
  programs: ['dotnet'],
  // All of them restore first, unless `--no-restore` says that an earlier step has done so.
  verbs: { fetch: ['restore', 'tool restore'], compile: words('build publish test pack run') },
  // https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-publish
  valueOptions: words(`
    -c --configuration -o --output -r --runtime -a --arch --os -f --framework -v --verbosity -s --source --configfile --packages
    --version-suffix --artifacts-path --project --logger -l --filter --settings -p --property --lock-file-path --manifest --launch-profile
  `),
  again: 'downloads every package again',
  caches: [
    {
      holds: 'downloaded packages, unpacked',
      at: [
        { option: '--packages' },
        { file: 'Directory.Build.props', key: '<RestorePackagesPath' },
        { file: 'Directory.Packages.props', key: '<RestorePackagesPath' },
        { variable: 'NUGET_PACKAGES' },
        { file: 'nuget.config', key: '<add key="globalPackagesFolder"' },
        { file: 'NuGet.Config', key: '<add key="globalPackagesFolder"' },
        { home: '.nuget/packages' },
      ],
      parents: 'written',
      sharing: 'shared',
      why: 'a package is unpacked under a lock and moved into place, so that two builds at once do no harm',
      isStore: true,
      // Local tools are run from it and are not fetched again.
      outputOf: ['tool'],
    },
  ],
  defeats: { commands: [{ words: ['dotnet', 'nuget', 'locals'] }] },
  pointless: words('--help -h -? --version --info'),
  readsNothing: words('dev-certs help sdk'),
  // `nuget add source` writes into a nuget.config of the project, where there is one.
  usesNoCache: words('new nuget workload sln add remove list clean format'),
  reads: readsOfNuget,
  // The step needs what another one restored, and a mount may be empty.
  needsFilledCache: ['--no-restore', '--no-build'],
  mover: /RestorePackagesPath/i,
  manifests: words(
    '*.csproj *.fsproj *.sln Directory.Packages.props Directory.Build.props global.json nuget.config packages.lock.json',
  ),
  notes: [
    'With `--no-restore` a step needs what an earlier one fetched; a mount may be empty at any time, so nothing is mounted then.',
  ],
})
