/** The values of a span's attributes. */
export type Attributes = Record<string, string | number | boolean>

/** One unit of work in a trace: the part of OpenTelemetry's `Span` that the SDK uses. */
export interface Span {
  setAttribute(name: string, value: string | number | boolean): unknown
  addEvent(name: string, attributes?: Attributes): unknown
  /** @param status - `code` 1 is OK, 2 is an error, as in OpenTelemetry's `SpanStatusCode`. */
  setStatus(status: { code: number; message?: string }): unknown
  end(): void
}

/** Where spans come from. OpenTelemetry's `trace.getTracer('…')` is one as it stands, and is no dependency. */
export interface Tracer {
  startSpan(name: string, options?: { kind?: number; attributes?: Attributes }): Span
  /** Headers that tell the server which span a request belongs to, as `traceparent` does. @defaultValue none */
  inject?(span: Span): Readonly<Record<string, string>>
}
