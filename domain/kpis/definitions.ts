import type { InEachLanguage } from '../locale/locale.ts';
import type { KpiRules } from './kpi-rules.ts';

/** What a figure is a number of. */
export type KpiUnit = 'share' | 'money' | 'customers' | 'points';

interface Kpi {
  unit: KpiUnit;
  words: InEachLanguage<string>;
}

/** The figures that there are, as readers know them. */
const kpis = {
  'opening-customers': { unit: 'customers', words: { en: 'customers at the start', ja: '期首の顧客数' } },
  'customers-gained': { unit: 'customers', words: { en: 'customers gained', ja: '増えた顧客数' } },
  'customers-lost': { unit: 'customers', words: { en: 'customers lost', ja: '減った顧客数' } },
  'closing-customers': { unit: 'customers', words: { en: 'customers at the end', ja: '期末の顧客数' } },
  'opening-mrr': { unit: 'money', words: { en: 'MRR at the start', ja: '期首MRR' } },
  'new-mrr': { unit: 'money', words: { en: 'new MRR', ja: '新規MRR' } },
  'expansion-mrr': { unit: 'money', words: { en: 'expansion MRR', ja: '拡大MRR' } },
  'cross-sell-mrr': { unit: 'money', words: { en: 'of it cross-sell', ja: 'うちクロスセル' } },
  'upsell-mrr': { unit: 'money', words: { en: 'of it upsell', ja: 'うちアップセル' } },
  'contraction-mrr': { unit: 'money', words: { en: 'contraction MRR', ja: '縮小MRR' } },
  'churned-mrr': { unit: 'money', words: { en: 'churned MRR', ja: '解約MRR' } },
  'reactivation-mrr': { unit: 'money', words: { en: 'reactivation MRR', ja: '復活MRR' } },
  'closing-mrr': { unit: 'money', words: { en: 'MRR at the end', ja: '期末MRR' } },
  'average-mrr': { unit: 'money', words: { en: 'average MRR per account (ARPA)', ja: '1社あたりの平均MRR（ARPA）' } },
  'customer-churn': { unit: 'share', words: { en: 'customer churn rate', ja: '顧客解約率（カスタマーチャーン）' } },
  'customer-retention': { unit: 'share', words: { en: 'customer retention', ja: '顧客維持率' } },
  'gross-revenue-retention': { unit: 'share', words: { en: 'gross revenue retention (GRR)', ja: '売上維持率（GRR）' } },
  'net-revenue-retention': { unit: 'share', words: { en: 'net revenue retention (NRR)', ja: '売上継続率（NRR）' } },
  'gross-revenue-churn': { unit: 'share', words: { en: 'gross revenue churn rate', ja: 'グロスレベニューチャーン率' } },
  'net-revenue-churn': { unit: 'share', words: { en: 'net revenue churn rate', ja: 'ネットレベニューチャーン率' } },
  'lifetime-value': { unit: 'money', words: { en: 'lifetime value (LTV)', ja: '顧客生涯価値（LTV）' } },
  nps: { unit: 'points', words: { en: 'NPS of the product', ja: '製品のNPS' } },
} as const satisfies Record<string, Kpi>;

export type KpiName = keyof typeof kpis;
export const kpiNames = /* @__PURE__ */ Object.keys(kpis) as [KpiName, ...KpiName[]];
export const kpiUnit = (name: KpiName): KpiUnit => kpis[name].unit;
export const kpiWords = (name: KpiName): InEachLanguage<string> => kpis[name].words;

/** An answer to the NPS question counts for so many days, or until the same person gives another. */
export const NPS_WINDOW_IN_DAYS = 92;

/** Of fewer customers a rate says nothing: each of them is more than a tenth of it. */
export const LEAST_CUSTOMERS_OF_A_RATE = 10;

/** Of fewer answers an NPS says nothing: each of them is more than a tenth of it. */
export const LEAST_ANSWERS_OF_NPS = 10;

/**
 * The definitions that a figure can go by. Each stands beside its figure in words, with the numbers of the rules that it
 * was computed by: two reports of one company can be held against each other only where these are the same.
 */
