import { type Authenticator, Veza, type VezaOptions } from '@veza/client'
import { afterEach, describe, expect, test, vi } from 'vitest'

const local = 'http://127.0.0.1:1/v1'
const key = 'veza_test_canary1234'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('new Veza()', () => {
  const wrong: [string, VezaOptions, RegExp][] = [
    [
      'an empty key',
      { apiKey: '', baseUrl: local },
      /empty: pass a key, or set the environment variable VEZA_API_KEY/,
    ],
    ['white space around the key', { apiKey: ` ${key}`, baseUrl: local }, /white space/],
    ['the secret instead of the key', { apiKey: 'sk_live_canary', baseUrl: local }, /begins with "veza_"/],
    ['Bearer before the key', { apiKey: `Bearer ${key}`, baseUrl: local }, /Leave "Bearer" out/],
    ['a key of another platform', { apiKey: 'ghp_canary', baseUrl: local }, /"veza_live_" or "veza_test_"/],
    ['a key with a line break', { apiKey: `${key}\nx: y`, baseUrl: local }, /letters, digits/],
    ['a key that is no text', { apiKey: 5 as unknown as string }, /Pass a string/],
    ['a test key on production', { apiKey: key }, /baseUrl of your sandbox/],
    ['a live key elsewhere', { apiKey: 'veza_live_canary', baseUrl: local }, /veza_test_ key there/],
    ['clear text to another machine', { apiKey: key, baseUrl: 'http://example.com' }, /https:\/\/ instead/],
    ['a base URL that is none', { apiKey: key, baseUrl: 'example.com' }, /absolute URL/],
    ['a negative timeout', { apiKey: key, baseUrl: local, timeoutMs: -1 }, /1 or more/],
    ['an unknown option', { apiKey: key, apikey: key } as VezaOptions, /Write "apiKey"/],
    ['no authenticator', { auth: {} as Authenticator }, /authenticate\(\)/],
    ['two credentials', { apiKey: key, auth: { authenticate: () => ({}) } }, /not both/],
    ['no credential', {}, /VEZA_API_KEY/],
    ['a key alone', key as VezaOptions, /as in new Veza\(\{ apiKey: '…' \}\)/],
    ['nothing', null as unknown as VezaOptions, /as in new Veza/],
    ['a list', [key] as VezaOptions, /Pass an object of options/],
    ['an option with an underscore', { api_key: key } as VezaOptions, /Write "apiKey"/],
    ['an option with a dash', { 'base-url': local } as VezaOptions, /Write "baseUrl"/],
    [
      'a number of retries',
      { apiKey: key, baseUrl: local, retry: 5 as unknown as false },
      /as \{ maxAttempts: 5 \}, or false/,
    ],
    [
      'both fetch and transport',
      { apiKey: key, baseUrl: local, fetch, transport: fetch as never },
      /not both/,
    ],
  ]
  test.each(wrong)('refuses %s', (_, options, remedy) => {
    vi.stubEnv('VEZA_API_KEY', '')
    try {
      new Veza(options)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_OPTION' })
      expect(String(error)).toMatch(remedy)
      expect(String(error)).toContain('new Veza()')
      expect(String(error)).not.toContain('canary')
    }
  })

  test.each<[object, RegExp]>([
    [
      { VEZA_API_KEY: 'sk_canary' },
      /new Veza\(\): the environment variable VEZA_API_KEY is invalid. That is the secret/,
    ],
    [
      { VEZA_API_KEY: key, VEZA_BASE_URL: 'canary.example.com' },
      /new Veza\(\): the environment variable VEZA_BASE_URL is invalid. Write an absolute URL/,
    ],
    [{ VEZA_API_KEY: key }, /VEZA_API_KEY is a test key, and the base URL is production.*set VEZA_BASE_URL/],
    [
      { VEZA_API_KEY: 'veza_live_canary', VEZA_BASE_URL: local },
      /VEZA_API_KEY is a live key, and the environment variable VEZA_BASE_URL is not production/,
    ],
  ])('says which variable of the environment is wrong: %j', (variables, message) => {
    vi.stubEnv('VEZA_API_KEY', '')
    vi.stubEnv('VEZA_BASE_URL', '')
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value as string)
    expect(() => new Veza()).toThrow(message)
    expect(() => new Veza()).not.toThrow(/canary/)
  })

  test('takes the key and the base URL from the environment', async () => {
    vi.stubEnv('VEZA_API_KEY', key)
    vi.stubEnv('VEZA_BASE_URL', local)
    const { url, authorization } = await requestOf(new Veza({ fetch: capture }))
    expect(url).toBe(`${local}/analytics/metrics`)
    expect(authorization).toBe(`Bearer ${key}`)
  })

  test('takes its options before the environment', async () => {
    vi.stubEnv('VEZA_API_KEY', 'veza_live_other')
    vi.stubEnv('VEZA_BASE_URL', 'https://other.example.test')
    const { url, authorization } = await requestOf(new Veza({ apiKey: key, baseUrl: local, fetch: capture }))
    expect(url).toBe(`${local}/analytics/metrics`)
    expect(authorization).toBe(`Bearer ${key}`)
  })

  test('sends a live key to production', async () => {
    const { url } = await requestOf(new Veza({ apiKey: 'veza_live_canary', fetch: capture }))
    expect(url).toBe('https://api.veza.app/v1/analytics/metrics')
  })

  test('sends a mismatched key only when told to', async () => {
    const veza = new Veza({ apiKey: 'veza_live_x', baseUrl: local, allowKeyMismatch: true, fetch: capture })
    expect((await requestOf(veza)).authorization).toBe('Bearer veza_live_x')
  })

  test('takes any authenticator', async () => {
    const auth: Authenticator = { authenticate: () => ({ 'x-api-key': 'k' }) }
    const { headers } = await requestOf(new Veza({ auth, baseUrl: local, fetch: capture }))
    expect(headers.get('x-api-key')).toBe('k')
    expect(headers.get('authorization')).toBeNull()
  })
})

const requests: Request[] = []

const capture: typeof fetch = (input) => {
  requests.push(new Request(input))
  return Promise.resolve(Response.json({ active_users: 1, messages_per_hour: 2, system_status: 'healthy' }))
}

async function requestOf(
  veza: Veza,
): Promise<{ url: string; authorization: string | null; headers: Headers }> {
  requests.length = 0
  expect(await veza.analytics.metrics()).toMatchObject({ activeUsers: 1, systemStatus: 'healthy' })
  const [request] = requests
  if (request === undefined) throw new Error('nothing was sent')
  return { url: request.url, authorization: request.headers.get('authorization'), headers: request.headers }
}
