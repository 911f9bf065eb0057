import { isDockerfilePath } from './projects.mjs'

/**
 * What has to be said of a pull request, worked out without any of the code that says it: the texts of the head commit
 * and what changed come straight from git, the findings from the analysis.
 *
 * @typedef {import('../embedded-github/index.mjs').PullRequest} PullRequest
 * @typedef {{ start: number, end: number }} Range 1-based and inclusive.
 * @typedef {object} Due A finding that must be said.
 * @property {string} id The path and the finding's fingerprint.
 * @property {string} path
 * @property {string} rule
 * @property {string} manager Empty when it is about none.
 * @property {Range[]} lines Every line that has to do with it: its own, what takes part, what its fix changes.
 *
 * @typedef {{ path: string, text: string, live: boolean }} Button A suggestion that may be offered: the whole file once it is
 *   committed, and whether it would be made now.
 * @typedef {{ due: Due[], buttons: Button[], fixed: Map<string, string>, texts: Map<string, string>, paths: Set<string>,
 *   unread: Set<string> }} Expected `paths` are all that the head holds, `unread` the Dockerfiles that cannot be understood now.
 */

/** The files of a commit that are text, by path. */
export class Texts {
  constructor() {
    /** @type {Map<string, string | null>} By the hash of the blob. */
    this.known = new Map()
  }

  /** @param {import('../embedded-github/git.mjs').GitRepository} git @param {string} commit @returns {Map<string, string | null>} */
  at(git, commit) {
    const entries = git
      .text(['ls-tree', '-r', '-z', commit])
      .split('\0')
      .flatMap((row) => {
        const found = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(row)
        return found ? [{ sha: found[2] ?? '', path: found[3] ?? '' }] : []
      })
    const wanted = [...new Set(entries.map(({ sha }) => sha))].filter((sha) => !this.known.has(sha))
    if (wanted.length > 0) {
      const out = git.bytes(['cat-file', '--batch'], { input: wanted.join('\n') })
      for (let at = 0; at < out.length; ) {
        const end = out.indexOf('\n', at)
        const [sha = '', , size = '0'] = out.subarray(at, end).toString().split(' ')
        this.known.set(sha, out.subarray(end + 1, end + 1 + Number(size)).toString())
        at = end + 1 + Number(size) + 1
      }
    }
    return new Map(entries.map(({ path, sha }) => [path, this.known.get(sha) ?? null]))
  }
}

/**
 * @param {PullRequest} pull @param {Texts} reader
 * @param {{ analyse: (input: any) => any, compose: (text: string, fixes: any[]) => any }} layerwise The core: what is found, and how fixes are put together.
 * @param {ReadonlySet<string>} [dismissed] Ids of findings whose fixes no suggestion carries along any more.
 * @returns {Expected}
 */
export function expectedOn(pull, reader, { analyse, compose }, dismissed = new Set()) {
  const all = reader.at(pull.git, pull.headSha)
  const changed = changedPaths(pull)
  const ignoreFiles = changed.filter((path) => path.endsWith('.dockerignore') && all.get(path))
  /** @type {Expected} */
  const expected = {
    due: [],
    buttons: [],
    fixed: new Map(),
    texts: new Map(),
    paths: new Set(all.keys()),
    unread: new Set(),
  }
  /** @param {string} path */
  const reportOn = (path) => {
    const repository = { files: new Set(all.keys()), texts: all }
    return analyse({
      path,
      text: all.get(path) ?? '',
      repository,
      settings: { rules: {}, syntax: 'docker/dockerfile:1' },
    })
  }
  const dockerfiles = [...all.keys()].filter(isDockerfilePath).sort()
  const reports = dockerfiles
    .filter((path) => changed.includes(path) || ignoreFiles.length > 0)
    .map((path) => ({ path, report: reportOn(path) }))
  const moved = new Set(
    ignoreFiles.filter((path) =>
      dueInIgnoreFile(
        expected,
        path,
        all.get(path) ?? '',
        reports.map(({ report }) => report),
      ),
    ),
  )
  for (const { path, report } of reports.filter((one) => changed.includes(one.path))) {
    const text = all.get(path) ?? ''
    expected.texts.set(path, text)
    if (report.notices.some((/** @type {any} */ { message }) => message.startsWith('This file cannot be read')))
      expected.unread.add(path)
    const here = report.findings.filter((/** @type {any} */ { belongsIn }) => !moved.has(belongsIn?.path))
    const dues = here.map((/** @type {any} */ finding) => dueOf(path, text, report, finding))
    expected.due.push(...dues)
    const wanted = here.filter((/** @type {any} */ _, /** @type {number} */ at) => !dismissed.has(dues[at].id))
    const fixes = wanted.flatMap((/** @type {any} */ { remedy }) => ('edits' in remedy ? [remedy] : []))
    const safe = fixes.filter((/** @type {any} */ fix) => fix.safety === 'safe')
    expected.fixed.set(path, compose(text, safe).text)
    for (const { lines, replacement, safety } of compose(text, fixes).suggestions) {
      if (safety === 'safe') expected.buttons.push({ path, text: replaced(text, lines, replacement), live: true })
    }
    if (dismissed.size === 0) continue
    // What a dismissed comment offers may stay, as long as it is right; and of a file that went away nobody knows for certain
    // whether it is this one, renamed, so that its dismissals may count here.
    const elsewhere = [...dismissed].filter((id) => !all.has(id.split('\0')[0] ?? '')).map((id) => id.split('\0')[1])
    const others = wanted.filter((/** @type {any} */ { fingerprint }) => !elsewhere.includes(fingerprint))
    const fixesOfOthers = others.flatMap((/** @type {any} */ { remedy }) => ('edits' in remedy ? [remedy] : []))
    for (const { lines, replacement, safety } of [...report.suggestions, ...compose(text, fixesOfOthers).suggestions]) {
      if (safety === 'safe') expected.buttons.push({ path, text: replaced(text, lines, replacement), live: false })
    }
  }
  return expected
}

