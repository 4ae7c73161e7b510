import { authRows } from '../codes/auth-rows.ts'
import { deliveryRows } from '../codes/delivery-rows.ts'
import { english, hopelessCodes } from '../codes/english.ts'
import { realtimeRows } from '../codes/realtime-rows.ts'
import { webhookRows } from '../codes/webhook-rows.ts'
import { errorForStatus } from '../errors/error-for-status.ts'
import { verdict } from '../retry/verdict.ts'
import { french } from './french.ts'

/** Who can do something about an error. */
export type Actor = 'caller' | 'operator' | 'platform' | 'network'

/** When the SDK tries again by itself. */
export type RetryRule = 'always' | 'repeatable' | 'never'

/** One code of the catalogue. */
export interface CatalogEntry {
  readonly code: string
  /** HTTP status it comes with; `undefined` for the SDK's own codes. */
  readonly status: number | undefined
  /** Name of the class of {@link VezaError} it is thrown as. */
  readonly className: string
  /** `repeatable`: where a repeat does no harm. `always`: POST too, since the request was surely not carried out. */
  readonly retry: RetryRule
  /** Who must act. */
  readonly actor: Actor
  /** One sentence that says what to do. */
  readonly remedy: { readonly en: string; readonly fr: string }
}

interface OwnCode {
  readonly className: string
  readonly retry: RetryRule
  readonly actor: Actor
}

const ownCodes: Readonly<Record<string, OwnCode>> = {
  INVALID_OPTION: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  INVALID_ARGUMENT: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  INVALID_PAGE_TOKEN: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  STREAM_URL_INVALID: { className: 'PermissionError', retry: 'never', actor: 'caller' },
  STREAM_URL_EXPIRED: { className: 'PermissionError', retry: 'never', actor: 'caller' },
  CONNECTION_FAILED: { className: 'ConnectionError', retry: 'always', actor: 'network' },
  CONNECTION_RESET: { className: 'ConnectionError', retry: 'repeatable', actor: 'network' },
  TLS_FAILED: { className: 'ConnectionError', retry: 'never', actor: 'operator' },
  TIMEOUT: { className: 'TimeoutError', retry: 'never', actor: 'network' },
  ABORTED: { className: 'AbortError', retry: 'never', actor: 'caller' },
  CLIENT_RATE_LIMIT: { className: 'RateLimitError', retry: 'never', actor: 'caller' },
  INVALID_RESPONSE: { className: 'InvalidResponseError', retry: 'never', actor: 'operator' },
  RESPONSE_TOO_LARGE: { className: 'InvalidResponseError', retry: 'never', actor: 'caller' },
  AUTH_SIGN_IN_REQUIRED: { className: 'AuthenticationError', retry: 'never', actor: 'caller' },
  AUTH_SESSION_LOST: { className: 'AuthenticationError', retry: 'never', actor: 'caller' },
  AUTH_CALLBACK_INVALID: { className: 'AuthenticationError', retry: 'never', actor: 'caller' },
  AUTH_GRANT_REFUSED: { className: 'AuthenticationError', retry: 'never', actor: 'caller' },
  AUTH_CLIENT_REFUSED: { className: 'AuthenticationError', retry: 'never', actor: 'operator' },
  AUTH_SERVER_REFUSED: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  AUTH_ACCESS_DENIED: { className: 'PermissionError', retry: 'never', actor: 'caller' },
  AUTH_CODE_EXPIRED: { className: 'TimeoutError', retry: 'never', actor: 'caller' },
  JWKS_UNAVAILABLE: { className: 'ConnectionError', retry: 'always', actor: 'network' },
  TOKEN_STORE_FAILED: { className: 'VezaError', retry: 'never', actor: 'operator' },
  TOKEN_STORE_UNSAFE: { className: 'InvalidRequestError', retry: 'never', actor: 'operator' },
  TOKEN_STORE_LOCKED: { className: 'ConflictError', retry: 'always', actor: 'caller' },
  CERTIFICATE_INVALID: { className: 'InvalidRequestError', retry: 'never', actor: 'operator' },
  CERTIFICATE_PIN_MISMATCH: { className: 'ConnectionError', retry: 'never', actor: 'operator' },
  CONTENT_CHANGED: { className: 'ConflictError', retry: 'never', actor: 'caller' },
  REDIRECT_REFUSED: { className: 'InvalidResponseError', retry: 'never', actor: 'operator' },
  EGRESS_URL_INVALID: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  EGRESS_SCHEME_REFUSED: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  EGRESS_PORT_REFUSED: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  EGRESS_NAME_REFUSED: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  EGRESS_ADDRESS_REFUSED: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  REALTIME_CLOSED: { className: 'ConnectionError', retry: 'never', actor: 'caller' },
  REALTIME_GAVE_UP: { className: 'ConnectionError', retry: 'never', actor: 'network' },
  REALTIME_HANDSHAKE_REFUSED: { className: 'ConnectionError', retry: 'never', actor: 'operator' },
  REALTIME_PEER_SILENT: { className: 'ConnectionError', retry: 'always', actor: 'network' },
  REALTIME_QUEUE_FULL: { className: 'RateLimitError', retry: 'never', actor: 'caller' },
  REALTIME_MESSAGE_DROPPED: { className: 'RateLimitError', retry: 'never', actor: 'caller' },
  REALTIME_MESSAGE_TOO_LARGE: { className: 'InvalidRequestError', retry: 'never', actor: 'caller' },
  REALTIME_FRAME_INVALID: { className: 'InvalidResponseError', retry: 'never', actor: 'platform' },
  REALTIME_FRAME_TOO_LARGE: { className: 'InvalidResponseError', retry: 'never', actor: 'caller' },
  REALTIME_BUFFER_OVERFLOW: { className: 'RateLimitError', retry: 'never', actor: 'caller' },
  REALTIME_LISTENER_FAILED: { className: 'VezaError', retry: 'never', actor: 'caller' },
  DELIVERY_REDIRECTED: { className: 'InvalidResponseError', retry: 'never', actor: 'operator' },
  DELIVERY_ENDPOINT_GONE: { className: 'NotFoundError', retry: 'never', actor: 'operator' },
  // Its class goes by the status that the endpoint answered.
  DELIVERY_NOT_ACCEPTED: { className: 'ServerError', retry: 'repeatable', actor: 'operator' },
}

