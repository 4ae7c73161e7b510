import { delay, verdict } from '@veza/resilience'
import { checkOptions, isA, isPlain } from '@veza/resilience/options'
import type { Call, WithResponse } from '../call/call.ts'
import type { RequestSpec } from '../client/request-spec.ts'
import { defined, never, type Settings } from '../client/settings.ts'
import { callChecks } from '../options/http-checks.ts'
import type { CallOptions } from '../options/http-options.ts'
import type { Progress } from '../payload/progress.ts'
import { Download, downloadInfo, type ResumePoint } from './download.ts'
import { type Opened, resumingStream } from './resuming-stream.ts'

/** Options of a download. */
export interface DownloadOptions extends CallOptions {
  /** Is told how many bytes are there, each time that some more are. */
  readonly onProgress?: (progress: Progress) => void
  /** Goes on with an earlier download; where the content has changed since, it begins at 0: see {@link Download.offset}. */
  readonly from?: ResumePoint
}

/** Opens a stream of an answer's body, as `Http.stream` does. */
export type OpenStream = (spec: RequestSpec, options: CallOptions) => Call<ReadableStream<Uint8Array>>

/** Begins a download. Its stream goes on by itself where the connection breaks, with the client's own retry policy. */
export async function startDownload(
  settings: Settings,
  openStream: OpenStream,
  spec: RequestSpec,
  given: DownloadOptions = {},
): Promise<WithResponse<Download>> {
  checkOptions('The download', given, downloadChecks)
  const { onProgress, from, ...options } = given
  const open = async (point: ResumePoint | undefined) => {
    const headers = { ...options.headers, 'accept-encoding': 'identity', ...rangeFrom(point) }
    const { data: stream, response } = await openStream(spec, { ...options, headers }).withResponse()
    return { info: downloadInfo(response.status, response.headers), stream, response }
  }
  const wait = async (failures: number): Promise<boolean> => {
    const { clock, random } = settings
    const policy = { ...settings.retry, ...(options.retry === false ? never : defined(options.retry)) }
    const ms = delay(verdict({ type: 'network', sent: true }, true), failures, { policy, random })
    if (ms === undefined || !settings.bucket.take()) return false
    await clock.sleep(ms, options.signal)
    return true
  }
  const { response, ...opened } = await open(from)
  const reopen = (offset: number, etag: string): Promise<Opened> => open({ offset, etag })
  const stream = resumingStream(opened, { open: reopen, wait, onProgress })
  return { data: new Download(opened.info, stream), response }
}

const downloadChecks = {
  ...callChecks,
  onProgress: isA('function'),
  from: (value: unknown) =>
    isPlain(value) && Number.isSafeInteger(value['offset']) && typeof value['etag'] === 'string'
      ? undefined
      : 'Pass { offset, etag } of the download to go on with.',
}

function rangeFrom(point: ResumePoint | undefined): Record<string, string> {
  if (point === undefined || point.offset === 0) return {}
  return { range: `bytes=${point.offset}-`, 'if-range': point.etag }
}
