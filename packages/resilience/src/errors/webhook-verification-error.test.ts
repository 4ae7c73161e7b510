import { describe, expect, test } from 'vitest'
import { isVezaError, VezaError } from './veza-error.ts'
import { WebhookVerificationError } from './webhook-verification-error.ts'

describe('the error of a refused webhook', () => {
  const error = new WebhookVerificationError('stripe: no signature matches', {
    code: 'WEBHOOK_SIGNATURE_MISMATCH',
    answerStatus: 401,
    remedy: 'Check the secret.',
  })

  test('is one of the SDK, and says what to answer the sender', () => {
    expect(error).toBeInstanceOf(VezaError)
    expect(error).toBeInstanceOf(WebhookVerificationError)
    expect(isVezaError(error, 'WEBHOOK_SIGNATURE_MISMATCH')).toBe(true)
    expect(error).toMatchObject({ name: 'WebhookVerificationError', answerStatus: 401, retryable: false })
    expect(error.toJSON()).toMatchObject({ answerStatus: 401, code: 'WEBHOOK_SIGNATURE_MISMATCH' })
  })

  test('is no other error of the SDK', () => {
    const other = new VezaError('no', { code: 'WEBHOOK_SIGNATURE_MISMATCH', remedy: 'None.' })
    expect(other).not.toBeInstanceOf(WebhookVerificationError)
  })
})
