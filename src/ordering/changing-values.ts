import type { Build } from '../context/builds/build.ts'

/** Why a build argument has another value in every build. */
export interface Change {
  readonly name: string
  /** The build that gives it such a value; null where only its name says so. */
  readonly given: { readonly raw: string; readonly path: string; readonly line: number } | null
}

/** Values that are there to stand above a step, or that every program may read. */
const ON_PURPOSE =
  /BUST|CACHE|INVALIDAT|REBUILD|FORCE|REFRESH|SOURCE_DATE_EPOCH|_PROXY$|^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|^BUILDKIT_/i

/** The last part of a name, and the first parts that leave it the project's own: `IPXE_COMMIT_HASH` is another one's. */
const CHANGES =
  /^(?:(?:APP|CI|GITHUB|GITLAB|IMAGE|DOCKER|PROJECT|OCI|NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC)_)*(?:(?:GIT|VCS|SOURCE|BUILD)_(?:SHA1?|COMMIT(?:_(?:SHA1?|HASH|ID))?|HASH|REV|REVISION|DESCRIBE)|VCS_REF|COMMIT(?:_(?:SHA1?|SHORT_SHA|HASH|ID))?|SHORT_SHA|(?:GITHUB|CI)_SHA|(?:RUN|PIPELINE)_(?:ID|NUMBER)|REVISION|BUILD_?(?:DATE|TIME|TIMESTAMP|DATETIME|NUMBER|NUM|ID)|BUILD_CREATED|CREATED(?:_AT)?)$/i

const WITHOUT_MEANING =
  /^(?:unknown|unset|undefined|unspecified|none|null|nil|n\/?a|dev(?:el|elopment)?|dev-mode|local|snapshot|head|main|master|latest|dirty|dummy|default|todo|test|not[-_ ]?(?:set|available|provided)|no[-_]\w+|0+|0\.0\.0.*|1970-01-01.*|<.*>|-)?$/i

/** Values of a CI that are new with each commit or each run. */
const OF_A_CI = [
  // https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
  /\bgithub\.(?:sha|run_number|run_id|run_attempt|event\.(?:after|head_commit|pull_request\.head\.sha|workflow_run\.head_sha))\b/,
  /\bGITHUB_(?:SHA|RUN_NUMBER|RUN_ID|RUN_ATTEMPT)\b/,
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  /\bCI_(?:COMMIT_(?:SHA|SHORT_SHA|TIMESTAMP)|PIPELINE_I?ID|JOB_ID)\b/,
  /\b(?:CIRCLE_(?:SHA1|BUILD_NUM)|TRAVIS_(?:COMMIT|BUILD_NUMBER|BUILD_ID)|DRONE_(?:COMMIT|COMMIT_SHA|BUILD_NUMBER)|BITBUCKET_(?:COMMIT|BUILD_NUMBER)|BUILDKITE_(?:COMMIT|BUILD_NUMBER))\b/,
  /\bBuild\.(?:SourceVersion|BuildId|BuildNumber)\b/i,
  /\$\{?(?:env\.)?(?:BUILD_(?:NUMBER|ID|SOURCEVERSION|BUILDID|BUILDNUMBER)|COMMIT_SHA|SHORT_SHA|REVISION_ID|GIT_COMMIT|GIT_SHA|SOURCE_COMMIT)\b/,
  // https://github.com/docker/metadata-action#annotations
  /org\.opencontainers\.image\.(?:created|revision)/,
  /\bsteps\.[\w-]+\.outputs\.(?:\w+[_-])?(?:sha|sha_short|short_sha|commit|commit_sha|date|time|timestamp|now|build_date|build_time)\b/i,
]
const OF_A_COMMAND = /(?:\$\(|`)\s*(?:shell\s+)?(?:date\b|git\s+(?:rev-parse|describe|log|show|rev-list)\b)/
/** A branch or a tag, which many builds have in common. */
const SHARED = /--abbrev-ref|--symbolic-full-name|--show-toplevel|--abbrev=0/

/** Whether a value as it is written in a workflow, a script or a compose file is another one in every build. */
export const isNewEachTime = (raw: string): boolean =>
  OF_A_CI.some((expression) => expression.test(raw)) || (OF_A_COMMAND.test(raw) && !SHARED.test(raw))

/**
 * Why an argument changes with every build; null where nothing says that it does.
 *
 * @param fallback its default as it stands in the file; null for none
 */
export function changeOf(name: string, fallback: string | null, builds: readonly Build[]): Change | null {
  if (ON_PURPOSE.test(name) || !/^[A-Za-z_]\w*$/.test(name)) return null
  const gifts = builds.flatMap(({ args, place }) => {
    const given = args.get(name)
    return given ? [{ given, path: place.path }] : []
  })
  const fresh = gifts.find(({ given }) => isNewEachTime(given.raw))
  if (fresh) return { name, given: { raw: fresh.given.raw, path: fresh.path, line: fresh.given.line } }
  if (!CHANGES.test(name)) return null
  // One that no build gives, or all of them the same, keeps its value.
  if (builds.length > 0 && !gifts.some(({ given }) => given.value === null || given.raw.includes('$'))) return null
  const plain = fallback?.replace(/^(["'])(.*)\1$/, '$2')
  return plain === undefined || WITHOUT_MEANING.test(plain) ? { name, given: null } : null
}
