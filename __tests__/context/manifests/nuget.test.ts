import { describe, expect, test } from '@jest/globals'
import nuget from '../../../src/managers/nuget.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(nuget, command, files, place)
const project = (inner = '', attributes = 'Sdk="Microsoft.NET.Sdk.Web"'): string =>
  `<Project ${attributes}>\n  <PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>\n${inner}\n</Project>\n`
const reference = (path: string): string => `<ItemGroup><ProjectReference Include="${path}" /></ItemGroup>`
const web = (inner = '', more: Files = {}): Files => ({ 'Web.csproj': project(inner), 'Program.cs': '', ...more })
const SOLUTION = `
Microsoft Visual Studio Solution File, Format Version 12.00
Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{A}"
EndProject
Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Api", "src\\Api\\Api.csproj", "{B}"
EndProject
Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Core", "src\\Core\\Core.csproj", "{C}"
EndProject
`
const solution = (more: Files = {}): Files => ({
  'Shop.sln': SOLUTION,
  'src/Api/Api.csproj': project(reference('..\\Core\\Core.csproj')),
  'src/Core/Core.csproj': project('', 'Sdk="Microsoft.NET.Sdk"'),
  ...more,
})

/**
 * What must not be said: that a restore reads project files alone, when
 * - which project it restores cannot be told, or one of them is not there,
 * - a reference or an import hangs on a property, or leads out of the image,
 * - a target, an SDK or a property makes the restore run or read something else,
 * - a condition or a function looks at files,
 * - packages come from a folder, or go into one,
 * - the command compiles.
 */
