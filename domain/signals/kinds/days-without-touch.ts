import * as z from 'zod';
import { isTouch } from '../../activity.ts';
import { completeDaysAfter } from '../../usage/usage-history.ts';
import type { ConditionKind } from '../condition-kind.ts';
import { type Reading, type SignalContext, unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('days-without-touch'),
  tripsAtOrAbove: z.int().min(1).max(3650),
});

/** Complete days after we last had to do with the account, once it is past onboarding. */
export const daysWithoutTouch: ConditionKind<typeof schema> = {
  kind: 'days-without-touch',
  schema,
  subject: 'account',
  read: readDaysWithoutTouch,
  needs: () => [{ account: 'stage' }, { record: 'activities' }, { record: 'answers' }],
};

function readDaysWithoutTouch(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf, activities, answers, stage, watchedSince } = context;
  const touches = [...activities.filter(isTouch), ...answers].map(({ day }) => day).filter((day) => day <= asOf);
  // What was done before anybody watched is not on record: the account gets the benefit of the doubt.
  const last = touches.sort().at(-1) ?? watchedSince;
  const days = completeDaysAfter(last, asOf);
  const evidence = { days };
  if (days < condition.tripsAtOrAbove) return [{ subject: null, verdict: 'recovers', evidence }];
  if (stage === null) return [unknown(null, 'no-stage', evidence)];
  return [{ subject: null, verdict: stage.pastOnboardingSince === undefined ? 'holds' : 'trips', evidence }];
}
