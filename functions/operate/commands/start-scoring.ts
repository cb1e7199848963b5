import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { isDay } from '../../../domain/day.ts';
import { operation, todayOf } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';
import { runningPlaybook } from '../running-playbook.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');

const requestSchema = z.strictObject({
  asOf: daySchema.optional(),
  account: idSchema.optional(),
  quietFrom: daySchema.optional(),
});

/** Starts the state machine that the schedule starts every night. */
export const startScoring = operation(requestSchema, async (input, tools) => {
  await runningPlaybook(tools);
  const { asOf, quietFrom } = input;
  if (quietFrom !== undefined && (asOf === undefined || asOf >= todayOf(tools) || quietFrom > asOf)) {
    throw new OperatorError(
      'not-past',
      'Nothing was scored.',
      'Only days that are over can be scored quietly, from an earlier to a later one.',
      'Name a day before today with --as-of, and with --from one that is not after it.',
    );
  }
  return { run: await tools.scoringRuns.start(input) };
});
