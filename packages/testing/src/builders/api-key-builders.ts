import { apiKeyModel, createApiKeyModel, issuedApiKeyModel } from '@veza/protocol'
import type { Series } from './series.ts'

/** Builders for API keys. */
export function apiKeyBuilders(series: Series) {
  return {
    buildApiKey: series.builder('buildApiKey', apiKeyModel, ({ number, at }) => ({
      id: number,
      name: `Key ${number}`,
      prefix: `veza_test_${number}`,
      permissions: ['read:users'],
      createdAt: at,
      expiresAt: null,
      lastUsedAt: null,
    })),
    buildIssuedApiKey: series.builder('buildIssuedApiKey', issuedApiKeyModel, ({ number, at }) => ({
      id: number,
      name: `Key ${number}`,
      apiKey: `veza_test_${number}`,
      secret: `sk_test_${number}`,
      permissions: ['read:users'],
      createdAt: at,
      expiresAt: null,
    })),
    buildCreateApiKey: series.builder('buildCreateApiKey', createApiKeyModel, ({ number }) => ({
      name: `Key ${number}`,
      permissions: ['read:users'],
      expiresAt: null,
    })),
  }
}
