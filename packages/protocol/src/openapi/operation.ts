import type { SchemaName } from './schemas.ts'

/** A parameter of a query. */
export interface QueryParameter {
  readonly description: string
  /** JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly required?: true
}

/** What an operation answers when all is well. */
export type Answer =
  /** One resource. */
  | { readonly status: 200 | 201; readonly one: SchemaName }
  /** One page of a list, and how its pages follow each other. */
  | { readonly status: 200; readonly list: SchemaName; readonly paging: 'page' | 'offset' | 'cursor' }
  /** The content of a file, whole or in part. */
  | { readonly status: 200; readonly content: true }
  /** Nothing. */
  | { readonly status: 204 }

/** One operation of the REST API, as data: the OpenAPI document is made from it. */
export interface Operation {
  /** Unique: `listUsers`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base URL; `{id}` stands for a parameter. */
  readonly path: string
  readonly tag: string
  /** One sentence. */
  readonly summary: string
  /** What the caller must be allowed to do; where it is missing, any credential will do. */
  readonly permission?: string
  /** No credential is needed. */
  readonly open?: true
  /** The credential is in the URL, signed with an API key's secret. */
  readonly signed?: true
  readonly query?: Readonly<Record<string, QueryParameter>>
  /** The schema of a JSON body, or `file` for a form with one file. */
  readonly body?: SchemaName | 'file'
  readonly answer: Answer
  /** Request headers that guard it. */
  readonly conditions?: readonly ('IfMatch' | 'ConfirmationToken')[]
  /** Statuses of failures beyond those that follow from the rest. */
  readonly failures?: readonly number[]
}
