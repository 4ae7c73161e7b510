import { POST } from '../app/webhooks/veza/route.ts'
import { sendSamples } from './send-samples.ts'

// Next.js itself is not needed to try a route handler: it is a function from a request to a response.
const secret = process.env['VEZA_WEBHOOK_SECRET'] ?? 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
await sendSamples(secret, POST)
