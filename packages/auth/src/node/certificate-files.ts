import { readFileSync, statSync } from 'node:fs'
import type { CertificateSource } from './certificate-material.ts'

/** Where a certificate is. */
export interface CertificateFiles {
  readonly certFile?: string
  readonly keyFile?: string
  readonly pfxFile?: string
  readonly caFile?: string
}

/** Reads files again when they have changed. Looks at them when asked, so that nothing keeps a program alive. */
export class WatchedCertificateFiles {
  readonly #files: Readonly<Record<string, string>>
  #seen = ''

  constructor({ certFile, keyFile, pfxFile, caFile }: CertificateFiles) {
    const given = { cert: certFile, key: keyFile, pfx: pfxFile, ca: caFile }
    this.#files = Object.fromEntries(
      Object.entries(given).flatMap(([name, path]) => (path === undefined ? [] : [[name, path]])),
    )
  }

  /** Whether there is any file to look at. */
  get isEmpty(): boolean {
    return Object.keys(this.#files).length === 0
  }

  /** What the files hold; `undefined` where they are as they were at the last call. */
  changed(): CertificateSource | undefined {
    const seen = Object.values(this.#files).map(stamp).join(' ')
    if (seen === this.#seen) return undefined
    this.#seen = seen
    return Object.fromEntries(Object.entries(this.#files).map(([name, path]) => [name, readFileSync(path)]))
  }
}

function stamp(path: string): string {
  // A link that is turned to another file, as Kubernetes does it, shows in the inode.
  const status = statSync(path, { bigint: true, throwIfNoEntry: false })
  return status === undefined ? 'none' : `${status.ino}:${status.mtimeNs}:${status.size}`
}
