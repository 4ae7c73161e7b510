export type { PlatformClock } from './authorization/platform-clock.ts'
export type { SigningKeyRegistration } from './authorization/signing-keys.ts'
export type { RotationPolicy, TokenOptions } from './authorization/token-options.ts'
export type { ContentStore, StoredContent } from './content/content-store.ts'
export { StoreFullError } from './content/content-store.ts'
export { memoryContentStore } from './content/memory-content-store.ts'
export { createSandbox } from './create-sandbox.ts'
export type { ClientCertificate, Connection } from './faults/connection.ts'
export type { Fault, FaultRule } from './faults/fault.ts'
export type { SandboxOptions } from './options.ts'
export type { RateLimit } from './protect/rate-limit.ts'
export type {
  RealtimeFault,
  RealtimeFaultKind,
  RealtimeFaultOptions,
  RealtimeTarget,
} from './realtime/realtime-fault.ts'
export type { RealtimeOptions } from './realtime/realtime-options.ts'
export type { RealtimeHandshake, RealtimeReceiver, RealtimeSocket } from './realtime/realtime-socket.ts'
export type { RealtimeStats, SandboxRealtime } from './realtime/sandbox-realtime.ts'
export type { ReceivedRequest } from './request-log.ts'
export type { IssueKeyOptions, Sandbox, SandboxStats } from './sandbox.ts'
export type { WebhookSendingOptions } from './webhooks/webhook-options.ts'
