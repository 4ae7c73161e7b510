import { int64, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** What the platform knows of a file it keeps (guide: "Types d'Intégration", "Fichiers"). Its content never changes. */
export interface StoredFile {
  readonly id: number
  /** The name it was uploaded under, without a path. */
  readonly name: string
  /** The media type its uploader gave: `audio/mpeg`. */
  readonly contentType: string
  /** Length of the content, in bytes. */
  readonly size: number
  /** SHA-256 of the content, in lower-case hex. */
  readonly checksum: string
  /** Who uploaded it. */
  readonly userId: number
  readonly createdAt: Date
}

/**
 * A file's metadata on the wire and here (guide: "Types d'Intégration").
 *
 * @example
 * ```ts
 * import { storedFileModel } from '@veza/protocol'
 *
 * const file = storedFileModel.read({
 *   id: 3,
 *   name: 'jingle.mp3',
 *   content_type: 'audio/mpeg',
 *   size: 52_000,
 *   checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
 *   user_id: 1,
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(file.contentType, file.size)
 * ```
 */
export const storedFileModel: Model<StoredFile> = model<StoredFile>('file', {
  id: int64,
  name: text,
  contentType: text,
  size: int64,
  checksum: text,
  userId: int64,
  createdAt: time,
})
