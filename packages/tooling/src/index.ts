// What the other private packages use of the tooling.
export { installTarballs } from './consumer/install-tarballs.ts'
export { type Tarball, tarballs } from './consumer/tarball.ts'
export { gzippedSize, type Size } from './size/gzipped-size.ts'
export { binary } from './workspace/binary.ts'
export { root } from './workspace/root.ts'
export { type Finished, run } from './workspace/run.ts'
export { runPnpm } from './workspace/run-pnpm.ts'
