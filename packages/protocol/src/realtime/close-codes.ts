/** Codes with which a connection is closed (RFC 6455, and the platform's own from 4000 up). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  /** Never on the wire: the connection broke. */
  abnormal: 1006,
  /** The token is missing, wrong or has expired; the guide's "Invalid token". */
  policyViolation: 1008,
  messageTooBig: 1009,
  internalError: 1011,
  serviceRestart: 1012,
  /** Too slow, or too many: the reason says `retry_after_ms=…`. */
  tryAgainLater: 1013,
  /** The user may not use realtime. */
  forbidden: 4403,
  /** No token came in time. */
  authenticationTimeout: 4408,
} as const
