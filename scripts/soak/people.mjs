/**
 * What people do on the page of a pull request: they answer, resolve, write comments of their own, close and open again.
 * They do it through the API, each with an account of their own.
 *
 * @typedef {import('./world.mjs').World} World
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./steps.mjs').Step} Step
 */

const PEOPLE = ['mona', 'hubot', 'octavia', 'dependabot[bot]']

const WORDS = [
  'Thanks!',
  'We keep it as it is, see the wiki.',
  '**mount-package-cache** · warning · pip\n\nI say so, too.',
  '```suggestion\nRUN echo mine\n```',
  '**Done:** as of abcdef0 this is no longer found.',
  'Umlauts ä, an emoji 🐳, a tab\t, a NUL-like \u2400, and <!-- a comment -->',
]

/** @param {World} world @param {string} login @param {string} method @param {string} path @param {Record<string, unknown>} body */
async function call({ github, repository }, login, method, path, body) {
  const token = github.createToken({ login })
  const address = path === '/graphql' ? github.graphqlUrl : `${github.apiUrl}/repos/${repository.fullName}${path}`
  const answer = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const data = /** @type {any} */ (await answer.json())
  if (!answer.ok || data.errors) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(data)}`)
  return data
}

/** Something that our account wrote here or elsewhere, mark and all: anybody can paste it. @param {World} world @param {Random} random */
function pasted({ pull, us }, random) {
  const ours = [...pull.comments, ...pull.reviews, ...pull.issueComments].filter(
    ({ author, body }) => author === us && body !== '',
  )
  return random.maybe(ours)?.body ?? '<!-- layerwise:v1 0123456789abcdef mount-package-cache -->'
}

/** @type {readonly Step[]} */
export const PEOPLES = [
  {
    name: 'answer',
    weight: 5,
    async take(world, random) {
      const thread = random.maybe(world.threads().filter(({ ours }) => ours))
      if (!thread) return null
      const login = random.pick(PEOPLE)
      const body = random.chance(0.2) ? pasted(world, random) : random.pick(WORDS)
      await call(world, login, 'POST', `/pulls/${world.pull.number}/comments/${thread.root.id}/replies`, { body })
      return `${login} answers in the thread of comment ${thread.root.id}`
    },
  },
  {
    name: 'resolve',
    weight: 6,
    take(world, random) {
      const thread = random.maybe(world.threads().filter(({ resolved }) => !resolved))
      if (!thread) return null
      resolve(world, thread.root.id, random.pick(PEOPLE.slice(0, 3)))
      return `somebody resolves the thread of comment ${thread.root.id}`
    },
  },
  {
    name: 'open a thread again',
    weight: 2,
    take(world, random) {
      const thread = random.maybe(world.threads().filter(({ resolved }) => resolved))
      if (!thread) return null
      unresolve(world, thread.root.id)
      return `somebody opens the thread of comment ${thread.root.id} again`
    },
  },
  {
    name: 'write a comment',
    weight: 3,
    async take(world, random) {
      const { pull } = world
      const login = random.pick(PEOPLE)
      const body = random.chance(0.5) ? pasted(world, random) : random.pick(WORDS)
      const row = random.maybe(
        pull
          .changes()
          .flatMap(({ path, rows }) => rows.flatMap(({ right }) => (right === null ? [] : [{ path, line: right }]))),
      )
      if (row && random.chance(0.5)) {
        const place = { ...row, side: 'RIGHT', commit_id: pull.headSha }
        await call(world, login, 'POST', `/pulls/${pull.number}/comments`, { body, ...place })
        return `${login} writes on ${row.path}:${row.line}`
      }
      if (random.chance(0.5)) {
        await call(world, login, 'POST', `/pulls/${pull.number}/reviews`, { body, event: 'COMMENT' })
        return `${login} writes a review`
      }
      await call(world, login, 'POST', `/issues/${pull.number}/comments`, { body })
      return `${login} writes a comment below the pull request`
    },
  },
  {
    name: 'draft or ready',
    weight: 1,
    take({ pull }) {
      pull.draft = !pull.draft
      return pull.draft ? 'it becomes a draft' : 'it is ready for review'
    },
  },
  {
    name: 'close or reopen',
    weight: 1.5,
    take({ pull }) {
      pull.state = pull.state === 'open' ? 'closed' : 'open'
      if (pull.state === 'open') pull.follow()
      return pull.state === 'open' ? 'it is opened again' : 'it is closed'
    },
  },
  {
    name: 'change the limit of comments',
    weight: 2,
    take(world, random) {
      const limit = random.pick([0, 1, 2, 4, 30, 100])
      world.inputs = { ...world.inputs, 'comment-limit': String(limit) }
      return `the limit of comments is ${limit} from now on`
    },
  },
]

/** A person resolves a thread. @param {World} world @param {number} comment @param {string} login */
export function resolve(world, comment, login) {
  world.github.resolve(world.pull, comment, login)
  world.reopened.delete(comment)
  for (const [id, { thread }] of world.places) if (thread?.root.id === comment) world.dismissed.set(id, comment)
}

/** A person opens a thread again. @param {World} world @param {number} comment */
export function unresolve(world, comment) {
  world.github.unresolve(world.pull, comment)
  world.reopened.add(comment)
  for (const [id, thread] of world.dismissed)
    if (thread === comment) {
      world.dismissed.delete(id)
      world.confirmed.delete(id)
    }
}
