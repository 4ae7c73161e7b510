import { openApiDocument } from '@veza/protocol/openapi'
import type { GeneratedFile } from './generators.ts'

/** `docs/openapi.json`, from the operations and models of the protocol. */
export function openApi(): GeneratedFile[] {
  return [{ path: 'docs/openapi.json', content: `${JSON.stringify(openApiDocument(), null, 2)}\n` }]
}
