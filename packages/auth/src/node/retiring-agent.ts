import type { Agent } from 'undici'

/**
 * An agent that ends when it was replaced and nobody is about to use it. Closed at once, it would refuse a request that
 * was given to it a moment before.
 */
export class RetiringAgent {
  readonly #agent: Agent
  #users = 0
  #retired = false

  constructor(agent: Agent) {
    this.#agent = agent
  }

  /** Uses the agent for as long as `work` takes; an answer's body may be read later still. */
  async use<T>(work: (agent: Agent) => Promise<T>): Promise<T> {
    this.#users++
    try {
      return await work(this.#agent)
    } finally {
      this.#users--
      if (this.#retired) this.retire()
    }
  }

  /** Closes the agent as soon as nobody uses it; bodies that are being read come to their end. */
  retire(): void {
    this.#retired = true
    if (this.#users === 0) void this.#agent.close().catch(() => undefined)
  }
}
