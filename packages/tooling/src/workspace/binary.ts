import { join } from 'node:path'
import { root } from './root.ts'

/** Path of a tool that the root manifest installs. */
export function binary(name: string): string {
  return join(root, 'node_modules/.bin', name)
}
