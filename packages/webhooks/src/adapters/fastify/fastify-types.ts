import type { ParserTraces } from '../../incoming/find-body.ts'
import type { NodeRequest } from '../../incoming/node-request.ts'

/** The parts of a Fastify request that are used. */
export interface FastifyRequestLike extends ParserTraces {
  readonly raw: NodeRequest
  readonly method: string
  readonly originalUrl: string
  /** As `trustProxy` says. */
  readonly protocol: string
  readonly host: string
}

/** The parts of a Fastify reply that are used. */
export interface FastifyReplyLike {
  code(status: number): unknown
  headers(headers: Record<string, string>): unknown
  send(body: string): unknown
}

/** The parts of a Fastify instance that are used. */
export interface FastifyScope {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(type: '*', options: object, parser: PayloadParser): unknown
  route(route: {
    method: string[]
    url: string
    handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>
  }): unknown
}

type PayloadParser = (request: unknown, payload: unknown, done: (error: null, body: unknown) => void) => void
