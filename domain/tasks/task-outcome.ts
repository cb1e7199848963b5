/** What came of a task, as reported on finishing it. */
export const taskOutcomes = ['won', 'helped', 'no-effect', 'not-needed', 'false-alarm'] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];
