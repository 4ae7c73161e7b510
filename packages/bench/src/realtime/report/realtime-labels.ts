import { realtimeContenders } from '../contenders/realtime-contenders.ts'

/** How a contender is called in the tables; ours stands out. */
export function realtimeLabel(name: string): string {
  const contender = realtimeContenders.find((one) => one.name === name)
  return contender?.kind === 'ours' ? `**${contender.label}**` : (contender?.label ?? name)
}
