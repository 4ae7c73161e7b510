import type { Payload } from './payload.ts'

/** What happens to a payload on its way out. */
export interface PayloadWatch {
  /** Its first bytes are read: from here on, one that can be read only once is spent. */
  readonly onOpen: () => void
  /** Some more bytes went out. */
  readonly onBytes: () => void
  /** Its source failed: nothing that a network or a server did. */
  readonly onFailure: (error: unknown) => void
}

/** A payload that tells how it is doing. */
export function watchedPayload(payload: Payload, { onOpen, onBytes, onFailure }: PayloadWatch): Payload {
  const { contentType, length, replayable } = payload
  return {
    contentType,
    length,
    replayable,
    async *open() {
      onOpen()
      try {
        for await (const chunk of payload.open()) {
          yield chunk
          onBytes()
        }
      } catch (error) {
        onFailure(error)
        throw error
      }
    },
    ...(payload.blob !== undefined && {
      blob() {
        onOpen()
        return payload.blob?.() as Blob
      },
    }),
  }
}
