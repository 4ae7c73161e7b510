import { InvalidRequestError, randomId } from '@veza/resilience'
import type { Payload } from '../payload/payload.ts'
import type { Progress } from '../payload/progress.ts'
import type { Upload } from './upload-source.ts'

/** The part of a form that holds the file. */
export interface FilePart {
  /** The form field's name. */
  readonly field: string
  readonly fileName: string
  /** @defaultValue 'application/octet-stream' */
  readonly contentType?: string | undefined
  /** Is told of the content's bytes as they go out. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** A media type with its parameters (RFC 9110, 8.3.1), which cannot end its header. */
const mediaType = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:\s*;\s*[\x20-\x7e]{0,255})?$/

/**
 * A form with one file (RFC 7578): its bytes pass through and are never held in memory.
 *
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` for what is no media type.
 */
export function multipartPayload(upload: Upload, part: FilePart): Payload {
  const { field, fileName, contentType = 'application/octet-stream', onProgress } = part
  if (!mediaType.test(contentType)) throw noMediaType()
  const boundary = `veza-${randomId()}`
  const disposition = `form-data; name="${escaped(field)}"; filename="${escaped(fileName)}"`
  const head = encode(
    `--${boundary}\r\ncontent-disposition: ${disposition}\r\ncontent-type: ${contentType}\r\n\r\n`,
  )
  const tail = encode(`\r\n--${boundary}--\r\n`)
  const { size: total, replayable, blob } = upload
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: total === undefined ? undefined : head.byteLength + total + tail.byteLength,
    replayable,
    async *open() {
      yield head
      let bytes = 0
      for await (const chunk of upload.open()) {
        yield chunk
        bytes += chunk.byteLength
        onProgress?.({ bytes, total })
      }
      yield tail
    },
    ...(blob !== undefined && { blob: () => new Blob([head, blob, tail]) }),
  }
}

/** As the HTML standard has it: a name with a quote or a line break cannot add headers, or end its own. */
function escaped(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function noMediaType(): InvalidRequestError {
  return new InvalidRequestError('The content type of the file is not a media type', {
    code: 'INVALID_ARGUMENT',
    remedy: 'Write a media type such as "audio/mpeg".',
  })
}
