import * as z from 'zod';
import { INVOICE } from '../../usage/case-events.ts';
import { type ConditionKind, evidenceOf, type Known, nothingToCheck } from '../condition-kind.ts';
import {
  type CaseCourse,
  caseData,
  DAYS_OF_CASES,
  needOf,
  openCases,
  openCasesStandUntil,
  readOpenCases,
} from '../open-cases.ts';

const schema = z.strictObject({
  kind: z.literal('payment-failed'),
  tripsAfterDays: z.int().min(0).max(60),
});

const course: CaseCourse = { opens: [INVOICE.failed], closes: [INVOICE.paid, INVOICE.dropped] };

/**
 * An invoice that could not be charged and is neither paid nor given up since. One episode for all of them: it is one talk
 * with the customer. Amounts are shown one by one and never added up, as they may be of several currencies.
 */
export const paymentFailed: ConditionKind<typeof schema, Known<'value' | 'days'>> = {
  kind: 'payment-failed',
  schema,
  subject: 'account',
  read: ({ tripsAfterDays }, context) =>
    readOpenCases(course, context, { tripsAtOrAbove: 1, recoversBelow: 1, afterDays: tripsAfterDays }),
  standsUntil: ({ tripsAfterDays }, context, ahead) => openCasesStandUntil(course, context, ahead, tripsAfterDays),
  history: () => ({ days: DAYS_OF_CASES }),
  needs: () => needOf(INVOICE.paid),
  check: nothingToCheck,
  numbers: {
    tripsAfterDays: {
      unit: 'days',
      label: { en: 'Trips so many days after the first failure', ja: '発生する日数（最初の失敗から）' },
    },
  },
  figures: (seen) => evidenceOf(seen, 'value', 'days'),
  words: {
    en: ({ value, days }, phrases) => ({
      headline: value === 1 ? 'a payment failed' : `${phrases.number(value)} payments failed`,
      number: phrases.number(value),
      text: `${value === 1 ? 'invoice' : 'invoices'} could not be charged, ${days === 0 ? 'since today' : `the first ${phrases.days(days)} ago`}`,
    }),
    ja: ({ value, days }, phrases) => ({
      headline: `請求${phrases.number(value)}件のお支払いが未完了`,
      number: `${phrases.number(value)}件`,
      text: `の請求で、お支払いができていません（${days === 0 ? '本日から' : `最初は${phrases.number(days)}日前`}）`,
    }),
  },
  data: (_, { usage }) => caseData('invoice', openCases(usage, course)),
  chart: () => null,
};
