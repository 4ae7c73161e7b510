import { type Http, type HttpOptions, productionBaseUrl } from '@veza/http'
import { connect, type History, type RealtimeClient, type RealtimeOptions } from '@veza/realtime'
import { invalidOption } from '@veza/resilience/options'
import { Messages } from '../resources/messages.ts'

/** Options of `veza.realtime.connect()`: those of a conversation, but what the client knows itself. */
export type ConnectOptions = Omit<RealtimeOptions, 'authenticator' | 'url' | 'allowInsecureWs'>

/** What a conversation takes over from the client. */
export type ConnectionDefaults = Pick<
  HttpOptions,
  'allowInsecureHttp' | 'authenticator' | 'baseUrl' | 'clock' | 'logger' | 'random'
> & { readonly realtimeUrl?: string | undefined }

const pageSize = 100

/** Connects as the client, with its history and its tickets. */
export function connectLive(
  http: Http,
  {
    allowInsecureHttp = false,
    authenticator,
    baseUrl,
    clock,
    logger,
    random,
    realtimeUrl,
  }: ConnectionDefaults,
  options: ConnectOptions = {},
): Promise<RealtimeClient> {
  for (const name of ['authenticator', 'url', 'allowInsecureWs']) {
    if (Object.hasOwn(options, name))
      throw invalidOption(`veza.realtime.connect(): unknown option "${name}"`, 'Give it to new Veza().')
  }
  return connect({
    url: realtimeUrl ?? liveUrl(baseUrl ?? productionBaseUrl),
    allowInsecureWs: allowInsecureHttp,
    ...(authenticator && { authenticator }),
    ...(clock && { clock }),
    ...(logger && { logger }),
    ...(random && { random }),
    history: historyOf(http),
    ticket: (signal) => ticketFrom(http, signal),
    ...options,
  })
}

/** Where the WebSocket of an API is: `https://api.veza.app/v1` has it at `wss://api.veza.app/ws`. */
function liveUrl(baseUrl: string): string {
  return baseUrl.replace(/^http/, 'ws').replace(/(?:\/v\d+)?\/*$/, '/ws')
}

function historyOf(http: Http): History {
  const messages = new Messages(http)
  return async (roomId, beforeId, signal) => {
    const before = beforeId === undefined ? {} : { beforeId }
    const { items, hasMore } = await messages.list({ roomId, ...before, limit: pageSize, signal }).first()
    return { messages: items, hasMore: hasMore ?? items.length === pageSize }
  }
}

async function ticketFrom(http: Http, signal: AbortSignal): Promise<string> {
  const answer = await http.json({ method: 'POST', path: '/realtime/tickets' }, { signal })
  const { ticket } = Object(answer) as { readonly ticket?: unknown }
  return typeof ticket === 'string' ? ticket : ''
}
