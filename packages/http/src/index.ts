export type { Authenticator, AuthRequest, Credential, Rejection } from './auth/authenticator.ts'
export type { CacheEntry, CacheOptions, CacheStore } from './cache/cache-store.ts'
export type { ResponseInfo, Result, WithResponse } from './call/call.ts'
export { Call } from './call/call.ts'
export type { Http } from './client/create-http.ts'
export { createHttp } from './client/create-http.ts'
export type { BodyModel, HttpMethod, RequestSpec } from './client/request-spec.ts'
export type { Download, DownloadInfo, ResumePoint } from './download/download.ts'
export type { DownloadOptions } from './download/start-download.ts'
export type { HttpRequest, HttpResponse, Middleware, Next } from './exchange/middleware.ts'
export type { Histogram, Stats } from './observe/stats.ts'
export { checkBaseUrl, productionBaseUrl } from './options/check-base-url.ts'
export { callChecks, httpChecks } from './options/http-checks.ts'
export type { CallOptions, HttpOptions, HttpRetryOptions, Validation } from './options/http-options.ts'
export type { Page, PageSource } from './pages/pages.ts'
export { Pages } from './pages/pages.ts'
export type { Payload } from './payload/payload.ts'
export type { Progress } from './payload/progress.ts'
export type { PoolOptions } from './transport/pool-options.ts'
export type {
  ResponseHeaders,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport/transport.ts'
export type { PathParams, Query } from './url/join-url.ts'
