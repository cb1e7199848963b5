import * as z from 'zod';
import { plural } from '../../locale/text.ts';
import { usageNameSchema } from '../../playbook/usage-name.ts';
import { isAbout, type Product } from '../../playbook/vocabulary.ts';
import { addDays, type Day } from '../../time/day.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { type ConditionKind, type ConditionProblem, checkEvent, type TaskContext } from '../condition-kind.ts';
import {
  alreadyHeld,
  noLongerWatched,
  openEpisode,
  type Reading,
  type SignalContext,
  unknown,
  verdictOf,
} from '../reading.ts';
import type { SignalData } from '../signal-data.ts';
import { untilReadOtherwise } from '../standing.ts';
import { windowLookedAt } from '../task-data.ts';

const interestSchema = z.strictObject({ event: usageNameSchema, atLeast: z.int().min(1) });
const schema = z.strictObject({
  kind: z.literal('subject-interest'),
  /** Pages about another product were looked at so often … */
  viewed: interestSchema,
  /** … or documents about it downloaded so often … */
  downloaded: interestSchema,
  /** … on the last so many days with today. */
  withinDays: z.int().min(1).max(92),
  /** It is over when neither happened on so many complete days, nor today. */
  quietForDays: z.int().min(1).max(92),
});
type SubjectInterest = z.infer<typeof schema>;

/** So many of the subjects stand in a task. */
const MOST_SUBJECTS = 10;

/** Somebody looks at what another product of ours does. One episode a product. */
export const subjectInterest: ConditionKind<
  typeof schema,
  { product: string; views: number; downloads: number; withinDays: number }
> = {
  kind: 'subject-interest',
  schema,
  subject: 'product',
  read: readInterest,
  standsUntil: interestStandsUntil,
  history: ({ withinDays, quietForDays }) => ({ days: Math.max(withinDays, quietForDays + 1) }),
  needs: ({ viewed, downloaded }) => [{ event: viewed.event }, { event: downloaded.event }],
  check: ({ viewed, downloaded, withinDays, quietForDays }, playbook) => [
    ...checkEvent(['viewed', 'event'], viewed.event, playbook),
    ...checkEvent(['downloaded', 'event'], downloaded.event, playbook),
    ...checkQuiet(withinDays, quietForDays),
  ],
  numbers: {
    'viewed.atLeast': { unit: 'times', label: { en: 'Trips at so many page views', ja: '発生する閲覧の回数（以上）' } },
    'downloaded.atLeast': {
      unit: 'times',
      label: { en: 'Or at so many downloads', ja: '発生するダウンロードの回数（以上）' },
    },
    withinDays: { unit: 'days', label: { en: 'Within the last', ja: '数える期間（直近）' } },
    quietForDays: {
      unit: 'days',
      label: { en: 'Recovers after so many days without either', ja: '回復する日数（どちらもなかった日数）' },
    },
  },
  figures({ condition: { withinDays }, evidence: { window: views = 0, value: downloads = 0 }, about: product }) {
    return views + downloads === 0 ? null : { product, views, downloads, withinDays };
  },
  words: {
    en: ({ product, views, downloads, withinDays }, { number, days }) => ({
      headline: `looked at ${product}`,
      number: `${number(views + downloads)} ×`,
      text: `${product} in the last ${days(withinDays)}: ${plural(number(views), 'page view', views)}, ${plural(number(downloads), 'download', downloads)}`,
    }),
    ja: ({ product, views, downloads, withinDays }, { number }) => ({
      headline: `${product}に関心`,
      number: `${number(views + downloads)}回`,
      text: `直近${number(withinDays)}日間の${product}の閲覧${number(views)}回、資料ダウンロード${number(downloads)}回`,
    }),
  },
  data: (condition, context) => ({ ...windowLookedAt(condition.withinDays), ...topicsOf(condition, context) }),
  chart: () => null,
};

/** What of our other products was looked at, the most first. */
function topicsOf(
  { viewed, downloaded, withinDays }: SubjectInterest,
  { usage, playbook: { otherProducts } }: TaskContext,
): Pick<SignalData, 'topics'> {
  const from = addDays(usage.asOf, 1 - withinDays);
  const found = [viewed.event, downloaded.event].flatMap((event) =>
    [...usage.subjectCounts(event, from, usage.asOf)].map(([subject, count]) => ({ subject, count })),
  );
  const topics = found
    .filter(({ subject }) => Object.values(otherProducts).some((product) => isAbout(product, subject)))
    .sort((a, b) => b.count - a.count || (a.subject < b.subject ? -1 : 1))
    .slice(0, MOST_SUBJECTS);
  return topics.length === 0 ? {} : { topics };
}

function checkQuiet(withinDays: number, quietForDays: number): ConditionProblem[] {
  if (quietForDays >= withinDays) return [];
  const message = `must be at least withinDays (${withinDays}): it would be over while what tripped it still counts`;
  return [{ field: 'quietForDays', message, limit: { is: 'at-least', value: withinDays } }];
}

function readInterest(condition: SubjectInterest, context: SignalContext): Reading[] {
  const { viewed, downloaded, withinDays, quietForDays } = condition;
  const { account, asOf, playbook, usage } = context;
  const stale = context.freshness.staleness([viewed.event, downloaded.event]);
  const countsOf = ({ event }: SubjectInterest['viewed'], days: number) =>
    usage.subjectCounts(event, addDays(asOf, 1 - days), asOf);
  const views = countsOf(viewed, withinDays);
  const downloads = countsOf(downloaded, withinDays);
  const either = [countsOf(viewed, quietForDays + 1), countsOf(downloaded, quietForDays + 1)];

  const readings = Object.entries(playbook.otherProducts).map(([name, product]): Reading => {
    const evidence = { window: timesAbout(product, views), value: timesAbout(product, downloads) };
    if (account.holds?.includes(name)) return alreadyHeld(name, evidence);
    const trips = evidence.window >= viewed.atLeast || evidence.value >= downloaded.atLeast;
    if (!trips && stale) return unknown(name, stale, evidence);
    const isQuiet = either.every((counts) => timesAbout(product, counts) === 0);
    const isOpen = openEpisode(context, name) !== undefined;
    return { subject: name, verdict: verdictOf(isOpen, trips, isQuiet), evidence };
  });
  return [...noLongerWatched(context, readings), ...readings];
}

/** Most accounts look at none of it most of the time. */
function interestStandsUntil(condition: SubjectInterest, context: SignalContext, ahead: UsageAhead): Day {
  const { viewed, downloaded, quietForDays } = condition;
  const oldest = addDays(context.asOf, -quietForDays);
  const isQuiet = [viewed, downloaded].every(({ event }) => (context.usage.lastDayOf(event) ?? '') < oldest);
  return isQuiet ? ahead.nextDayOf(viewed.event, downloaded.event) : readAhead(condition, context, ahead);
}

const readAhead = untilReadOtherwise(readInterest);

function timesAbout(product: Product, counts: ReadonlyMap<string, number>): number {
  let times = 0;
  for (const [subject, count] of counts) if (isAbout(product, subject)) times += count;
  return times;
}
