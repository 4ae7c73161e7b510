import { int64, list, nonEmptyText, nullable, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** An API key as the platform lists it: never the key itself (guide: "API Keys"). */
export interface ApiKey {
  readonly id: number
  readonly name: string
  /** The first characters of the key, to tell it from others. */
  readonly prefix?: string
  readonly permissions: readonly string[]
  readonly createdAt: Date
  readonly expiresAt?: Date | null
  readonly lastUsedAt?: Date | null
}

/** An API key at the one moment the platform shows it: when it is created or rotated. */
export interface IssuedApiKey {
  /** Missing where the server answers with the guide's five fields only. */
  readonly id?: number
  readonly name?: string
  readonly apiKey: string
  readonly secret: string
  readonly permissions: readonly string[]
  readonly createdAt: Date
  readonly expiresAt?: Date | null
}

/** What it takes to create an API key. */
export interface CreateApiKey {
  readonly name: string
  /** What the key may do, as `read:users` or `write:messages`. */
  readonly permissions: readonly string[]
  /** When the key stops working. @defaultValue never */
  readonly expiresAt?: Date | null
}

/**
 * An API key in a list: never the key itself (guide: "API Keys").
 *
 * @example
 * ```ts
 * import { apiKeyModel } from '@veza/protocol'
 *
 * const key = apiKeyModel.read({
 *   id: 1,
 *   name: 'CI',
 *   permissions: ['read:users'],
 *   created_at: '2024-01-01T12:00:00Z',
 *   last_used_at: { Time: '0001-01-01T00:00:00Z', Valid: false },
 * })
 * console.log(key.lastUsedAt) // null
 * ```
 */
export const apiKeyModel: Model<ApiKey> = model<ApiKey>('API key', {
  id: int64,
  name: text,
  prefix: optional(text),
  permissions: list(text),
  createdAt: time,
  expiresAt: optional(nullable(time)),
  lastUsedAt: optional(nullable(time)),
})

/**
 * An API key when it is created or rotated, key and secret included (guide: "API Keys"). Do not log it.
 *
 * @example
 * ```ts
 * import { issuedApiKeyModel } from '@veza/protocol'
 *
 * const issued = issuedApiKeyModel.read({
 *   api_key: 'veza_test_1234',
 *   secret: 'shown once',
 *   permissions: ['read:users'],
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(issued.apiKey.length)
 * ```
 */
export const issuedApiKeyModel: Model<IssuedApiKey> = model<IssuedApiKey>('API key', {
  id: optional(int64),
  name: optional(text),
  apiKey: nonEmptyText,
  secret: nonEmptyText,
  permissions: list(text),
  createdAt: time,
  expiresAt: optional(nullable(time)),
})

/**
 * What creating an API key takes (guide: "API Keys").
 *
 * @example
 * ```ts
 * import { createApiKeyModel } from '@veza/protocol'
 *
 * console.log(createApiKeyModel.write({ name: 'CI', permissions: ['read:users'], expiresAt: new Date(0) }))
 * ```
 */
export const createApiKeyModel: Model<CreateApiKey> = model<CreateApiKey>('API key', {
  name: nonEmptyText,
  permissions: list(nonEmptyText),
  expiresAt: optional(nullable(time)),
})
