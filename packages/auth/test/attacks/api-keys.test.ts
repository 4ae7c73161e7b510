import { isVezaError } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { ManualClock } from '@veza/resilience/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { apiKey, rotateApiKey } from '../../src/index.ts'
import { request } from '../support/session-rig.ts'

function refusalOf(make: () => unknown): { code: string; message: string } {
  try {
    make()
  } catch (error) {
    if (isVezaError(error)) return error
    throw error
  }
  throw new Error('It was let in')
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('attack 30: an API key', () => {
  test('that lacks a permission is refused with the name of the permission, not of the key', () => {
    const auth = apiKey('veza_live_canary', { permissions: ['read:users'] })
    expect(() => auth.require('read:users')).not.toThrow()
    const { code, message } = refusalOf(() => auth.require('read:users', 'write:messages'))
    expect(code).toBe('AUTH_INSUFFICIENT_PERMISSIONS')
    expect(message).toContain('write:messages')
    expect(message).not.toContain('canary')
    expect(() => apiKey('veza_live_a').require('anything')).not.toThrow()
  })

  test('with the wrong prefix, or a secret in its place, is refused with what to do', () => {
    expect(refusalOf(() => apiKey('AKIA1234')).message).toContain('begins with "veza_"')
    expect(refusalOf(() => apiKey('sk_live_1234')).message).toContain('pass the key itself')
    expect(apiKey('AKIA1234', { prefix: 'AKIA' }).authenticate(request)).toEqual({
      authorization: 'Bearer AKIA1234',
    })
    expect(refusalOf(() => apiKey('veza_live_a', { secret: 'b' })).message).toContain('not used')
    expect(refusalOf(() => apiKey('veza_live_a', { scheme: 'hmac' })).message).toContain('VEZA_API_SECRET')
    expect(refusalOf(() => apiKey(undefined)).message).toContain('VEZA_API_KEY')
    expect(refusalOf(() => apiKey('veza_a:b', { scheme: 'basic', secret: 'c' })).code).toBe('INVALID_OPTION')
    expect(refusalOf(() => apiKey('veza_a"b', { scheme: 'hmac', secret: 'c' })).code).toBe('INVALID_OPTION')
  })

  test('comes from the environment where none is passed', () => {
    vi.stubEnv('VEZA_API_KEY', 'veza_test_env')
    vi.stubEnv('VEZA_API_SECRET', 'env-secret')
    expect(apiKey(undefined, { scheme: 'basic' }).authenticate(request)).toEqual({
      authorization: `Basic ${btoa('veza_test_env:env-secret')}`,
    })
  })

  test('that is replaced in mid-flight gets its calls another attempt, and no other key does', async () => {
    for (const scheme of ['bearer', 'basic', 'hmac'] as const) {
      const secret = scheme === 'bearer' ? {} : { secret: 'old-secret' }
      const auth = apiKey('veza_test_old', { scheme, ...secret })
      const rejected = await auth.authenticate(request)
      expect(await auth.refresh(rejected)).toBe(false)
      auth.replace('veza_test_new', scheme === 'bearer' ? {} : { secret: 'new-secret' })
      expect(await auth.refresh(rejected)).toBe(true)
      expect(await auth.refresh(await auth.authenticate(request))).toBe(false)
    }
  })

  test('is told of before it ends, when it is used', async () => {
    const clock = new ManualClock()
    const day = 86_400_000
    const told: number[] = []
    const auth = apiKey('veza_test_a', {
      clock,
      expiresAt: new Date(clock.now() + 31 * day),
      onExpiring: ({ daysLeft }) => {
        told.push(daysLeft)
        throw new Error('a listener that fails')
      },
    })
    for (let days = 0; days < 33; days++) {
      await auth.authenticate(request)
      await clock.advance(day)
    }
    expect(told).toEqual([30, 7, 1, 0])
  })

  test('is rotated so that the old one ends only when the new one is proven', async () => {
    const steps: string[] = []
    const auth = apiKey('veza_test_old')
    const options = {
      auth,
      issue: async () => ({
        apiKey: new Secret('veza_test_new'),
        secret: new Secret('unused'),
        permissions: ['a'],
      }),
      prove: async (candidate: { authenticate: typeof auth.authenticate }) => {
        steps.push(`prove ${JSON.stringify(await candidate.authenticate(request))}`)
      },
      retire: async () => steps.push(`retire while ${JSON.stringify(await auth.authenticate(request))}`),
      discard: async () => steps.push('discard'),
    }
    await rotateApiKey(options)
    expect(steps).toEqual([
      'prove {"authorization":"Bearer veza_test_new"}',
      'retire while {"authorization":"Bearer veza_test_new"}',
    ])
    steps.length = 0
    const failing = {
      ...options,
      issue: async () => ({ apiKey: new Secret('veza_test_bad') }),
      prove: () => Promise.reject(new Error('not proven')),
    }
    await expect(rotateApiKey(failing)).rejects.toThrow('not proven')
    expect(steps).toEqual(['discard'])
    expect(await auth.authenticate(request)).toEqual({ authorization: 'Bearer veza_test_new' })
    const signing = apiKey('veza_test_old', { scheme: 'hmac', secret: 'old' })
    await rotateApiKey({
      ...options,
      auth: signing,
      options: { scheme: 'hmac' },
      prove: async () => undefined,
    })
    expect(signing.authenticate(request)).toBeInstanceOf(Promise)
  })
})
