import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');

const requestSchema = z.strictObject({
  asOf: daySchema.optional(),
  account: idSchema.optional(),
  quietFrom: daySchema.optional(),
});

/** Starts the state machine that the schedule starts every night. */
export const startScoring = change(requestSchema, ['scoring-started'], async (input, tools) => {
  await runningPlaybook(tools);
  const { asOf, quietFrom } = input;
  const today = todayOf(tools);
  if (asOf !== undefined && asOf > today) {
    throw new OperatorError(
      'future-day',
      'Nothing was scored.',
      `${asOf} has not come yet: today is ${today} in ${tools.clock.timeZone}. An account's days are scored in order, so it would not be scored again before that day is over.`,
      'Leave --as-of out, or name today or an earlier day. What a day to come would bring, "explain ACCOUNT --as-of DATE" says.',
    );
  }
  if (quietFrom !== undefined && (asOf === undefined || asOf >= today || quietFrom > asOf)) {
    throw new OperatorError(
      'not-past',
      'Nothing was scored.',
      'Only days that are over can be scored quietly, from an earlier to a later one.',
      'Name a day before today with --as-of, and with --from one that is not after it.',
    );
  }
  const about = input.account === undefined ? {} : { account: input.account };
  const after = { asOf: asOf ?? today, quietFrom: quietFrom ?? null };
  await tools.auditLog.add(auditOf(tools, 'scoring-started', about, { after }));
  return { run: await tools.scoringRuns.start(input) };
});