/**
 * What Dockerfiles ask of an ignore file that the pull request changes is said there, once.
 * @param {Expected} expected @param {string} path @param {string} text @param {any[]} reports @returns {boolean} Whether there is something.
 */
function dueInIgnoreFile(expected, path, text, reports) {
  const asking = reports.flatMap(({ findings }) =>
    findings.filter((/** @type {any} */ { belongsIn }) => belongsIn?.path === path),
  )
  const [first] = asking
  const lines = (first?.belongsIn.lines ?? []).filter((/** @type {string} */ line) =>
    asking.every(({ belongsIn }) => belongsIn.lines.includes(line)),
  )
  if (lines.length === 0) return false
  const count = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).length
  expected.texts.set(path, text)
  expected.due.push({
    id: `${path}\0${first.rule}`,
    path,
    rule: first.rule,
    manager: '',
    lines: [{ start: 1, end: count }],
  })
  // Below which line they stand is not for us to say.
  for (let line = 1; line <= count; line++) {
    const own = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '')
    expected.buttons.push({
      path,
      text: replaced(text, { start: line, end: line }, [own, ...lines].join('\n')),
      live: false,
    })
  }
  return true
}

/** @param {PullRequest} pull */
function changedPaths({ git, baseSha, headSha }) {
  const from = git.mergeBase(baseSha, headSha) ?? '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
  return git
    .text(['diff', '--name-only', '-z', '--find-renames', '--diff-filter=d', from, headSha])
    .split('\0')
    .filter(Boolean)
}

/** @param {string} path @param {string} text @param {any} report @param {any} finding @returns {Due} */
function dueOf(path, text, report, finding) {
  const index = report.findings.indexOf(finding)
  const suggestion = report.suggestions.find((/** @type {any} */ { fixes }) => fixes.includes(index))
  const edits = 'edits' in finding.remedy ? finding.remedy.edits : []
  /** @param {number} at */
  const lineAt = (at) => text.slice(0, at).split('\n').length
  return {
    id: `${path}\0${finding.fingerprint}`,
    path,
    rule: finding.rule,
    manager: finding.manager ?? '',
    lines: [
      finding.lines,
      ...finding.because.map((/** @type {any} */ note) => note.lines),
      ...edits.map((/** @type {any} */ { span }) => ({ start: lineAt(span.start), end: lineAt(span.end) })),
      ...(suggestion ? [suggestion.lines] : []),
    ],
  }
}

/** A text with some whole lines replaced, its line ends kept. @param {string} text @param {Range} lines @param {string | null} after */
function replaced(text, { start, end }, after) {
  const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const old = all.slice(start - 1, end)
  const inner = /\r?\n$/.exec(old[0] ?? '')?.[0] ?? /\r?\n$/.exec(all[0] ?? '')?.[0] ?? '\n'
  const outer = /\r?\n$/.exec(old.at(-1) ?? '')?.[0] ?? ''
  const lines = after === null ? [] : after.split('\n')
  const fresh = lines.map((line, at) => line + (at === lines.length - 1 ? outer : inner))
  all.splice(start - 1, end - start + 1, ...fresh)
  return all.join('')
}
