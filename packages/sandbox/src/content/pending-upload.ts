import type { Upload } from './receive-upload.ts'

/** A file that came in, until a route takes it: a repeated request's file is let go of. */
export class PendingUpload {
  readonly #upload: Upload
  #taken = false

  constructor(upload: Upload) {
    this.#upload = upload
  }

  /** What tells this upload from another under the same idempotency key. */
  get fingerprint(): string {
    const { name, contentType, content } = this.#upload
    return `${name} ${contentType} ${content.checksum}`
  }

  /** The file, which is the taker's from now on. */
  take(): Upload {
    this.#taken = true
    return this.#upload
  }

  /** Lets go of the file unless it was taken. */
  async discard(): Promise<void> {
    if (!this.#taken) await this.#upload.content.delete()
  }
}
