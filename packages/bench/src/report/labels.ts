import { contenders, ours } from '../contenders/contenders.ts'

/** How a contender is called in the tables; ours stands out. */
export function labelOf(name: string): string {
  const label = contenders.find((contender) => contender.name === name)?.label ?? name
  return name === ours.name ? `**${label}**` : label
}
