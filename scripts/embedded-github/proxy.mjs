import { createServer, request } from 'node:http'
import { connect } from 'node:net'

/**
 * A small forward proxy on the loopback interface: tunnels by CONNECT, and plain requests that name a whole address.
 * Names that end with `.example` exist behind it only: it leads them to the loopback, so that what arrives there
 * cannot have come without it.
 * @param {{ credentials?: string }} [options] `user:password` that it asks for.
 */
export async function startProxy({ credentials } = {}) {
  /** @type {string[]} */
  const tunnels = []
  /** @type {string[]} */
  const plain = []
  /** @type {Set<import('node:stream').Duplex>} */
  const sockets = new Set()
  /** @param {string} host */
  const behind = (host) => (host.endsWith('.example') ? '127.0.0.1' : host)
  /** @param {import('node:http').IncomingMessage} message */
  const allowed = ({ headers }) =>
    credentials === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`
  const server = createServer((incoming, answer) => {
    if (!allowed(incoming)) return answer.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()
    if (!URL.canParse(incoming.url ?? '')) return answer.writeHead(400).end('This is a proxy.')
    const url = new URL(incoming.url ?? '')
    plain.push(url.href)
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const { method } = incoming
    const onward = request({
      host: behind(url.hostname),
      port: url.port || 80,
      path: url.pathname + url.search,
      method,
      headers,
    })
    onward.on('response', (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on('error', () => answer.writeHead(502).end())
    return incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket, head) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    if (!allowed(incoming)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${incoming.url}`)
    tunnels.push(String(incoming.url))
    const onward = connect(Number(port || 443), behind(hostname), () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  server.unref()
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    /** For `HTTPS_PROXY` and `HTTP_PROXY`, without the credentials. */
    url: `http://127.0.0.1:${port}`,
    /** The hosts that were tunnelled to, each with its port. */
    tunnels,
    /** The addresses that were asked for without a tunnel. */
    plain,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
