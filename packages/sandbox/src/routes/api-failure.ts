/** What is wrong with one field of a request. Never quotes the value. */
export interface FieldFailure {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** A failure that becomes an answer. */
export class ApiFailure extends Error {
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP ${status}`)
    this.status = status
    this.body = body
    this.headers = headers
  }

  toResponse(): Response {
    return Response.json(this.body, { status: this.status, headers: this.headers })
  }
}

/** The answer of a handler, its failure too. */
export async function settled(handle: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    if (error instanceof ApiFailure) return error.toResponse()
    throw error
  }
}

const guideMessages: Readonly<Record<number, string>> = {
  401: 'Invalid or expired token',
  403: 'Insufficient permissions',
  404: 'Resource not found',
  429: 'Rate limit exceeded',
  500: 'Internal server error',
}

/** A failure in the guide's own shape (guide: "Codes d'Erreur"). */
export function guideFailure(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  details?: string,
): ApiFailure {
  const message = guideMessages[status] ?? 'Request failed'
  return new ApiFailure(status, { code: status, message, ...(details && { details }) }, headers)
}

/** A failure with a machine code, in the shape that deployed servers send. */
export function codedFailure(
  status: number,
  code: string,
  message: string,
  errors: readonly FieldFailure[] = [],
): ApiFailure {
  const body = { success: false, message, error_code: code }
  return new ApiFailure(status, errors.length > 0 ? { ...body, errors } : body)
}

/** A request whose fields are wrong. */
export function invalidFields(errors: readonly FieldFailure[]): ApiFailure {
  return codedFailure(422, 'VALIDATION_ERROR', 'The request is invalid', errors)
}
