import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../src/workspace/root.ts'

test.each(['express', 'fastify', 'hono', 'next'])(
  'the example for %s handles an event once, and no forgery',
  async (name) => {
    const main = join(root, `examples/webhooks-${name}/src/main.ts`)
    const args = ['--conditions=@veza/source', main]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, NO_COLOR: '1' },
    })
    expect(stdout.trim().split('\n')).toEqual([
      'Room 123: Hello',
      '200',
      '200',
      'Nothing to do for poll.closed',
      '200',
      '401',
    ])
    // What onError was told: the duplicate, and the forgery.
    expect(stderr.match(/WebhookVerificationError: /g)).toHaveLength(2)
    expect(stderr).toContain('WEBHOOK_DUPLICATE')
    expect(stderr).toContain('WEBHOOK_SIGNATURE_MISMATCH')
  },
)
