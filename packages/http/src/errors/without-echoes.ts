import type { HttpRequest } from '../exchange/middleware.ts'

/** A shorter value may be an ordinary word; taking it out would tell more than it hides. */
const shortest = 6
const harmlessHeaders: readonly string[] = ['accept', 'content-type', 'idempotency-key']

/**
 * A server's message without what was sent to it: servers like to repeat the token they refuse, and messages end up in
 * logs.
 *
 * @param text - what the server said.
 * @param sent - the request it says it about, with its credential.
 */
export function withoutEchoes(text: string, sent: Pick<HttpRequest, 'url' | 'headers' | 'body'>): string {
  const values = [
    ...headerValues(sent.headers),
    ...new URL(sent.url).searchParams.values(),
    ...bodyTexts(sent.body),
  ]
  const longestFirst = values.filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
  return longestFirst.reduce((clean, value) => clean.replaceAll(value, '…'), text)
}

function headerValues(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => !harmlessHeaders.includes(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s;,=]+/)])
}

function bodyTexts(body: string | undefined): string[] {
  if (body === undefined) return []
  const texts: string[] = [body]
  try {
    JSON.parse(body, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
  } catch {
    // A middleware may send something else than JSON: then the whole is all there is to look for.
  }
  return texts
}
