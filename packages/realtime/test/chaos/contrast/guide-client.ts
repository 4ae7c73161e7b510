/** What a listener is told. */
type Callback = (payload: { readonly content: string }) => void

/**
 * The sample client of the platform's guide ("WebSocket"), with what is wrong with it: it does not subscribe again, does
 * not refresh, counts `open` as success, and throws where it is not connected.
 */
export class GuideClient {
  readonly #url: string
  readonly #reconnectDelay: number
  readonly #maxReconnectAttempts = 5
  readonly #listeners = new Map<string, Callback[]>()
  #attempts = 0
  #socket: WebSocket | undefined
  #left = false

  constructor(url: string, apiKey: string, reconnectDelay: number) {
    this.#url = `${url}?token=${apiKey}`
    this.#reconnectDelay = reconnectDelay
  }

  get connected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#url)
      this.#socket = socket
      socket.onopen = () => {
        this.#attempts = 0
        resolve()
      }
      socket.onmessage = ({ data }) => this.#handle(String(data))
      socket.onclose = () => this.#attemptReconnect()
      socket.onerror = () => reject(new Error('WebSocket error'))
    })
  }

  on(type: string, callback: Callback): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), callback])
  }

  subscribe(roomId: number): void {
    this.#send('subscribe', { room_id: roomId })
  }

  sendMessage(roomId: number, content: string): void {
    this.#send('message', { room_id: roomId, content })
  }

  /** Not in the guide: a test has to come to an end. */
  leave(): void {
    this.#left = true
    this.#socket?.close()
  }

  #handle(text: string): void {
    const { type, payload } = JSON.parse(text) as { type: string; payload: { content: string } }
    for (const callback of this.#listeners.get(type) ?? []) callback(payload)
  }

  #send(type: string, payload: object): void {
    if (!this.connected) throw new Error('WebSocket not connected')
    this.#socket?.send(JSON.stringify({ type, payload }))
  }

  #attemptReconnect(): void {
    if (this.#left || this.#attempts >= this.#maxReconnectAttempts) return
    this.#attempts++
    setTimeout(() => void this.connect().catch(() => {}), this.#reconnectDelay * this.#attempts)
  }
}
