import type { Validator } from '@veza/protocol/schema'
import type { Context } from 'hono'
import type { Accounts } from '../authorization/accounts.ts'
import type { AuthorizationServer } from '../authorization/authorization-server.ts'
import type { DpopNonces } from '../authorization/dpop-nonces.ts'
import type { DpopProofs } from '../authorization/dpop-proofs.ts'
import type { Principal } from '../authorization/principal.ts'
import type { SignInSessions } from '../authorization/sign-in-sessions.ts'
import type { SigningKeys } from '../authorization/signing-keys.ts'
import type { TokenPolicy } from '../authorization/token-options.ts'
import type { RoomChat } from '../chat/room-chat.ts'
import type { ContentStore } from '../content/content-store.ts'
import type { PendingUpload } from '../content/pending-upload.ts'
import type { Store } from '../data/store.ts'
import type { Connection } from '../faults/connection.ts'
import type { TicketBook } from '../realtime/ticket-book.ts'
import type { PlatformWebhooks } from '../webhooks/platform-webhooks.ts'

/** What a request carries on its way through the application. */
export interface Env {
  Bindings: { readonly connection?: Connection }
  Variables: {
    /** Who sent it. */
    readonly key: Principal
    /** The body's text; empty where the method has none. */
    readonly body: string
    /** The file of a route that takes one. */
    readonly upload: PendingUpload
  }
}

/** What routes work with. */
export interface Platform {
  readonly store: Store
  readonly validator: Validator
  readonly now: () => number
  readonly contentStore: ContentStore
  /** What stands between file and expiry in the text that a stream's URL is signed over. */
  readonly streamUrlSeparator: string
  readonly webhooks: PlatformWebhooks
  readonly accounts: Accounts
  readonly sessions: SignInSessions
  readonly signingKeys: SigningKeys
  readonly tokens: TokenPolicy
  readonly dpopProofs: DpopProofs
  readonly dpopNonces: DpopNonces
  /** Where there is one. */
  readonly authorizationServer: AuthorizationServer | undefined
  readonly chat: RoomChat
  readonly tickets: TicketBook
}

/** One route of the platform. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/v1`; `:id` stands for a parameter. */
  readonly path: string
  /** What the caller must be allowed to do; where it is missing, any credential will do. */
  readonly permission?: string
  /** No credential is needed. */
  readonly open?: true
  /** The credential is in the URL: `?expires=…&sig=…`, signed with an API key's secret. */
  readonly signed?: true
  /** The body is `multipart/form-data` with one file. */
  readonly takes?: 'file'
  /** The answer must not be cached: it is secret, or old at once. */
  readonly cache?: 'no-store'
  readonly handle: (c: Context<Env>, platform: Platform) => Response | Promise<Response>
}

/** The time as the wire has it. */
export function timestamp({ now }: Platform): string {
  return new Date(now()).toISOString()
}

/** The id in a path; 0, which nothing has, where it is none. */
export function idIn(c: Context<Env>): number {
  const text = c.req.param('id') ?? ''
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0
}
