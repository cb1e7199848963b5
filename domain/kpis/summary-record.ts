import type { AccountChanges, Dimension, KpiSummary, Payers, Totals } from './kpi-summary.ts';
import type { Period } from './period.ts';

type TotalsRecord = Omit<Totals, 'paying'> & { paying: [currencies: string, Payers][] };

/** A summary as JSON holds it: equal summaries are equal texts. */
export interface SummaryRecord {
  period: Period;
  opening: TotalsRecord;
  openingBy: [Dimension, [value: string, TotalsRecord][]][];
  changed: readonly AccountChanges[];
}

export function summaryRecord({ period, opening, openingBy, changed }: KpiSummary): SummaryRecord {
  const by = sorted(openingBy).map(([dimension, values]): SummaryRecord['openingBy'][number] => [
    dimension,
    sorted(values).map(([value, totals]) => [value, totalsRecord(totals)]),
  ]);
  return { period, opening: totalsRecord(opening), openingBy: by, changed };
}

export function summaryOfRecord({ period, opening, openingBy, changed }: SummaryRecord): KpiSummary {
  const by = openingBy.map(([dimension, values]): [Dimension, Map<string, Totals>] => [
    dimension,
    new Map(values.map(([value, totals]) => [value, totalsOf(totals)])),
  ]);
  return { period, opening: totalsOf(opening), openingBy: new Map(by), changed };
}

function totalsRecord({ paying, paused, free }: Totals): TotalsRecord {
  const payers = sorted(paying).map(([currencies, { customers, mrr }]): [string, Payers] => [
    currencies,
    { customers, mrr: mrr && Object.fromEntries(sorted(Object.entries(mrr))) },
  ]);
  return { paying: payers, paused, free };
}

const totalsOf = ({ paying, paused, free }: TotalsRecord): Totals => ({ paying: new Map(paying), paused, free });

const sorted = <Key extends string, Value>(entries: Iterable<readonly [Key, Value]>) =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
