import { instantSocket } from './instant-socket.ts'
import { runCycles } from './run-cycles.ts'

const cycles = Number(process.argv[2] ?? 100_000)
const options = { url: 'ws://127.0.0.1/ws', socket: instantSocket }
console.log(JSON.stringify(await runCycles({ cycles, warmUp: 3000, options }, () => globalThis.gc?.())))
