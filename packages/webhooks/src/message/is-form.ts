import type { Received } from './received.ts'

/** Whether the body says that it is a form. */
export function isForm(received: Pick<Received, 'header'>): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(received.header('content-type') ?? '')
}
