// Loaded into a process before anything else (`node --import`): refuses every connection but those to the servers that
// LAYERWISE_ALLOWED names, and writes down each that was tried, one line each, into the file that LAYERWISE_TRIED names.
import dgram from 'node:dgram'
import dns from 'node:dns'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const allowed = new Set((process.env.LAYERWISE_ALLOWED ?? '').split(','))

/** @param {string} what */
function tried(what) {
  fs.appendFileSync(process.env.LAYERWISE_TRIED ?? '', `${what}\n`)
}

const { connect } = net.Socket.prototype
/** @this {net.Socket} @param {any[]} words */
net.Socket.prototype.connect = function (...words) {
  // The form in which Node hands its own calls on: the options are the first of a list.
  const [options] = Array.isArray(words[0]) ? words[0] : words
  const to =
    typeof options === 'object' ? `${options.host ?? options.hostname ?? 'localhost'}:${options.port}` : String(options)
  tried(to)
  if (!allowed.has(to)) throw Object.assign(new Error(`The guard refuses ${to}.`), { code: 'EGUARD' })
  return connect.apply(this, /** @type {any} */ (words))
}
const { lookup } = dns
dns.lookup = /** @type {any} */ (
  (/** @type {string} */ name, /** @type {any[]} */ ...rest) => {
    if (name !== '127.0.0.1' && name !== 'localhost') tried(`the address of ${name}`)
    return /** @type {any} */ (lookup)(name, ...rest)
  }
)
dgram.Socket.prototype.send = () => {
  tried('a datagram')
  throw new Error('The guard refuses datagrams.')
}
syncBuiltinESMExports()
