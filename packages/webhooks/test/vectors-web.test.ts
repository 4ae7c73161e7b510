import { vi } from 'vitest'
import { checkVectors } from './support/check-vectors.ts'

vi.mock('#asymmetric', () => import('../src/asymmetric/web.ts'))
vi.mock('#crypto', () => import('../src/crypto/web.ts'))

checkVectors('WebCrypto')
