import { checkVectors } from './support/check-vectors.ts'

checkVectors('node:crypto')
