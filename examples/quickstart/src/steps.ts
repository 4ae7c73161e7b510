import { styleText } from 'node:util'

/** Runs the steps of a demo and prints a line for each; `end` gives the exit code. */
export function steps() {
  let failed = 0
  let number = 0
  return {
    step: async (name: string, work: () => Promise<string>): Promise<void> => {
      number++
      const startedAt = performance.now()
      try {
        print('green', `✓ ${number}. ${name}`, await work(), startedAt)
      } catch (error) {
        failed++
        print('red', `✗ ${number}. ${name}`, String(error), startedAt)
      }
    },
    end: (): number => {
      console.log(
        failed === 0
          ? styleText('green', `\nAll ${number} steps passed.`)
          : `\n${failed} of ${number} failed.`,
      )
      return failed === 0 ? 0 : 1
    },
  }
}

function print(colour: 'green' | 'red', title: string, outcome: string, startedAt: number): void {
  const took = styleText('dim', `${Math.round(performance.now() - startedAt)} ms`)
  console.log(`${styleText(colour, title)}: ${outcome} ${took}`)
}
