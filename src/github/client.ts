import { getOctokit } from '@actions/github'
import type { GitHubClient } from './api.ts'

type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>

/**
 * A client of the GitHub that the runner names: `GITHUB_API_URL`, which the tool kit reads, and `GITHUB_GRAPHQL_URL`, which it would
 * guess. Proxies (`HTTPS_PROXY`, `NO_PROXY`) are the tool kit's as well; they live in the `request` option of the client, so none may be
 * given here, or they are gone (release-drafter/release-drafter#1682).
 */
export function clientOf(token: string, env: Readonly<Record<string, string | undefined>>): GitHubClient {
  const address = env.GITHUB_GRAPHQL_URL
  return address && URL.canParse(address) ? getOctokit(token, {}, graphqlAt(address)) : getOctokit(token)
}

/** The base keeps octokit from putting the address together from the one of REST. */
const graphqlAt =
  (url: string): Plugin =>
  (octokit) => ({ graphql: octokit.graphql.defaults({ baseUrl: new URL(url).origin, url }) })
