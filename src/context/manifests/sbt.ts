import { joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Options of the launcher and of Java that name no file. https://www.scala-sbt.org/1.x/docs/Command-Line-Reference.html */
const OPTIONS =
  /^(?:-{1,2}(?:batch|no-colors|no-color|color=\w+|debug|warn|error|info|v|verbose)|-J?-?X\S+|-Dsbt\.(?:log\.noformat|color|supershell|ci|server\.\w+)=\w+)$/
/** Plugins that read nothing when a build is loaded. Others may: `sbt-dynver` asks Git. */
const PLUGINS = [
  'sbt-assembly',
  'sbt-native-packager',
  'sbt-scalafmt',
  'sbt-revolver',
  'sbt-scalafix',
  'sbt-updates',
  'sbt-wartremover',
]
/** Words by which a build looks at files, other builds, programs or the environment. */
const LOOKS_AROUND =
  /\b(?:IO|Source|Files?|Paths?|Process|sys|System|Git|git\w*|dynver\w*|RootProject|ProjectRef|uri|url|fromFile|unmanaged\w*|baseDirectory|import|object|class|def|lazy val \w+ = (?!project\b|\(project\b)|addCommandAlias|crossProject|externalResolvers|Resolver\.file|csr\w*|ivyPaths|onLoad\w*|initialize)\b|\.{3}|[!/]{3}|"[^"\n]*(?:file:|\.jar)/

/** What `sbt update` reads: the build, where it is plain enough to see that it looks at nothing else. */
export function readsOfSbt({ files: image, folder, args, verb, variable }: InstallRequest): InstallReads {
  const words = [...new Set([verb, ...args])]
  if (!words.every((word) => word === 'update' || OPTIONS.test(word)) || !words.includes('update')) {
    return { unknown: 'it runs the build, which is a program' }
  }
  if (variable('SBT_OPTS') !== undefined) return { unknown: 'SBT_OPTS is set' }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const inside = folder === '.' ? 0 : folder.length + 1
  const all = image.under(folder).map((file) => file.slice(inside))
  const program = all.find((file) => /^project\/.*\.scala$|^project\/project\/|^\.(?:sbtopts|jvmopts)$/.test(file))
  if (program) return { unknown: `${inFolder(program)} is a program` }
  const builds = all.filter((file) => /^(?:project\/)?[^/]+\.sbt$/.test(file))
  if (!builds.includes('build.sbt')) return { unknown: `${inFolder('build.sbt')} is not copied from the build context` }
  const nested = all.find((file) => /\.sbt$/.test(file) && !builds.includes(file))
  if (nested) return { unknown: `${inFolder(nested)} may belong to the build` }
  const version = all.filter((file) => file === 'project/build.properties')
  if (version.length === 0) return { unknown: 'the version of sbt is not written down' }
  const texts = builds.map((file) => image.text(inFolder(file)))
  if (texts.includes(undefined)) return { missing: true }
  for (const [index, text] of texts.entries()) {
    const why = typeof text === 'string' ? programIn(text) : 'cannot be read'
    if (why) return { unknown: `${inFolder(builds[index] as string)} ${why}` }
  }
  const projects = texts.flatMap((text) => foldersIn(text as string))
  return {
    files: [
      ...builds.filter((file) => !file.includes('/')),
      ...version,
      ...builds.filter((file) => file.includes('/')),
    ].map(inFolder),
    writes: ['.', ...projects, 'project'].map((one) => inFolder(`${one}/target`)),
  }
}

const SUBPROJECT = /\bin\s+file\(\s*"([\w./-]+)"\s*\)/g
const foldersIn = (text: string): string[] =>
  [...text.matchAll(SUBPROJECT)]
    .map(([, path]) => path as string)
    .filter((path) => !path.startsWith('/') && !path.includes('..'))

/** Why a build may look at more than itself; null when it does not. */
function programIn(text: string): string | null {
  if (text.length > 50_000) return 'is too long'
  const code = text
    .replace(/\/\/.*$/gm, '')
    .replace(SUBPROJECT, 'in folder')
    .replace(/https:\/\//g, '')
  if (/\bfile\b/.test(code) || LOOKS_AROUND.test(code)) return 'is a program'
  const plugins = [...code.matchAll(/addSbtPlugin\(\s*"[\w.-]+"\s*%\s*"([\w-]+)"/g)].map(([, name]) => name as string)
  if (plugins.length !== (code.match(/addSbtPlugin/g)?.length ?? 0)) return 'has plugins that cannot be told'
  const other = plugins.find((name) => !PLUGINS.includes(name))
  return other === undefined ? null : `has the plugin ${other}`
}
