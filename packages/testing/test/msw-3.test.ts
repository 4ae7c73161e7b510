import { HttpHandler, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { mswSuite } from './msw-suite.ts'

mswSuite({ setupServer, http, HttpHandler, HttpResponse })
