export type { ClaimStore } from './claims/claim-store.ts'
export type { MemoryClaimStoreOptions } from './claims/memory-claim-store.ts'
export { memoryClaimStore } from './claims/memory-claim-store.ts'
export type { WebhookBody, WebhookHeaders, WebhookInput, WebhookMessage } from './message/webhook-input.ts'
export type { Scheme } from './schemes/scheme.ts'
export { createSigner } from './sign/create-signer.ts'
export { sign } from './sign/sign.ts'
export type {
  OutgoingWebhook,
  SignedWebhook,
  Signer,
  SignerOptions,
  SignOptions,
} from './sign/sign-options.ts'
export type { WebhookRequestOptions } from './sign/webhook-request.ts'
export { webhookRequest } from './sign/webhook-request.ts'
export { createVerifier } from './verify/create-verifier.ts'
export type { SchemaPath, SchemaResult, StandardSchema } from './verify/standard-schema.ts'
export type { ChallengeAnswer, VerifiedWebhook, Verifier } from './verify/verifier.ts'
export type { ReplayOptions, SecretInput, VerifierOptions } from './verify/verifier-options.ts'
