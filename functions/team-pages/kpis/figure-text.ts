import { type KpiName, kpiUnit, kpiWords, LEAST_CUSTOMERS_OF_A_RATE } from '../../../domain/kpis/definitions.ts';
import type { Figure } from '../../../domain/kpis/kpi-report.ts';
import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import { kpiReportWords } from '../../mail/team/words/words.ts';
import { mailWords } from '../../mail/words/words.ts';

/** Figures in words and numbers of a language, with amounts in a currency; `''` where nobody names one. */
export function figureTexts(locale: Locale, currency: string) {
  const { number, money } = mailWords(locale);
  const say = kpiReportWords(locale);
  const amount = (smallest: number) => money(majorUnits(smallest, currency), currency === '' ? undefined : currency);
  /** With a typographic minus, so that it is as wide as the plus and never breaks from its number. */
  const change = (smallest: number) => `${smallest < 0 ? '−' : '+'}${amount(Math.abs(smallest))}`;
  /** Above or below nothing, in whole points. */
  const points = (score: number) => {
    const rounded = Math.round(score);
    return rounded === 0 ? number(0) : `${rounded > 0 ? '+' : '−'}${number(Math.abs(rounded))}`;
  };
  const percent = (share: number) => `${number(100 * share)}%`;

  function label(kpi: KpiName): string {
    const words = kpiWords(kpi)[languageOf(locale)];
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  function value(kpi: KpiName, of: number | null): string {
    if (of === null) return '–';
    const unit = kpiUnit(kpi);
    if (unit === 'share') return percent(of);
    return unit === 'money' ? amount(of) : number(of);
  }

  /** What of what. */
  function counts({ kpi, part = 0, whole = 0 }: Figure): string {
    if (kpi === 'customer-churn' || kpi === 'customer-retention') return say.ofCustomers(number(part), number(whole));
    return say.ofMoney(amount(part), amount(whole));
  }

  /** Of few customers a share is no rate: counts say what there is. */
  const share = (figure: Figure) => (isRate(figure) ? value(figure.kpi, figure.value) : counts(figure));

  return { amount, change, points, percent, number, label, value, counts, share };
}

export const isRate = ({ value, customers = 0 }: Figure) => value !== null && customers >= LEAST_CUSTOMERS_OF_A_RATE;
