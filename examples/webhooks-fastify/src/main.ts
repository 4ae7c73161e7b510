import { createApp } from './app.ts'
import { sendSamples } from './send-samples.ts'

const secret = process.env['VEZA_WEBHOOK_SECRET'] ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const app = await createApp(secret)
const address = await app.listen({ port: 0, host: '127.0.0.1' })
await sendSamples(secret, (request) => fetch(request), `${address}/webhooks/veza`)
await app.close()
