import { checkNames, invalidOption } from '../options/invalid-option.ts'
import type { HandlerOptions } from './handler-options.ts'

const known = 'verifier tenants on onUnknown onError ack sector logger publicUrl'

/**
 * Refuses wrong options when a handler is made, not when the first webhook comes.
 *
 * @throws InvalidRequestError `INVALID_OPTION`
 */
export function checkHandlerOptions<Event>(options: HandlerOptions<Event>): void {
  if (typeof options !== 'object' || options === null) throw invalidOption('options', 'Pass an object.')
  checkNames(options, known)
  const { verifier, tenants, on = {}, ack = 'after', sector, logger, publicUrl } = options
  if ((verifier === undefined) === (tenants === undefined)) {
    throw invalidOption('verifier', 'Pass a verifier of createVerifier(), or a function as tenants.')
  }
  if (verifier !== undefined && typeof verifier.verify !== 'function') {
    throw invalidOption('verifier', 'Pass what createVerifier() returns.')
  }
  for (const name of ['tenants', 'onUnknown', 'onError'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') {
      throw invalidOption(name, 'Pass a function.')
    }
  }
  if (
    typeof on !== 'object' ||
    on === null ||
    !Object.values(on).every((listener) => typeof listener === 'function')
  ) {
    throw invalidOption('on', 'Pass an object of functions, named after the events.')
  }
  if (ack !== 'before' && ack !== 'after') throw invalidOption('ack', "Write 'before' or 'after'.")
  if (sector !== undefined && typeof sector.anonymise !== 'function') {
    throw invalidOption(
      'sector',
      'Pass a sector of @veza/webhooks/sectors, or an object with name and anonymise().',
    )
  }
  if (logger !== undefined && typeof logger.info !== 'function') {
    throw invalidOption('logger', 'Pass console, or a logger such as pino.')
  }
  if (publicUrl !== undefined && !isOrigin(publicUrl)) {
    throw invalidOption('publicUrl', 'Write an origin without a path, such as https://hooks.example.com.')
  }
}

function isOrigin(text: unknown): boolean {
  const url = typeof text === 'string' ? URL.parse(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}
