import * as z from 'zod';
import { stageSchema } from '../account/account.ts';
import { initiatives, skillLevels, workScopes } from '../activities/work-kind.ts';
import { textSchema } from '../locale/text.ts';
import { nameSchema } from './name-schema.ts';

const activityKindSchema = z.strictObject({
  label: textSchema,
  /** Whether it is taken up by us, or because somebody asks or something has gone wrong. */
  initiative: z.enum(initiatives),
  /** Made for one customer, or the same for all. */
  scope: z.enum(workScopes),
  /** Whether it takes somebody who knows the trade. */
  skill: z.enum(skillLevels),
  /** Where on the customer's way it belongs; else it counts for the stage that the account is in. */
  stage: stageSchema.optional(),
  /** What it costs each time beside the hours, in the company's currency. */
  cost: z.number().nonnegative().optional(),
});
export type ActivityKind = z.infer<typeof activityKindSchema>;

/** What most teams do beside the tasks of plays. */
const usualActivities: Record<string, ActivityKind> = {
  'answer-inquiry': {
    label: { en: 'Answering an inquiry', ja: '問い合わせへの回答' },
    initiative: 'reactive',
    scope: 'general',
    skill: 'basic',
  },
  troubleshooting: {
    label: { en: 'Looking into a fault', ja: '不具合の調査・対応' },
    initiative: 'reactive',
    scope: 'custom',
    skill: 'expert',
  },
  'data-correction': {
    label: { en: 'Correcting data for the customer', ja: 'データの修正代行' },
    initiative: 'reactive',
    scope: 'custom',
    skill: 'basic',
  },
  complaint: {
    label: { en: 'Dealing with a complaint', ja: 'クレーム対応' },
    initiative: 'reactive',
    scope: 'custom',
    skill: 'expert',
  },
  'setup-support': {
    label: { en: 'Help with setting up', ja: '初期設定の支援' },
    initiative: 'proactive',
    scope: 'custom',
    skill: 'expert',
    stage: 'onboarding-1',
  },
  training: {
    label: { en: 'Training', ja: '操作研修・勉強会' },
    initiative: 'proactive',
    scope: 'general',
    skill: 'basic',
  },
  'monthly-call': {
    label: { en: 'Regular meeting', ja: '定例ミーティング' },
    initiative: 'proactive',
    scope: 'custom',
    skill: 'basic',
  },
  'business-review': {
    label: { en: 'Review of results', ja: '活用状況・成果の振り返り' },
    initiative: 'proactive',
    scope: 'custom',
    skill: 'expert',
  },
  proposal: {
    label: { en: 'Offer of an option or another product', ja: '追加機能・他製品のご提案' },
    initiative: 'proactive',
    scope: 'custom',
    skill: 'expert',
    stage: 'expansion',
  },
};

/** A playbook that says nothing of them has the usual ones. */
export const activityKindsSchema = z.record(nameSchema, activityKindSchema).default(usualActivities);
