/** What came of a task, as reported on finishing it. */
export const taskOutcomes = ['won', 'helped', 'no-effect', 'not-needed', 'false-alarm'] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

/** What is asked of whoever did it: that it was a false alarm is said of the signal. */
export const offeredOutcomes = taskOutcomes.filter((outcome) => outcome !== 'false-alarm');
