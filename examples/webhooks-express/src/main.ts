import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import { sendSamples } from './send-samples.ts'

const secret = process.env['VEZA_WEBHOOK_SECRET'] ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const server = createApp(secret).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
await sendSamples(secret, (request) => fetch(request), `http://127.0.0.1:${port}/webhooks/veza`)
server.close()
