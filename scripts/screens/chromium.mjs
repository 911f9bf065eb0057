import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Takes pictures of pages with a Chromium that is on the machine, driven over a pipe: no port is opened, and the pages are
 * files. https://chromedevtools.github.io/devtools-protocol/
 *
 * @typedef {'light' | 'dark'} Scheme
 */

const NAMES = [process.env.CHROMIUM ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'chrome']

/** The program's name or path. @throws {Error} when there is none */
export function findChromium() {
  const found = NAMES.find((name) => name !== '' && spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
  if (found) return found
  throw new Error('There is no Chromium. Install one (on Debian: apt-get install chromium), or name it in CHROMIUM.')
}

/** Starts a Chromium; `close` ends it. @param {string} program */
export async function startChromium(program) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'screens-'))
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars']
  const more = ['--remote-debugging-pipe', `--user-data-dir=${profile}`, '--no-first-run', '--force-color-profile=srgb']
  const child = spawn(program, [...flags, ...more, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const [, , , input, output] = /** @type {any[]} */ (child.stdio)
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()
  /** @type {Map<string, () => void>} */
  const events = new Map()
  let rest = ''
  let last = 0
  output.setEncoding('utf8')
  output.on('data', (/** @type {string} */ text) => {
    const parts = (rest + text).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const { id, result, error, method } = JSON.parse(part)
      if (method) events.get(method)?.()
      const one = waiting.get(id)
      waiting.delete(id)
      if (error) one?.reject(new Error(error.message))
      else one?.resolve(result)
    }
  })

  /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
    })
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  await send('Page.enable', {}, sessionId)

  return {
    /**
     * A page as a PNG.
     * @param {string} url @param {{ scheme: Scheme, width: number, mostHeight?: number, scale?: number }} how In CSS pixels; a longer page is cut.
     * @returns {Promise<Buffer>}
     */
    async picture(url, { scheme, width, mostHeight = 4_000, scale = 1 }) {
      const features = [{ name: 'prefers-color-scheme', value: scheme }]
      await send('Emulation.setEmulatedMedia', { features }, sessionId)
      const metrics = { width, height: 800, deviceScaleFactor: scale, mobile: false }
      await send('Emulation.setDeviceMetricsOverride', metrics, sessionId)
      const loaded = new Promise((resolve) => events.set('Page.loadEventFired', () => resolve(undefined)))
      const { errorText } = await send('Page.navigate', { url }, sessionId)
      if (errorText) throw new Error(`${url}: ${errorText}`)
      await loaded
      const { cssContentSize } = await send('Page.getLayoutMetrics', {}, sessionId)
      const clip = { x: 0, y: 0, width, height: Math.min(Math.ceil(cssContentSize.height), mostHeight), scale: 1 }
      const { data } = await send(
        'Page.captureScreenshot',
        { format: 'png', captureBeyondViewport: true, clip },
        sessionId,
      )
      return Buffer.from(data, 'base64')
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      await send('Browser.close').catch(() => child.kill())
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
