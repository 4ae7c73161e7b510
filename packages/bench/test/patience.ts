/** For tests that start processes: other tests may keep the machine busy. */
export const patience = { timeout: 120_000 } as const
