import { vi } from 'vitest'
import { checkEveryScheme } from './support/check-every-scheme.ts'

vi.mock('#asymmetric', () => import('../src/asymmetric/web.ts'))
vi.mock('#crypto', () => import('../src/crypto/web.ts'))

checkEveryScheme('WebCrypto')
