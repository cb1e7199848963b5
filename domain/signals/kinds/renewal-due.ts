import * as z from 'zod';
import { addMonths, daysBetween } from '../../day.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('renewal-due'),
  monthsBefore: z.int().min(1).max(12),
});

/** The contract's renewal date comes near and the customer hasn't said what they want. One episode a renewal date. */
export const renewalDue: ConditionKind<typeof schema> = {
  kind: 'renewal-due',
  schema,
  subject: 'renewal',
  read: readRenewalDue,
  needs: () => [{ account: 'renewalDate' }],
};

function readRenewalDue(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { renewalDate } = context.account;
  // A date that was moved leaves its episode behind: it is over, whatever the new date says.
  const moved = context.episodes
    .filter(({ subject }) => subject !== renewalDate)
    .map(({ subject }): Reading => ({ subject, verdict: 'recovers', evidence: {} }));
  if (renewalDate === undefined) return [...moved, unknown(null, 'no-renewal-date')];

  const days = daysBetween(context.asOf, renewalDate);
  const evidence = { days };
  const answered = context.answers.some((answer) => answer.renewalDate === renewalDate && answer.day <= context.asOf);
  const isDue = context.asOf >= addMonths(renewalDate, -condition.monthsBefore);
  const open = openEpisode(context, renewalDate);
  // An episode of loaded history whose play never began asked nobody yet.
  const isAsked = open !== undefined && open.begunOn !== null;
  if (answered) return [...moved, { subject: renewalDate, verdict: 'recovers', evidence }];
  // Asking whether someone renews on a day gone by would only show that our data is old.
  if (days < 0 && !isAsked) return [...moved, unknown(renewalDate, 'renewal-date-passed', evidence)];
  return [...moved, { subject: renewalDate, verdict: isDue ? 'trips' : 'recovers', evidence }];
}
