import { createHmac } from 'node:crypto'
import type { Sandbox, SandboxOptions } from '@veza/sandbox'
import { describe, expect, test } from 'vitest'
import { ask, sandboxWith } from './ask.ts'
import { upload } from './upload.ts'

const now = Date.UTC(2026, 5, 1)
const later = now / 1000 + 60

async function withKey(options: SandboxOptions = {}, permissions: readonly string[] = ['read:streams']) {
  let time = now
  const sandbox = sandboxWith({ now: () => time, ...options })
  const key = await ask(sandbox, 'POST /v1/auth/api-keys', { name: 'signer', permissions })
  const wait = (ms: number) => {
    time += ms
  }
  return { sandbox, wait, id: String(key.body['id']), secret: String(key.body['secret']) }
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Without an Authorization header: the URL is the credential. */
function play(sandbox: Sandbox, file: string, expires: unknown, signature: string, headers = {}) {
  const query = `expires=${String(expires)}&sig=${signature}`
  const url = `http://sandbox/v1/stream/${encodeURIComponent(file)}?${query}`
  return sandbox.fetch(new Request(url, { headers }))
}

async function refusal(response: Response): Promise<unknown> {
  const { error_code, message } = (await response.json()) as { error_code: string; message: string }
  return [response.status, error_code, message]
}

const expired = [403, 'STREAM_ACCESS_DENIED', 'The signed URL has expired']
const invalid = [403, 'STREAM_ACCESS_DENIED', 'The URL is not signed, or by no key that is in force']

describe("a stream's signed URL", () => {
  test('is a credential until it expires', async () => {
    const { sandbox, secret, wait } = await withKey()
    const signature = sign(secret, `jingle.wav:${later}`)
    const response = await play(sandbox, 'jingle.wav', later, signature)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="jingle.wav"/)
    expect(response.headers.get('vary')).toBeNull()
    expect(JSON.stringify(sandbox.requests())).not.toContain(signature)
    expect(sandbox.requests().at(-1)?.path).toBe(`/v1/stream/jingle.wav?expires=${later}&sig=[redacted]`)
    expect((await response.arrayBuffer()).byteLength).toBe(4044)
    const part = await play(sandbox, 'jingle.wav', later, signature, { range: 'bytes=0-3' })
    expect([part.status, await part.text()]).toEqual([206, 'RIFF'])
    wait(59_999)
    expect((await play(sandbox, 'jingle.wav', later, signature)).status).toBe(200)
    wait(1)
    expect(await refusal(await play(sandbox, 'jingle.wav', later, signature))).toEqual(expired)
  })

  test('is good for any file name, and for the newest file of that name', async () => {
    const { sandbox, secret } = await withKey()
    for (const name of ['a b:c.mp3', '50%.mp3', '日本 🎵?#&=.mp3', "it's.mp3", '..x']) {
      await upload(sandbox, 'old', { name })
      await upload(sandbox, 'new', { name })
      const response = await play(sandbox, name, later, sign(secret, `${name}:${later}`))
      expect([name, response.status, await response.text()]).toEqual([name, 200, 'new'])
    }
    const missing = await play(sandbox, 'none.mp3', later, sign(secret, `none.mp3:${later}`))
    expect(await refusal(missing)).toEqual([404, 'FILE_NOT_FOUND', 'There is no such file'])
  })

  test('is refused where anything in it was changed', async () => {
    const { sandbox, secret } = await withKey()
    const signature = sign(secret, `jingle.wav:${later}`)
    const changed: [string, unknown, string][] = [
      ['welcome.txt', later, signature],
      ['jingle.wav', later + 1, signature],
      ['jingle.wav', `0${later}`, signature],
      ['jingle.wav', later, signature.toUpperCase()],
      ['jingle.wav', later, signature.slice(1)],
      ['jingle.wav', later, `${signature}00`],
      ['jingle.wav', later, ''],
      ['jingle.wav', '', signature],
      ['jingle.wav', later, sign('another secret', `jingle.wav:${later}`)],
      ['jingle.wav', later, sign(secret, `jingle.wav|${later}`)],
    ]
    for (const [file, expires, sig] of changed)
      expect(await refusal(await play(sandbox, file, expires, sig))).toEqual(invalid)
  })

  test.each(['soon', '1e99', '-1', '9'.repeat(16), 'NaN'])(
    'that expires at %s has expired, although it is signed',
    async (expires) => {
      const { sandbox, secret } = await withKey()
      const response = await play(sandbox, 'jingle.wav', expires, sign(secret, `jingle.wav:${expires}`))
      expect(await refusal(response)).toEqual(expired)
    },
  )

  test('ends with its key', async () => {
    const { sandbox, secret, id } = await withKey()
    await ask(sandbox, `DELETE /v1/auth/api-keys/${id}`)
    const response = await play(sandbox, 'jingle.wav', later, sign(secret, `jingle.wav:${later}`))
    expect(await refusal(response)).toEqual(invalid)
  })

  test('needs a key that may read streams', async () => {
    const { sandbox, secret } = await withKey({}, ['read:users', 'read:files'])
    const response = await play(sandbox, 'jingle.wav', later, sign(secret, `jingle.wav:${later}`))
    expect(response.status).toBe(403)
  })

  test('is signed over whatever separator the platform uses', async () => {
    const { sandbox, secret } = await withKey({ streamUrlSeparator: '|' })
    expect((await play(sandbox, 'jingle.wav', later, sign(secret, `jingle.wav|${later}`))).status).toBe(200)
    expect((await play(sandbox, 'jingle.wav', later, sign(secret, `jingle.wav:${later}`))).status).toBe(403)
  })

  test("counts on its key's rate limit", async () => {
    const { sandbox, secret } = await withKey({ rateLimit: { limit: 2, windowMs: 60_000 } })
    const signature = sign(secret, `jingle.wav:${later}`)
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await play(sandbox, 'jingle.wav', later, signature)).status)
    expect(statuses).toEqual([200, 200, 429])
  })
})
