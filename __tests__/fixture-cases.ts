import fs from 'node:fs'
import path from 'node:path'
import { type AnalyseInput, analyse, type FileReport } from '../src/analyse.ts'
import { hunksBetween, parsePatch } from '../src/review/hunks.ts'
import { planReview } from '../src/review/plan.ts'
import { renderComment } from '../src/review/render.ts'

const root = path.join(import.meta.dirname, 'fixtures')

/** One folder of `fixtures/`: a Dockerfile before and after, the review, and the files around it. */
export interface FixtureCase {
  /** `mount-package-cache/example`, `quiet/mount-package-cache/onbuild`. */
  readonly name: string
  readonly rule: string
  readonly folder: string
  readonly before: string
  /** Where the Dockerfile lies in the repository: `Dockerfile`, unless a file named `path` says otherwise. */
  readonly path: string
  /** The repository's files; null where the case has no `tree/`. */
  readonly files: ReadonlyMap<string, string> | null
}

/** Every case below a folder of `fixtures/`, found and not listed. */
export function casesIn(...below: readonly string[]): FixtureCase[] {
  const base = path.join(root, ...below)
  if (!fs.existsSync(base)) return []
  return fs
    .readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'before.Dockerfile')
    .map((file) => readCase(path.dirname(path.join(base, file))))
    .filter(({ name }) => below[0] === 'quiet' || !name.startsWith('quiet/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function readCase(folder: string): FixtureCase {
  const name = path.relative(root, folder)
  const own = path.join(folder, 'path')
  const tree = path.join(folder, 'tree')
  const dockerfile = fs.existsSync(own) ? fs.readFileSync(own, 'utf8').trim() : 'Dockerfile'
  const files = new Map<string, string>()
  if (fs.existsSync(tree)) {
    for (const file of fs.readdirSync(tree, { recursive: true, encoding: 'utf8' })) {
      const full = path.join(tree, file)
      if (fs.statSync(full).isFile()) files.set(file.split(path.sep).join('/'), fs.readFileSync(full, 'utf8'))
    }
  }
  const before = fs.readFileSync(path.join(folder, 'before.Dockerfile'), 'utf8')
  return {
    name,
    rule: path.basename(path.dirname(folder)),
    folder,
    before,
    path: dockerfile,
    files: files.size > 0 ? files.set(dockerfile, before) : null,
  }
}

/** Analyses a text in the place of the case's Dockerfile, handing in the texts that are asked for, as the drivers do. */
export function reportOn(
  { files, path: dockerfile }: FixtureCase,
  text: string,
  rules: AnalyseInput['settings']['rules'] = {},
): FileReport {
  const texts = new Map<string, string | null>()
  for (let round = 0; round < 6; round++) {
    const report = analyse({
      path: dockerfile,
      text,
      repository: { files: files && new Set(files.keys()), texts },
      settings: { rules, syntax: 'docker/dockerfile:1' },
    })
    if (report.missing.length === 0) return report
    for (const missing of report.missing) texts.set(missing, files?.get(missing) ?? null)
  }
  throw new Error('the analyser asks for more and more')
}

/** The review as a person sees it on the pull request that adds the file, or makes the change of `diff.patch`. */
export function reviewOf(fixture: FixtureCase, report: FileReport): string {
  const patch = path.join(fixture.folder, 'diff.patch')
  const hunks = fs.existsSync(patch) ? parsePatch(fs.readFileSync(patch, 'utf8')) : hunksBetween(null, fixture.before)
  const plan = planReview([{ report, diff: { hunks, certain: true } }], { commentLimit: 30 })
  const parts = plan.comments.map((comment) => {
    const { start, end } = comment.lines
    const body = renderComment(comment).replace(/\s*<!-- layerwise[^>]*-->\s*$/, '')
    return `# ${start === end ? `Line ${start}` : `Lines ${start} to ${end}`}\n\n${body}\n`
  })
  const listed = plan.listed.map(({ finding, reason }) => `- ${finding.rule}, line ${finding.lines.start}: ${reason}`)
  if (listed.length > 0) parts.push(`# In the summary\n\n${listed.join('\n')}\n`)
  return parts.join('\n')
}

/** A file of a case; with `UPDATE_FIXTURES=1` it is written first, to be read by a person before it is committed. */
export function expected(fixture: FixtureCase, name: string, actual: string): string {
  const file = path.join(fixture.folder, name)
  if (process.env.UPDATE_FIXTURES === '1') fs.writeFileSync(file, actual)
  if (!fs.existsSync(file))
    return `${name} is missing: run UPDATE_FIXTURES=1 npm test -- fixtures, then read what it wrote`
  return fs.readFileSync(file, 'utf8')
}
