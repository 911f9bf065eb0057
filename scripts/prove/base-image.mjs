/** A base image for proofs: no image can be pulled everywhere, so it is made of busybox. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NotHere } from './buildkit.mjs'

const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/busybox')

/** Debian's own package, unpacked and not installed. https://packages.debian.org/stable/busybox-static */
function busybox() {
  const program = path.join(CACHE, 'bin/busybox')
  if (existsSync(program)) return program
  mkdirSync(CACHE, { recursive: true })
  try {
    execFileSync('apt-get', ['download', 'busybox-static'], { cwd: CACHE, stdio: 'pipe' })
    const [file] = readdirSync(CACHE).filter((name) => name.endsWith('.deb'))
    execFileSync('dpkg-deb', ['--extract', path.join(CACHE, /** @type {string} */ (file)), CACHE])
  } catch (error) {
    throw new NotHere(`busybox-static cannot be had with apt-get download: ${/** @type {Error} */ (error).message}`)
  }
  return existsSync(program) ? program : path.join(CACHE, 'usr/bin/busybox')
}

/**
 * The address of an image of busybox, as a named context has it. No two images have the same layers, so that nothing of the one
 * is taken from the cache for the other.
 *
 * @param {import('./buildkit.mjs').BuildKit} buildkit
 * @param {string} name
 */
export async function baseImage(buildkit, name) {
  const context = path.join(buildkit.folder, 'busybox')
  if (!existsSync(context)) {
    mkdirSync(context)
    copyFileSync(busybox(), path.join(context, 'busybox'))
    chmodSync(path.join(context, 'busybox'), 0o755)
    const lines = [
      'FROM scratch',
      'COPY busybox /bin/busybox',
      'RUN ["/bin/busybox", "--install", "-s", "/bin"]',
      'ENV PATH=/bin',
      'RUN mkdir -m 1777 /tmp',
      'ARG NAME',
      'RUN echo $NAME > /name',
    ]
    writeFileSync(path.join(context, 'Dockerfile'), lines.join('\n'))
  }
  const store = path.join(buildkit.folder, `image-${name}`)
  const output = `type=oci,tar=false,compression=uncompressed,dest=${store}`
  const { ok, said } = await buildkit.build({ context, args: { NAME: name }, output })
  if (!ok) throw new NotHere(`an image of busybox cannot be built:\n${said}`)
  const { manifests } = JSON.parse(readFileSync(path.join(store, 'index.json'), 'utf8'))
  return { address: `oci-layout://${store}@${manifests[0].digest}`, store }
}
