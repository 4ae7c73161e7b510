// Run by secrets.test.ts: lets a call fail without anybody looking, so that Node prints its error.
import { createHttp } from '@veza/http'

const canaries = JSON.parse(process.env['CANARIES'] ?? '{}') as Record<string, string>
delete process.env['CANARIES']

const http = createHttp({
  baseUrl: 'http://127.0.0.1:9',
  retry: false,
  headers: { 'x-api-key': canaries['header'] ?? '', cookie: canaries['cookie'] ?? '' },
  authenticator: { authenticate: () => ({ authorization: `Bearer ${canaries['token']}` }) },
})
void http.json({
  method: 'POST',
  path: '/users',
  query: { secret: canaries['query'] },
  body: { password: canaries['body'] },
})
