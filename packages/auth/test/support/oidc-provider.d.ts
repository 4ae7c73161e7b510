/** The part of oidc-provider that the tests use; it brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Context {
    readonly path: string
    readonly method: string
    status: number
    body: unknown
    readonly req: IncomingMessage & { readonly socket: import('node:tls').TLSSocket }
    readonly res: ServerResponse
    set(name: string, value: string): void
    readonly oidc: {
      readonly params: Record<string, string | undefined>
      readonly client: { readonly clientId: string; readonly clientName?: string }
      readonly entities: Record<string, unknown>
      entity(name: string, value: unknown): void
    }
  }

  interface Interaction {
    readonly prompt: { readonly name: string; readonly details: Record<string, unknown> }
    readonly params: Record<string, unknown>
    readonly session?: { readonly accountId: string }
    readonly grantId?: string
  }

  interface Saved {
    save(): Promise<string>
  }

  interface Grant extends Saved {
    addOIDCScope(scope: string): void
    addResourceScope(resource: string, scope: string): void
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    proxy: boolean
    use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): void
    on(event: string, listener: (...args: never[]) => void): this
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionResult(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options?: object,
    ): Promise<string>
    registerGrantType(
      name: string,
      handler: (ctx: Context) => Promise<void>,
      parameters?: string | readonly string[],
    ): void
    readonly Grant: new (
      fields: object,
    ) => Grant
    readonly AccessToken: (new (
      fields: object,
    ) => Saved) & { find(token: string): Promise<object | undefined> }
    readonly ClientCredentials: (new (
      fields: object,
    ) => Saved) & {
      find(token: string): Promise<object | undefined>
    }
  }

  export const errors: { readonly InvalidGrant: new (detail: string) => Error }
  export default Provider
}
