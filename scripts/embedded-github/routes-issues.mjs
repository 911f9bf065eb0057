import { bodyOf, invalidRequest, notFound, TOO_LONG, tooLong, validationFailed } from './errors.mjs'
import { Issue } from './issue.mjs'
import { issueCommentShape, issueShape, labelShape } from './issue-shapes.mjs'
import { paged } from './pages.mjs'
import { mustBeOpenToTalk } from './routes-reviews.mjs'
import { nodeId, stamp, user } from './shapes.mjs'

/**
 * Issues, and what is said below issues and pull requests.
 *
 * @typedef {import('./server.mjs').Call} Call
 */

/** An issue or a pull request, which is one, too. @param {Call} call */
function subjectOf({ repository, params, docs }) {
  const number = Number(params.number)
  const subject = repository.pulls.get(number) ?? repository.issues.get(number)
  if (!subject) throw notFound(docs)
  return subject
}

/** @param {Call} call */
function commentOf({ repository, params, docs }) {
  for (const subject of [...repository.pulls.values(), ...repository.issues.values()]) {
    const comment = subject.issueComments.find(({ id }) => String(id) === params.comment)
    if (comment) return { subject, comment }
  }
  throw notFound(docs)
}

/** @param {Call} call @returns {string[] | undefined} */
function labelsOf({ body, docs }) {
  if (body.labels === undefined) return undefined
  if (!Array.isArray(body.labels)) throw invalidRequest(`For 'properties/labels', it is not an array.`, docs)
  return body.labels.map((one) => (typeof one === 'string' ? one : String(one?.name)))
}

/** @param {Call} call @param {Record<string, unknown>} body */
function checkTexts({ docs }, body) {
  if (body.title !== undefined && String(body.title ?? '').trim() === '')
    throw validationFailed([{ resource: 'Issue', code: 'missing_field', field: 'title' }], docs)
  if ([...String(body.title ?? '')].length > 256)
    throw validationFailed(
      [{ resource: 'Issue', code: 'custom', field: 'title', message: 'title is too long (maximum is 256 characters)' }],
      docs,
    )
  if (tooLong(String(body.body ?? '')))
    throw validationFailed(
      [{ resource: 'Issue', code: 'custom', field: 'body', message: `body ${TOO_LONG.slice(5)}` }],
      docs,
    )
}

const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']

