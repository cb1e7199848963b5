import * as z from 'zod';
import { goalLineOf, straightWay } from '../../account/goal-line.ts';
import { daysBetween, LAST_DAY } from '../../time/day.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown, verdictOf } from '../reading.ts';
import { untilReadOtherwise } from '../standing.ts';
import { goalData } from '../task-data.ts';

const schema = z.strictObject({
  kind: z.literal('goal-slipping'),
  /** How near the goal's date has to be; once it is past, nothing slips any more. */
  withinDays: z.int().min(1).max(3650),
  /** How far behind the straight line, as a share of the way from start to target. */
  tripsAtShortfall: z.number().positive().max(1),
});

/** The account's success goal is near its date, and its value behind the straight line from start to target. */
export const goalSlipping: ConditionKind<typeof schema, Known<'value' | 'limit' | 'days'>> = {
  kind: 'goal-slipping',
  schema,
  subject: 'account',
  read: readGoalSlipping,
  standsUntil: (condition, context, ahead) =>
    typeof goalLineOf(context.account) === 'string' ? LAST_DAY : readAhead(condition, context, ahead),
  history: () => ({ days: 0 }),
  needs: () => [
    { account: 'goalMeasure' },
    { account: 'goalStart' },
    { account: 'goalTarget' },
    { account: 'goalDate' },
  ],
  check: nothingToCheck,
  numbers: {
    withinDays: {
      unit: 'days',
      label: { en: 'Looks at goals dated within so many days', ja: '見る目標（期日まで、この日数以内）' },
    },
    tripsAtShortfall: {
      unit: 'share',
      label: {
        en: 'Trips so far behind the straight line to the goal',
        ja: '発生する遅れ（目標までの道のりに対する割合）',
      },
    },
  },
  figures: (seen) => evidenceOf(seen, 'value', 'limit', 'days'),
  words: {
    en: ({ value, limit, days }, phrases) => ({
      headline: `goal slipping, ${phrases.days(days)} left`,
      number: phrases.number(value),
      text: `today, where the straight way to the goal would be at ${phrases.number(limit)}; ${phrases.days(days)} left`,
    }),
    ja: ({ value, limit, days }, { number }) => ({
      headline: `目標に遅れ、残り${number(days)}日`,
      number: number(value),
      text: `本日の値です。順調なら${number(limit)}の時期です（期日まで${number(days)}日）`,
    }),
  },
  data: (_, context) => goalData(context),
  chart: () => ({ draws: 'measures', recent: 1 }),
};

function readGoalSlipping(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, asOf, freshness, usage } = context;
  const line = goalLineOf(account);
  if (typeof line === 'string') return [unknown(null, line)];
  const { measure, start, target, date } = line;

  const days = daysBetween(asOf, date);
  const stale = freshness.staleness([measure]);
  const value = usage.measureOn(measure, asOf);
  if (value === null) return [unknown(null, stale ?? 'no-value', { days })];
  const { elapsed, total, expected: limit } = straightWay(line, asOf);
  // As one fraction: of two rounded ones the difference misses a bound such as 0.2 by its last digit.
  const share = rounded(((target - start) * elapsed - (value - start) * total) / ((target - start) * total));
  const evidence = { value, limit, share, days };
  if (stale) return [unknown(null, stale, evidence)];
  const isNear = days >= 0 && days <= condition.withinDays;
  const isOpen = openEpisode(context, null) !== undefined;
  return [
    { subject: null, verdict: verdictOf(isOpen, isNear && share >= condition.tripsAtShortfall, share <= 0), evidence },
  ];
}

const readAhead = untilReadOtherwise(readGoalSlipping);

/** To nine digits: values with decimals aren't exact either. */
const rounded = (share: number) => Math.round(share * 1e9) / 1e9;
