/**
 * A BuildKit of its own: built from its source by Go, in a folder of its own, gone with the process that started it.
 * It reads Dockerfiles with the frontend that is built in, which is that of `docker/dockerfile:1` of the same time.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {{ name: string, cached: boolean }} BuiltStep */
/**
 * @typedef {object} Build
 * @property {string} context the folder
 * @property {string} [dockerfile] the folder of the Dockerfile; the context's own when it is not given
 * @property {string} [filename]
 * @property {string} [target]
 * @property {Record<string, string>} [args]
 * @property {Record<string, string>} [contexts] named contexts: folders, or `oci-layout://` addresses
 * @property {string} [output] as `--output` has it
 * @property {string} [metadata] the file into which the image's digest is written
 */

export const VERSION = 'v0.34.2'
const PACKAGE = 'github.com/moby/buildkit'
const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/buildkit', VERSION)
const START_SECONDS = 30
const MOST_TRIES = 100

/** Something this machine lacks. The message says what. */
export class NotHere extends Error {}

/** What a proof needs of the machine; the proofs are no part of `npm test`. */
function checkMachine() {
  if (process.platform !== 'linux') throw new NotHere('BuildKit runs on Linux alone.')
  if (process.getuid?.() !== 0) throw new NotHere('BuildKit mounts file systems: run this as root.')
  const lacking = ['go', 'runc', 'unshare', 'setpriv'].filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (lacking.length > 0) {
    throw new NotHere(`${lacking.join(', ')} cannot be found. On Debian: apt-get install golang runc util-linux.`)
  }
}

/** Builds the daemon and its client in the module's own folder, so that its `go.mod` and `go.sum` decide on what it is made of. */
function program() {
  if (!existsSync(path.join(CACHE, 'buildkitd'))) {
    console.log(`building BuildKit ${VERSION} once, into node_modules/.cache`)
    const env = { ...process.env, CGO_ENABLED: '0' }
    const words = ['mod', 'download', '-json', `${PACKAGE}@${VERSION}`]
    const { Dir } = JSON.parse(execFileSync('go', words, { encoding: 'utf8', env }))
    const made = `${CACHE}-${process.pid}/`
    mkdirSync(made, { recursive: true })
    const stamp = `-s -w -X ${PACKAGE}/version.Version=${VERSION}`
    const build = [
      '-C',
      Dir,
      'build',
      '-mod=readonly',
      '-ldflags',
      stamp,
      '-o',
      made,
      './cmd/buildkitd',
      './cmd/buildctl',
    ]
    execFileSync('go', build, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    rmSync(CACHE, { recursive: true, force: true })
    renameSync(made, CACHE)
  }
  return (/** @type {string} */ name) => path.join(CACHE, name)
}

export class BuildKit {
  /** A folder for what proofs write; it is removed at the end. */
  folder = mkdtempSync(path.join(tmpdir(), 'layerwise-prove-'))
  #daemon
  #program
  #said = ''

  constructor() {
    this.#program = program()
    // In namespaces of its own, so that its mounts and all of its processes end with it; it ends with this process.
    const words = ['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
    const daemon = [this.#program('buildkitd'), '--config', '/dev/null', '--root', path.join(this.folder, 'root')]
    const worker = ['--containerd-worker=false', '--oci-worker=true', '--oci-worker-net=host', '--oci-worker-gc=false']
    const addresses = ['--addr', this.#address, '--otel-socket-path', path.join(this.folder, 'otel.sock')]
    // With its own group, it does not hear of Ctrl-C before its clients do.
    this.#daemon = spawn('setpriv', [...words, ...daemon, ...worker, ...addresses], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    for (const stream of [this.#daemon.stdout, this.#daemon.stderr]) {
      stream.on('data', (data) => {
        this.#said = (this.#said + data).slice(-4_000)
      })
    }
    process.once('exit', this.#clear)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))
  }

  get #address() {
    return `unix://${path.join(this.folder, 'buildkitd.sock')}`
  }

  static async start() {
    checkMachine()
    const buildkit = new BuildKit()
    for (let tries = 0; tries < START_SECONDS * 10; tries++) {
      if (buildkit.#daemon.exitCode !== null) break
      if (spawnSync(buildkit.#program('buildctl'), ['--addr', buildkit.#address, 'debug', 'workers']).status === 0) {
        return buildkit
      }
      await sleep(100)
    }
    const said = buildkit.#said
    await buildkit.stop()
    throw new NotHere(`buildkitd does not start:\n${said}`)
  }

  /** Builds, and tells of each step whether it came from the cache. @param {Build} build */
  async build({ context, dockerfile = context, filename, target, args = {}, contexts = {}, output, metadata }) {
    const words = ['--addr', this.#address, 'build', '--progress=rawjson', '--frontend', 'dockerfile.v0']
    words.push('--local', `context=${context}`, '--local', `dockerfile=${dockerfile}`)
    if (filename) words.push('--opt', `filename=${filename}`)
    if (target) words.push('--opt', `target=${target}`)
    for (const [name, value] of Object.entries(args)) words.push('--opt', `build-arg:${name}=${value}`)
    for (const [name, value] of Object.entries(contexts)) {
      const [, store] = /^oci-layout:\/\/([^@]+)@/.exec(value) ?? []
      if (store) {
        words.push('--oci-layout', `${path.basename(store)}=${store}`)
        words.push('--opt', `context:${name}=oci-layout://${value.slice(value.indexOf(path.basename(store)))}`)
      } else words.push('--local', `${name}=${value}`, '--opt', `context:${name}=local:${name}`)
    }
    if (output) words.push('--output', output)
    if (metadata) words.push('--metadata-file', metadata)
    const client = spawn(this.#program('buildctl'), words, { stdio: ['ignore', 'ignore', 'pipe'] })
    const done = new Promise((resolve) => client.once('close', resolve))
    /** @type {Map<string, BuiltStep>} */
    const steps = new Map()
    let said = ''
    for await (const line of createInterface({ input: client.stderr })) {
      if (!line.startsWith('{')) {
        said += `${line}\n`
        continue
      }
      for (const { digest, name, started, cached } of JSON.parse(line).vertexes ?? []) {
        if (started || cached) steps.set(digest, { name, cached: cached ?? false })
      }
    }
    return { ok: (await done) === 0, said, steps: [...steps.values()] }
  }

  async stop() {
    this.#daemon.kill('SIGTERM')
    this.#clear()
    process.off('exit', this.#clear)
  }

  /** Ends what is still there. The daemon's processes and mounts live in its namespaces and end with the first of them. */
  #clear = () => {
    const { pid, exitCode } = this.#daemon
    if (pid !== undefined && exitCode === null) {
      try {
        process.kill(-pid, 'SIGKILL')
      } catch {
        // It has ended meanwhile.
      }
    }
    // What is being killed may still write.
    for (let tries = 0; existsSync(this.folder) && tries < MOST_TRIES; tries++) {
      try {
        rmSync(this.folder, { recursive: true, force: true })
      } catch {
        spawnSync('sleep', ['0.1'])
      }
    }
  }
}
