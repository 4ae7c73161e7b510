export { github } from './github.ts'
export { standardWebhooks } from './standard-webhooks.ts'
export { stripe } from './stripe.ts'
