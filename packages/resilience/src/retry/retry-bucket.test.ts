import { describe, expect, test } from 'vitest'
import { RetryBucket } from './retry-bucket.ts'

function drain(bucket: RetryBucket): number {
  let retries = 0
  while (bucket.take()) retries++
  return retries
}

describe('a retry bucket', () => {
  test('holds 100 retries by default', () => {
    expect(drain(new RetryBucket())).toBe(100)
  })

  test('refuses a retry it cannot pay in full', () => {
    expect(drain(new RetryBucket(14))).toBe(2)
    expect(drain(new RetryBucket(4))).toBe(0)
    expect(drain(new RetryBucket(0))).toBe(0)
  })

  test('gets one token back for a plain success: five pay for one retry', () => {
    const bucket = new RetryBucket(10)
    drain(bucket)
    for (let i = 0; i < 4; i++) bucket.refill(false)
    expect(bucket.take()).toBe(false)
    bucket.refill(false)
    expect(drain(bucket)).toBe(1)
  })

  test('gets the whole cost of a retry back when it led to success', () => {
    const bucket = new RetryBucket(10)
    drain(bucket)
    bucket.refill(true)
    expect(drain(bucket)).toBe(1)
  })

  test('never holds more than its capacity', () => {
    const bucket = new RetryBucket(10)
    for (let i = 0; i < 100; i++) bucket.refill(true)
    expect(drain(bucket)).toBe(2)
  })
})
