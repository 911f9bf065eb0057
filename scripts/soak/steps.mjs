import { SuggestionRefused } from '../embedded-github/index.mjs'
import { EDITS } from './edits.mjs'
import { isDockerfilePath, PLACES } from './projects.mjs'

/**
 * The steps of a pull request's life that push something. Each says in words what it did, or null when there was nothing to do.
 *
 * @typedef {import('./world.mjs').World} World
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {{ name: string, weight: number, take: (world: World, random: Random) => Promise<string | null> | string | null }} Step
 */

/** The Dockerfiles at the head. @param {World} world */
export const dockerfiles = (world) => [...world.texts().keys()].filter(isDockerfilePath)

/** A Dockerfile that is there, with its text. @param {World} world @param {Random} random */
function someFile(world, random) {
  const path = random.maybe(dockerfiles(world))
  return path === undefined ? null : { path, text: world.texts().get(path) ?? '' }
}

/** One to three random edits of a Dockerfile. @param {World} world @param {Random} random */
export function edited(world, random) {
  const file = someFile(world, random)
  if (!file) return null
  let { text } = file
  const names = []
  for (let left = 1 + random.below(3); left > 0; left--) {
    const { name, edit } = random.weighted(EDITS)
    const next = edit(text, random, world.project)
    if (next !== text) names.push(name)
    text = next
  }
  return names.length === 0 || text === file.text
    ? null
    : { path: file.path, text, words: `${file.path}: ${names.join(', ')}` }
}

/** The comments of ours whose suggestion one click would commit now. @param {World} world */
const clickable = (world) =>
  world.pull.visibleComments.filter(({ id, author }) => author === world.us && world.click(id) !== null)

/** @param {World} world @param {string} tree @param {string[]} parents @param {string} message */
function moveBranch(world, tree, parents, message) {
  const { git, github } = world.repository
  const author = github.identity('mona')
  const commit = git.commitTree(tree, parents, { message, author, date: github.now() })
  world.remember()
  git.setReference(`refs/heads/${world.branch}`, commit)
  world.repository.pushed(world.branch)
  world.pushed()
}