/** Who acts when a webhook is refused; the operator, who sets up secrets and proxies, unless it says otherwise. */
const webhookActors: readonly (readonly [Actor, RegExp])[] = [
  ['network', /INCOMPLETE|UNAVAILABLE/],
  ['caller', /_BODY_|_EVENT_|URL|MISMATCH|DUPLICATE|CHECK/],
]

/** Codes that an administrator settles, not whoever made the call. */
const forOperator = /LOCKED|DISABLED|BLOCKED|QUOTA|PERMISSION|FORBIDDEN|ACCESS_DENIED/

/**
 * Every code the SDK knows: the guide's five errors, the codes of the platform's other documents, and the SDK's own.
 *
 * @returns the entries, in the order of the table in `docs/errors.md`, which is made from them.
 * @example
 * ```ts
 * import { errorCatalog } from '@veza/resilience/catalog'
 *
 * const entry = errorCatalog().find(({ code }) => code === 'USERNAME_TAKEN')
 * console.log(entry?.remedy.fr)
 * ```
 */
export function errorCatalog(): CatalogEntry[] {
  return [...english, ...authRows, ...webhookRows, ...deliveryRows, ...realtimeRows].map(
    ([code, status, en]) => ({
      code,
      status: status === 0 ? undefined : status,
      ...(ownCodes[code] ?? (status === 0 ? webhookCode(code) : fromStatus(code, status))),
      remedy: { en, fr: french[en] ?? en },
    }),
  )
}

function webhookCode(code: string): OwnCode {
  const actor = webhookActors.find(([, codes]) => codes.test(code))?.[0] ?? 'operator'
  return { className: 'WebhookVerificationError', retry: 'never', actor }
}

function fromStatus(code: string, status: number): OwnCode {
  return {
    className: errorForStatus(status).prototype.name,
    retry: retryRule(code, status),
    actor: status >= 500 ? 'platform' : forOperator.test(code) ? 'operator' : 'caller',
  }
}

function retryRule(code: string, status: number): RetryRule {
  if (hopelessCodes.includes(code)) return 'never'
  if (verdict({ type: 'response', status }, false).retry) return 'always'
  return verdict({ type: 'response', status }, true).retry ? 'repeatable' : 'never'
}
