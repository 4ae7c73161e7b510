import type { Chapter } from './case.ts'
import { abort } from './chapters/abort.ts'
import { auth } from './chapters/auth.ts'
import { bodies } from './chapters/bodies.ts'
import { cache } from './chapters/cache.ts'
import { errors } from './chapters/errors.ts'
import { files } from './chapters/files.ts'
import { http } from './chapters/http.ts'
import { idempotency } from './chapters/idempotency.ts'
import { loading } from './chapters/loading.ts'
import { pages } from './chapters/pages.ts'
import { realtime } from './chapters/realtime.ts'
import { redirects } from './chapters/redirects.ts'
import { retry } from './chapters/retry.ts'
import { secrets } from './chapters/secrets.ts'
import { streams } from './chapters/streams.ts'
import { timeouts } from './chapters/timeouts.ts'
import { validation } from './chapters/validation.ts'
import { webhooks } from './chapters/webhooks.ts'

/** The suite. A new chapter is a file in `chapters` and a line here. */
export const chapters: readonly Chapter[] = [
  loading,
  http,
  pages,
  retry,
  idempotency,
  timeouts,
  abort,
  errors,
  bodies,
  streams,
  files,
  validation,
  cache,
  redirects,
  secrets,
  webhooks,
  auth,
  realtime,
]
