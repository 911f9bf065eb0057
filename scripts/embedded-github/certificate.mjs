import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes an authority that nobody trusts yet, and a certificate of it for this machine. Needs `openssl`.
 * @param {string} folder Where the files are kept. @param {string} host A name for the certificate besides the loopback's.
 * @returns {{ caFile: string, key: Buffer, cert: Buffer }}
 */
export function makeCertificate(folder, host) {
  /** @param {string} name */
  const file = (name) => path.join(folder, name)
  /** @param {...string} args */
  const openssl = (...args) => {
    const run = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    if (run.error) throw new Error(`A certificate needs openssl: ${run.error.message}`)
    if (run.status !== 0) throw new Error(`openssl ${args[0]} failed: ${run.stderr.trim()}`)
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  writeFileSync(
    file('ca.conf'),
    '[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n[dn]\nCN=Embedded GitHub authority\n[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n',
  )
  writeFileSync(file('host.conf'), '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Embedded GitHub\n')
  writeFileSync(
    file('names.conf'),
    `subjectAltName=DNS:localhost,DNS:${host},IP:127.0.0.1\nbasicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n`,
  )
  openssl('req', '-x509', ...key, '-config', 'ca.conf', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2')
  openssl('req', ...key, '-config', 'host.conf', '-keyout', 'host.key', '-out', 'host.csr')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.conf']
  openssl('x509', '-req', '-in', 'host.csr', ...signed, '-out', 'host.pem')
  return { caFile: file('ca.pem'), key: readFileSync(file('host.key')), cert: readFileSync(file('host.pem')) }
}
