/** Any schema that keeps to Standard Schema (zod, valibot, arktype …): the part of it that is used here. */
export interface StandardSchema<Output> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
  }
}

/** What a schema says of a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: SchemaPath | undefined }[] }

/** Where in the value an issue is. */
export type SchemaPath = readonly (PropertyKey | { readonly key: PropertyKey })[]
