export { webhookRemedy } from './webhook-remedy.ts'
