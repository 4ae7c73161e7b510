import { type Checks, checkOptions, hasMethods, isA, isPlain, oneOf } from '@veza/resilience/options'
import { wrongOption } from '../options/wrong-option.ts'
import type { HandlerOptions } from './handler-options.ts'

const checks: Checks<HandlerOptions> = {
  verifier: (value) => hasMethods('verify')(value) && 'Pass what createVerifier() returns.',
  tenants: isA('function'),
  on: (value) =>
    isPlain(value) && Object.values(value).every((listener) => typeof listener === 'function')
      ? undefined
      : 'Pass an object of functions, named after the events.',
  onUnknown: isA('function'),
  onError: isA('function'),
  ack: oneOf('before', 'after'),
  sector: (value) =>
    hasMethods('anonymise')(value) &&
    'Pass a sector of @veza/webhooks/sectors, or an object with name and anonymise().',
  logger: (value) => hasMethods('info', 'warn')(value) && 'Pass console, or a logger such as pino.',
  publicUrl: (value) =>
    isOrigin(value) ? undefined : 'Write an origin without a path, such as https://hooks.example.com.',
}

/**
 * Refuses wrong options when a handler is made, not when the first webhook comes.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function checkHandlerOptions<Event>(options: HandlerOptions<Event>): void {
  checkOptions<HandlerOptions<Event>>('webhookHandler()', options, checks)
  if ((options.verifier === undefined) === (options.tenants === undefined)) {
    throw wrongOption('verifier', 'Pass a verifier of createVerifier(), or a function as tenants.')
  }
}

function isOrigin(text: unknown): boolean {
  const url = typeof text === 'string' ? URL.parse(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}