describe('more than project files', () => {
  test.each<[string, string, Files, RegExp]>([
    ['there is no project', 'restore', { 'Program.cs': '' }, /cannot be told/],
    ['there are two', 'restore', web('', { 'Other.csproj': project() }), /cannot be told/],
    ['there is a project beside a solution', 'restore', solution({ 'Web.csproj': project() }), /cannot be told/],
    ['there is a filter of a solution', 'restore', { 'Shop.slnf': '{}' }, /cannot be told/],
    ['the named one is not there', 'restore Other.csproj', web(), /cannot be told/],
    ['it is a script', 'restore build.proj', { 'build.proj': project() }, /another kind of project/],
    ['it is no XML', 'restore', { 'Web.csproj': '<Project>' }, /is no project file/],
    ['it is another XML', 'restore', { 'Web.csproj': '<configuration/>' }, /is no project file/],
    ['it is no text', 'restore', { 'Web.csproj': null }, /cannot be read/],
    ['it refers to a project outside', 'restore', web(reference('..\\Lib\\Lib.csproj')), /refers to|not copied/],
    [
      'it refers to a project that is not there',
      'restore',
      web(reference('Lib\\Lib.csproj')),
      /Lib\/Lib\.csproj is not copied/,
    ],
    ['it refers by a property', 'restore', web(reference('$(Libs)Lib.csproj')), /refers to \$\(Libs\)/],
    ['it refers by a wildcard', 'restore', web(reference('**\\*.csproj')), /refers to/],
    [
      'it refers to another kind',
      'restore',
      web(reference('a.wixproj'), { 'a.wixproj': '' }),
      /another kind|cannot be told/,
    ],
    ['it imports what is not there', 'restore', web('<Import Project="x.props" />'), /imports x\.props/],
    ['it imports by a property', 'restore', web('<Import Project="$(X)x.props" />'), /imports/],
    [
      'it imports Paket',
      'restore',
      web('<Import Project=".paket\\Paket.Restore.targets" />', { '.paket/Paket.Restore.targets': project() }),
      /imports/,
    ],
    [
      'a target runs before the restore',
      'restore',
      web('<Target Name="Npm" BeforeTargets="Restore"><Exec Command="npm ci" /></Target>'),
      /has the target Npm/,
    ],
    [
      'a target replaces a part of the restore',
      'restore',
      web('<Target Name="CollectPackageReferences" />'),
      /has the target/,
    ],
    [
      'a target under a condition',
      'restore',
      web('<Choose><When Condition="true"><Target Name="a" BeforeTargets="_GenerateRestoreGraph" /></When></Choose>'),
      /has the target a/,
    ],
    [
      'targets run first',
      'restore',
      { 'Web.csproj': project('', 'Sdk="Microsoft.NET.Sdk" InitialTargets="A"') },
      /initial targets/,
    ],
    ['its SDK is not known', 'restore', { 'Web.csproj': project('', 'Sdk="My.Sdk/1.0"') }, /uses the SDK/],
    ['one of its SDKs is not known', 'restore', web('<Sdk Name="Microsoft.Build.Traversal" />'), /uses the SDK/],
    [
      'it takes packages from a folder',
      'restore',
      web('<PropertyGroup><RestoreSources>./packages</RestoreSources></PropertyGroup>'),
      /takes packages from a folder/,
    ],
    [
      'it reads a file',
      'restore',
      web('<PropertyGroup><Version>$([System.IO.File]::ReadAllText("VERSION"))</Version></PropertyGroup>'),
      /looks at other files/,
    ],
    [
      'it asks for a folder',
      'restore',
      web(`<ItemGroup Condition="Exists('src')" />`, { 'src/a.cs': '' }),
      /asks for src/,
    ],
    ['it asks by a property', 'restore', web(`<ItemGroup Condition="Exists('$(X)')" />`), /asks for/],
    ['it asks in another way', 'restore', web(`<ItemGroup Condition="Exists($(X))" />`), /asks whether/],
    [
      'its packages have another place',
      'restore',
      web('<PropertyGroup><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>'),
      /sets RestorePackagesPath/,
    ],
    [
      'its obj has another place',
      'restore',
      web('<PropertyGroup><BaseIntermediateOutputPath>x</BaseIntermediateOutputPath></PropertyGroup>'),
      /sets Base/,
    ],
    ['it has an older list of packages', 'restore', web('', { 'packages.config': '' }), /packages\.config is beside/],
    ['its results are copied', 'restore', web('', { 'obj/project.assets.json': '' }), /is beside/],
    ['MSBuild gets options from a file', 'restore', web('', { 'Directory.Build.rsp': '' }), /is beside/],
    [
      'the configuration names a folder',
      'restore',
      web('', {
        'nuget.config':
          '<configuration><packageSources><add key="a" value="./packages" /></packageSources></configuration>',
      }),
      /takes packages from \.\/packages/,
    ],
    [
      'the configuration moves packages',
      'restore',
      web('', {
        'NuGet.Config': '<configuration><config><add key="globalPackagesFolder" value="p" /></config></configuration>',
      }),
      /sets globalPackagesFolder/,
    ],
    [
      'the configuration has a fallback',
      'restore',
      web('', {
        'NuGet.config':
          '<configuration><fallbackPackageFolders><add key="a" value="b" /></fallbackPackageFolders></configuration>',
      }),
      /has fallback/,
    ],
    [
      'the configuration declares an entity',
      'restore',
      web('', { 'nuget.config': '<!DOCTYPE c [<!ENTITY a "b">]><configuration>&a;</configuration>' }),
      /no configuration/,
    ],
    ['the configuration is not there', 'restore --configfile x.config', web(), /x\.config is not copied/],
    ['SDKs lie in folders', 'restore', web('', { 'global.json': '{"sdk":{"paths":[".dotnet"]}}' }), /names folders/],
    ['a source is a folder', 'restore -s ./packages', web(), /takes packages from/],
    ['an option is not known', 'restore --use-lock-file', web(), /--use-lock-file/],
    ['a property is not known', 'restore -p:RestoreSources=x', web(), /has the option/],
    ['a solution names no project', 'restore', { 'Shop.sln': 'x' }, /projects of Shop\.sln cannot be told/],
    [
      'a solution names another kind',
      'restore',
      { 'Shop.slnx': '<Solution><Project Path="a.dcproj"/></Solution>', 'a.dcproj': '' },
      /cannot be told|another kind/,
    ],
    ['a solution has targets', 'restore', solution({ 'Directory.Solution.targets': '' }), /files of its own/],
    ['a solution has targets beside it', 'restore', solution({ 'before.Shop.sln.targets': '' }), /files of its own/],
    ['there is no manifest of tools', 'tool restore', web(), /cannot be told/],
    ['it publishes', 'publish', web(), /compiles the sources/],
    ['it adds a package', 'add package X', web(), /more than restore/],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files)).toMatch(why)
  })

  test('since it restores more projects than anybody would list', () => {
    const names = Array.from({ length: 13 }, (_, index) => `P${index}/P${index}.csproj`)
    const files = Object.fromEntries(names.map((name) => [name, project()]))
    expect(reads('restore', { 'Web.csproj': project(reference(names.join(';'))), ...files })).toMatch(/1\d projects/)
  })

  test('since a file of MSBuild lies deep, is long or loops', () => {
    expect(reads('restore', { 'Web.csproj': '<Project>'.repeat(50_000) })).toMatch(/no project file/)
    expect(reads('restore', { 'Web.csproj': `<Project>${' '.repeat(400_000)}</Project>` })).toMatch(/no project file/)
    const files = web('<Import Project="a.props" />', { 'a.props': '<Project><Import Project="a.props" /></Project>' })
    expect(reads('restore', files)).toEqual(['a.props', 'Web.csproj'])
  })
})

