import type { ResponseHeaders } from '../transport/transport.ts'

/** From where to go on with a download that was begun before. */
export interface ResumePoint {
  /** How many bytes are there already. */
  readonly offset: number
  /** The {@link Download.etag} of what they are the beginning of. */
  readonly etag: string
}

/** What a download says of itself. */
export interface DownloadInfo {
  /** Bytes of the whole content; `undefined` where the server does not say. */
  readonly size: number | undefined
  /** Where `stream` begins: 0, unless it goes on with an earlier download that still holds. */
  readonly offset: number
  readonly contentType: string | undefined
  /** Names this very content; needed to go on with it later. `undefined` where the server has none. */
  readonly etag: string | undefined
}

/**
 * Content on its way. Read it once: as `stream`, or by one of the methods.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const file = await veza.files.upload(new Blob(['la la la']), { name: 'song.txt' })
 * const download = await veza.files.download(file.id)
 * console.log(download.size, await download.text())
 * ```
 */
export class Download implements DownloadInfo {
  readonly size: number | undefined
  readonly offset: number
  readonly contentType: string | undefined
  readonly etag: string | undefined
  /** The bytes, as they come in. Where the connection breaks, it goes on by itself, if the server can. */
  readonly stream: ReadableStream<Uint8Array>

  constructor(info: DownloadInfo, stream: ReadableStream<Uint8Array>) {
    this.size = info.size
    this.offset = info.offset
    this.contentType = info.contentType
    this.etag = info.etag
    this.stream = stream
  }

  /** All of it as bytes, in memory. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await (await this.blob()).arrayBuffer())
  }

  /** All of it as a blob. */
  async blob(): Promise<Blob> {
    // Not by a `Response`: where the stream fails, Chromium's says "Failed to fetch", and nothing of the cause.
    const reader = this.stream.getReader()
    const chunks: BlobPart[] = []
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Blob(chunks, this.contentType === undefined ? {} : { type: this.contentType })
      chunks.push(value as Uint8Array<ArrayBuffer>)
    }
  }

  /** All of it as text, read as UTF-8. */
  async text(): Promise<string> {
    return (await this.blob()).text()
  }
}

/** What the headers of an answer say of its content. */
export function downloadInfo(status: number, headers: ResponseHeaders): DownloadInfo {
  const range = status === 206 ? /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') : null
  const length = headers.get('content-length')
  const etag = headers.get('etag') ?? undefined
  return {
    offset: range === null ? 0 : Number(range[1]),
    size: range === null ? (length === null ? undefined : Number(length)) : Number(range[2]),
    contentType: headers.get('content-type') ?? undefined,
    // A weak one names what is alike, not what is the same.
    etag: etag?.startsWith('W/') === true ? undefined : etag,
  }
}
