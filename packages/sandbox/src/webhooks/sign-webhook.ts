/** The headers that sign a webhook. */
export interface WebhookSignature extends Readonly<Record<string, string>> {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/**
 * Signs a webhook with each secret: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks 1.0.0, `v1`).
 *
 * @param secrets - `whsec_` and base64.
 * @param now - milliseconds since the Unix epoch.
 */
export async function signWebhook(
  id: string,
  body: string,
  secrets: readonly string[],
  now: number,
): Promise<WebhookSignature> {
  const timestamp = String(Math.floor(now / 1000))
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = await Promise.all(secrets.map((secret) => signature(secret, signed)))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((text) => `v1,${text}`).join(' '),
  }
}

async function signature(secret: string, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace('whsec_', '')), (letter) => letter.charCodeAt(0))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, signed)
  return btoa(String.fromCharCode(...new Uint8Array(mac)))
}