const definitions = {
  'free-is-churn': {
    en: ({ backWithinDays }) =>
      `Whoever pays nothing any more has left, a downgrade to a free plan included; back within ${daysInWords(backWithinDays)} is a reactivation, later a new customer.`,
    ja: ({ backWithinDays }) =>
      `支払いがなくなった顧客は、無料プランへの変更も含めて解約として数えます。${backWithinDays}日以内に戻れば復活、それより後は新規です。`,
  },
  'free-is-contraction': {
    en: ({ backWithinDays }) =>
      `A downgrade to a free plan is a contraction, and its customer stays one; back within ${daysInWords(backWithinDays)} after leaving is a reactivation, later a new customer.`,
    ja: ({ backWithinDays }) =>
      `無料プランへの変更は縮小とし、顧客として数え続けます。解約後${backWithinDays}日以内に戻れば復活、それより後は新規です。`,
  },
  'churn-end-to-end': {
    en: ({ backWithinDays }) =>
      `Customers of the start who are gone at the end, of the customers of the start. Back within ${daysInWords(backWithinDays)} counts as never gone.`,
    ja: ({ backWithinDays }) =>
      `期首の顧客のうち、期末にいない顧客の割合です。${backWithinDays}日以内に戻った顧客は解約と数えません。`,
  },
  'churn-events': {
    en: () => 'Customers of the start who left at least once, back or not, of the customers of the start.',
    ja: () => '期首の顧客のうち、期間中に一度でも解約した顧客の割合です（戻った顧客も含みます）。',
  },
  'gross-cohort': {
    en: () =>
      'What customers of the start pay at the end, each at most what they paid at the start, of what they paid at the start.',
    ja: () => '期首の顧客の期末MRR（期首の額を上限とする）を、期首MRRで割った値です。',
  },
  'gross-movements': {
    en: () =>
      'What customers of the start paid then, less every contraction and churn of theirs, of what they paid then.',
    ja: () => '期首MRRから、期首の顧客の縮小と解約をすべて差し引き、期首MRRで割った値です。',
  },
  'net-cohort': {
    en: ({ backWithinDays }) =>
      `What customers of the start pay at the end, of what they paid at the start; new customers are not in it. Back within ${daysInWords(backWithinDays)} counts as never gone.`,
    ja: ({ backWithinDays }) =>
      `期首の顧客の期末MRRを、期首MRRで割った値です（新規は含みません）。${backWithinDays}日以内に戻った顧客は解約と数えません。`,
  },
  'lifetime-fitted': {
    en: ({ lifetimeInMonths }) =>
      `Gross margin × average MRR × the months that a customer is expected to stay, of the first ${lifetimeInMonths}, by a shifted-beta-geometric fit to all customers so far.`,
    ja: ({ lifetimeInMonths }) =>
      `粗利率 × 平均MRR × 顧客の継続が見込まれる月数（最長${lifetimeInMonths}か月）です。月数はこれまでの全顧客への幾何ベータ（sBG）モデルの当てはめによります。`,
  },
  'lifetime-by-churn-rate': {
    en: () =>
      'Gross margin × average MRR ÷ the monthly customer churn rate, as if it were the same at every age: usually too low.',
    ja: () =>
      '粗利率 × 平均MRR ÷ 月次の顧客解約率です。解約率が継続月数によらず一定と仮定するため、低めに出るのが普通です。',
  },
  'nps-of-product': {
    en: () =>
      `The share of answers of 9 and 10 less that of 0 to 6, of the latest answer of each person within ${NPS_WINDOW_IN_DAYS} days. What is asked of the work of customer success is not in it.`,
    ja: () =>
      `9～10点の割合から0～6点の割合を引いた値です。直近${NPS_WINDOW_IN_DAYS}日間の、各回答者の最新の回答を数えます。CS活動への評価は含みません。`,
  },
} as const satisfies Record<string, InEachLanguage<(rules: KpiRules) => string>>;

const daysInWords = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`;

export type Definition = keyof typeof definitions;
export const definitionNames = /* @__PURE__ */ Object.keys(definitions) as [Definition, ...Definition[]];
export const definitionWords = (name: Definition): InEachLanguage<(rules: KpiRules) => string> => definitions[name];
