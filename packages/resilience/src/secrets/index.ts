export { redactHeaders, redactUrl } from './redact.ts'
export { Secret } from './secret.ts'
