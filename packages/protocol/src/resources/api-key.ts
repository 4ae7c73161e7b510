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

export const apiKeyModel: Model<ApiKey> = model<ApiKey>('API key', {
  id: int64,
  name: text,
  prefix: optional(text),
  permissions: list(text),
  createdAt: time,
  expiresAt: optional(nullable(time)),
  lastUsedAt: optional(nullable(time)),
})

export const issuedApiKeyModel: Model<IssuedApiKey> = model<IssuedApiKey>('API key', {
  id: optional(int64),
  name: optional(text),
  apiKey: nonEmptyText,
  secret: nonEmptyText,
  permissions: list(text),
  createdAt: time,
  expiresAt: optional(nullable(time)),
})

export const createApiKeyModel: Model<CreateApiKey> = model<CreateApiKey>('API key', {
  name: nonEmptyText,
  permissions: list(nonEmptyText),
  expiresAt: optional(nullable(time)),
})
