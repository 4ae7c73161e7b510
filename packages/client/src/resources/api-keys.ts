import { Call, type CallOptions, type Http, type Pages, type RequestSpec } from '@veza/http'
import {
  type ApiKey,
  apiKeyModel,
  type CreateApiKey,
  createApiKeyModel,
  type IssuedApiKey,
  issuedApiKeyModel,
} from '@veza/protocol'
import { Secret } from '@veza/resilience/secrets'
import type { ListOptions } from './list-options.ts'
import { type List, numberedPages } from './paged.ts'

/** A new key, at the one moment the platform shows it. Both secrets print as `[secret]`; `reveal()` gives them. */
export interface NewApiKey extends Omit<IssuedApiKey, 'apiKey' | 'secret'> {
  readonly apiKey: Secret
  readonly secret: Secret
}

const list: List<ApiKey> = {
  name: 'apiKeys.list()',
  model: apiKeyModel,
  path: '/auth/api-keys',
  filters: {},
}

/**
 * API keys (guide: "API Keys", `/auth/api-keys`).
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const key = await veza.apiKeys.create({ name: 'Reader', permissions: ['read:users'] })
 * console.log(key) // its apiKey and secret print as [secret]; reveal() gives them
 * for await (const { id, name, expiresAt } of veza.apiKeys.list()) console.log(id, name, expiresAt)
 * ```
 */
export class ApiKeys {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Creates a key. Needs `manage:keys`, and every permission it hands on. */
  create(key: CreateApiKey, options?: CallOptions): Call<NewApiKey> {
    const body = { body: key, bodyModel: createApiKeyModel }
    return this.#issue({ method: 'POST', path: '/auth/api-keys', ...body }, options)
  }

  /** Lists the keys, without their secrets. Needs `manage:keys`. */
  list(options: ListOptions = {}): Pages<ApiKey> {
    return numberedPages(this.#http, list, options)
  }

  /** Ends a key at once. Needs `manage:keys`. @throws {@link NotFoundError} */
  revoke(id: number, options?: CallOptions): Call<void> {
    return this.#http.nothing({ method: 'DELETE', path: '/auth/api-keys/{id}', params: { id } }, options)
  }

  /** Replaces a key by a new one with the same permissions. Needs `manage:keys`. @throws {@link NotFoundError} */
  rotate(id: number, options?: CallOptions): Call<NewApiKey> {
    return this.#issue({ method: 'POST', path: '/auth/api-keys/{id}/rotate', params: { id } }, options)
  }

  #issue(spec: RequestSpec, options: CallOptions | undefined): Call<NewApiKey> {
    const issued = this.#http.one(issuedApiKeyModel, spec, options).withResponse()
    return new Call(
      issued.then(({ data, response }) => {
        const { apiKey, secret, ...rest } = data
        return { data: { ...rest, apiKey: new Secret(apiKey), secret: new Secret(secret) }, response }
      }),
    )
  }
}
