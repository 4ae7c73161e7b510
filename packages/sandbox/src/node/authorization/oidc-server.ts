import { generateKeyPairSync } from 'node:crypto'
import type { RequestListener } from 'node:http'
import type Provider from 'oidc-provider'
import type { PlatformBase } from '../../assemble.ts'
import type { AuthorizationServer } from '../../authorization/authorization-server.ts'
import { type ClientMetadata, isClientMetadata } from '../../authorization/client-metadata.ts'
import type { IssuedToken } from '../../authorization/issued-token.ts'
import { isJwt } from '../../authorization/self-signed-token.ts'
import type { Connection } from '../../faults/connection.ts'
import type { AuthorizationOptions } from './authorization-options.ts'
import { configuration } from './configuration.ts'
import { overConnection } from './current-connection.ts'
import { completed, defaultClients, jwtBearer } from './default-clients.ts'
import { codeInAddress } from './device-flow.ts'
import { foundJwt, foundOpaque } from './found-token.ts'
import { Interactions } from './interactions.ts'
import { jwtBearerGrant } from './jwt-bearer-grant.ts'
import { type AdapterContext, MemoryAdapter } from './memory-adapter.ts'
import { nodeExchange } from './node-exchange.ts'
import { PlatformTime } from './platform-time.ts'

/** Where the sandbox listens. */
export interface Addresses {
  readonly url: string
  /** Where it asks for client certificates. */
  readonly mtlsUrl: string | undefined
}

/** What is made when the server is first needed. */
interface Loaded {
  readonly provider: Provider
  readonly listener: RequestListener
  readonly publicKey: JsonWebKey
}

/** The platform's authorization server: oidc-provider, loaded with the first request. */
export class OidcServer implements AuthorizationServer {
  readonly #platform: PlatformBase
  readonly #options: AuthorizationOptions
  readonly #addresses: () => Addresses
  readonly #time: PlatformTime
  readonly #adapter: AdapterContext
  readonly #clients: MemoryAdapter
  #loading: Promise<Loaded> | undefined

  /** @param addresses - asked for when the first request comes. */
  constructor(platform: PlatformBase, options: AuthorizationOptions, addresses: () => Addresses) {
    const { rotation, graceMs } = platform.tokens
    this.#platform = platform
    this.#options = options
    this.#addresses = addresses
    this.#time = new PlatformTime(platform.now)
    this.#adapter = { items: new Map(), now: platform.now, graceMs: rotation === 'grace' ? graceMs : 0 }
    this.#clients = new MemoryAdapter('Client', this.#adapter)
  }

  async fetch(request: Request, connection: Connection): Promise<Response> {
    const { listener } = await this.#loaded()
    const answer = await overConnection(connection, () =>
      this.#time.run(() => nodeExchange(listener, request)),
    )
    const nonce = answer.headers.get('dpop-nonce')
    if (nonce !== null) this.#platform.dpopNonces.adopt(nonce)
    return answer
  }

  async find(token: string): Promise<IssuedToken | undefined> {
    // Nothing was issued by a server that never ran.
    if (this.#loading === undefined) return undefined
    const { provider, publicKey } = await this.#loading
    if (isJwt(token)) return foundJwt(token, { publicKey, issuer: provider.issuer, platform: this.#platform })
    return this.#time.run(() => foundOpaque(token, provider, this.#platform))
  }

  async register(metadata: unknown): Promise<void> {
    if (!isClientMetadata(metadata))
      throw new TypeError('Write the metadata of a client (RFC 7591), with a client_id.')
    const { provider } = await this.#loaded()
    await this.#add(provider, metadata)
  }

  /** Loads the server, and looks at the clients it was given. @throws TypeError where one cannot be. */
  async load(): Promise<void> {
    await this.#loaded()
  }

  #loaded(): Promise<Loaded> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  async #load(): Promise<Loaded> {
    const { Provider } = await import('oidc-provider')
    const { url, mtlsUrl } = this.#addresses()
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const names = { use: 'sig', alg: 'RS256', kid: 'sandbox-1' }
    const apiUrls = [`${url}/v1`, ...(mtlsUrl === undefined ? [] : [`${mtlsUrl}/v1`])]
    const provider = new Provider(
      url,
      configuration({
        platform: this.#platform,
        options: this.#options,
        adapter: this.#adapter,
        signingKey: { ...privateKey.export({ format: 'jwk' }), ...names },
        apiUrls,
        mtlsUrl,
      }),
    )
    // Behind a server that tells the scheme by a header, and is the only one to do so.
    provider.proxy = true
    provider.registerGrantType(jwtBearer, jwtBearerGrant(provider, this.#platform, `${url}/v1`), [
      'assertion',
      'scope',
      'resource',
    ])
    provider.use(new Interactions(provider, this.#platform).middleware)
    provider.use(codeInAddress)
    const offered = defaultClients.filter(
      ({ token_endpoint_auth_method: method }) => mtlsUrl !== undefined || method !== 'tls_client_auth',
    )
    for (const client of [...offered, ...(this.#options.clients ?? [])]) await this.#add(provider, client)
    const handle = provider.callback()
    return {
      provider,
      listener: (request, response) => void handle(request, response),
      publicKey: { ...publicKey.export({ format: 'jwk' }), ...names } as JsonWebKey,
    }
  }

  async #add(provider: Provider, metadata: ClientMetadata): Promise<void> {
    const whole = completed(metadata)
    try {
      // Looks at every member; it is made again from what is kept.
      const Client = provider.Client as unknown as new (metadata: ClientMetadata) => unknown
      new Client(whole)
    } catch (error) {
      const { error_description: why = String(error) } = error as { error_description?: string }
      throw new TypeError(`The client "${metadata.client_id}" cannot be registered: ${why}.`)
    }
    await this.#clients.upsert(metadata.client_id, whole as never)
  }
}
