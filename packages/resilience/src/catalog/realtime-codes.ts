/**
 * The application codes of the platform's WebSocket (`data.code`), as codes of the catalogue. They are not the close
 * codes of RFC 6455, although the numbers overlap.
 *
 * @example
 * ```ts
 * import { realtimeCodes } from '@veza/resilience/catalog'
 *
 * console.log(realtimeCodes[1004]) // CHAT_ROOM_NOT_FOUND
 * ```
 */
export const realtimeCodes: Readonly<Record<number, string>> = {
  1000: 'CONNECTION_FAILED',
  1001: 'WEBSOCKET_AUTH_FAILED',
  1002: 'FORBIDDEN',
  1003: 'RATE_LIMIT_EXCEEDED',
  1004: 'CHAT_ROOM_NOT_FOUND',
  1005: 'CHAT_MESSAGE_TOO_LONG',
  1006: 'FILE_SIZE_EXCEEDED',
  1007: 'VALIDATION_INVALID_FORMAT',
  1008: 'CHAT_USER_BLOCKED',
  1009: 'CHAT_ROOM_FULL',
  1010: 'INTERNAL_SERVER_ERROR',
}
