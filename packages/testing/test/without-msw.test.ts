import { Veza } from '@veza/client'
import { type PlatformOptions, vezaPlatform } from '@veza/testing/without-msw'
import { describe, expect, test } from 'vitest'
import { platformSuite } from './platform-suite.ts'

platformSuite(vezaPlatform)

describe('the fetch of a platform', () => {
  test('asks the platform only, and says so', async () => {
    const platform = vezaPlatform()
    const remedy = 'Pass the options of the platform to new Veza(): its base URL is https://veza.test/v1.'
    for (const baseUrl of ['https://other.test/v1', 'https://veza.test/v2', 'https://veza.test/v11']) {
      const veza = new Veza({ ...platform.options, baseUrl })
      await expect(veza.users.get(1)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', remedy })
    }
    expect(platform.requests).toEqual([])
  })

  test('takes what fetch takes', async () => {
    const { fetch, baseUrl, apiKey } = vezaPlatform()
    const headers = { authorization: `Bearer ${apiKey}` }
    for (const input of [`${baseUrl}/users/1`, new URL(`${baseUrl}/users/1`)]) {
      expect(await (await fetch(input, { headers })).json()).toMatchObject({ id: 1 })
    }
    expect((await fetch(new Request(`${baseUrl}/users/1`, { headers }))).status).toBe(200)
    expect((await fetch(baseUrl)).status).toBe(404)
    await expect(fetch('no url')).rejects.toThrow(TypeError)
  })

  test('heeds its signal before, while waiting, and in mid-body', async () => {
    const { fetch, baseUrl, apiKey, faults } = vezaPlatform()
    const headers = { authorization: `Bearer ${apiKey}` }
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await expect(fetch(`${baseUrl}/users/1`, { signal })).rejects.toBe(reason)

    faults.add({ times: 1, fault: { kind: 'stall', at: 'headers' } })
    const waiting = new AbortController()
    const answer = fetch(`${baseUrl}/users/1`, { headers, signal: waiting.signal })
    setImmediate(() => waiting.abort(reason))
    await expect(answer).rejects.toBe(reason)

    faults.add({ times: 1, fault: { kind: 'stall', at: 'body' } })
    const reading = new AbortController()
    const response = await fetch(`${baseUrl}/users/1`, { headers, signal: reading.signal })
    const text = response.text()
    setImmediate(() => reading.abort(reason))
    await expect(text).rejects.toBe(reason)
  })

  test('breaks a connection as the fetch of Node does', async () => {
    const { fetch, baseUrl, faults } = vezaPlatform()
    faults.add({ fault: { kind: 'reset', at: 'before' } })
    await expect(fetch(`${baseUrl}/users/1`)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    })
  })
})

describe('the options of a platform', () => {
  test.each<[object, string]>([
    [{ seed: 1.5 }, 'option "seed" is invalid. Write a whole number.'],
    [{ seeds: 1 }, 'unknown option "seeds". Write "seed".'],
    [{ baseUrl: 'veza.test' }, 'option "baseUrl" is invalid'],
    [{ baseUrl: 'https://veza.test/v1?x=1' }, 'option "baseUrl" is invalid'],
    [{ baseUrl: 'https://veza.test/:id' }, 'option "baseUrl" is invalid'],
    [{ baseUrl: 'https://user@veza.test' }, 'option "baseUrl" is invalid'],
    [{ baseUrl: 'https://veza.test:99999/v1' }, 'option "baseUrl" is invalid'],
    [{ baseUrl: 5 }, 'option "baseUrl" is invalid'],
    [{ clock: Date }, 'option "clock" is invalid'],
    [{ showHeaders: 'x-tenant' }, 'option "showHeaders" is invalid'],
    [{ showHeaders: [5] }, 'option "showHeaders" is invalid'],
    [{ idempotencyKeys: 'no' }, 'option "idempotencyKeys" is invalid'],
    [{ rateLimit: { limit: 0, windowMs: 1 } }, 'option "rateLimit" is invalid'],
    [{ rateLimit: true }, 'option "rateLimit" is invalid'],
    [{ maxBodyBytes: 0 }, 'option "maxBodyBytes" is invalid'],
    [{ maxBodyBytes: '5' }, 'option "maxBodyBytes" is invalid'],
    [{ maxFileBytes: '1' }, 'option "maxFileBytes" is invalid'],
    [{ maxAgeMs: -1 }, 'option "maxAgeMs" is invalid'],
  ])('cannot be %j', (options, message) => {
    const make = () => vezaPlatform(options as PlatformOptions)
    expect(make).toThrow(`vezaPlatform: ${message}`)
    expect(make).toThrow(expect.objectContaining({ name: 'InvalidRequestError', code: 'INVALID_OPTION' }))
  })

  test('may be undefined', () => {
    const none = { seed: undefined, baseUrl: undefined, clock: undefined, rateLimit: undefined }
    expect(vezaPlatform(none as object).baseUrl).toBe('https://veza.test/v1')
    expect(vezaPlatform({ rateLimit: false }).apiKey).toMatch(/^veza_test_/)
  })
})
