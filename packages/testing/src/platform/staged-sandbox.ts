import { InvalidRequestError } from '@veza/resilience'
import { createSandbox, type FaultRule, type Sandbox } from '@veza/sandbox'
import { connectionOf } from './broken-connection.ts'
import type { PlatformClientOptions, VezaPlatform } from './platform.ts'
import { type PlatformOptions, type PlatformSettings, platformSettings } from './platform-options.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { RequestRecorder } from './request-recorder.ts'

/** A sandbox that seems to be at a base URL, with a record of what it is asked. */
export class StagedSandbox implements VezaPlatform {
  readonly fetch: typeof fetch
  readonly faults: VezaPlatform['faults'] = {
    add: (rule) => addFault(this.#sandbox, rule),
    clear: () => this.#sandbox.faults.clear(),
  }
  readonly #settings: PlatformSettings
  readonly #recorder: RequestRecorder
  #sandbox: Sandbox

  /**
   * @param what - whose options they are, for messages.
   * @param fetchFor - makes what reaches this sandbox.
   */
  constructor(what: string, options: PlatformOptions, fetchFor: (stage: StagedSandbox) => typeof fetch) {
    this.#settings = platformSettings(what, options)
    this.#recorder = new RequestRecorder(this.#settings.showHeaders)
    this.#sandbox = createSandbox(this.#settings.sandbox)
    this.fetch = fetchFor(this)
  }

  get apiKey(): string {
    return this.#sandbox.apiKey
  }

  get baseUrl(): string {
    return this.#settings.baseUrl
  }

  get options(): PlatformClientOptions {
    const { apiKey, baseUrl, fetch } = this
    const { clock } = this.#settings
    return { apiKey, baseUrl, fetch, ...(clock !== undefined && { clock }) }
  }

  get requests(): readonly RecordedRequest[] {
    return this.#recorder.all()
  }

  get sandbox(): Sandbox {
    return this.#sandbox
  }

  reset(): void {
    // What the test before has set off must not reach this one.
    void this.#sandbox.close()
    this.#sandbox = createSandbox(this.#settings.sandbox)
    this.#recorder.clear()
  }

  /**
   * Answers a request to the base URL.
   *
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` when it goes elsewhere; what a fault has thrown.
   */
  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const base = new URL(this.baseUrl)
    const basePath = base.pathname.replace(/\/$/, '')
    if (url.origin !== base.origin || !`${url.pathname}/`.startsWith(`${basePath}/`)) throw strayed(base.href)
    const path = url.pathname.slice(basePath.length)
    const below = new URL(`/v1${path}${url.search}`, url)
    return this.#recorder.record(request, path, () =>
      this.#sandbox.fetch(new Request(below, request), connectionOf(request.signal)),
    )
  }
}

function addFault(sandbox: Sandbox, rule: FaultRule): void {
  try {
    sandbox.faults.add(rule)
  } catch (error) {
    const remedy = error instanceof Error ? error.message : String(error)
    throw new InvalidRequestError(`faults.add: that is not a rule. ${remedy}`, {
      code: 'INVALID_ARGUMENT',
      remedy,
    })
  }
}

function strayed(baseUrl: string): InvalidRequestError {
  const remedy = `Pass the options of the platform to new Veza(): its base URL is ${baseUrl}.`
  return new InvalidRequestError(`The platform of this test is not there. ${remedy}`, {
    code: 'INVALID_ARGUMENT',
    remedy,
  })
}
