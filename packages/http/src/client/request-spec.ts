import type { Payload } from '../payload/payload.ts'
import type { PathParams, Query } from '../url/join-url.ts'

/** HTTP methods of the platform's API. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What writes a body: a model of `@veza/protocol` is one. */
export interface BodyModel {
  /** The resource's name, for errors. */
  readonly name: string
  /** Model to wire. */
  readonly write: (body: never) => Readonly<Record<string, unknown>>
}

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
  /** Makes the wire form of `body`, which must be an object then. @defaultValue `body` is sent as it is */
  readonly bodyModel?: BodyModel
  /** Bytes to send instead of JSON. */
  readonly payload?: Payload
}
