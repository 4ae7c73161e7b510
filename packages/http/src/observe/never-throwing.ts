import type { Logger, Span, Tracer } from '@veza/resilience'

/** A logger whose failures fail no call: what it was told of has happened. */
export function neverThrowing(logger: Logger): Logger {
  const telling = (level: keyof Logger) => (fields: object, message: string) => {
    attempt(() => logger[level](fields, message))
  }
  return { debug: telling('debug'), info: telling('info'), warn: telling('warn'), error: telling('error') }
}

/** A tracer whose failures fail no call; without a span there is nothing to tell. */
export function neverThrowingTracer(tracer: Tracer): Tracer {
  const inner = new WeakMap<Span, Span>()
  return {
    startSpan(name, options) {
      const span = attempt(() => tracer.startSpan(name, options))
      const outer: Span = {
        setAttribute: (key, value) => attempt(() => span?.setAttribute(key, value)),
        addEvent: (event, attributes) => attempt(() => span?.addEvent(event, attributes)),
        setStatus: (status) => attempt(() => span?.setStatus(status)),
        end: () => attempt(() => span?.end()),
      }
      if (span !== undefined) inner.set(outer, span)
      return outer
    },
    inject(outer) {
      const span = inner.get(outer)
      return (span && attempt(() => tracer.inject?.(span))) ?? {}
    },
  }
}

function attempt<T>(tell: () => T): T | undefined {
  try {
    return tell()
  } catch {
    return undefined
  }
}
