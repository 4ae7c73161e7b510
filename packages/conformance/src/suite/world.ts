import { Veza, type VezaOptions } from '@veza/client'
import { createHttp, type Http, type HttpOptions } from '@veza/http'
import type { FaultRule, ReceivedRequest } from '@veza/sandbox'
import type { RuntimeKind } from './runtime-kind.ts'
import type { WebhookVectors } from './webhook-vectors.ts'

/** What a runtime's program tells the suite. */
export interface Settings {
  readonly kind: RuntimeKind
  /** Where the sandbox is, and the key to it. */
  readonly sandbox: SandboxAddress
  /** Every public entry that is to load everywhere, by what a user imports. */
  readonly entries: Readonly<Record<string, PublicEntry>>
  /** The public vectors of `@veza/webhooks`. */
  readonly vectors: readonly WebhookVectors[]
  /** CommonJS `require`, in runtimes that have it. */
  readonly require?: (specifier: string) => unknown
}

/** What the `veza-sandbox` command prints. */
export interface SandboxAddress {
  readonly url: string
  readonly baseUrl: string
  readonly apiKey: string
  /** A user who may do everything. */
  readonly username: string
  readonly password: string
}

/** A public entry of a package. */
export interface PublicEntry {
  /** What it exports at run time. */
  readonly names: readonly string[]
  readonly load: () => Promise<object>
}

/** What a case works with. */
export interface World extends Settings {
  /** A client of the sandbox. */
  readonly client: (options?: VezaOptions) => Veza
  /** The client's HTTP side alone, for what has no resource. */
  readonly http: (options?: HttpOptions) => Http
  /** What the sandbox has received from this case's clients, every attempt, oldest first. */
  readonly seen: () => Promise<readonly ReceivedRequest[]>
  /** Adds a fault to the sandbox, until the end of the case. */
  readonly addFault: (rule: FaultRule) => Promise<void>
  /** Leaves the sandbox as it was. */
  readonly end: () => Promise<void>
}

const markHeader = 'x-conformance-case'

/** The world of one case. @param mark - tells its requests from those of other cases. */
export function createWorld(settings: Settings, mark: string): World {
  const { url, baseUrl, apiKey } = settings.sandbox
  let faulty = false
  return {
    ...settings,
    client: (options = {}) =>
      new Veza({
        ...(options.auth === undefined && { apiKey }),
        baseUrl,
        ...options,
        headers: { ...options.headers, [markHeader]: mark },
      }),
    http: (options = {}) =>
      createHttp({
        baseUrl,
        authenticator: { authenticate: () => ({ authorization: `Bearer ${apiKey}` }) },
        ...options,
        headers: { ...options.headers, [markHeader]: mark },
      }),
    async seen() {
      const response = await fetch(`${url}/_sandbox/requests`)
      const all = (await response.json()) as readonly ReceivedRequest[]
      return all.filter(({ headers }) => headers[markHeader] === mark)
    },
    async addFault(rule) {
      faulty = true
      const response = await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(rule) })
      if (response.status !== 204) throw new Error(`the sandbox refused a fault: ${await response.text()}`)
    },
    async end() {
      if (faulty) await fetch(`${url}/_sandbox/faults`, { method: 'DELETE' })
    },
  }
}
