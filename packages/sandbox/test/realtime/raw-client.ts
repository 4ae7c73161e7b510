import { once } from 'node:events'
import type { WireObject } from '@veza/protocol'
import type { RunningSandbox } from '@veza/sandbox/node'
import { type ClientOptions, WebSocket } from 'ws'

/** A frame as it came. */
export interface Frame {
  readonly type: string
  readonly payload: WireObject
  readonly epoch?: string
  readonly seq?: number
}

/** How a connection ended. */
export interface Ended {
  readonly code: number
  readonly reason: string
}

/** A WebSocket of `ws` as it comes: what it is sent can be waited for, in order. */
export class RawClient {
  readonly ws: WebSocket
  /** Everything that came, as text. */
  readonly texts: string[] = []
  /** The chosen subprotocol, or why there is no connection. */
  readonly opened: Promise<string>
  readonly ended: Promise<Ended>
  /** What became of the connection below: bytes that came, and what broke it. */
  readonly below = { bytes: 0, error: '' }
  #taken = 0
  #wake: () => void = () => {}

  constructor(url: string, protocols: readonly string[] = [], options: ClientOptions = {}) {
    this.ws = new WebSocket(url, [...protocols], options)
    this.ended = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.#wake()
      })
    })
    this.opened = new Promise((resolve) => {
      this.ws.on('open', () => resolve(this.ws.protocol))
      this.ws.on('error', ({ message }) => resolve(message))
    })
    this.ws.on('upgrade', ({ socket }) => {
      socket.prependListener('data', (chunk: Buffer) => {
        this.below.bytes += chunk.length
      })
      socket.prependListener('error', (error: NodeJS.ErrnoException) => {
        this.below.error = error.code ?? ''
      })
    })
    this.ws.on('message', (data: Buffer) => {
      this.texts.push(data.toString())
      this.#wake()
    })
  }

  /** The next frame. @throws Error, where the connection ends before. */
  async next(): Promise<Frame> {
    while (this.#taken === this.texts.length) {
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error('the connection has ended')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return JSON.parse(this.texts[this.#taken++] as string) as Frame
  }

  /** The next frame of a type; those before it are passed over. */
  async nextOf(type: string): Promise<Frame> {
    for (;;) {
      const frame = await this.next()
      if (frame.type === type) return frame
    }
  }

  async take(count: number): Promise<Frame[]> {
    const frames: Frame[] = []
    while (frames.length < count) frames.push(await this.next())
    return frames
  }

  send(type: string, payload: object = {}): void {
    this.ws.send(JSON.stringify({ type, payload }))
  }

  /** Waits until what was sent so far has been handled, and what it caused has come. */
  async settled(): Promise<void> {
    const pong = once(this.ws, 'pong')
    this.ws.ping()
    await pong
  }

  /** What came and was not taken. */
  rest(): Frame[] {
    const rest = this.texts.slice(this.#taken).map((text) => JSON.parse(text) as Frame)
    this.#taken = this.texts.length
    return rest
  }

  [Symbol.dispose](): void {
    this.ws.terminate()
  }
}

/** A client of the guide's protocol, as the guide's own: with the token in the query, and no subprotocol. */
export async function plainClient(running: RunningSandbox, key = running.apiKey): Promise<RawClient> {
  const client = new RawClient(`${running.realtimeUrl}?token=${encodeURIComponent(key)}`)
  await client.opened
  return client
}

/** A client of `veza.v2` that has been greeted. */
export async function exactClient(running: RunningSandbox, key = running.apiKey): Promise<RawClient> {
  const client = new RawClient(running.realtimeUrl, ['veza.v2'], {
    headers: { authorization: `Bearer ${key}` },
  })
  const hello = await client.next()
  if (hello.type !== 'hello') throw new Error(`${hello.type} came before hello`)
  return client
}
