import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { isDay } from '../../../domain/day.ts';
import { operation } from '../operation.ts';
import { runningPlaybook } from '../running-playbook.ts';

const requestSchema = z.strictObject({
  asOf: z.string().refine(isDay, 'is not a date that exists').optional(),
  account: idSchema.optional(),
});

/** Starts the state machine that the schedule starts every night. */
export const startScoring = operation(requestSchema, async (input, tools) => {
  await runningPlaybook(tools);
  return { run: await tools.scoringRuns.start(input) };
});
