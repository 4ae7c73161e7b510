import { join } from '../../bytes/join.ts'
import type { Arrival, ArrivedBody } from '../../handle/arrival.ts'
import { bodyParsed } from '../../handle/body-parsed.ts'
import { addressOf } from '../../handle/public-url.ts'
import { tooLarge } from '../../message/too-large.ts'
import type { LambdaEvent } from './lambda-event.ts'

/** The request that an event tells of. */
export function lambdaArrival(event: LambdaEvent, publicUrl: string | undefined): Arrival {
  const headers = headersOf(event)
  const host =
    event.requestContext?.domainName ?? headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  const origin = host === undefined ? undefined : `https://${host}`
  return {
    method: event.requestContext?.http?.method ?? event.httpMethod ?? '',
    url: addressOf(publicUrl, origin, targetOf(event)),
    headers,
    body: async (maxBytes) => bodyOf(event, maxBytes),
  }
}

function headersOf({ headers, multiValueHeaders }: LambdaEvent): (readonly [string, string])[] {
  const many = Object.entries(multiValueHeaders ?? {})
  if (many.length > 0)
    return many.flatMap(([name, values = []]) => values.map((value) => [name, value] as const))
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
}

function targetOf(event: LambdaEvent): string {
  const { rawPath, rawQueryString, requestContext, path = '' } = event
  // Format 2.0 has path and query as they came. With a stage, the path in the context has it and rawPath too.
  if (rawPath !== undefined) return rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath
  const query = queryOf(event)
  return `${requestContext?.path ?? path}${query && `?${query}`}`
}

/** Format 1.0 has the query decoded, and load balancers as it came: whoever signs the address signs it encoded. */
function queryOf(event: LambdaEvent): string {
  const { multiValueQueryStringParameters: many, queryStringParameters: single, requestContext } = event
  const encode = requestContext?.elb === undefined ? encodeURIComponent : (text: string) => text
  const pairs = Object.entries(many ?? {}).flatMap(([name, values = []]) =>
    values.map((value) => [name, value] as const),
  )
  const chosen =
    pairs.length > 0
      ? pairs
      : Object.entries(single ?? {}).map(([name, value = '']) => [name, value] as const)
  return chosen.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

function bodyOf({ body, isBase64Encoded }: LambdaEvent, maxBytes: number): ArrivedBody {
  if (body === undefined || body === null) return { content: join([]), decoded: false }
  if (typeof body !== 'string') {
    throw bodyParsed(
      'A middleware, such as @middy/http-json-body-parser,',
      'Take the parser off this function: the handler parses by itself.',
    )
  }
  if (body.length > maxBytes * 2) throw tooLarge(maxBytes)
  const content = isBase64Encoded === true ? fromBase64(body) : body
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return { content, decoded: false }
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
