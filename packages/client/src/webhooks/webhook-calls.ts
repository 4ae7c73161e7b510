import { type CallOptions, callChecks, type Http, type RequestSpec, type WithResponse } from '@veza/http'
import {
  type CreateWebhookEndpoint,
  createWebhookEndpointModel,
  type IssuedWebhookEndpoint,
  issuedWebhookEndpointModel,
  type UpdateWebhookEndpoint,
  updateWebhookEndpointModel,
  type WebhookDeletion,
  type WebhookDelivery,
  type WebhookEndpoint,
  webhookDeletionModel,
  webhookDeliveryModel,
  webhookEndpointModel,
} from '@veza/protocol/webhooks'
import { type Checks, checkOptions, invalidOption, isA } from '@veza/resilience/options'

export { webhookDeliveryModel, webhookEndpointModel } from '@veza/protocol/webhooks'

import { Secret } from '@veza/resilience/secrets'

/** An endpoint with its secret, at the moments the platform shows it. It prints as `[secret]`; `reveal()` gives it. */
export interface NewWebhookEndpoint extends Omit<IssuedWebhookEndpoint, 'secret'> {
  readonly secret: Secret
}

/** How to change an endpoint. */
export interface UpdateWebhook extends CallOptions {
  /** The `etag` of what you have: what has changed since is left as it is. @defaultValue changed whatever it is by now */
  readonly ifMatch?: string
}

/** How to delete an endpoint. */
export interface DeleteWebhook extends CallOptions {
  /** What `requestDeletion()` gave, a few minutes ago at most. */
  readonly confirmationToken: string
}

const updateChecks: Checks<UpdateWebhook> = { ...callChecks, ifMatch: isA('string') }
const deleteChecks: Checks<DeleteWebhook> = { ...callChecks, confirmationToken: isA('string') }

/** The calls behind `Webhooks`, which says what each does. */
export class WebhookCalls {
  readonly #http: Http

  constructor(http: Http) {
    this.#http = http
  }

  create(endpoint: CreateWebhookEndpoint, options?: CallOptions): Promise<WithResponse<NewWebhookEndpoint>> {
    const body = { body: endpoint, bodyModel: createWebhookEndpointModel }
    return this.#issue({ method: 'POST', path: '/webhooks', ...body }, options)
  }

  get(id: number, options?: CallOptions): Promise<WithResponse<WebhookEndpoint>> {
    const spec = { method: 'GET', path: '/webhooks/{id}', params: { id } } as const
    return this.#http.one(webhookEndpointModel, spec, options).withResponse()
  }

  async update(
    id: number,
    changes: UpdateWebhookEndpoint,
    options: UpdateWebhook = {},
  ): Promise<WithResponse<WebhookEndpoint>> {
    checkOptions('webhooks.update()', options, updateChecks)
    const { ifMatch, ...call } = options
    const body = { body: changes, bodyModel: updateWebhookEndpointModel }
    const spec = { method: 'PUT', path: '/webhooks/{id}', params: { id }, ...body } as const
    return this.#http.one(webhookEndpointModel, spec, withHeader(call, 'if-match', ifMatch)).withResponse()
  }

  requestDeletion(id: number, options?: CallOptions): Promise<WithResponse<WebhookDeletion>> {
    const spec = { method: 'POST', path: '/webhooks/{id}/deletion', params: { id } } as const
    return this.#http.one(webhookDeletionModel, spec, options).withResponse()
  }

  async delete(id: number, options: DeleteWebhook): Promise<WithResponse<void>> {
    const what = 'webhooks.delete()'
    checkOptions(what, options, deleteChecks)
    const { confirmationToken, ...call } = options
    if (confirmationToken === undefined || confirmationToken === '') {
      const missing = `${what}: option "confirmationToken" is missing`
      throw invalidOption(missing, 'Pass the confirmationToken that requestDeletion() gives.')
    }
    const spec = { method: 'DELETE', path: '/webhooks/{id}', params: { id } } as const
    const confirmed = withHeader(call, 'x-confirmation-token', confirmationToken)
    return this.#http.nothing(spec, confirmed).withResponse()
  }

  rotateSecret(id: number, options?: CallOptions): Promise<WithResponse<NewWebhookEndpoint>> {
    return this.#issue({ method: 'POST', path: '/webhooks/{id}/rotate-secret', params: { id } }, options)
  }

  redeliver(deliveryId: number, options?: CallOptions): Promise<WithResponse<WebhookDelivery>> {
    const path = '/webhooks/deliveries/{id}/redeliver'
    const spec = { method: 'POST', path, params: { id: deliveryId } } as const
    return this.#http.one(webhookDeliveryModel, spec, options).withResponse()
  }

  sendTest(id: number, options?: CallOptions): Promise<WithResponse<WebhookDelivery>> {
    const spec = { method: 'POST', path: '/webhooks/{id}/test', params: { id } } as const
    return this.#http.one(webhookDeliveryModel, spec, options).withResponse()
  }

  async #issue(
    spec: RequestSpec,
    options: CallOptions | undefined,
  ): Promise<WithResponse<NewWebhookEndpoint>> {
    const { data, response } = await this.#http.one(issuedWebhookEndpointModel, spec, options).withResponse()
    return { data: { ...data, secret: new Secret(data.secret) }, response }
  }
}

function withHeader(call: CallOptions, name: string, value: string | undefined): CallOptions {
  return value === undefined ? call : { ...call, headers: { ...call.headers, [name]: value } }
}
