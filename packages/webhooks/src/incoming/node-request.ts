/** The parts of `http.IncomingMessage` that are used, so that nothing of Node.js need be imported. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Whether anybody has read from it; an imitation of a request may not know. */
  readonly readableDidRead?: boolean | undefined
  /** Whether its end has been seen. */
  readonly readableEnded?: boolean | undefined
  readonly destroyed?: boolean | undefined
  readonly socket: object
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  off(event: 'end' | 'close', listener: () => void): unknown
  resume(): unknown
}

/** The parts of `http.ServerResponse` that are used. */
export interface NodeResponse {
  readonly headersSent: boolean
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
}

/** Names and values as they came, also those that came twice. */
export function headerPairs({ rawHeaders }: Pick<NodeRequest, 'rawHeaders'>): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] as string, rawHeaders[i + 1] as string])
  }
  return pairs
}

/** Scheme and host as the connection has them. */
export function originOf({ socket, headers }: NodeRequest): string | undefined {
  const host = headers['host']
  const secure = 'encrypted' in socket && socket.encrypted === true
  return typeof host === 'string' ? `${secure ? 'https' : 'http'}://${host}` : undefined
}
