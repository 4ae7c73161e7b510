/** A body, byte for byte as it came; a string stands for its UTF-8 bytes. */
export type WebhookBody = Uint8Array | ArrayBuffer | string

/** Headers in whichever form a framework has them. Names are read in any case. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | readonly (readonly [name: string, value: string])[]

/** A request that was received, as any framework can hand it over. */
export interface WebhookMessage {
  readonly headers: WebhookHeaders
  /** The exact bytes. An object, which is what a body parser leaves, is refused: its bytes are lost. */
  readonly body?: unknown
  /** The exact bytes where a framework keeps them beside a parsed body; read before `body`. */
  readonly rawBody?: unknown
  /** The address the sender called, whole: some schemes sign it. */
  readonly url?: string | undefined
  readonly method?: string | undefined
}

/** What a verifier reads: a Fetch `Request` whose body was not read yet, or its parts. */
export type WebhookInput = Request | WebhookMessage
