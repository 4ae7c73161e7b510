import { createApp } from './app.ts'
import { sendSamples } from './send-samples.ts'

const secret = process.env['VEZA_WEBHOOK_SECRET'] ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const app = createApp(secret)
await sendSamples(secret, (request) => app.fetch(request))
