export { realtimeRemedy } from './realtime-remedy.ts'
