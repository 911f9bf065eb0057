import type { Configuration } from './configuration.ts'
import { matcher, saysName } from './globs.ts'

/** The names that Docker, Podman and editors take for a Dockerfile. */
const usualName = /^(?:Dockerfile(?:\..+)?|.+\.[Dd]ockerfile|Containerfile.*)$/

/**
 * Endings of files that only bear the name: ignore files, prose, templates (their text is several Dockerfiles or none),
 * data, and what editors and version control leave behind.
 */
const otherEndings = new Set([
  ...['dockerignore', 'containerignore', 'gitignore'],
  ...['md', 'mdx', 'markdown', 'rst', 'adoc', 'asciidoc', 'html', 'htm', 'pdf', 'png', 'svg'],
  ...['j2', 'jinja', 'jinja2', 'in', 'erb', 'tmpl', 'tpl', 'template', 'templ', 'gotmpl', 'mustache', 'hbs', 'ejs'],
  ...['m4', 'mako', 'liquid', 'twig', 'handlebars', 'cookiecutter', 'jsonnet'],
  ...['json', 'yml', 'yaml', 'toml', 'xml', 'lock', 'sha256', 'sig', 'asc', 'gz', 'tgz', 'zip', 'tar'],
  ...['orig', 'rej', 'bak', 'swp', 'swo', 'patch', 'diff', 'snap'],
])

/** Folders whose files somebody else wrote, or that are wrong on purpose. */
const otherFolders = new Set(['node_modules', 'vendor', 'testdata', '.git'])

/**
 * Whether a file is a Dockerfile to look at, by its path relative to the root of the repository. `exclude` of the
 * configuration wins over `include`, and `include` over the names and folders that are left out by themselves.
 */
export function isDockerfile(path: string, configuration?: Pick<Configuration, 'include' | 'exclude'>): boolean {
  return dockerfileTest(configuration)(path)
}

/**
 * The same for many paths: the globs are read once.
 *
 * @param inside a folder that a user asked for by name: it is looked into, even if it is one of those that are left out
 */
export function dockerfileTest(
  configuration: Pick<Configuration, 'include' | 'exclude'> = { include: [], exclude: [] },
  inside = '',
): (path: string) => boolean {
  const excluded = matcher(configuration.exclude)
  const named = matcher(configuration.include.filter(saysName), 'whole')
  const takenBack = matcher(configuration.include)
  const isOthers = (path: string): boolean =>
    path
      .slice(path.startsWith(`${inside}/`) ? inside.length : 0)
      .split('/')
      .some((folder) => otherFolders.has(folder))
  return (path) => {
    if (excluded(path)) return false
    if (named(path)) return true
    return hasUsualName(path) && (takenBack(path) || !isOthers(path))
  }
}

function hasUsualName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!usualName.test(name) || name.endsWith('~')) return false
  const dot = name.lastIndexOf('.')
  return dot === -1 || !otherEndings.has(name.slice(dot + 1).toLowerCase())
}
