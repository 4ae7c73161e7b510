export { redactHeaders, redactUrl } from './redact.ts'
export { sameText } from './same-text.ts'
export { Secret } from './secret.ts'
