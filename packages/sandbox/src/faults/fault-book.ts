import type { Fault, FaultRule } from './fault.ts'
import { checkedFault, faultSyntax } from './parse-fault.ts'

/** The faults to come: rules are tried in the order they were added, and the first that hits is taken. */
export class FaultBook {
  readonly #random: () => number
  #rules: { readonly rule: FaultRule; left: number }[] = []

  /** @param random - draws for rules with a probability. */
  constructor(random: () => number) {
    this.#random = random
  }

  /**
   * Adds a rule.
   *
   * @throws TypeError when it is none, with a sentence that says what to write.
   */
  add(rule: FaultRule): void {
    checkRule(rule)
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY })
  }

  /** Forgets all rules. */
  clear(): void {
    this.#rules = []
  }

  /** The fault for a request, counted off its rule. @param path - below `/v1`. */
  take(method: string, path: string): Fault | undefined {
    const hit = this.#rules.find(
      ({ rule, left }) => left > 0 && matches(rule, method, path) && this.#random() < (rule.probability ?? 1),
    )
    if (hit === undefined) return undefined
    hit.left--
    if (hit.left === 0) this.#rules = this.#rules.filter((entry) => entry !== hit)
    return hit.rule.fault
  }
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false
  if (rule.path === undefined) return true
  const wanted = rule.path.split('/')
  const given = path.split('/')
  const isWild = (part: string) => part === '*' || /^\{\w+\}$/.test(part)
  return (
    wanted.length === given.length && wanted.every((part, index) => isWild(part) || part === given[index])
  )
}

const ruleFields: readonly string[] = ['fault', 'method', 'path', 'times', 'probability']

function checkRule(rule: FaultRule): void {
  if (typeof rule !== 'object' || rule === null || checkedFault(rule.fault) === undefined) {
    throw new TypeError(
      `A rule needs a fault: { fault: { kind: 'status', status: 503 } } and the like (${faultSyntax}).`,
    )
  }
  const unknown = Object.keys(rule).find((name) => !ruleFields.includes(name))
  if (unknown !== undefined)
    throw new TypeError(`A rule has no "${unknown}"; it has ${ruleFields.join(', ')}.`)
  const { times = 1, probability = 1, path = '/' } = rule
  if (!Number.isInteger(times) || times < 1) throw new TypeError('Write times as a whole number, 1 or more.')
  if (!(probability >= 0 && probability <= 1))
    throw new TypeError('Write probability as a number from 0 to 1.')
  // A rule that could never hit would be looked for in the code under test.
  if (!/^\/(?!v1(?:\/|$))[^?:]*$/.test(path))
    throw new TypeError('Write path with a leading slash, without /v1 and query: "/users/{id}".')
}
