import Stripe from 'stripe'
import { message } from './message.mjs'

/** Sends forms, as its API wants them; takes no signal. */
export function create({ baseUrl, timeoutMs }) {
  const { hostname, port } = new URL(baseUrl)
  const client = new Stripe('sk_test_key', {
    protocol: 'http',
    host: hostname,
    port,
    telemetry: false,
    ...(timeoutMs && { timeout: timeoutMs }),
  })
  // Stripe's parameters know no null.
  const { reply_to_id: _, ...form } = message
  return {
    get: () => client.customers.retrieve('7'),
    list: async () => (await client.customers.list({ limit: 100 })).data,
    post: () => client.customers.create(form),
  }
}
