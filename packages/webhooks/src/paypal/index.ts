export type { PaypalOptions } from '../schemes/paypal.ts'
export { paypal } from '../schemes/paypal.ts'
