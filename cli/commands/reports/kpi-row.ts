import { definitionWords, type KpiName, kpiUnit, LEAST_ANSWERS_OF_NPS } from '../../../domain/kpis/definitions.ts';
import type { ApartAccount, Figure, KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { KpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { Cut } from '../../../domain/kpis/kpi-summary.ts';
import { type KpiTarget, type TargetProgress, targetProgress } from '../../../domain/kpis/kpi-targets.ts';
import type { ReasonShare } from '../../../domain/kpis/movement-reasons.ts';
import { type NpsTally, netPromoterScore } from '../../../domain/kpis/net-promoter-score.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import type { Interval } from '../../../domain/statistics/intervals.ts';
import type { Day } from '../../../domain/time/day.ts';

/** How many customers there are at one end of a period, and what they pay. */
interface Level {
  accounts: number;
  mrr: number;
}

export interface NpsRow {
  /** From -100 to 100; `null` of too few answers to say. */
  value: number | null;
  interval: Interval | null;
  answers: number;
  promoters: number;
  detractors: number;
}

/** What is told of a period beside its report. */
interface Beside {
  rules: KpiRules;
  apart: ApartAccount[];
  targets: readonly KpiTarget[];
  nps?: NpsTally | undefined;
}

/** A period as scripts read it: shares as fractions, `null` where there is nothing to divide; amounts as people write them. */
export interface KpiRow {
  from: Day;
  to: Day;
  currency: string;
  cut?: Cut;
  opening: Level;
  closing: Level;
  logoChurn: number | null;
  grossRetention: number | null;
  netRetention: number | null;
  churnedAccounts: string[];
  /** Whose money is in no sum. */
  apart: ApartAccount[];
  joinedAndLeft: string[];
  /** What was chosen, under the names of the options, and what each share says, under its own. */
  definitions: {
    logo: KpiRules['customerChurn'];
    grr: KpiRules['grossRetention'];
    free: KpiRules['downgradeToFree'];
    backWithin: number;
    logoChurn: string;
    grossRetention: string;
    netRetention: string;
  };
  figures: Figure[];
  /** What people thought of the product at the period's end; `null` unless asked for. */
  nps: NpsRow | null;
  reasons: ReasonShare[];
  targets: TargetProgress[];
}

export function kpiRow(
  { period, currency, cut, figures: inSmallestUnits, joinedAndLeft, reasons }: KpiReport,
  { rules, apart, targets, nps }: Beside,
): KpiRow {
  const npsAtEnd = nps === undefined ? null : npsRow(nps);
  const figures = inSmallestUnits.map((figure) => inMajorUnits(figure, currency));
  if (npsAtEnd !== null) figures.push(npsFigure(npsAtEnd));
  const figureOf = (kpi: KpiName) => figures.find((figure) => figure.kpi === kpi) as Figure;
  const level = (customers: KpiName, mrr: KpiName): Level => ({
    accounts: figureOf(customers).value ?? 0,
    mrr: figureOf(mrr).value ?? 0,
  });
  const churn = figureOf('customer-churn');
  const [gross, net] = [figureOf('gross-revenue-retention'), figureOf('net-revenue-retention')];
  const meaningOf = ({ definition }: Figure) => definitionWords(definition).en(rules);
  return {
    from: period.first,
    to: period.last,
    currency,
    ...(cut && { cut }),
    opening: level('opening-customers', 'opening-mrr'),
    closing: level('closing-customers', 'closing-mrr'),
    logoChurn: churn.value,
    grossRetention: gross.value,
    netRetention: net.value,
    churnedAccounts: churn.accounts.map(({ account }) => account),
    apart,
    joinedAndLeft,
    definitions: {
      logo: rules.customerChurn,
      grr: rules.grossRetention,
      free: rules.downgradeToFree,
      backWithin: rules.backWithinDays,
      logoChurn: meaningOf(churn),
      grossRetention: meaningOf(gross),
      netRetention: meaningOf(net),
    },
    figures,
    nps: npsAtEnd,
    reasons: reasons.map((share) => ({
      ...inMajor(share, currency),
      accounts: share.accounts.map((one) => inMajor(one, currency)),
    })),
    targets: targetProgress(targets, (kpi) => figures.find((figure) => figure.kpi === kpi)?.value ?? null),
  };
}

function npsRow(tally: NpsTally): NpsRow {
  const { value, interval, answers } = netPromoterScore(tally);
  const { promoters, detractors } = tally;
  return { value: answers < LEAST_ANSWERS_OF_NPS ? null : value, interval, answers, promoters, detractors };
}

const npsFigure = ({ value, interval, answers, promoters, detractors }: NpsRow): Figure => ({
  kpi: 'nps',
  definition: 'nps-of-product',
  value,
  part: promoters - detractors,
  whole: answers,
  interval,
  accounts: [],
});

function inMajorUnits(figure: Figure, currency: string): Figure {
  const { value, accounts, part, whole } = figure;
  const unit = kpiUnit(figure.kpi);
  const major = (amount: number) => majorUnits(amount, currency);
  const isOfMoney = unit === 'money' || isShareOfMoney(figure.kpi);
  return {
    ...figure,
    ...(unit === 'money' && value !== null && { value: major(value) }),
    ...(isOfMoney && part !== undefined && { part: major(part) }),
    ...(isShareOfMoney(figure.kpi) && whole !== undefined && { whole: major(whole) }),
    accounts: accounts.map((one) => inMajor(one, currency)),
  };
}

const inMajor = <One extends { amount?: number }>(one: One, currency: string): One =>
  one.amount === undefined ? one : { ...one, amount: majorUnits(one.amount, currency) };

const isShareOfMoney = (kpi: KpiName) => kpi.startsWith('gross-revenue') || kpi.startsWith('net-revenue');
