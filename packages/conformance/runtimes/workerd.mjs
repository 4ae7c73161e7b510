// Runs the suite's Worker in workerd, as Cloudflare's own tools do.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'

const { sandbox } = JSON.parse(process.env.CONFORMANCE)
const { version } = createRequire(createRequire(import.meta.url).resolve('miniflare'))('workerd/package.json')
const worker = new Miniflare({
  modules: true,
  scriptPath: join(process.cwd(), 'conformance/out/worker.js'),
  bindings: { sandbox },
  compatibilityDate: '2026-07-01',
})
try {
  const response = await worker.dispatchFetch('http://conformance.test/')
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  console.log(`\nCONFORMANCE ${JSON.stringify({ kind: 'workerd', version, cases: JSON.parse(text) })}`)
} finally {
  await worker.dispose()
}
