import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { isVezaError } from '@veza/resilience'
import { createVerifier, sign } from '../../src/index.ts'
import type { Official, Sent } from './official.ts'
import { officials } from './officials.ts'
import { type Variant, variants } from './variants.ts'

/** A difference that is known, and why it is right. */
interface Difference {
  readonly package: string
  readonly variant: string
  readonly official: 'accepts' | 'refuses'
  readonly reason: string
}

const file = new URL('../differences.json', import.meta.url)
const known = JSON.parse(readFileSync(file, 'utf8')) as Difference[]
const met = new Set<Difference>()
const failures: string[] = []
let compared = 0

for (const official of officials) {
  for (const variant of variants) await compare(official, variant)
  if (official.sign !== undefined) await readTheirs(official)
}
for (const difference of known.filter((each) => !met.has(each)))
  failures.push(`${difference.package}, ${difference.variant}: listed in differences.json, and not met`)

console.log(`${officials.length} official packages, ${compared} comparisons, ${met.size} known differences`)
for (const failure of failures) console.error(`DIFFERENT ${failure}`)
console.log(`${compared - failures.length} passed, ${failures.length} failed`)
process.exitCode = failures.length === 0 ? 0 : 1

/** What we sign, spoiled in a way: the official package and ours must think the same of it. */
async function compare(official: Official, variant: Variant): Promise<void> {
  const sent = await spoiled(official, variant)
  const secret = variant.wrongSecret === true ? official.wrongSecret : official.secret
  const theirs = (await official.accepts(sent, secret)) ? 'accepts' : 'refuses'
  const ours = await verdict(official, sent, secret)
  compared++
  if (theirs === ours) return
  const listed = known.find(
    (each) => each.package === official.name && each.variant === variant.name && each.official === theirs,
  )
  if (listed === undefined) failures.push(`${official.name}, ${variant.name}: it ${theirs}, we ${ours}`)
  else met.add(listed)
}

/**
 * A request with a variant's change in it. Some signatures hold nothing that a change is about, as a `+` or padding: those
 * of another second are tried then.
 */
async function spoiled(official: Official, { change, shiftSeconds = 0 }: Variant): Promise<Sent> {
  for (let second = 0; ; second++) {
    const genuine = await signed(official, new Date(Date.now() + (shiftSeconds - second) * 1000))
    const sent = change?.(genuine) ?? genuine
    if (change === undefined || second === 20 || !isDeepStrictEqual(sent, genuine)) return sent
  }
}

/** What the official package signs, we take. */
async function readTheirs(official: Official): Promise<void> {
  const genuine = await signed(official, new Date())
  const at = new Date()
  const headers = {
    'content-type': 'application/json',
    ...(await official.sign?.(genuine.body.toString(), at)),
  }
  compared++
  const ours = await verdict(official, { ...genuine, headers }, official.secret)
  if (ours !== 'accepts') failures.push(`${official.name}: we refuse what it signs`)
}

async function signed(
  { scheme, secret, signSecret, event, headers }: Official,
  timestamp: Date,
): Promise<Sent> {
  const url = 'https://example.com/webhook'
  const made = await sign({
    scheme,
    secrets: signSecret ?? secret,
    body: event,
    timestamp,
    url,
    ...(headers !== undefined && { headers }),
  })
  return { headers: made.headers, body: Buffer.from(made.body), url: made.url ?? url, method: made.method }
}

async function verdict({ scheme }: Official, sent: Sent, secrets: string): Promise<'accepts' | 'refuses'> {
  try {
    await createVerifier({ scheme, secrets }).verify(sent)
    return 'accepts'
  } catch (error) {
    if (isVezaError(error) && error.code !== 'WEBHOOK_CHECK_FAILED') return 'refuses'
    throw error
  }
}
