import { zipSync } from 'fflate'

/**
 * @typedef {{ id: number, name: string, zip: Buffer, createdAt: Date, expired: boolean }} Artifact
 * @typedef {object} RunOptions
 * @property {string} [name] The workflow's name.
 * @property {string} [path] The workflow's file.
 * @property {string} event What started it.
 * @property {string} headSha
 * @property {string} headBranch
 * @property {import('./repository.mjs').Repository} [headRepository] A fork, this repository when left out.
 * @property {string} [status] `completed` when left out.
 * @property {string | null} [conclusion] `success` when left out.
 * @property {string} [actor]
 * @property {import('./pull-request.mjs').PullRequest[]} [pulls] Always empty for a fork: osbuild/osbuild#831.
 */

/** A run of a workflow, with the artifacts that it uploaded. */
export class WorkflowRun {
  /** @param {import('./repository.mjs').Repository} repository @param {RunOptions} options */
  constructor(repository, options) {
    const { name = 'Layers', event, headSha, headBranch, headRepository = repository, status = 'completed' } = options
    this.repository = repository
    this.id = repository.github.nextId()
    this.name = name
    this.path = options.path ?? '.github/workflows/layers.yml'
    this.event = event
    this.headSha = headSha
    this.headBranch = headBranch
    this.headRepository = headRepository
    this.status = status
    this.conclusion = status === 'completed' ? (options.conclusion ?? 'success') : null
    this.actor = options.actor ?? headRepository.owner
    this.pulls = headRepository === repository ? (options.pulls ?? []) : []
    this.attempt = 1
    this.createdAt = repository.github.now()
    this.updatedAt = this.createdAt
    /** @type {Artifact[]} */
    this.artifacts = []
  }

  /**
   * Uploads an artifact as `actions/upload-artifact` does: a zip of files.
   * @param {string} name @param {Record<string, string | Buffer> | Buffer} files Bytes are taken as they are, a zip or not.
   */
  upload(name, files) {
    const zip = Buffer.isBuffer(files)
      ? files
      : Buffer.from(
          zipSync(Object.fromEntries(Object.entries(files).map(([file, content]) => [file, Buffer.from(content)]))),
        )
    const { github } = this.repository
    const artifact = { id: github.nextId(), name, zip, createdAt: github.now(), expired: false }
    this.artifacts.push(artifact)
    return artifact
  }

  /** Whether it is still going. */
  get running() {
    return this.status !== 'completed'
  }

  /** It is started again, as a person's click or the API does. */
  rerun() {
    this.attempt++
    this.status = 'queued'
    this.conclusion = null
    this.updatedAt = this.repository.github.now()
  }
}
