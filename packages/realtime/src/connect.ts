import { Conversation } from './conversation.ts'
import type { RealtimeOptions } from './options/realtime-options.ts'
import { realtimeSettings } from './options/realtime-settings.ts'
import { RealtimeClient } from './realtime-client.ts'

/**
 * Connects to the platform (guide: "WebSocket"). What it gives lives until it is closed, however often the connection
 * breaks.
 *
 * @param options - see {@link RealtimeOptions}.
 * @returns once the server has accepted the connection.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`; {@link AuthenticationError} `WEBSOCKET_AUTH_FAILED` where the
 * token is turned away; {@link PermissionError}; {@link TimeoutError}; {@link AbortError}
 * @example
 * ```ts
 * import { connect } from '@veza/realtime'
 *
 * const authenticator = {
 *   authenticate: () => ({ authorization: `Bearer ${process.env['VEZA_API_KEY']}` }),
 * }
 * const url = process.env['VEZA_REALTIME_URL'] ?? 'wss://api.veza.app/ws'
 * await using live = await connect({ url, authenticator })
 * console.log(live.state) // ready
 * ```
 */
export async function connect(options: RealtimeOptions = {}): Promise<RealtimeClient> {
  const conversation = new Conversation(realtimeSettings(options))
  await conversation.start()
  return new RealtimeClient(conversation)
}
