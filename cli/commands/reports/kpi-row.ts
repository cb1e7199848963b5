import { definitionWords, type KpiName, kpiUnit } from '../../../domain/kpis/definitions.ts';
import type { ApartAccount, Figure, KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { KpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { Cut } from '../../../domain/kpis/kpi-summary.ts';
import { type KpiTarget, type TargetProgress, targetProgress } from '../../../domain/kpis/kpi-targets.ts';
import type { ReasonShare } from '../../../domain/kpis/movement-reasons.ts';
import { majorUnits } from '../../../domain/money/money.ts';
import type { Day } from '../../../domain/time/day.ts';

/** How many customers there are at one end of a period, and what they pay. */
interface Level {
  accounts: number;
  mrr: number;
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
  reasons: ReasonShare[];
  targets: TargetProgress[];
}

export function kpiRow(
  { period, currency, cut, figures: inSmallestUnits, joinedAndLeft, reasons }: KpiReport,
  { rules, apart, targets }: { rules: KpiRules; apart: ApartAccount[]; targets: readonly KpiTarget[] },
): KpiRow {
  const figures = inSmallestUnits.map((figure) => inMajorUnits(figure, currency));
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
    reasons: reasons.map((share) => ({
      ...inMajor(share, currency),
      accounts: share.accounts.map((one) => inMajor(one, currency)),
    })),
    targets: targetProgress(targets, (kpi) => figures.find((figure) => figure.kpi === kpi)?.value ?? null),
  };
}

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
