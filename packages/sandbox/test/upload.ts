import type { Sandbox } from '@veza/sandbox'

/** What a file is sent as. */
export interface Sending {
  readonly name?: string
  readonly type?: string
  /** The name of the part. */
  readonly part?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Uploads a file to a sandbox without sockets; the runtime writes the multipart body. */
export async function upload(
  sandbox: Sandbox,
  content: string | Uint8Array<ArrayBuffer>,
  sending: Sending = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const { name = 'file.txt', type = 'text/plain', part = 'file', headers = {} } = sending
  const form = new FormData()
  form.set(part, new File([content], name, { type }))
  return uploadBody(sandbox, form, headers)
}

/** Uploads any body. */
export async function uploadBody(
  sandbox: Sandbox,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const init = { method: 'POST', body, duplex: 'half' as const }
  const response = await sandbox.fetch(
    new Request('http://sandbox/v1/files', {
      ...init,
      headers: { authorization: `Bearer ${sandbox.apiKey}`, ...headers },
    }),
  )
  const answer = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body: answer }
}

/** Asks for a path of a sandbox with its own key; the body is left to be read. */
export function get(
  sandbox: Sandbox,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const all = { authorization: `Bearer ${sandbox.apiKey}`, ...headers }
  return sandbox.fetch(new Request(`http://sandbox/v1${path}`, { headers: all }))
}
