// Measured from outside its first line: loads an adapter, makes a client, makes its first call if there is an address,
// and prints what the process has cost so far. Plain JavaScript: stripping types would be measured too.
import { readFileSync, writeSync } from 'node:fs'

const [adapter, baseUrl] = process.argv.slice(2)
const { create } = await import(adapter)
const client = create({ baseUrl: baseUrl ?? 'http://127.0.0.1:9' })
if (baseUrl !== undefined) await (client.get ?? client.list)()
const { user, system } = process.cpuUsage()
writeSync(1, JSON.stringify({ cpuMs: (user + system) / 1000, rssMb: peakBytes() / 1e6 }))
process.exit()

// Not resourceUsage().maxRSS: under Linux a process inherits that from its parent.
function peakBytes() {
  try {
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  } catch {
    return 1024 * process.resourceUsage().maxRSS
  }
}