/** @type {readonly Step[]} */
export const PUSHES = [
  {
    name: 'edit',
    weight: 26,
    take(world, random) {
      const change = edited(world, random)
      if (!change) return null
      world.push({ [change.path]: change.text })
      return change.words
    },
  },
  {
    name: 'commit suggestions',
    weight: 8,
    take(world, random) {
      const all = clickable(world)
      const some = random.pick([all, random.some(all, 0.5), all.slice(0, 1)])
      if (some.length === 0) return null
      world.remember()
      const asBatch = random.chance(0.5)
      const order = random.chance(0.5) ? some : [...some].reverse()
      let done = 0
      try {
        if (asBatch)
          world.github.commitSuggestions(
            world.pull,
            some.map(({ id }) => id),
          )
        else
          for (const { id } of order) {
            world.github.commitSuggestion(world.pull, id)
            done++
          }
      } catch (error) {
        // Two buttons on one line, or one that another click has made pointless: GitHub's page refuses those, too.
        if (!(error instanceof SuggestionRefused)) throw error
        if (!asBatch && done > 0) world.pushed()
        return `commits ${done} of ${some.length} suggestions; one was refused: ${error.message}`
      }
      world.pushed()
      return `commits ${some.length} of ${all.length} suggestions${asBatch ? ' as a batch' : ' one by one'}`
    },
  },
  {
    name: 'mend by hand',
    weight: 4,
    take(world, random) {
      const { buttons } = world.expected()
      const button = random.maybe(buttons)
      if (!button) return null
      world.push({ [button.path]: button.text })
      return `mends something in ${button.path} by hand`
    },
  },
  {
    name: 'go back',
    weight: 5,
    take(world, random) {
      const file = someFile(world, random)
      const text = file && random.maybe((world.earlier.get(file.path) ?? []).filter((one) => one !== file.text))
      if (!file || text === null || text === undefined) return null
      world.push({ [file.path]: text }, 'Revert')
      return `takes ${file.path} back to what it was`
    },
  },
  {
    name: 'add a file',
    weight: 4,
    take(world, random) {
      const path = random.maybe(PLACES.filter((place) => !world.texts().has(place)))
      if (path === undefined) return null
      const own = [...(world.earlier.get(path) ?? []), ...world.project.dockerfiles]
      world.push({ [path]: random.pick(own) })
      return `adds ${path}`
    },
  },
  {
    name: 'delete a file',
    weight: 2,
    take(world, random) {
      const file = someFile(world, random)
      if (!file) return null
      world.push({ [file.path]: null })
      return `deletes ${file.path}`
    },
  },
  {
    name: 'rename a file',
    weight: 3,
    take(world, random) {
      const file = someFile(world, random)
      const path = random.maybe(PLACES.filter((place) => !world.texts().has(place)))
      if (!file || path === undefined) return null
      const text = random.chance(0.6) ? file.text : `# Moved.\n${file.text}`
      world.push({ [file.path]: null, [path]: text })
      return `renames ${file.path} to ${path}`
    },
  },
  {
    name: 'push something else',
    weight: 5,
    take(world, random) {
      const files = random.pick([
        { 'README.md': `# Read me ${random.below(1000)}\n` },
        { 'src/other.txt': `${random.below(1000)}\n` },
        { '.dockerignore': random.pick(['.git\n', '.git\nnode_modules\n.venv\n', 'node_modules\n']) },
        { 'package.json': `{ "name": "shop", "version": "1.0.${random.below(9)}" }\n` },
        { 'requirements.txt': `flask==3.1.${random.below(9)}\n` },
      ])
      world.push(files)
      return `changes ${Object.keys(files).join()}`
    },
  },
  {
    name: 'force-push an older head',
    weight: 2,
    take(world, random) {
      const { git } = world.repository
      const sha = random.maybe(world.heads.filter((head) => head !== world.pull.headSha))
      if (sha === undefined) return null
      moveTo(world, sha, git)
      return 'force-pushes an older head'
    },
  },
  {
    name: 'squash',
    weight: 3,
    take(world, random) {
      const { git } = world.repository
      const base = git.mergeBase(world.pull.baseSha, world.pull.headSha)
      if (!base) return null
      const change = random.chance(0.5) ? edited(world, random) : null
      moveBranch(world, git.text(['rev-parse', `${world.pull.headSha}^{tree}`]), [base], 'All of it')
      if (change) world.push({ [change.path]: change.text })
      return `squashes all commits into one${change ? `, then ${change.words}` : ''}`
    },
  },
  {
    name: 'change the base branch',
    weight: 3,
    take(world, random) {
      const { repository } = world
      const branch = world.pull.baseRef
      const commit = repository.git.commitOf(`refs/heads/${branch}`) ?? ''
      const texts = world.reader.at(repository.git, commit)
      const path = random.maybe([...texts.keys()].filter(isDockerfilePath))
      const text = path === undefined ? null : texts.get(path)
      const files =
        path !== undefined && text && random.chance(0.6)
          ? { [path]: random.weighted(EDITS).edit(text, random, world.project) }
          : { 'NEWS.md': `News ${random.below(1000)}\n` }
      repository.commit({ branch, files, message: 'On the base', author: 'hubot' })
      return `somebody changes ${Object.keys(files).join()} on ${branch}`
    },
  },
  {
    name: 'merge the base',
    weight: 2,
    take(world) {
      const { git } = world.repository
      const base = git.commitOf(`refs/heads/${world.pull.baseRef}`) ?? ''
      const tree = git.mergeTree(base, world.pull.headSha)
      if (!tree || git.mergeBase(base, world.pull.headSha) === base) return null
      moveBranch(world, tree, [world.pull.headSha, base], 'Merge the base')
      return 'merges the base into the branch'
    },
  },
  {
    name: 'rebase',
    weight: 2,
    take(world) {
      const { git } = world.repository
      const base = git.commitOf(`refs/heads/${world.pull.baseRef}`) ?? ''
      const tree = git.mergeTree(base, world.pull.headSha)
      if (!tree || git.mergeBase(base, world.pull.headSha) === base) return null
      moveBranch(world, tree, [base], 'Rebased')
      return 'rebases the branch'
    },
  },
  {
    name: 'choose another base',
    weight: 1,
    take(world) {
      const { repository, pull } = world
      const next = pull.baseRef === 'release' ? repository.defaultBranch : 'release'
      if (!repository.git.commitOf(`refs/heads/${next}`)) {
        const files = { 'RELEASE.md': 'A release.\n', Dockerfile: world.project.dockerfiles[0] ?? '' }
        repository.commit({ branch: next, files, message: 'Release', author: 'hubot' })
      }
      pull.baseRef = next
      pull.follow()
      return `chooses ${next} as the base`
    },
  },
]

/** @param {World} world @param {string} sha @param {import('../embedded-github/git.mjs').GitRepository} git */
function moveTo(world, sha, git) {
  world.remember()
  git.setReference(`refs/heads/${world.branch}`, sha)
  world.repository.pushed(world.branch)
  world.pushed()
}
