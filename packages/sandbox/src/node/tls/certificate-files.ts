import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MutualTls } from './mutual-tls.ts'

/** Where the certificates of a sandbox are, for programs that want files. */
export interface CertificateFiles extends AsyncDisposable {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

/** Writes certificates into a new folder that only the user can read; it is removed when this is disposed of. */
export async function certificateFiles({ client, ca }: MutualTls): Promise<CertificateFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'veza-sandbox-tls-'))
  const files = {
    cert: join(directory, 'client.crt'),
    key: join(directory, 'client.key'),
    ca: join(directory, 'ca.crt'),
  }
  await writeFile(files.cert, client.cert)
  await writeFile(files.key, client.key, { mode: 0o600 })
  await writeFile(files.ca, ca)
  return { ...files, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) }
}
