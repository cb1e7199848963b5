import * as z from 'zod';
import { TICKET } from '../../usage/case-events.ts';
import { type ConditionKind, checkRise, evidenceOf, type Known } from '../condition-kind.ts';
import {
  type CaseCourse,
  caseData,
  DAYS_OF_CASES,
  needOf,
  openCases,
  openCasesStandUntil,
  readOpenCases,
} from '../open-cases.ts';
import { unknown } from '../reading.ts';

const schema = z.strictObject({
  kind: z.literal('tickets-open'),
  openForDays: z.int().min(0).max(60),
  tripsAtOrAbove: z.int().min(1).max(1000),
  recoversBelow: z.int().min(1).max(1000),
});

const course: CaseCourse = { opens: [TICKET.opened, TICKET.reopened], closes: [TICKET.solved] };

/** Tickets of the account that nobody has solved; one that was opened again counts from then. */
export const ticketsOpen: ConditionKind<typeof schema, Known<'value' | 'days'>> = {
  kind: 'tickets-open',
  schema,
  subject: 'account',
  read({ openForDays, tripsAtOrAbove, recoversBelow }, context) {
    // Of a source that tells of no end, every ticket would seem to be open.
    if (context.freshness.staleness([TICKET.solved]) === 'no-source') return [unknown(null, 'no-source')];
    return readOpenCases(course, context, { tripsAtOrAbove, recoversBelow, afterDays: openForDays });
  },
  standsUntil: ({ openForDays }, context, ahead) => openCasesStandUntil(course, context, ahead, openForDays),
  history: () => ({ days: DAYS_OF_CASES }),
  needs: () => needOf(TICKET.solved),
  check: (condition) => checkRise('recoversBelow', condition),
  numbers: {
    tripsAtOrAbove: { unit: 'tickets', label: { en: 'Trips at so many open tickets', ja: '発生する件数（以上）' } },
    openForDays: {
      unit: 'days',
      label: { en: 'Counts those open for so many days', ja: '数える対象（未解決の日数、以上）' },
    },
    recoversBelow: { unit: 'tickets', label: { en: 'Recovers below so many', ja: '回復する件数（未満）' } },
  },
  figures: (seen) => evidenceOf(seen, 'value', 'days'),
  words: {
    en: ({ value, days }, phrases) => ({
      headline: value === 1 ? 'a ticket is not solved' : `${phrases.number(value)} tickets are not solved`,
      number: phrases.number(value),
      text: `${value === 1 ? 'ticket is not solved, open' : 'tickets are not solved, the oldest open'} ${days === 0 ? 'since today' : `for ${phrases.days(days)}`}`,
    }),
    ja: ({ value, days }, phrases) => ({
      headline: `お問い合わせ${phrases.number(value)}件が未解決`,
      number: `${phrases.number(value)}件`,
      text: `のお問い合わせが未解決です（${days === 0 ? '本日から' : `最も古いものは${phrases.number(days)}日前から`}）`,
    }),
  },
  data: (_, { usage }) => caseData('ticket', openCases(usage, course)),
  chart: () => null,
};