describe('project files alone', () => {
  test.each([
    'restore',
    'restore Web.csproj',
    'restore ./Web.csproj -r linux-x64',
    'restore --runtime=linux-musl-x64 --locked-mode',
    'restore -a arm64 -v minimal -s https://example.com/index.json',
    'restore -p:PublishReadyToRun=true /p:Configuration=Release',
  ])('dotnet %s', (command) => {
    expect(foundBy(nuget, command, web())).toEqual({ files: ['Web.csproj'], writes: ['obj'] })
  })

  test('of a solution, of all that its projects refer to', () => {
    const expected = ['Shop.sln', 'src/Api/Api.csproj', 'src/Core/Core.csproj']
    expect(reads('restore', solution())).toEqual(expected)
    expect(reads('restore src/Api', solution())).toEqual(expected.slice(1))
    expect(foundBy(nuget, 'restore Shop.sln', solution())).toHaveProperty('writes', ['src/Api/obj', 'src/Core/obj'])
    const xml = '<Solution><Folder Name="/src/"><Project Path="src/Core/Core.csproj" /></Folder></Solution>'
    expect(reads('restore', { 'Shop.slnx': xml, 'src/Core/Core.csproj': project() })).toEqual([
      'Shop.slnx',
      'src/Core/Core.csproj',
    ])
  })

  test('with the files that MSBuild, NuGet and the SDK take from the folders above', () => {
    const above = `<Project><Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" /></Project>`
    const files = solution({
      'Directory.Build.props': '<Project />',
      'src/Directory.Build.props': above,
      'Directory.Build.targets': '<Project><Import Project="$(MSBuildThisFileDirectory)eng/x.targets" /></Project>',
      'eng/x.targets': '<Project><Target Name="A" AfterTargets="Build" /></Project>',
      'Directory.Packages.props':
        '<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /></ItemGroup></Project>',
      'nuget.config':
        '<configuration><packageSources><clear /><add key="a" value="https://example.com" /></packageSources></configuration>',
      'global.json': '{ "sdk": { "version": "9.0.100" } }',
      'src/Api/packages.lock.json': '{}',
      'src/Core/packages.Core.lock.json': '{}',
    })
    expect(reads('restore src/Api/Api.csproj', files)).toEqual([
      'global.json',
      'nuget.config',
      'Directory.Build.props',
      'Directory.Build.targets',
      'Directory.Packages.props',
      'eng/x.targets',
      'src/Directory.Build.props',
      'src/Api/packages.lock.json',
      'src/Core/packages.Core.lock.json',
      'src/Api/Api.csproj',
      'src/Core/Core.csproj',
    ])
  })

  test.each([
    [
      'targets of the build',
      '<Target Name="Npm" BeforeTargets="Build;PrepareForPublish"><Exec Command="npm ci" /></Target>',
    ],
    ['a target that something else calls', '<Target Name="Docs"><Exec Command="x" /></Target>'],
    [
      'a condition about a file that is not there',
      `<Import Project="local.props" Condition="Exists('local.props')" />`,
    ],
    ['functions of texts', `<PropertyGroup><V>$([MSBuild]::ValueOrDefault('$(V)', '1'))</V></PropertyGroup>`],
    [
      'sources on the net',
      '<PropertyGroup><RestoreSources>$(RestoreSources);https://example.com/v3/index.json</RestoreSources></PropertyGroup>',
    ],
    [
      'a lock file to come',
      '<PropertyGroup><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup>',
    ],
  ])('with %s', (_, inner) => {
    expect(reads('restore', web(inner))).toEqual(['Web.csproj'])
  })

  test('with what a condition asks for and a project that is only sometimes referred to', () => {
    const inner = `<Import Project="a.props" Condition="Exists('a.props')" /><ItemGroup Condition="Exists('b.txt')">
      <ProjectReference Include="Lib/Lib.csproj" Condition="'$(X)' == ''" /></ItemGroup>`
    const files = web(inner, { 'a.props': '<Project />', 'b.txt': '', 'Lib/Lib.csproj': project() })
    expect(reads('restore', files)).toEqual(['a.props', 'b.txt', 'Web.csproj', 'Lib/Lib.csproj'])
  })

  test('when their texts are at hand', () => {
    expect(reads('restore', web('', { 'Directory.Build.props': undefined }))).toBe('missing')
    expect(reads('restore', web('', { 'nuget.config': undefined }))).toBe('missing')
    expect(reads('restore', { 'Shop.sln': undefined })).toBe('missing')
    expect(reads('publish', { 'Web.csproj': undefined })).toBe('missing')
  })
})

