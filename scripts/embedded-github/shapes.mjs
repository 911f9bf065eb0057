/**
 * GitHub's JSON of accounts, repositories, commits and files. The fields are those that the published OpenAPI
 * description requires, and those besides that clients read.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {import('./repository.mjs').Repository} Repository
 */

/** @param {string} kind @param {number | string} id */
export const nodeId = (kind, id) => `${kind}_${Buffer.from(`embedded:${id}`).toString('base64url')}`

/** Dates without milliseconds. @param {Date} date */
export const stamp = (date) => date.toISOString().replace(/\.\d{3}Z$/, 'Z')

/** @param {GitHub} github @param {string} login */
export function user(github, login) {
  const account = github.accounts.account(login)
  const url = `${github.apiUrl}/users/${encodeURIComponent(account.login)}`
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    avatar_url: `${github.serverUrl}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url:
      account.type === 'Bot'
        ? `${github.serverUrl}/apps/${account.login.replace('[bot]', '')}`
        : `${github.serverUrl}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** What somebody is told of himself. @param {GitHub} github @param {string} login */
export function privateUserShape(github, login) {
  const moment = '2020-01-01T00:00:00Z'
  const nothing = { name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null }
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 }
  return { ...user(github, login), ...nothing, ...counts, created_at: moment, updated_at: moment }
}

/** The addresses of a repository's parts, below its own. */
const PARTS = Object.entries({
  archive_url: '{archive_format}{/ref}',
  assignees_url: 'assignees{/user}',
  blobs_url: 'git/blobs{/sha}',
  branches_url: 'branches{/branch}',
  collaborators_url: 'collaborators{/collaborator}',
  comments_url: 'comments{/number}',
  commits_url: 'commits{/sha}',
  compare_url: 'compare/{base}...{head}',
  contents_url: 'contents/{+path}',
  contributors_url: 'contributors',
  deployments_url: 'deployments',
  downloads_url: 'downloads',
  events_url: 'events',
  forks_url: 'forks',
  git_commits_url: 'git/commits{/sha}',
  git_refs_url: 'git/refs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  hooks_url: 'hooks',
  issue_comment_url: 'issues/comments{/number}',
  issue_events_url: 'issues/events{/number}',
  issues_url: 'issues{/number}',
  keys_url: 'keys{/key_id}',
  labels_url: 'labels{/name}',
  languages_url: 'languages',
  merges_url: 'merges',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  pulls_url: 'pulls{/number}',
  releases_url: 'releases{/id}',
  stargazers_url: 'stargazers',
  statuses_url: 'statuses/{sha}',
  subscribers_url: 'subscribers',
  subscription_url: 'subscription',
  tags_url: 'tags',
  teams_url: 'teams',
  trees_url: 'git/trees{/sha}',
})

/** @param {Repository} repository */
export const urls = ({ github, fullName }) => ({
  api: `${github.apiUrl}/repos/${fullName}`,
  html: `${github.serverUrl}/${fullName}`,
})

/** @param {Repository} repository @returns {Record<string, unknown>} */
export function repositoryShape(repository) {
  const { github, id, name, fullName, owner, forks } = repository
  const { api, html } = urls(repository)
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: fullName,
    owner: user(github, owner),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url: api,
    ...Object.fromEntries(PARTS.map(([key, part]) => [key, `${api}/${part}`])),
    clone_url: `${html}.git`,
    git_url: html.replace(/^https?/, 'git'),
    ssh_url: `git@localhost:${fullName}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: forks.length,
    forks_count: forks.length,
    open_issues: repository.pulls.size,
    open_issues_count: repository.pulls.size,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    topics: [],
    default_branch: repository.defaultBranch,
    has_downloads: true,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    created_at: stamp(repository.createdAt),
    updated_at: stamp(repository.createdAt),
    pushed_at: stamp(repository.createdAt),
  }
}

/** What only `GET /repos/{owner}/{repo}` tells. @param {Repository} repository */
export const fullRepositoryShape = (repository) => ({
  ...repositoryShape(repository),
  network_count: repository.forks.length,
  subscribers_count: 0,
  ...(repository.parent
    ? { parent: repositoryShape(repository.parent), source: repositoryShape(repository.parent) }
    : {}),
})

/** A path in an address: GitHub writes its slashes as `%2F` in the list of files. @param {string} path */
const encoded = (path) => encodeURIComponent(path)

/**
 * One file of a difference. `patch` is not there for binary files, pure renames and big differences.
 * @param {Repository} repository @param {import('./diff.mjs').Change} change @param {string} commit
 */
export function fileShape(repository, change, commit) {
  const { path, patch, additions, deletions } = change
  const { api, html } = urls(repository)
  const big = additions + deletions > repository.github.limits.patchLines
  return {
    sha: change.sha,
    filename: path,
    status: change.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${html}/blob/${commit}/${encoded(path)}`,
    raw_url: `${html}/raw/${commit}/${encoded(path)}`,
    contents_url: `${api}/contents/${encoded(path)}?ref=${commit}`,
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
    ...(patch === undefined || big ? {} : { patch }),
  }
}

/** @param {Repository} repository @param {string} sha */
export function commitShape(repository, sha) {
  const { github, git } = repository
  const { api, html } = urls(repository)
  const commit = git.commit(sha)
  /** @param {import('./git.mjs').Identity} identity */
  const account = ({ email }) => {
    const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1]
    return login ? user(github, login) : null
  }
  /** @param {{ name: string, email: string, date: Date }} person */
  const person = ({ name, email, date }) => ({ name, email, date: stamp(date) })
  return {
    sha,
    node_id: nodeId('C', sha),
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url: `${api}/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((p) => ({ sha: p, url: `${api}/commits/${p}`, html_url: `${html}/commit/${p}` })),
  }
}

/** @param {Repository} repository @param {string} login */
export function association(repository, login) {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'OWNER'
  if (repository.collaborators.has(login)) return 'COLLABORATOR'
  return repository.github.accounts.account(login).type === 'Bot' ? 'NONE' : 'CONTRIBUTOR'
}
