/** The image with the package managers, for proofs that install packages; built once and kept in node_modules/.cache. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NotHere } from './buildkit.mjs'

const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache')
const RECIPE = path.join(import.meta.dirname, 'tools.Dockerfile')
const PACKAGES = 'ca-certificates,python3,python3-pip,libstdc++6,libatomic1'
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

/** https://wiki.debian.org/Debootstrap */
function debian() {
  const root = path.join(CACHE, 'debian/bookworm')
  if (existsSync(root)) return root
  console.log('building a Debian image once, into node_modules/.cache')
  const made = `${root}-${process.pid}`
  mkdirSync(path.dirname(root), { recursive: true })
  try {
    execFileSync('debootstrap', ['--variant=minbase', `--include=${PACKAGES}`, 'bookworm', made], { stdio: 'pipe' })
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    const { message } = /** @type {Error} */ (error)
    throw new NotHere(`an image of Debian cannot be built (apt-get install debootstrap): ${message}`)
  }
  rmSync(path.join(made, 'var/cache/apt'), { recursive: true, force: true })
  rmSync(path.join(made, 'dev'), { recursive: true, force: true })
  renameSync(made, root)
  return root
}

/** The address of the image. @param {import('./buildkit.mjs').BuildKit} buildkit */
export async function toolsImage(buildkit) {
  const recipe = readFileSync(RECIPE, 'utf8')
  const store = path.join(CACHE, 'tools', createHash('sha1').update(recipe).digest('hex').slice(0, 12))
  if (!existsSync(store)) await build(buildkit, store, recipe)
  const { manifests } = JSON.parse(readFileSync(path.join(store, 'index.json'), 'utf8'))
  return { address: `oci-layout://${store}@${manifests[0].digest}`, store }
}

/** @param {import('./buildkit.mjs').BuildKit} buildkit @param {string} store @param {string} recipe */
async function build(buildkit, store, recipe) {
  console.log('building an image of package managers once, into node_modules/.cache')
  const context = path.join(buildkit.folder, 'tools')
  const node = path.join(buildkit.folder, 'node')
  for (const folder of [context, node]) mkdirSync(folder)
  writeFileSync(path.join(context, 'Dockerfile'), recipe)
  cpSync(CERTIFICATES, path.join(context, 'certificates.crt'))
  cpSync(process.execPath, path.join(node, 'node'))
  const output = (/** @type {string[]} */ ...words) =>
    execFileSync(words[0], words.slice(1), { encoding: 'utf8' }).trim()
  const contexts = {
    debian: debian(),
    go: output('go', 'env', 'GOROOT'),
    node,
    npm: realpathSync(path.join(output('npm', 'root', '--global'), 'npm')),
  }
  const made = `${store}-${process.pid}`
  rmSync(path.dirname(store), { recursive: true, force: true })
  mkdirSync(made, { recursive: true })
  const built = await buildkit.build({
    context,
    contexts,
    output: `type=oci,tar=false,compression=uncompressed,dest=${made}`,
  })
  if (!built.ok) throw new NotHere(`an image of package managers cannot be built:\n${built.said}`)
  renameSync(made, store)
}
