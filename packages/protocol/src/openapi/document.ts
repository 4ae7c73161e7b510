import { components } from './components.ts'
import type { OpenApiObject } from './failures.ts'
import type { Operation } from './operation.ts'
import { operationObject } from './operation-object.ts'
import { operations } from './operations.ts'

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: OpenApiObject
  readonly servers: readonly OpenApiObject[]
  readonly tags: readonly OpenApiObject[]
  /** Operations by path and lower-case method. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiObject>>>>
  readonly components: OpenApiObject
}

/**
 * The platform's REST API as an OpenAPI 3.1 document: every operation, its permission, parameters, bodies and failures.
 *
 * @param baseUrl - where the API is. @defaultValue production
 * @example
 * ```ts
 * import { openApiDocument } from '@veza/protocol/openapi'
 *
 * const { paths } = openApiDocument('http://localhost:8787/v1')
 * console.log(Object.keys(paths).length, paths['/users']?.['get']?.['operationId'])
 * ```
 */
export function openApiDocument(baseUrl = 'https://api.veza.app/v1'): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Veza API',
      version: '1',
      description:
        'Chat, live audio streams and analytics. Ids are 64-bit integers, times RFC 3339. Fields and words that are ' +
        'not in this document may be added at any time: readers pass them over.',
    },
    servers: [{ url: baseUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: paths(),
    components: components(operations),
  }
}

function paths(): Record<string, Record<string, OpenApiObject>> {
  const byPath: Record<string, Record<string, OpenApiObject>> = {}
  for (const operation of operations) {
    const methods = byPath[operation.path] ?? {}
    methods[method(operation)] = operationObject(operation)
    byPath[operation.path] = methods
  }
  return byPath
}

function method({ method }: Operation): string {
  return method.toLowerCase()
}
