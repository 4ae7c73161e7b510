// Runs the suite's page in a headless Chromium, on another origin than the sandbox's and without leave to use eval.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chromium } from 'playwright-core'

const { sandbox } = JSON.parse(process.env.CONFORMANCE)
const scripts = join(process.cwd(), 'conformance/out/page')
const policy = "default-src 'none'; script-src 'self'; connect-src 'self' http://127.0.0.1:* ws://127.0.0.1:*"
const report = Promise.withResolvers()

const server = createServer((request, response) => void serve(request, response))
server.listen(0, '127.0.0.1')
await once(server, 'listening')

async function serve(request, response) {
  const { pathname } = new URL(request.url, 'http://page')
  if (request.method === 'POST') {
    report.resolve(JSON.parse(await text(request)))
    response.end()
  } else if (pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
    response.end('<!doctype html><title>conformance</title><script type="module" src="/page.js"></script>')
  } else if (pathname === '/sandbox.json') {
    response.end(JSON.stringify(sandbox))
  } else {
    const file = await readFile(join(scripts, basename(pathname))).catch(() => undefined)
    response.writeHead(file ? 200 : 404, { 'content-type': 'text/javascript' }).end(file)
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CONFORMANCE_CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
try {
  const page = await browser.newPage()
  page.on('console', (message) => console.error(message.text()))
  page.on('pageerror', (error) => report.reject(error))
  page.on('crash', () => report.reject(new Error('the page crashed')))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const cases = await report.promise
  console.log(`\nCONFORMANCE ${JSON.stringify({ kind: 'chromium', version: browser.version(), cases })}`)
} finally {
  await browser.close()
  server.closeAllConnections()
  server.close()
}
