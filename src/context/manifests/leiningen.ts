import { joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** Plugins that change nothing of a project: any other may run whenever Leiningen does. */
const PLUGINS = [
  'lein-ancient',
  'lein-bikeshed',
  'lein-cljfmt',
  'lein-cljsbuild',
  'lein-cloverage',
  'lein-kibit',
  'lein-ring',
]
/** Keys by which another file or program takes part. https://codeberg.org/leiningen/leiningen/src/branch/main/sample.project.clj */
const ELSEWHERE =
  /:(?:middleware|hooks|implicit-middleware|implicit-hooks|parent-project|parent|sub|local-repo|monkeypatch-clojure-test|prep-tasks\b)(?![\w-])/

/** What `lein deps` reads: project.clj and profiles.clj, where they are data. */
export function readsOfLeiningen(request: InstallRequest): InstallReads {
  const words = request.args.filter((word) => !/^-(?:U|Q)$/.test(word))
  const task = words[0] === 'with-profile' || words[0] === 'with-profiles' ? words.slice(2) : words
  const unknown = `lein ${task[0] ?? request.verb} runs the project`
  const [name] = task
  const plain = words.every((word) => /^[\w.,+:-]+$/.test(word))
  const compiles = /^(?:uberjar|jar|compile|test|ring|cljsbuild|uberwar)$/.test(name ?? '') && plain
  if (!compiles && (name !== 'deps' || task.length > 1)) return { unknown }
  const reads = manifestsOf(request)
  if (!compiles || 'missing' in reads) return reads
  if ('unknown' in reads) return { unknown }
  const command = ['lein', ...words.slice(0, words.length - task.length), 'deps'].join(' ')
  return {
    unknown,
    ahead: {
      command,
      files: reads.files,
      says: `\`lein deps\` downloads the dependencies and plugins that project.clj names.`,
    },
  }
}

function manifestsOf({ files: image, folder }: InstallRequest): InstallReads {
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const files = ['project.clj', 'profiles.clj'].map(inFolder).filter((file) => image.has(file))
  if (files[0] !== inFolder('project.clj'))
    return { unknown: `${inFolder('project.clj')} is not copied from the build context` }
  if (image.isFolder(inFolder('checkouts'))) return { unknown: 'it takes projects from checkouts' }
  let missing = false
  for (const file of files) {
    const text = image.text(file)
    if (text === undefined) missing = true
    else {
      const why = text === null ? 'cannot be read' : programIn(text)
      if (why) return { unknown: `${file} ${why}` }
    }
  }
  return missing ? { missing } : { files, writes: [] }
}

/** Nobody writes a longer one. */
const LONGEST = 20_000
const LIST_OF_PLUGINS = /:plugins\s+(?:\^[\w:-]+\s*)?\[((?:[^[\]]|\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\])*)\]/g

/** Why a file is more than data; null when it is not. */
function programIn(text: string): string | null {
  if (text.length > LONGEST) return 'is too long'
  if (/"(?:file:|\.{0,2}\/)/.test(text)) return 'names a path'
  const code = text.replace(/"(?:[^"\\]|\\.)*"|;.*$/gm, (found) => (found.startsWith('"') ? '""' : ''))
  if (/[~`]|#=|#\?|slurp|load-file|System\/|\((?:def(?!project\b)|let|when|if|do|require)\b/.test(code))
    return 'is a program'
  const key = ELSEWHERE.exec(code)
  if (key) return `has ${key[0]}`
  const lists = [...code.matchAll(LIST_OF_PLUGINS)].map(([, list]) => list as string)
  if (lists.length !== (code.match(/:plugins\b/g)?.length ?? 0)) return 'has plugins that cannot be told'
  const names = lists.flatMap((list) =>
    [...list.replace(/:exclusions\s*\[[^\]]*\]/g, '').matchAll(/\[\s*([^\s[\]]+)/g)].map(([, name]) => name as string),
  )
  const other = names.find((name) => !PLUGINS.includes(name))
  return other === undefined ? null : `has the plugin ${other}`
}
