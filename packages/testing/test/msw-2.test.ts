import { HttpHandler, HttpResponse, http } from 'msw-2'
import { setupServer } from 'msw-2/node'
import { vi } from 'vitest'
import { type Msw, mswSuite } from './msw-suite.ts'

vi.mock('msw', () => import('msw-2'))

mswSuite({ setupServer, http, HttpHandler, HttpResponse } as unknown as Msw)
