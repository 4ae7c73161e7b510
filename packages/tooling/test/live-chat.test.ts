import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { expect, test } from 'vitest'
import { root } from '../src/workspace/root.ts'

/** One who chats, in a process of its own. */
class Chatter {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>

  constructor(name: string, { baseUrl, apiKey }: RunningSandbox) {
    const main = join(root, 'examples/live-chat-cli/src/main.ts')
    this.#child = spawn(process.execPath, ['--conditions=@veza/source', main, '--as', name], {
      env: { ...process.env, VEZA_BASE_URL: baseUrl, VEZA_API_KEY: apiKey },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  say(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** The next line that has this text. */
  async sees(text: string): Promise<string> {
    for (;;) {
      const { value, done } = await this.#lines.next()
      if (done === true) throw new Error(`it ended without "${text}"`)
      if (value.includes(text)) return value
    }
  }

  async quit(): Promise<number> {
    const exited = once(this.#child, 'exit')
    this.say('/quit')
    const [code] = (await exited) as [number]
    return code
  }
}

test('two who chat in terminals read each other, over a cut too', async () => {
  await using sandbox = await serveSandbox()
  const ada = new Chatter('Ada', sandbox)
  await ada.sees('Ada is in room 1')
  const grace = new Chatter('Grace', sandbox)
  await grace.sees('Grace is in room 1')

  ada.say('Hello, Grace')
  expect(await grace.sees('Hello')).toBe('Ada: Hello, Grace')
  grace.say('Hello, Ada')
  expect(await ada.sees('Hello')).toBe('Grace: Hello, Ada')

  sandbox.realtime.cut()
  await ada.sees('trying again')
  ada.say('Are you there?')
  expect(await grace.sees('Are you')).toBe('Ada: Are you there?')

  ada.say('/state')
  expect(await ada.sees('ready')).toBe('* ready')
  expect(await Promise.all([ada.quit(), grace.quit()])).toEqual([0, 0])
})
