import { Call, type CallOptions, type Http, type Pages, type PathParams, type WithResponse } from '@veza/http'
import type { Model } from '@veza/protocol'
import type {
  CreateWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookDeletion,
  WebhookDelivery,
  WebhookEndpoint,
} from '@veza/protocol/webhooks'
import type {
  DeleteWebhook,
  NewWebhookEndpoint,
  UpdateWebhook,
  WebhookCalls,
} from '../webhooks/webhook-calls.ts'
import type { ListOptions } from './list-options.ts'
import { numberedPages } from './paged.ts'

type Loaded = typeof import('../webhooks/webhook-calls.ts')

/**
 * Endpoints that the platform sends events to (guide: "Gestion des Webhooks", `/webhooks`). What they are sent is verified
 * with `@veza/webhooks` and the secret.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * const hook = await veza.webhooks.create({ url: 'http://127.0.0.1:9/veza', events: ['message.sent'] })
 * console.log(hook.secret) // [secret]; reveal() gives it, for the verifier
 * await veza.webhooks.update(hook.id, { format: 'cloudevents' }, { ifMatch: hook.etag })
 * const { confirmationToken } = await veza.webhooks.requestDeletion(hook.id)
 * await veza.webhooks.delete(hook.id, { confirmationToken })
 * ```
 */
export class Webhooks {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  /** Lists endpoints, without their secrets. Needs `read:webhooks`. */
  list(options: ListOptions = {}): Pages<WebhookEndpoint> {
    return this.#list('list', (models) => models.webhookEndpointModel, '', {}, options)
  }

  /** Fetches one endpoint. Needs `read:webhooks`. @throws {@link NotFoundError} */
  get(id: number, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#call((calls) => calls.get(id, options))
  }

  /**
   * Creates an endpoint. Needs `write:webhooks`.
   *
   * @throws {@link InvalidRequestError} where the platform does not send to such a URL, or knows no such event
   */
  create(endpoint: CreateWebhookEndpoint, options?: CallOptions): Call<NewWebhookEndpoint> {
    return this.#call((calls) => calls.create(endpoint, options))
  }

  /**
   * Changes the fields that are given. Needs `write:webhooks`.
   *
   * @param options - `ifMatch`: the `etag` of what you have.
   * @throws {@link ConflictError} where it has changed since; {@link NotFoundError}
   */
  update(id: number, changes: UpdateWebhookEndpoint, options?: UpdateWebhook): Call<WebhookEndpoint> {
    return this.#call((calls) => calls.update(id, changes, options))
  }

  /** The first step of deleting an endpoint. Needs `write:webhooks`. @throws {@link NotFoundError} */
  requestDeletion(id: number, options?: CallOptions): Call<WebhookDeletion> {
    return this.#call((calls) => calls.requestDeletion(id, options))
  }

  /**
   * The second step: deletes an endpoint and the log of its deliveries. Needs `write:webhooks`.
   *
   * @param options - `confirmationToken`: what `requestDeletion()` gave.
   * @throws {@link ConflictError} where the token is of another deletion or has expired; {@link NotFoundError}
   */
  delete(id: number, options: DeleteWebhook): Call<void> {
    return this.#call((calls) => calls.delete(id, options))
  }

  /**
   * Makes a new secret. Until `previousSecretExpiresAt` webhooks are signed with the one before it too: give both to the
   * verifier, then drop the old one. Needs `write:webhooks`. @throws {@link NotFoundError}
   */
  rotateSecret(id: number, options?: CallOptions): Call<NewWebhookEndpoint> {
    return this.#call((calls) => calls.rotateSecret(id, options))
  }

  /**
   * Lists the deliveries to an endpoint, newest first. Needs `read:webhooks`.
   *
   * @throws {@link NotFoundError}
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * const veza = new Veza()
   * const { id } = await veza.webhooks.create({ url: 'http://127.0.0.1:9/veza', events: ['*'] })
   * await veza.webhooks.sendTest(id)
   * for await (const { eventType, status, outcomes } of veza.webhooks.deliveries(id))
   *   console.log(eventType, status, outcomes)
   * ```
   */
  deliveries(id: number, options: ListOptions = {}): Pages<WebhookDelivery> {
    return this.#list(
      'deliveries',
      (models) => models.webhookDeliveryModel,
      '/{id}/deliveries',
      { id },
      options,
    )
  }

  /** Sends the event of a delivery again, with the same id. Needs `write:webhooks`. @throws {@link NotFoundError} */
  redeliver(deliveryId: number, options?: CallOptions): Call<WebhookDelivery> {
    return this.#call((calls) => calls.redeliver(deliveryId, options))
  }

  /** Sends an event `webhook.test`. Needs `write:webhooks`. @throws {@link NotFoundError} */
  sendTest(id: number, options?: CallOptions): Call<WebhookDelivery> {
    return this.#call((calls) => calls.sendTest(id, options))
  }

  // Few clients manage webhooks: calls and models are loaded with the first one.
  #call<T>(use: (calls: WebhookCalls) => Promise<WithResponse<T>>): Call<T> {
    return new Call(load().then(({ WebhookCalls }) => use(new WebhookCalls(this.#http))))
  }

  #list<T>(
    method: string,
    modelIn: (loaded: Loaded) => Model<T>,
    below: string,
    params: PathParams,
    options: ListOptions,
  ): Pages<T> {
    const model = () => load().then(modelIn)
    const list = { name: `webhooks.${method}()`, path: `/webhooks${below}`, model, params, filters: {} }
    return numberedPages(this.#http, list, options)
  }
}

function load() {
  return import('../webhooks/webhook-calls.ts')
}
