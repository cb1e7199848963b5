import * as z from 'zod';
import { renewalDatesOf } from '../../account/products.ts';
import { answerAsOf } from '../../answers/renewal-answer.ts';
import { addDays, addMonths, type Day, daysBetween } from '../../time/day.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';

const schema = z.strictObject({
  kind: z.literal('renewal-due'),
  monthsBefore: z.int().min(1).max(12),
});

/** An answer that nobody asked for is taken up while it is news: a night may fall out, an old record is no task. */
const NEWS_FOR_DAYS = 14;

/**
 * The contract's renewal date comes near, or that of one of its products, or the customer says by themselves what they want. One episode a renewal date:
 * only the contract ends it, by another date or its end. What the customer answers is what they mean to do, and may
 * change; the play takes it up.
 */
export const renewalDue: ConditionKind<typeof schema, Known<'days'> & { date: Day }> = {
  kind: 'renewal-due',
  schema,
  subject: 'renewal',
  read: readRenewalDue,
  standsUntil: renewalStandsUntil,
  history: () => ({ days: 0 }),
  needs: () => [{ account: 'renewalDate' }],
  check: nothingToCheck,
  numbers: {
    monthsBefore: {
      unit: 'months',
      label: { en: 'Trips so long before the renewal date', ja: '発生する時期（更新日の何か月前か）' },
    },
  },
  figures({ about: date, ...seen }) {
    const known = evidenceOf(seen, 'days');
    return known === null || date === '' ? null : { ...known, date };
  },
  words: {
    en: ({ date, days }, phrases) => ({
      headline: days < 0 ? 'renewal date has passed' : `renewal in ${phrases.days(days)}`,
      number: phrases.days(Math.abs(days)),
      text:
        days < 0
          ? `past the renewal date, ${phrases.longDay(date)}, without an answer`
          : `until the renewal on ${phrases.longDay(date)}`,
    }),
    ja: ({ date, days }, phrases) => ({
      headline: days < 0 ? '更新日を過ぎています' : `契約更新まで${phrases.number(days)}日`,
      number: phrases.days(Math.abs(days)),
      text:
        days < 0
          ? `更新日（${phrases.longDay(date)}）を過ぎましたが、ご返答がありません`
          : `後の${phrases.longDay(date)}が更新日です`,
    }),
  },
  data: () => ({}),
  chart: () => null,
};

function readRenewalDue(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { account, episodes } = context;
  const dates = renewalDatesOf(account);
  // A date that was moved leaves its episode behind: it is over, whatever the new date says.
  const moved = episodes
    .filter(({ subject }) => subject === null || !dates.includes(subject))
    .map(({ subject }): Reading => ({ subject, verdict: 'recovers', evidence: {} }));
  if (dates.length === 0) return [...moved, unknown(null, 'no-renewal-date')];
  return [...moved, ...dates.map((date) => readRenewal(condition, context, date))];
}

function renewalStandsUntil({ monthsBefore }: z.infer<typeof schema>, { account, answers, asOf }: SignalContext): Day {
  const changes = renewalDatesOf(account).flatMap((date) => {
    const said = answerAsOf(answers, date, asOf);
    const isOldNews = said === null ? [] : [addDays(said.day, NEWS_FOR_DAYS + 1)];
    return [addMonths(date, -monthsBefore), addDays(date, 1), ...isOldNews];
  });
  return firstAfter(asOf, ...changes);
}

function readRenewal(condition: z.infer<typeof schema>, context: SignalContext, renewalDate: Day): Reading {
  const { answers, asOf } = context;
  const days = daysBetween(asOf, renewalDate);
  const evidence = { days };
  const read = (verdict: Reading['verdict']): Reading => ({ subject: renewalDate, verdict, evidence });
  const isDue = asOf >= addMonths(renewalDate, -condition.monthsBefore);
  const open = openEpisode(context, renewalDate);
  const said = answerAsOf(answers, renewalDate, asOf);
  // An episode of loaded history whose play never began asked nobody yet.
  if (open !== undefined && open.begunOn !== null) return read(isDue || said !== null ? 'trips' : 'recovers');
  if (said !== null) return read(daysBetween(said.day, asOf) <= NEWS_FOR_DAYS ? 'trips' : 'recovers');
  // Asking whether someone renews on a day gone by would only show that our data is old.
  if (days < 0) return unknown(renewalDate, 'renewal-date-passed', evidence);
  return read(isDue ? 'trips' : 'recovers');
}
