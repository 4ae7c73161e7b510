import { checkVectors } from './check-vectors.ts'

checkVectors('node:crypto')
