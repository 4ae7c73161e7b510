import { existsSync, readFileSync } from 'node:fs'
import { compactVerify } from 'jose'
import { expect, test } from 'vitest'
import { checkHeader } from '../../src/jwt/check-compact.ts'
import { keySetFrom } from '../../src/jwt/key-set.ts'
import { type SigningAlgorithm, signingAlgorithms } from '../../src/jwt/signing-key.ts'

interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly jws: string | object
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

interface Group {
  readonly comment: string
  readonly public?: object
  readonly private?: object
  readonly tests: readonly Vector[]
}

// Beside the repository, or beside the folder of its worktrees. Data only, not copied into the project.
const folders = ['../../../../../shared/', '../../../../../../shared/'].map(
  (path) => new URL(`${path}vectors/wycheproof/`, import.meta.url),
)
const folder = folders.find((url) => existsSync(url))

/** What a verifier of ours does with a token up to its claims: these vectors carry no claims. */
async function isAccepted(token: unknown, keys: object): Promise<boolean> {
  try {
    const header = checkHeader(token)
    const alg = signingAlgorithms.find((one) => one === header['alg'])
    const kid = typeof header['kid'] === 'string' ? { kid: header['kid'] } : {}
    const key = await keySetFrom('keys' in keys ? keys : { keys: [keys] })?.keyFor({
      alg: alg as SigningAlgorithm,
      ...kid,
    })
    if (alg === undefined || key === undefined) return false
    await compactVerify(String(token), key, { algorithms: [alg] })
    return true
  } catch {
    return false
  }
}

function groupsOf(file: string): readonly Group[] {
  const { testGroups } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { testGroups: Group[] }
  return testGroups
}

function publicPart(key: object): object {
  if ('keys' in key) return { keys: (key as { keys: object[] }).keys.map(publicPart) }
  const secret = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'key_ops']
  const open = Object.fromEntries(Object.entries(key).filter(([name]) => !secret.includes(name)))
  const { key_ops: uses } = key as { key_ops?: unknown }
  // Where the private key signs, the public one verifies.
  const publicUses = Array.isArray(uses) ? uses.map((use) => (use === 'sign' ? 'verify' : use)) : undefined
  return publicUses === undefined ? open : { ...open, key_ops: [...new Set(publicUses)] }
}

/** Why a vector that the authors call valid is refused here. */
const deviations: readonly [string, (group: Group, vector: Vector, alg: unknown) => boolean][] = [
  ['symmetric algorithms are not offered', (_group, _vector, alg) => String(alg).startsWith('HS')],
  ['a token is one compact text, not a JSON object', (_group, { jws }) => typeof jws !== 'string'],
  [
    'the key names an algorithm that does not exist ("ES521")',
    (group) => JSON.stringify(group).includes('ES521'),
  ],
  [
    'the key is for PS256, and the token is signed by PS384',
    (group, _vector, alg) => alg === 'PS384' && JSON.stringify(group).includes('"alg":"PS256"'),
  ],
]

/** What the authors call forged and is accepted here, knowingly. */
const accepted: readonly [string, (vector: Vector) => boolean][] = [
  [
    "the issuer's own key is weak (ROCA, CVE-2017-15361): which keys to trust is for whoever names the issuer",
    ({ comment }) => comment === 'rejectsKeyWithRocaVulnerability',
  ],
]

function reasonFor(group: Group, vector: Vector): string | undefined {
  let alg: unknown
  try {
    alg = (
      JSON.parse(
        Buffer.from(
          (typeof vector.jws === 'string' ? vector.jws : '').split('.')[0] ?? '',
          'base64url',
        ).toString(),
      ) as {
        alg: unknown
      }
    ).alg
  } catch {
    alg = undefined
  }
  return deviations.find(([, applies]) => applies(group, vector, alg))?.[0]
}

test
  .skipIf(folder === undefined)
  .each(['json_web_signature_test.json', 'json_web_key_test.json', 'json_web_crypto_test.json'])(
  'Wycheproof: %s: no forged token is accepted, and each valid one that is refused has its reason',
  async (file) => {
    const forged: string[] = []
    const unexplained: string[] = []
    let good = 0
    for (const group of groupsOf(file)) {
      const keys = publicPart(group.public ?? group.private ?? {})
      for (const vector of group.tests) {
        if (vector.jws === undefined) continue
        const name = `${group.comment}, ${vector.tcId}: ${vector.comment}`
        const ok = await isAccepted(vector.jws, keys)
        if (ok) good++
        if (ok && vector.result === 'invalid' && !accepted.some(([, applies]) => applies(vector)))
          forged.push(name)
        if (!ok && vector.result === 'valid' && reasonFor(group, vector) === undefined) unexplained.push(name)
      }
    }
    expect({ forged, unexplained }).toEqual({ forged: [], unexplained: [] })
    if (file === 'json_web_signature_test.json') expect(good).toBeGreaterThan(20)
  },
)
