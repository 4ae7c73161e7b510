export { commerce } from './commerce.ts'
export { education } from './education.ts'
export { health } from './health.ts'
export type { Sector, SectorOptions } from './sector.ts'