describe('a compile', () => {
  test.each([
    ['publish -c Release -o /app', 'dotnet restore'],
    ['publish Web.csproj -c Release -r linux-x64 --self-contained false', 'dotnet restore Web.csproj -r linux-x64'],
    ['publish --arch arm64 -p:PublishReadyToRun=true', 'dotnet restore --arch arm64 -p:PublishReadyToRun=true'],
    ['build', 'dotnet restore'],
    ['run --project Web.csproj -- restore', 'dotnet restore Web.csproj'],
  ])('dotnet %s has a restore to go ahead', (command, expected) => {
    expect(foundBy(nuget, command, web())).toHaveProperty('ahead.command', expected)
  })

  test.each([
    'publish --no-restore',
    'publish --no-build',
    'publish -p:RestoreSources=x',
    'publish -p:X=$(Y)',
    'publish -p Version=1',
    'build --source x',
    'test Other.csproj',
    'publish a;b',
  ])('dotnet %s has none', (command) => {
    expect(foundBy(nuget, command, web())).not.toHaveProperty('ahead')
  })
})

describe('tools', () => {
  const manifest = { '.config/dotnet-tools.json': '{}' }

  test('are named by their manifest, in the folder or above', () => {
    expect(reads('tool restore', web('', manifest))).toEqual(['.config/dotnet-tools.json'])
    const files = { ...manifest, 'src/Web.csproj': project(), 'nuget.config': '<configuration />' }
    expect(reads('tool restore', files, { folder: 'src' })).toEqual(['nuget.config', '.config/dotnet-tools.json'])
  })

  test('may be named by several', () => {
    const files = { ...manifest, 'src/.config/dotnet-tools.json': '{}' }
    expect(reads('tool restore', files, { folder: 'src' })).toMatch(/cannot be told/)
    expect(reads('tool restore --tool-manifest x.json', files)).toMatch(/has the option/)
  })
})
