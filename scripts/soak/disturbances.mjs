import { edited } from './steps.mjs'

/**
 * What can happen to a run. Each makes one or two runs that do not end as they should; an undisturbed one follows.
 *
 * @typedef {import('./steps.mjs').Step} Step
 */

/** @type {Record<string, Parameters<import('./runs.mjs').GitHub['faults']['next']>[0]>} */
const FAULTS = {
  'GitHub fails (500)': { status: 500 },
  'a gateway answers (502)': { status: 502, body: '<html></html>' },
  'GitHub fails after the work was done (502)': { status: 502, body: '<html></html>', when: 'after' },
  'the connection is cut': { disconnect: true },
  'the connection is cut after the work was done': { disconnect: true, when: 'after' },
  'a secondary limit': {
    status: 403,
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
    headers: { 'retry-after': '60' },
  },
  'the rate limit, for an hour': {
    status: 403,
    body: { message: 'API rate limit exceeded for installation ID 1.' },
    headers: { 'x-ratelimit-remaining': '0', 'retry-after': '3600' },
  },
  'the token may not': { status: 403, body: { message: 'Resource not accessible by integration' } },
  'it is not there': { status: 404, body: { message: 'Not Found' } },
  'a line is refused': {
    method: 'POST',
    path: /\/(?:reviews|comments)$/,
    status: 422,
    body: { message: 'Unprocessable Entity', errors: ['Pull request review thread line must be part of the diff'] },
  },
  'every line is refused': {
    method: 'POST',
    path: /\/(?:reviews|comments)$/,
    times: 40,
    status: 422,
    body: { message: 'Unprocessable Entity', errors: ['Pull request review thread line must be part of the diff'] },
  },
  'GraphQL knows a field not': {
    path: '/graphql',
    status: 200,
    body: {
      errors: [
        {
          message: "Field 'isResolved' doesn't exist on type 'PullRequestReviewThread'",
          extensions: { code: 'undefinedField', typeName: 'PullRequestReviewThread', fieldName: 'isResolved' },
        },
      ],
    },
  },
  'GraphQL forbids': {
    path: '/graphql',
    status: 200,
    times: 40,
    body: {
      data: null,
      errors: [{ type: 'FORBIDDEN', path: ['resolveReviewThread'], message: 'Resource not accessible by integration' }],
    },
  },
}

/** @type {readonly Step[]} */
export const DISTURBANCES = [
  {
    name: 'faults',
    weight: 5,
    async take({ runs, pull, github, inputs }, random) {
      const names = random.chance(0.3)
        ? [random.pick(Object.keys(FAULTS)), random.pick(Object.keys(FAULTS))]
        : [random.pick(Object.keys(FAULTS))]
      const said = names.map((name) => {
        const fault = {
          .../** @type {object} */ (FAULTS[name]),
          skip: random.below(name.startsWith('GraphQL') || name.includes('refused') ? 2 : 10),
        }
        github.faults.next(fault)
        return `${name}, at request ${fault.skip + 1}`
      })
      await runs.run(pull, { inputs })
      github.faults.clear()
      return `a run meets: ${said.join('; ')}`
    },
  },
  {
    name: 'killed',
    weight: 5,
    async take({ runs, pull, inputs }, random) {
      const kill = { at: 1 + random.below(12), when: random.pick(/** @type {const} */ (['before', 'after'])) }
      const { killed } = await runs.run(pull, { inputs, kill })
      return killed
        ? `a run is killed ${kill.when} its call ${kill.at}`
        : `a run would be killed at call ${kill.at}, and ends first`
    },
  },
  {
    name: 'killed at its writes',
    weight: 4,
    async take({ runs, pull, inputs, github }, random) {
      // The calls that write come last: how many calls there are is seen from a run that may not write.
      const calls = github.requests.length
      const { calls: before } = await runs.run(pull, { inputs, token: github.readOnlyToken })
      github.requests.splice(calls)
      const kill = { at: Math.max(1, before - 1 + random.below(6)), when: /** @type {const} */ ('after') }
      const { killed } = await runs.run(pull, { inputs, kill })
      return killed
        ? `a run is killed after its call ${kill.at}`
        : `a run would be killed at call ${kill.at}, and ends first`
    },
  },
  {
    name: 'twice at once',
    weight: 3,
    async take({ runs, pull, inputs }) {
      await Promise.all([runs.run(pull, { inputs }), runs.run(pull, { inputs })])
      return 'two runs at once'
    },
  },
  {
    name: 'overtaken',
    weight: 4,
    async take(world, random) {
      const { runs, pull, inputs } = world
      const at = 1 + random.below(9)
      /** @type {Promise<unknown>[]} */
      const second = []
      let words = ''
      const happens = () => {
        const change = edited(world, random)
        if (change) world.push({ [change.path]: change.text })
        words = change?.words ?? 'nothing'
        second.push(runs.run(pull, { inputs }))
      }
      const event = world.github.pullRequestEvent(pull)
      await runs.run(pull, { inputs, event, meanwhile: { at, happens } })
      await Promise.all(second)
      if (second.length === 0) return `a run ends before its call ${at}`
      return `at call ${at} of a run a push (${words}) starts another run`
    },
  },
  {
    name: 'late',
    weight: 2,
    async take(world, random) {
      const event = world.github.pullRequestEvent(world.pull)
      const change = edited(world, random)
      if (!change) return null
      world.push({ [change.path]: change.text })
      await world.runs.run(world.pull, { inputs: world.inputs, event })
      return `a run for an older head comes after a push (${change.words})`
    },
  },
  {
    name: 'read-only',
    weight: 2,
    async take({ runs, pull, inputs, github }) {
      await runs.run(pull, { inputs, token: github.readOnlyToken })
      return 'a run whose token may only read'
    },
  },
]
