import type { Payload } from '../payload/payload.ts'
import type { PathParams, Query } from '../url/join-url.ts'

/** HTTP methods of the platform's API. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What to ask of the server. */
export interface RequestSpec {
  readonly method: HttpMethod
  /** Below the base URL; begins with one slash; `{name}` stands for a parameter: `/users/{id}`. */
  readonly path: string
  /** Values for the parameters of the path. */
  readonly params?: PathParams
  readonly query?: Query
  /** Anything that JSON can hold; sent as it is. */
  readonly body?: unknown
  /** Bytes to send instead of JSON. */
  readonly payload?: Payload
}
