// A sandbox in a process of its own, which tells how much memory it took since it was last asked.
import { serveSandbox } from '@veza/sandbox/node'

const running = await serveSandbox()
const idle = process.memoryUsage.rss()
let peak = idle
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)

process.on('message', (message) => {
  if (message === 'peak') {
    process.send?.(peak - idle)
    peak = 0
    return
  }
  clearInterval(sampling)
  void running.close().then(() => process.disconnect())
})
process.send?.({ baseUrl: running.baseUrl, apiKey: running.apiKey })
