export type { Destination } from './check-destination.ts'
export { checkDestination } from './check-destination.ts'
export type { EgressPolicy } from './egress-policy.ts'
