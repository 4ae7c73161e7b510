import { createSandbox, type Sandbox, type SandboxOptions } from '@veza/sandbox'

/** What came back: status, headers and the parsed body. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  // The tests read answers of many shapes.
  readonly body: Record<string, unknown>
}

/** Asks a sandbox without sockets, by default with its own key. */
export async function ask(
  sandbox: Sandbox,
  line: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const [method = 'GET', path = '/'] = line.split(' ')
  const response = await sandbox.fetch(
    new Request(`http://sandbox${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sandbox.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

/** A sandbox for one test. */
export function sandboxWith(options: SandboxOptions = {}): Sandbox {
  return createSandbox({ seed: 4, ...options })
}

/** The items of a list's answer. */
export function items({ body }: Answered): Record<string, unknown>[] {
  return body['data'] as Record<string, unknown>[]
}
