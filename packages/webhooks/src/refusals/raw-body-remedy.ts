interface Fix {
  readonly framework: string
  /** Whether the input looks like a request of the framework. */
  readonly fits: (input: Readonly<Record<string, unknown>>) => boolean
  readonly fix: string
}

const fixes: readonly Fix[] = [
  {
    framework: 'Express',
    fits: (input) => 'app' in input && 'res' in input && 'next' in input,
    fix: "give the route its own parser, before any express.json(): app.post(path, express.raw({ type: '*/*' }), handler)",
  },
  {
    framework: 'Fastify',
    fits: (input) => 'raw' in input && 'server' in input,
    fix: "register the route in a scope with addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))",
  },
  {
    framework: 'Koa',
    fits: (input) => 'ctx' in input && 'app' in input,
    fix: 'pass ctx.request.rawBody of koa-bodyparser',
  },
  {
    framework: 'NestJS',
    fits: (input) => 'rawBody' in input,
    fix: 'make the app with NestFactory.create(module, { rawBody: true }) and pass request.rawBody',
  },
  {
    framework: 'Next.js pages',
    fits: (input) => 'cookies' in input && 'query' in input,
    fix: 'write export const config = { api: { bodyParser: false } } and read the request yourself',
  },
  {
    framework: 'AWS Lambda',
    fits: (input) => 'requestContext' in input,
    fix: "pass Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
  },
]

/**
 * What to do when a framework has parsed the body already: its own fix where the request tells which framework it is,
 * every fix otherwise.
 *
 * @param general - the remedy of the catalogue.
 */
export function rawBodyRemedy(input: object, general: string): string {
  const record = input as Readonly<Record<string, unknown>>
  const fitting = fixes.find(({ fits }) => fits(record))
  const shown = fitting === undefined ? fixes : [fitting]
  return `${general} ${shown.map(({ framework, fix }) => `In ${framework}, ${fix}.`).join(' ')}`
}
