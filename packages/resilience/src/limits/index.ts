export type { AcquireOptions, RateLimitOptions } from './rate-limiter.ts'
export { RateLimiter } from './rate-limiter.ts'
