export type { OpenTelemetryOptions } from '@veza/http/opentelemetry'
export { openTelemetry } from '@veza/http/opentelemetry'
