/** How many seconds a failure says to wait, wherever a library keeps that; `undefined` where it does not say. */
export function toldWait(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const of = error as Readonly<Record<string, unknown>>
  if (typeof of['retryAfterMs'] === 'number') return of['retryAfterMs'] / 1000
  if (typeof of['retryAfter'] === 'number') return of['retryAfter']
  const response = of['response'] as { readonly headers?: unknown } | undefined
  const text = header(of['headers']) ?? header(response?.headers)
  return text === undefined ? undefined : Number(text)
}

function header(headers: unknown): string | undefined {
  if (headers instanceof Headers) return headers.get('retry-after') ?? undefined
  if (typeof headers !== 'object' || headers === null) return undefined
  const value = (headers as Readonly<Record<string, unknown>>)['retry-after']
  return typeof value === 'string' ? value : undefined
}
