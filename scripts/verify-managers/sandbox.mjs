/** Where a tool is run: its own folder, and for each command an empty home, a root for system folders and a project. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** What a command gets of the machine's environment: the way to the network and its certificates. */
const PASSED_ON =
  /^(?:https?_proxy|no_proxy|\w*_CA_\w+|SSL_\w+|PIP_(?:CERT|INDEX_URL)|npm_config_registry|GOPROXY|JAVA_HOME)$/i

const shell = (run, { env, cwd }) => spawnSync('bash', ['-ec', run], { env, cwd, encoding: 'utf8', timeout: 900_000 })

/** The end of what a command said. */
const lastLines = ({ stderr, stdout, error }, count) =>
  (error?.message ?? (stderr || stdout || '')).trim().split('\n').slice(-count).join('\n')

/** Links are not followed: pnpm's store has some that lead to the projects. */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })

export class Sandbox {
  #tools
  #base
  #places = 0
  #server = null

  constructor(tools, { path = [] }) {
    this.#tools = tools
    mkdirSync(join(tools, 'tmp'), { recursive: true })
    const passed = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))
    this.#base = {
      ...Object.fromEntries(passed),
      PATH: [...path.map((one) => join(tools, one)), process.env.PATH].join(':'),
      HOME: tools,
      // Where rustup has the tool chains: cargo may be its link.
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
      TOOLS: tools,
      TMPDIR: join(tools, 'tmp'),
      LANG: 'C.UTF-8',
      DEBIAN_FRONTEND: 'noninteractive',
    }
  }

  /** Gets the tool and asks for its version. */
  async prepare({ prepare, version, serves }) {
    if (serves) await this.#serve(join(this.#tools, 'served'))
    const at = { env: this.#base, cwd: this.#tools }
    const got = prepare ? shell(prepare, { ...at, env: { ...process.env, ...this.#base } }) : { status: 0 }
    if (got.status !== 0) return { missing: lastLines(got, 1) }
    const place = this.place({})
    const asked = shell(version, { env: { ...this.#base, ROOT: place.root, HOME: place.home }, cwd: place.work })
    const line = (asked.stdout || asked.stderr).split('\n').find((text) => /\d/.test(text))
    if (asked.status !== 0 || !line) return { missing: lastLines(asked, 1) }
    return { version: line.trim().replace(/ from .*/, '') }
  }

  /** Puts a folder on the network, since most tools take a local package where it lies; $SERVER is its address. */
  async #serve(folder) {
    mkdirSync(folder)
    this.#server = spawn('python3', ['-u', '-m', 'http.server', '0', '--bind', '127.0.0.1', '--directory', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [said] = await once(this.#server.stdout, 'data')
    this.#base.SERVER = /http:\/\/[\d.:]+/.exec(said)[0]
  }

  close() {
    this.#server?.kill()
    rmSync(this.#tools, { recursive: true, force: true, maxRetries: 3 })
  }

  /** An empty home, with the files of a project in it. A variable's value may have `~`, `$ROOT` and `$TOOLS` in it. */
  place(files) {
    const folder = join(this.#tools, `case-${this.#places++}`)
    const place = { home: join(folder, 'home'), root: join(folder, 'root'), work: join(folder, 'home/work'), files }
    for (const path of [place.root, place.work]) mkdirSync(path, { recursive: true })
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(place.work, name)), { recursive: true })
      writeFileSync(join(place.work, name), text)
    }
    return {
      ...place,
      expand: (value) => value.replace(/^~/, place.home).replace('$ROOT', place.root).replace('$TOOLS', this.#tools),
    }
  }

  run({ env: common, setup: first }, { run, env, setup = first }, place) {
    const all = Object.entries({ ...common, ...env }).map(([name, value]) => [name, place.expand(value)])
    const plain = { ...this.#base, HOME: place.home, ROOT: place.root }
    if (setup) {
      const done = shell(setup, { env: plain, cwd: place.work })
      if (done.status !== 0) return { ok: false, since: 0, said: `setup: ${lastLines(done, 3)}` }
    }
    const since = Date.now() - 10
    const done = shell(run, { env: { ...plain, ...Object.fromEntries(all) }, cwd: place.work })
    return { ok: done.status === 0, since, said: lastLines(done, 4) }
  }

  /** How many files of a folder are no older than the run. */
  count({ real, inside }, { since, ending = '' }) {
    const folders = inside.length > 0 ? inside.map((one) => join(real, one)) : [real]
    return folders
      .filter(existsSync)
      .flatMap(filesBelow)
      .filter((file) => file.endsWith(ending) && lstatSync(file).ctimeMs >= since).length
  }

  /** A path as a page shows it: the home as `~`, the root left out. */
  shown = (text, place) =>
    text.replaceAll('$ROOT', '').replaceAll(place.home, '~').replaceAll(place.root, '').replaceAll(this.#tools, '')
}
