import { describe, expect, test } from 'vitest'
import { type LambdaEvent, type LambdaResult, webhookHandler } from '../../src/adapters/aws-lambda/index.ts'
import type { HandlerOptions, RequestHead } from '../../src/handle/handler-options.ts'
import { payloads } from '../raw-body/payloads.ts'
import { secret, signedHeaders } from '../raw-body/post.ts'
import { errorBook, newVerifier } from './fixture.ts'

type Shape = (
  headers: Record<string, string>,
  body: Pick<LambdaEvent, 'body' | 'isBase64Encoded'>,
) => LambdaEvent

/** The events of AWS's own documentation, cut to what matters and to what must not confuse. */
const shapes: readonly (readonly [name: string, shape: Shape])[] = [
  [
    'API Gateway, format 1.0',
    (headers, body) => ({
      ...{ resource: '/hook', path: '/hook', httpMethod: 'POST', headers, ...body },
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1 1', '2'] },
      requestContext: { domainName: 'api.example.com', path: '/prod/hook', stage: 'prod' },
    }),
  ],
  [
    'API Gateway, format 2.0',
    (headers, body) => ({
      ...{ version: '2.0', rawPath: '/prod/hook', rawQueryString: 'a=1%201&a=2', headers, ...body },
      requestContext: { domainName: 'api.example.com', http: { method: 'POST', path: '/prod/hook' } },
    }),
  ],
  [
    'function URL',
    (headers, body) => ({
      ...{ version: '2.0', rawPath: '/prod/hook', rawQueryString: 'a=1%201&a=2', headers, ...body },
      requestContext: { domainName: 'api.example.com', http: { method: 'POST', path: '/prod/hook' } },
    }),
  ],
  [
    'load balancer',
    (headers, body) => ({
      ...{ path: '/prod/hook', httpMethod: 'POST', ...body },
      multiValueHeaders: Object.fromEntries(
        Object.entries({ ...headers, host: 'api.example.com' }).map(([name, value]) => [name, [value]]),
      ),
      multiValueQueryStringParameters: { a: ['1%201', '2'] },
      requestContext: { elb: { targetGroupArn: 'arn' } },
    }),
  ],
]

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function handler(bodies: Uint8Array[], more: Partial<HandlerOptions> = {}) {
  return webhookHandler({
    verifier: newVerifier({ parse: false }),
    onUnknown: (_, { body }) => void bodies.push(body),
    ...more,
  })
}

describe.each(shapes)('%s', (_, shape) => {
  test.each(payloads.filter(({ maxBodyBytes }) => maxBodyBytes === undefined))(
    'gives the exact bytes of $name',
    async (payload) => {
      const { plain, packed = plain, name } = payload
      const headers = await signedHeaders(payload)
      const bodies: Uint8Array[] = []
      const { errors, onError } = errorBook()
      const handle = handler(bodies, { onError })
      const plainText = Buffer.from(packed).equals(Buffer.from(Buffer.from(packed).toString()))
      const events = [
        shape(headers, { body: base64(packed), isBase64Encoded: true }),
        // API Gateway hands over as text what it takes for text.
        ...(plainText
          ? [shape(headers, { body: Buffer.from(packed).toString(), isBase64Encoded: false })]
          : []),
      ]
      for (const event of events) {
        bodies.length = 0
        const result = await handle(event)
        if (name === '1.1 MB') {
          expect(result).toMatchObject({
            statusCode: 413,
            body: '{"error":{"code":"WEBHOOK_BODY_TOO_LARGE"}}',
          })
          continue
        }
        // The second one comes with the id of the first.
        if (event === events[0]) {
          expect(result).toEqual({ statusCode: 200, headers: {}, body: '', isBase64Encoded: false })
          expect(Buffer.from(plain).equals(bodies[0] as Uint8Array)).toBe(true)
        } else expect(errors.at(-1)).toEqual({ code: 'WEBHOOK_DUPLICATE', stage: 'refused' })
      }
    },
  )

  test('gives the address as the sender called it', async () => {
    const heads: RequestHead[] = []
    const handle = webhookHandler({ tenants: (head) => void heads.push(head) })
    const result: LambdaResult = await handle(shape({ 'X-Tenant': 'a' }, { body: '' }))
    expect(result.statusCode).toBe(404)
    expect(heads[0]).toMatchObject({ method: 'POST', url: 'https://api.example.com/prod/hook?a=1%201&a=2' })
    expect(heads[0]?.header('x-tenant')).toBe('a')
  })
})

test('a body that API Gateway broke as text is refused with the cause', async () => {
  const payload = payloads.find(({ name }) => name === 'bytes that are no text')
  if (payload === undefined) return expect.fail('there is such a payload')
  const headers = await signedHeaders(payload)
  const { errors, onError } = errorBook()
  const event = {
    httpMethod: 'POST',
    headers,
    body: Buffer.from(payload.plain).toString(),
    isBase64Encoded: false,
  }
  expect((await handler([], { onError })(event)).statusCode).toBe(500)
  expect(errors).toEqual([{ code: 'WEBHOOK_BODY_PARSED', stage: 'refused' }])
})

test('a body that a middleware parsed is refused with the cause', async () => {
  const { errors, onError } = errorBook()
  const event = { httpMethod: 'POST', headers: {}, body: { type: 'message.sent' } } as unknown as LambdaEvent
  expect((await handler([], { onError })(event)).statusCode).toBe(500)
  expect(errors).toEqual([{ code: 'WEBHOOK_BODY_PARSED', stage: 'refused' }])
})

test.each<[string, LambdaEvent]>([
  ['an empty event', {}],
  [
    'nulls everywhere',
    { httpMethod: 'POST', body: null, headers: null, multiValueHeaders: null, requestContext: null },
  ],
  ['base64 that is none', { httpMethod: 'POST', headers: {}, body: '%%%', isBase64Encoded: true }],
])('%s is answered, not thrown at', async (_, event) => {
  expect((await handler([])(event)).statusCode).toBeGreaterThanOrEqual(400)
})

test("ack: 'before' is refused: Lambda stops with the answer", () => {
  expect(() => webhookHandler({ verifier: newVerifier({ secrets: secret }), ack: 'before' })).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION' }),
  )
})
