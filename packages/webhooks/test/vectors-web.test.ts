import { vi } from 'vitest'
import { checkVectors } from './check-vectors.ts'

vi.mock('#crypto', () => import('../src/crypto/web.ts'))

checkVectors('WebCrypto')
