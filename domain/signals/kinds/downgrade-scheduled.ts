import * as z from 'zod';
import { DOWNGRADE } from '../../usage/case-events.ts';
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

const schema = z.strictObject({ kind: z.literal('downgrade-scheduled') });

const course: CaseCourse = { opens: [DOWNGRADE.scheduled], closes: [DOWNGRADE.withdrawn, DOWNGRADE.done] };

/** Somebody at the customer has said that they will pay less, or end it, and has not taken that back. */
export const downgradeScheduled: ConditionKind<typeof schema, Known<'value' | 'days'>> = {
  kind: 'downgrade-scheduled',
  schema,
  subject: 'account',
  read: (_, context) => readOpenCases(course, context, { tripsAtOrAbove: 1, recoversBelow: 1, afterDays: 0 }),
  standsUntil: (_, context, ahead) => openCasesStandUntil(course, context, ahead, 0),
  history: () => ({ days: DAYS_OF_CASES }),
  needs: () => needOf(DOWNGRADE.scheduled),
  check: nothingToCheck,
  numbers: {},
  figures: (seen) => evidenceOf(seen, 'value', 'days'),
  words: {
    en: ({ value, days }, phrases) => ({
      headline: 'a downgrade or cancellation',
      number: phrases.number(value),
      text: `${value === 1 ? 'subscription' : 'subscriptions'} to be ended or lowered, ${days === 0 ? 'said today' : `said ${phrases.days(days)} ago`}`,
    }),
    ja: ({ value, days }, phrases) => ({
      headline: '解約・プラン変更（減額）の手続き',
      number: `${phrases.number(value)}件`,
      text: `の契約で、解約または減額の手続きがありました（${days === 0 ? '本日' : `${phrases.number(days)}日前`}）`,
    }),
  },
  isComplaint: () => true,
  data: (_, { usage }) => caseData('subscription', openCases(usage, course)),
  chart: () => null,
};
