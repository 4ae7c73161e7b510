/**
 * Where the SDK tells what it does. `console` and a pino logger are loggers as they stand. Fields and messages hold no
 * secret: headers and query parameters pass an allow-list, bodies are never logged.
 *
 * @example
 * ```ts
 * import type { Logger } from '@veza/resilience'
 *
 * const logger: Logger = console
 * logger.info({ attempt: 1, delayMs: 250 }, 'veza: trying again')
 * ```
 */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