/** @type {import('./server.mjs').Route[]} */
export const issueRoutes = [
  {
    method: 'GET',
    path: 'issues',
    needs: ['issues'],
    docs: 'issues/issues#list-repository-issues',
    answer(call) {
      const { query, repository } = call
      const state = query.get('state') ?? 'open'
      const creator = query.get('creator')
      const labels = query.get('labels')?.split(',').filter(Boolean) ?? []
      const all = [...repository.issues.values(), ...repository.pulls.values()]
        .filter(
          (one) =>
            (state === 'all' || one.state === state) &&
            (creator === null || one.author.toLowerCase() === creator.toLowerCase()) &&
            labels.every((label) => one.labels.some((name) => name.toLowerCase() === label.toLowerCase())),
        )
        .sort((a, b) => b.number - a.number)
      if (query.get('direction') === 'asc') all.reverse()
      return paged(call, all, issueShape)
    },
  },
  {
    method: 'POST',
    path: 'issues',
    needs: ['issues'],
    docs: 'issues/issues#create-an-issue',
    answer(call) {
      const { body, docs, github, repository, login } = call
      if (body.title === undefined || body.title === null) throw invalidRequest(`"title" wasn't supplied.`, docs)
      checkTexts(call, body)
      const issue = new Issue(repository, {
        number: github.nextNumber(repository),
        title: String(body.title),
        body: body.body === undefined || body.body === null ? null : String(body.body),
        author: login,
        labels: labelsOf(call) ?? [],
      })
      repository.issues.set(issue.number, issue)
      return { status: 201, body: issueShape(issue) }
    },
  },
  {
    method: 'GET',
    path: 'issues/comments/:comment',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/comments#get-an-issue-comment',
    answer(call) {
      const { subject, comment } = commentOf(call)
      return { body: issueCommentShape(subject, comment) }
    },
  },
  {
    method: 'PATCH',
    path: 'issues/comments/:comment',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/comments#update-an-issue-comment',
    answer(call) {
      const { subject, comment } = commentOf(call)
      comment.body = bodyOf(call, 'IssueComment')
      comment.updatedAt = call.github.now()
      return { body: issueCommentShape(subject, comment) }
    },
  },
  {
    method: 'DELETE',
    path: 'issues/comments/:comment',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/comments#delete-an-issue-comment',
    answer(call) {
      const { subject, comment } = commentOf(call)
      subject.issueComments = subject.issueComments.filter((one) => one !== comment)
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: 'issues/comments/:comment/reactions',
    needs: ['issues', 'pull-requests'],
    docs: 'reactions/reactions#create-reaction-for-an-issue-comment',
    answer(call) {
      const { comment } = commentOf(call)
      const { github, body, docs, login } = call
      const content = String(body.content)
      if (!REACTIONS.includes(content))
        throw invalidRequest(`For 'properties/content', ${JSON.stringify(body.content)} is not a valid value.`, docs)
      comment.reactions ??= []
      const given = comment.reactions.find((one) => one.login === login && one.content === content)
      const reaction = given ?? { id: github.nextId(), content, login }
      if (!given) comment.reactions.push(reaction)
      return {
        status: given ? 200 : 201,
        body: {
          id: reaction.id,
          node_id: nodeId('REA', reaction.id),
          user: user(github, login),
          content,
          created_at: stamp(github.now()),
        },
      }
    },
  },
  {
    method: 'GET',
    path: 'issues/:number',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/issues#get-an-issue',
    answer: (call) => ({ body: { ...issueShape(subjectOf(call)), closed_by: null } }),
  },
  {
    method: 'PATCH',
    path: 'issues/:number',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/issues#update-an-issue',
    answer(call) {
      const { body, github, docs } = call
      const subject = subjectOf(call)
      checkTexts(call, body)
      const state = body.state === undefined ? subject.state : String(body.state)
      if (state !== 'open' && state !== 'closed')
        throw invalidRequest(`For 'properties/state', "${state}" is not a valid value.`, docs)
      if (body.title !== undefined) subject.title = String(body.title)
      if (body.body !== undefined) subject.body = body.body === null ? null : String(body.body)
      subject.labels = labelsOf(call) ?? subject.labels
      subject.updatedAt = github.now()
      if (subject instanceof Issue && state !== subject.state) {
        subject.closedAt = state === 'closed' ? subject.updatedAt : null
        const reason = /** @type {'completed'} */ (body.state_reason ?? 'completed')
        subject.stateReason = state === 'closed' ? reason : 'reopened'
      }
      subject.state = state
      return { body: issueShape(subject) }
    },
  },
  {
    method: 'POST',
    path: 'issues/:number/labels',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/labels#add-labels-to-an-issue',
    answer(call) {
      const subject = subjectOf(call)
      subject.labels = [...new Set([...subject.labels, ...(labelsOf(call) ?? [])])]
      return { body: subject.labels.map((name) => labelShape(call.repository, name)) }
    },
  },
  {
    method: 'GET',
    path: 'issues/:number/comments',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/comments#list-issue-comments',
    answer(call) {
      const subject = subjectOf(call)
      const since = call.query.get('since')
      const comments = subject.issueComments.filter(({ updatedAt }) => !since || updatedAt >= new Date(since))
      return paged(call, comments, (comment) => issueCommentShape(subject, comment))
    },
  },
  {
    method: 'POST',
    path: 'issues/:number/comments',
    needs: ['issues', 'pull-requests'],
    docs: 'issues/comments#create-an-issue-comment',
    answer(call) {
      const { github, login, docs } = call
      const subject = subjectOf(call)
      mustBeOpenToTalk(subject, docs)
      const body = bodyOf(call, 'IssueComment')
      const now = github.now()
      const comment = { id: github.nextId(), author: login, body, createdAt: now, updatedAt: now }
      subject.issueComments.push(comment)
      return { status: 201, body: issueCommentShape(subject, comment) }
    },
  },
]
