import { isVezaError, type VezaError } from '@veza/resilience'
import { expect } from 'vitest'
import {
  type OutgoingRequest,
  type SendOptions,
  sendWebhook,
  type WebhookTransport,
} from '../../src/send/index.ts'
import { HastyClock } from './hasty-clock.ts'

export const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
export const url = 'https://hooks.example.com/services/SECRET-PATH?token=SECRET-QUERY'

/** A receiver that answers as it is told. */
export interface Scripted {
  readonly transport: WebhookTransport
  readonly requests: OutgoingRequest[]
}

/** Answers with these statuses, one after the other; the last one for ever. */
export function scripted(
  ...answers: (number | [status: number, headers: Record<string, string>] | Error)[]
): Scripted {
  const requests: OutgoingRequest[] = []
  const transport: WebhookTransport = async (request) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? 200
    requests.push(request)
    if (answer instanceof Error) throw answer
    const [status, headers] = typeof answer === 'number' ? [answer, {}] : answer
    return {
      status,
      headers: new Headers(headers),
      body: new TextEncoder().encode('ANSWER'),
      truncated: false,
    }
  }
  return { transport, requests }
}

/** Sends to it, with a clock that does not wait. */
export function send({ transport }: Scripted, more: Partial<SendOptions> = {}) {
  return sendWebhook(
    url,
    { type: 'test', one: 1 },
    { secrets, transport, clock: new HastyClock(), random: () => 0.5, ...more },
  )
}

/** What it failed with. */
export async function failure(call: Promise<unknown>): Promise<VezaError> {
  const error = await call.catch((thrown: unknown) => thrown)
  if (!isVezaError(error)) return expect.fail('it should have failed with an error of the SDK')
  return error
}
