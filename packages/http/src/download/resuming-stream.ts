import { ConflictError, ConnectionError, isVezaError, TimeoutError } from '@veza/resilience'
import type { Progress } from '../payload/progress.ts'
import type { DownloadInfo } from './download.ts'

/** Content from some offset on, as the server sends it now. */
export interface Opened {
  readonly info: DownloadInfo
  readonly stream: ReadableStream<Uint8Array>
}

/** How a stream goes on after it broke. */
export interface Resumption {
  /** Asks for the content from `offset` on, as long as it is still what `etag` names. */
  readonly open: (offset: number, etag: string) => Promise<Opened>
  /** Waits before the next try. @returns `false` where no further one is due. */
  readonly wait: (failuresInARow: number) => Promise<boolean>
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** The content of a download. Where the connection breaks, it asks for the rest and goes on. */
export function resumingStream(
  first: Opened,
  { open, wait, onProgress }: Resumption,
): ReadableStream<Uint8Array> {
  const { size, etag } = first.info
  let reader = first.stream.getReader()
  let received = first.info.offset
  let failures = 0
  let toPassOver = 0

  const goOn = async (error: unknown): Promise<void> => {
    if (etag === undefined || !isBreak(error) || !(await wait(++failures))) throw error
    const { info, stream } = await open(received, etag)
    if (info.etag !== etag || (info.offset !== received && info.offset !== 0)) throw changed()
    reader = stream.getReader()
    // A server without ranges begins at the beginning.
    toPassOver = received - info.offset
  }
  const next = async (): Promise<Uint8Array | undefined> => {
    for (;;) {
      try {
        const { done, value } = await reader.read()
        if (!done) {
          const passed = Math.min(toPassOver, value.byteLength)
          toPassOver -= passed
          if (passed < value.byteLength) return value.subarray(passed)
          continue
        }
        if (size === undefined || received >= size) return undefined
        throw cutShort()
      } catch (error) {
        await goOn(error)
      }
    }
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await next()
        if (chunk === undefined) return controller.close()
        received += chunk.byteLength
        failures = 0
        controller.enqueue(chunk)
        onProgress?.({ bytes: received, total: size })
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function isBreak(error: unknown): boolean {
  return (
    isVezaError(error) &&
    error.retryable &&
    (error instanceof ConnectionError || error instanceof TimeoutError)
  )
}

function cutShort(): ConnectionError {
  return new ConnectionError('The content ended before its end', {
    code: 'CONNECTION_RESET',
    retryable: true,
    remedy: 'Try again: the connection broke.',
  })
}

function changed(): ConflictError {
  return new ConflictError('The content changed while it was being read', {
    code: 'CONTENT_CHANGED',
    remedy: 'Begin the download anew: the content changed while it was being read.',
  })
}
