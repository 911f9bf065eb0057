/** A Debian image with pip and with this machine's Node and npm, for proofs that install packages. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NotHere } from './buildkit.mjs'

const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/debian')
const PACKAGES = 'ca-certificates,python3,python3-pip,libstdc++6,libatomic1'
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

/** https://wiki.debian.org/Debootstrap */
function debian() {
  const root = path.join(CACHE, 'bookworm')
  if (existsSync(root)) return root
  console.log('building a Debian image once, into node_modules/.cache')
  const made = `${root}-${process.pid}`
  mkdirSync(CACHE, { recursive: true })
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
export async function debianImage(buildkit) {
  const root = debian()
  const context = path.join(buildkit.folder, 'debian')
  const npm = execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim()
  mkdirSync(context)
  cpSync(process.execPath, path.join(context, 'node'))
  cpSync(realpathSync(path.join(npm, 'npm')), path.join(context, 'npm'), { recursive: true })
  cpSync(CERTIFICATES, path.join(context, 'certificates.crt'))
  const lines = [
    'FROM scratch',
    'COPY --from=debian . /',
    'COPY node /usr/local/bin/node',
    'COPY npm /usr/local/lib/node_modules/npm',
    `COPY certificates.crt ${CERTIFICATES}`,
    // pip into the system's Python, as in the images of Python.
    'RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python && useradd --create-home --uid 1000 node \\',
    ' && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && mkdir -p /dev',
    `ENV PIP_CERT=${CERTIFICATES} NODE_EXTRA_CA_CERTS=${CERTIFICATES} PIP_ROOT_USER_ACTION=ignore`,
  ]
  writeFileSync(path.join(context, 'Dockerfile'), lines.join('\n'))
  const store = path.join(buildkit.folder, 'image-of-debian')
  const output = `type=oci,tar=false,compression=uncompressed,dest=${store}`
  const { ok, said } = await buildkit.build({ context, contexts: { debian: root }, output })
  if (!ok) throw new NotHere(`an image of Debian cannot be built:\n${said}`)
  const { manifests } = JSON.parse(readFileSync(path.join(store, 'index.json'), 'utf8'))
  return `oci-layout://${store}@${manifests[0].digest}`
}
