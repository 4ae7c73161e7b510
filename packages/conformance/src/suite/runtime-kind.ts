/** A kind of runtime: all versions of Node.js are one. */
export type RuntimeKind = 'node' | 'bun' | 'deno' | 'workerd' | 'chromium'
