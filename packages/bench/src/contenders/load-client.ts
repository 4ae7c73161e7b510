import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Adapter, CallName, Client, ClientOptions } from './client.ts'

const folder = fileURLToPath(new URL('../../peers/contenders', import.meta.url))

/** The file of a contender's adapter. */
export function adapterFile(name: string): string {
  return join(folder, `${name}.mjs`)
}

/** Loads a contender and makes a client of it. */
export async function loadClient(name: string, options: ClientOptions): Promise<Client> {
  const { create } = (await import(pathToFileURL(adapterFile(name)).href)) as Adapter
  return create(options)
}

/**
 * Makes every call once and looks at what came: a client that failed fast would win every race.
 *
 * @throws Error when an answer is not the one the server sends.
 */
export async function checkAnswers(name: string, client: Client): Promise<void> {
  for (const call of ['get', 'list', 'post'] satisfies CallName[]) {
    const answer = await client[call]?.()
    const right = client[call] === undefined || (call === 'list' ? isList(answer) : idOf(answer) === 7)
    if (!right) throw new Error(`${name}: ${call} gave ${JSON.stringify(answer)?.slice(0, 200)}`)
  }
}

function isList(answer: unknown): boolean {
  return Array.isArray(answer) && answer.length === 100 && idOf(answer[99]) === 100
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
}
