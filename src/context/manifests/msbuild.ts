import type { XmlElement } from '@rgrove/parse-xml'
import { attributeOf, childrenOf, elementsOf, parseXml, textIn } from '../../formats/xml.ts'

/** What a file of MSBuild names, as it stands there: a project, or what one imports. */
export interface MsbuildFile {
  /** Projects that it refers to; relative ones are relative to the project, wherever this file lies. */
  readonly references: readonly string[]
  readonly imports: readonly { readonly path: string; readonly conditional: boolean }[]
  /** The first file of such a name in the folders above that of this file. */
  readonly importsFromAbove: readonly string[]
  /** Paths that conditions ask for. */
  readonly asks: readonly string[]
}

/** Their own files bring nothing of the project in. https://learn.microsoft.com/en-us/dotnet/core/project-sdk/overview */
const SDK = /^(?:Microsoft\.NET\.Sdk(?:\.\w+)*|Aspire\.AppHost\.Sdk|MSTest\.Sdk)(?:\/[\w.-]+)?$/i
/** Functions that look at files. https://learn.microsoft.com/en-us/visualstudio/msbuild/property-functions */
const READS_DISK = /System\.IO\.(?:File|Directory)\w*\]|OfFileAbove|DoesTaskHostExist|GetRegistryValue/i
const FROM_ABOVE =
  /^\$\(\[MSBuild\]::GetPathOfFileAbove\(\s*'?([\w.-]+)'?\s*,\s*'?\$\(MSBuildThisFileDirectory\)\.\.[\\/]?'?\s*\)\)$/i
/** Properties that change which files a restore reads, where it writes, or what it runs. */
const LEADS_ELSEWHERE =
  /^(?:Restore(?!PackagesWithLockFile$|LockedMode$|UseStaticGraphEvaluation$|IgnoreFailedSources$|DisableParallel$|No(?:Http)?Cache$)\w*|_\w*Restore\w*|Collect\w*|NuGetLockFilePath|ProjectAssetsFile|BaseIntermediateOutputPath|MSBuildProjectExtensionsPath|ArtifactsPath|UseArtifactsOutput|Directory(?:Build|Packages)\w*|ImportDirectory\w*|CustomBefore\w*|CustomAfter\w*|BeforeMicrosoft\w*|MSBuildUserExtensionsPath)$/i
const SOURCES = /^Restore(?:AdditionalProject)?Sources$/i
/** Targets that no restore runs: what hangs on them runs later. */
const OF_THE_BUILD =
  /^(?:(?:Before|After|Pre|Post)?(?:Build|Compile|Publish|Clean|Rebuild|Pack|Resolve(?:Assembly)?References|VSTest|Test|Run)|(?:Pre|Post)BuildEvent|CoreCompile|CoreBuild|PrepareForBuild|PrepareForPublish|PrepareResources|ComputeFilesToPublish|ComputeResolvedFilesToPublishList|CopyFilesToOutputDirectory|CopyFilesToPublishDirectory|GenerateNuspec|AssignTargetPaths|GetCopyToOutputDirectoryItems|CoreGenerateAssemblyInfo|GenerateAssemblyInfo|GetAssemblyVersion|DispatchToInnerBuilds)$/i

/** Reads a file of MSBuild, as far as a restore hangs on it; or says in one clause why that cannot be told. */
export function readMsbuild(text: string): MsbuildFile | { readonly unknown: string } {
  const root = parseXml(text)
  if (root?.name !== 'Project') return { unknown: 'is no project file' }
  const found = {
    references: [] as string[],
    imports: [] as MsbuildFile['imports'][number][],
    importsFromAbove: [] as string[],
    asks: [] as string[],
  }
  if (attributeOf(root, 'InitialTargets') !== undefined) return { unknown: 'has initial targets' }
  for (const element of elementsOf(root, ({ name }) => name === 'Target' || name === 'UsingTask')) {
    const why = readElement(element, found)
    if (why !== null) return { unknown: why }
    for (const child of childrenOf(element)) {
      if (child.name === 'Target' && !runsLater(child))
        return { unknown: `has the target ${attributeOf(child, 'Name')}` }
    }
  }
  return found
}

type Found = { -readonly [Key in keyof MsbuildFile]: MsbuildFile[Key][number][] }

function readElement(element: XmlElement, found: Found): string | null {
  const { name } = element
  const condition = attributeOf(element, 'Condition')
  const project = name === 'Import' ? attributeOf(element, 'Project') : undefined
  const above = project === undefined ? null : FROM_ABOVE.exec(project.trim())
  for (const value of [textIn(element), ...Object.values(element.attributes)]) {
    if (READS_DISK.test(value) && !(above && value === project)) return 'looks at other files'
  }
  if (condition !== undefined && /exists/i.test(condition)) {
    const asked = [...condition.matchAll(/\bexists\s*\(\s*'([^']*)'\s*\)/gi)].map(([, path]) => path as string)
    if (asked.length !== (condition.match(/exists/gi)?.length ?? 0)) return 'asks whether a file exists'
    // For the import itself what it names is looked at anyway, and the same path is meant.
    found.asks.push(...asked.filter((path) => path !== project))
  }
  for (const sdk of [name === 'Sdk' ? attributeOf(element, 'Name') : attributeOf(element, 'Sdk')]) {
    if (sdk !== undefined && !sdk.split(';').every((one) => SDK.test(one.trim()))) return `uses the SDK ${sdk}`
  }
  if (name === 'Import' && attributeOf(element, 'Sdk') === undefined) {
    if (above) found.importsFromAbove.push(above[1] as string)
    else found.imports.push({ path: project ?? '', conditional: condition !== undefined })
  }
  if (/^ProjectReference$/i.test(name)) {
    const included = attributeOf(element, 'Include')?.split(';') ?? []
    found.references.push(...included.map((path) => path.trim()).filter((path) => path !== ''))
  }
  if (SOURCES.test(name)) {
    const sources = textIn(element).split(';')
    const remote = sources.every((one) => /^(?:\s*|\s*https:\/\/\S+\s*|\$\(Restore\w*Sources\))$/i.test(one))
    return remote ? null : 'takes packages from a folder'
  }
  return LEADS_ELSEWHERE.test(name) ? `sets ${name}` : null
}

/** Whether a target runs after the restore at the earliest. https://learn.microsoft.com/en-us/visualstudio/msbuild/target-build-order */
function runsLater(target: XmlElement): boolean {
  const name = attributeOf(target, 'Name') ?? ''
  const hooks = ['BeforeTargets', 'AfterTargets'].flatMap((one) => attributeOf(target, one)?.split(';') ?? [])
  return (
    !/restore|collect|^_/i.test(name) && hooks.every((hook) => hook.trim() === '' || OF_THE_BUILD.test(hook.trim()))
  )
}
