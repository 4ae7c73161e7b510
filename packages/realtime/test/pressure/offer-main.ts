import { type Offer, offer } from './offer.ts'

/** The garbage of what is offered, too, has to be collected some time. */
const collect = (): void => globalThis.gc?.()

const bytes = Number(process.argv[2] ?? 256) * 1024 * 1024
for (const protocol of ['veza.v2', 'veza.v1'] as const) {
  for (const whenFull of ['reject', 'drop-oldest', 'wait'] as const) {
    const of: Offer = { protocol, whenFull, bytes }
    // A process grows once by what its garbage needs.
    await offer({ ...of, bytes: bytes / 8 }, collect)
    console.log(JSON.stringify({ protocol, whenFull, ...(await offer(of, collect)) }))
  }
}
