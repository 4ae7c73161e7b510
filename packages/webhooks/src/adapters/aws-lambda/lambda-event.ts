/** An event of API Gateway, of either format, of a function URL or of an application load balancer. */
export interface LambdaEvent {
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined
  /** Format 1.0 and load balancers: each header as often as it came. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined
  /** Format 1.0 and load balancers. */
  readonly httpMethod?: string
  readonly path?: string
  readonly multiValueQueryStringParameters?:
    | Readonly<Record<string, readonly string[] | undefined>>
    | null
    | undefined
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined
  /** Format 2.0 and function URLs. */
  readonly rawPath?: string
  readonly rawQueryString?: string
  readonly requestContext?: LambdaRequestContext | null | undefined
}

/** What API Gateway knows of a request. */
export interface LambdaRequestContext {
  readonly domainName?: string | undefined
  /** Format 1.0: the path with the stage. */
  readonly path?: string | undefined
  /** Format 2.0. */
  readonly http?: { readonly method: string; readonly path: string } | undefined
  /** Load balancers: they encode the query, and want a description of the status. */
  readonly elb?: unknown
}

/** What to return to any of them. */
export interface LambdaResult {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: string
  readonly isBase64Encoded: false
}
