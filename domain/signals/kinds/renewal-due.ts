import * as z from 'zod';
import { answerAsOf } from '../../answer.ts';
import { addMonths, daysBetween } from '../../day.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('renewal-due'),
  monthsBefore: z.int().min(1).max(12),
});

/** An answer that nobody asked for is taken up while it is news: a night may fall out, an old record is no task. */
const NEWS_FOR_DAYS = 14;

/**
 * The contract's renewal date comes near, or the customer says by themselves what they want. One episode a renewal date:
 * only the contract ends it, by another date or its end. What the customer answers is what they mean to do, and may
 * change; the play takes it up.
 */
export const renewalDue: ConditionKind<typeof schema> = {
  kind: 'renewal-due',
  schema,
  subject: 'renewal',
  read: readRenewalDue,
  needs: () => [{ account: 'renewalDate' }],
};

function readRenewalDue(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, answers, asOf, episodes } = context;
  const { renewalDate } = account;
  // A date that was moved leaves its episode behind: it is over, whatever the new date says.
  const moved = episodes
    .filter(({ subject }) => subject !== renewalDate)
    .map(({ subject }): Reading => ({ subject, verdict: 'recovers', evidence: {} }));
  if (renewalDate === undefined) return [...moved, unknown(null, 'no-renewal-date')];

  const days = daysBetween(asOf, renewalDate);
  const evidence = { days };
  const read = (verdict: Reading['verdict']) => [...moved, { subject: renewalDate, verdict, evidence }];
  const isDue = asOf >= addMonths(renewalDate, -condition.monthsBefore);
  const open = openEpisode(context, renewalDate);
  const said = answerAsOf(answers, renewalDate, asOf);
  // An episode of loaded history whose play never began asked nobody yet.
  if (open !== undefined && open.begunOn !== null) return read(isDue || said !== null ? 'trips' : 'recovers');
  if (said !== null) return read(daysBetween(said.day, asOf) <= NEWS_FOR_DAYS ? 'trips' : 'recovers');
  // Asking whether someone renews on a day gone by would only show that our data is old.
  if (days < 0) return [...moved, unknown(renewalDate, 'renewal-date-passed', evidence)];
  return read(isDue ? 'trips' : 'recovers');
}
