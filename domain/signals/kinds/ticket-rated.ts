import * as z from 'zod';
import { addDays, type Day, daysBetween } from '../../time/day.ts';
import { TICKET } from '../../usage/case-events.ts';
import type { UsageAhead } from '../../usage/usage-course.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import { needOf } from '../open-cases.ts';
import { openEpisode, type Reading, type SignalContext, unknown } from '../reading.ts';
import { firstAfter } from '../standing.ts';

const MOST_DAYS = 92;

const schema = z.strictObject({
  kind: z.literal('ticket-rated'),
  /** 0 is the worst there is, 1 the best. */
  tripsAtOrBelow: z.number().min(0).max(1),
  /** So many days with today. */
  withinDays: z.int().min(1).max(MOST_DAYS),
});
type TicketRated = z.infer<typeof schema>;

interface Rating {
  day: Day;
  last: number;
  value: number;
}

/** A customer said of a ticket that it went badly. Over when its tasks are done, or when they rate it better. */
export const ticketRated: ConditionKind<typeof schema, Known<'days'> & { ticket: string }> = {
  kind: 'ticket-rated',
  schema,
  subject: 'ticket',
  read: readTicketRated,
  standsUntil: ratingStandsUntil,
  history: ({ withinDays }) => ({ days: withinDays }),
  needs: () => needOf(TICKET.rated),
  check: nothingToCheck,
  numbers: {
    tripsAtOrBelow: {
      unit: 'share',
      label: { en: 'Trips at this part of the best rating or less', ja: '発生する評価（満点に対する割合、以下）' },
    },
    withinDays: { unit: 'days', label: { en: 'Looks at ratings of the last', ja: '見る評価（直近）' } },
  },
  figures({ about: ticket, ...seen }) {
    const known = evidenceOf(seen, 'days');
    return known && { ...known, ticket };
  },
  words: {
    en: ({ ticket, days }, phrases) => ({
      headline: `unhappy with support, ticket ${ticket}`,
      number: days === 0 ? 'today' : `${phrases.days(days)} ago`,
      text: `they rated ticket ${ticket} badly`,
    }),
    ja: ({ ticket, days }, phrases) => ({
      headline: `お問い合わせ ${ticket} に低い評価`,
      number: days === 0 ? '本日' : `${phrases.number(days)}日前`,
      text: `お問い合わせ ${ticket} の対応に、低い評価をいただきました`,
    }),
  },
  isComplaint: () => true,
  // Each ticket is taken up once.
  newsForDays: () => MOST_DAYS,
  data: () => ({}),
  chart: () => null,
};

function readTicketRated(condition: TicketRated, context: SignalContext): Reading[] {
  const { asOf, episodes, freshness } = context;
  const ratings = ratingsOf(condition, context);
  const bad = new Set(
    [...ratings].flatMap(([ticket, { value }]) => (value <= condition.tripsAtOrBelow ? [ticket] : [])),
  );
  const tickets = new Set([...bad, ...episodes.map(({ subject }) => subject as string)]);
  if (tickets.size === 0) {
    return freshness.staleness([TICKET.rated]) === 'no-source' ? [unknown(null, 'no-source')] : [];
  }
  return [...tickets].map((subject): Reading => {
    const open = openEpisode(context, subject);
    const rating = ratings.get(subject);
    const isDone = open !== undefined && context.isWorkDone(open);
    const isBetter = rating !== undefined && !bad.has(subject);
    return {
      subject,
      verdict: isDone || isBetter ? 'recovers' : bad.has(subject) ? 'trips' : 'holds',
      evidence: rating === undefined ? {} : { value: rating.value, days: daysBetween(rating.day, asOf) },
    };
  });
}

/** Until somebody rates again, or a rating counts no more. */
function ratingStandsUntil(condition: TicketRated, context: SignalContext, ahead: UsageAhead): Day {
  const over = context.usage
    .caseReports(TICKET.rated, addDays(context.asOf, 1 - condition.withinDays))
    .map(({ day }) => addDays(day, condition.withinDays));
  return firstAfter(context.asOf, ahead.nextDayOf(TICKET.rated), ...over);
}

/** The last rating of each ticket in the days that are looked at, by the clock of the ticketing system. */
function ratingsOf({ withinDays }: TicketRated, { asOf, usage }: SignalContext): Map<string, Rating> {
  const latest = new Map<string, Rating>();
  for (const { day, report } of usage.caseReports(TICKET.rated, addDays(asOf, 1 - withinDays))) {
    const { subject, last, value } = report;
    if (value !== undefined && last >= (latest.get(subject)?.last ?? 0)) latest.set(subject, { day, last, value });
  }
  return latest;
}
