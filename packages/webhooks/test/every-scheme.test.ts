import { checkEveryScheme } from './support/check-every-scheme.ts'

checkEveryScheme('node:crypto')
