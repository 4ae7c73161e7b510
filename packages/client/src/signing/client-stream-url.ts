import { type HttpOptions, productionBaseUrl } from '@veza/http'
import { type StreamUrlOptions, signedStreamUrl } from './signed-stream-url.ts'

/** Signs the URL of a stream with a client's base URL and clock. */
export function clientStreamUrl(
  { baseUrl = productionBaseUrl, allowInsecureHttp, clock }: HttpOptions,
  file: string,
  options: StreamUrlOptions & { readonly baseUrl?: string },
): Promise<string> {
  return signedStreamUrl(file, {
    ...(allowInsecureHttp !== undefined && { allowInsecureHttp }),
    ...(clock !== undefined && { now: () => clock.now() }),
    ...options,
    baseUrl: options?.baseUrl ?? baseUrl,
  })
}
