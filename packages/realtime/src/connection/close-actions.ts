import { closeCodes } from '@veza/protocol/realtime'

/** What follows a connection: another one; another token and then another connection, once; nothing. */
export type CloseAction = 'reconnect' | 'refresh' | 'fail'

/**
 * What the SDK does about each close code (RFC 6455, section 7.4, and the platform's own). Any other is followed by
 * another connection. A table in the documentation is made from it.
 *
 * @example
 * ```ts
 * import { closeActions } from '@veza/realtime'
 *
 * console.log(closeActions[1008]) // refresh
 * ```
 */
export const closeActions: Readonly<Record<number, CloseAction>> = {
  [closeCodes.normal]: 'reconnect',
  [closeCodes.goingAway]: 'reconnect',
  [closeCodes.protocolError]: 'reconnect',
  [closeCodes.unsupportedData]: 'reconnect',
  [closeCodes.abnormal]: 'reconnect',
  [closeCodes.policyViolation]: 'refresh',
  [closeCodes.messageTooBig]: 'reconnect',
  [closeCodes.internalError]: 'reconnect',
  [closeCodes.serviceRestart]: 'reconnect',
  [closeCodes.tryAgainLater]: 'reconnect',
  [closeCodes.forbidden]: 'fail',
  [closeCodes.authenticationTimeout]: 'refresh',
}
