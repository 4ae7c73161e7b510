import { request as httpRequest } from 'node:http'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'
import { sign } from '../../src/sign/sign.ts'
import type { Payload } from './payloads.ts'

export const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

/** What came back. */
export interface Posted {
  readonly status: number
  readonly text: string
}

/** The headers of a payload, signed. */
export async function signedHeaders({ plain, type, encoding }: Payload): Promise<Record<string, string>> {
  const { headers } = await sign({ scheme: standardWebhooks(), secrets: secret, body: plain })
  return { ...headers, 'content-type': type, ...(encoding !== undefined && { 'content-encoding': encoding }) }
}

/** Posts a payload over a real socket. */
export async function post(url: string, payload: Payload): Promise<Posted> {
  const { plain, packed = plain, chunked } = payload
  const headers = await signedHeaders(payload)
  const framing =
    chunked === undefined ? { 'content-length': packed.length } : { 'transfer-encoding': 'chunked' }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      url,
      { method: 'POST', headers: { ...headers, ...framing }, agent: false },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      },
    )
    outgoing.on('error', reject)
    const step = chunked ?? 65_536
    for (let i = 0; i < packed.length; i += step) outgoing.write(packed.subarray(i, i + step))
    outgoing.end()
  })
}
