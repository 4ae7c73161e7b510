import { isVezaError } from '@veza/resilience'
import { webhookRemedy } from '@veza/resilience/webhook-codes'
import { createVerifier, sign, type VerifiedWebhook, type Verifier } from '../../src/index.ts'
import { Chance } from './chance.ts'
import { type Mutation, mutations, type Request } from './mutations.ts'
import { type Sample, samples, url } from './samples.ts'

/** What came of many mutated requests. */
export interface FuzzReport {
  readonly runs: number
  readonly accepted: number
  /** How often each code was the answer. */
  readonly refused: ReadonlyMap<string, number>
  /** What must not be: one line for each, with what it takes to repeat it. */
  readonly faults: readonly string[]
}

interface Target {
  readonly sample: Sample
  readonly original: Request
  readonly genuine: VerifiedWebhook
  readonly right: Verifier
  readonly wrong: Verifier | undefined
}

const nowMs = 1_700_000_000_000

/** Spoils signed requests of every scheme in one to three ways, and looks that none is let in which nobody signed. */
export async function fuzz(runs: number, seed: number): Promise<FuzzReport> {
  const targets = await Promise.all(samples.map(targetOf))
  const chance = new Chance(seed)
  const refused = new Map<string, number>()
  const faults: string[] = []
  let accepted = 0
  for (let run = 0; run < runs; run++) {
    const target = targets[run % targets.length] ?? chance.of(targets)
    const chosen = Array.from({ length: 1 + chance.below(3) }, () => chance.of(mutations))
    const isWrong = target.wrong !== undefined && chance.next() < 0.1
    const mutated = chosen.reduce((request, mutation) => mutation.apply(request, chance), target.original)
    const outcome = await outcomeOf((isWrong ? target.wrong : target.right) ?? target.right, mutated, chance)
    const fault = faultIn(target, chosen, isWrong, mutated, outcome)
    if (fault !== undefined)
      faults.push(
        `${target.sample.name}: ${fault} (seed ${seed}, run ${run}: ${chosen.map(({ name }) => name).join(' + ')})`,
      )
    if (typeof outcome === 'string') refused.set(outcome, (refused.get(outcome) ?? 0) + 1)
    else accepted++
  }
  return { runs, accepted, refused, faults }
}

async function targetOf(sample: Sample): Promise<Target> {
  const { scheme, secrets, signSecrets, event, headers, wrong } = sample
  const signed = await sign({
    scheme,
    secrets: signSecrets ?? secrets,
    body: event,
    url,
    timestamp: new Date(nowMs),
    ...(headers !== undefined && { headers }),
  })
  const options = { scheme, replay: false, now: () => nowMs } as const
  const right = createVerifier({ ...options, secrets })
  const original = {
    headers: Object.entries(signed.headers),
    body: signed.body,
    url: signed.url ?? url,
    method: signed.method,
  }
  return {
    sample,
    original,
    right,
    genuine: await right.verify(original),
    wrong: scheme.keyless === true ? undefined : createVerifier({ ...options, secrets: wrong }),
  }
}

async function outcomeOf(
  verifier: Verifier,
  request: Request,
  chance: Chance,
): Promise<VerifiedWebhook | string> {
  try {
    return await verifier.verify(
      chance.next() < 0.5 ? request : { ...request, headers: asRecord(request.headers) },
    )
  } catch (error) {
    if (!isVezaError(error)) return `untyped: ${String(error)}`
    return error.code === 'INVALID_ARGUMENT' || webhookRemedy(error.code) !== undefined
      ? error.code
      : `unknown: ${error.code}`
  }
}

/** As Node.js has headers: by lower-case name, a list where one comes twice. */
function asRecord(headers: Request['headers']): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    const before = record[name.toLowerCase()]
    record[name.toLowerCase()] = before === undefined ? value : [before, value].flat()
  }
  return record
}

function faultIn(
  { sample, genuine }: Target,
  chosen: readonly Mutation[],
  isWrong: boolean,
  mutated: Request,
  outcome: VerifiedWebhook | string,
): string | undefined {
  if (typeof outcome === 'string') {
    if (outcome.includes(':') || outcome === 'WEBHOOK_CHECK_FAILED') return outcome
    return !isWrong && chosen.every(({ harmless }) => harmless)
      ? `a genuine request was refused with ${outcome}`
      : undefined
  }
  if (isWrong) return 'accepted with another secret'
  return sameSigned(sample, genuine, outcome, mutated) ? undefined : 'accepted what nobody signed'
}

function sameSigned(
  sample: Sample,
  genuine: VerifiedWebhook,
  outcome: VerifiedWebhook,
  mutated: Request,
): boolean {
  const isSameTime = genuine.timestamp?.getTime() === outcome.timestamp?.getTime()
  const idPlace = 'id' in sample.scheme ? sample.scheme.id : undefined
  const isSameId = idPlace?.signed === false || genuine.id === outcome.id
  return (
    isSameTime &&
    covered(sample.name, genuine, outcome) &&
    (isSameId || coversNothing(sample.name)) &&
    mutated.body.length === outcome.body.length
  )
}

/** Whether what the scheme signs of the body is the same. */
function covered(name: string, genuine: VerifiedWebhook, outcome: VerifiedWebhook): boolean {
  if (Buffer.compare(genuine.body, outcome.body) === 0 || coversNothing(name)) return true
  const signed = (webhook: VerifiedWebhook) => signedPart(name, webhook)
  return signed(genuine) !== undefined && signed(genuine) === signed(outcome)
}

function coversNothing(name: string): boolean {
  return ['cloudEvents', 'custom', 'gitlabToken', 'mailgun'].includes(name)
}

function signedPart(name: string, { event, body }: VerifiedWebhook): string | undefined {
  if (name === 'twilio, form')
    return [...new URLSearchParams(Buffer.from(body).toString())]
      .map((pair) => pair.join(''))
      .sort()
      .join('')
  if (name !== 'adyenItems') return undefined
  const { notificationItems } = event as {
    notificationItems: { NotificationRequestItem: Record<string, unknown> }[]
  }
  return JSON.stringify(
    notificationItems.map(({ NotificationRequestItem: item }) =>
      [
        'pspReference',
        'originalReference',
        'merchantAccountCode',
        'merchantReference',
        'amount',
        'eventCode',
        'success',
      ].map((field) => JSON.stringify(item[field])),
    ),
  )
}
