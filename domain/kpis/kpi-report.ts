import { groupedBy } from '../collections/grouped-by.ts';
import { type Convert, converting, type ExchangeRates } from '../money/exchange-rates.ts';
import { type Interval, wilsonInterval } from '../statistics/intervals.ts';
import type { Day } from '../time/day.ts';
import type { CustomerState } from './customer-course.ts';
import type { Definition, KpiName } from './definitions.ts';
import type { KpiRules } from './kpi-rules.ts';
import {
  type AccountChanges,
  attributeOf,
  type Cut,
  currenciesOf,
  type Dimension,
  type KpiSummary,
  NO_TOTALS,
  type Payers,
  type Totals,
} from './kpi-summary.ts';
import { movementReasons, type ReasonShare } from './movement-reasons.ts';
import { isCustomer, isRetained, type Movement, type MovementKind, movementsOf, worthOf } from './mrr-movements.ts';
import { type Period, rateMonthOf } from './period.ts';

/** How a report is made: by which definitions, in which currency, and of whom. */
export interface ReportOptions {
  rules: KpiRules;
  /** What amounts are told in; `''` where the company names no currency. */
  currency: string;
  rates?: ExchangeRates['rates'];
  cut?: Cut;
}

/** An account behind a figure, with what it adds to it: an amount, or itself. */
export interface AccountBehind {
  account: string;
  amount?: number;
  day?: Day;
  reason?: string;
}

export interface Figure {
  kpi: KpiName;
  /** Which of the definitions that there are. */
  definition: Definition;
  /** A share, an amount in smallest units or a count of customers; `null` where there is nothing to tell it of. */
  value: number | null;
  /** Of a share: what of what. */
  part?: number;
  whole?: number;
  /** Of a share: of how many customers. */
  customers?: number;
  /** Of a share of customers: what it may be by luck, at 95 %. */
  interval?: Interval | null;
  accounts: AccountBehind[];
}

/** What no sum holds, since nobody knows what it is worth. */
export interface Apart {
  /** The customers of the opening, by the currencies that they pay in; `?` where nobody knows what they pay. */
  opening: { currencies: string; customers: number }[];
  /** Those in which something changed. */
  accounts: ApartAccount[];
}

/** An account whose money is in no sum, and what it pays in. */
export interface ApartAccount {
  account: string;
  currencies: string;
}

export interface KpiReport {
  period: Period;
  currency: string;
  cut?: Cut;
  figures: Figure[];
  apart: Apart;
  /** Who came and left within the period: in no share, since those are of the customers of the opening. */
  joinedAndLeft: string[];
  /** Why customers left, pay less or more, or came back. */
  reasons: ReasonShare[];
}

/** A changed account, as the rules and rates of the report see it. */
interface Seen {
  account: string;
  wasCustomer: boolean;
  isCustomer: boolean;
  isRetained: boolean;
  /** What it pays; `null` where no sum holds it. */
  money: { before: number; after: number } | null;
  /** What it pays in, where no sum holds it. */
  apart: string | null;
  /** What it paid at the opening, where that can be told, whatever came later. */
  openingWorth: number | null;
  wasPaying: boolean;
  isPaying: boolean;
  movements: Movement[];
}

export function kpiReport(summary: KpiSummary, options: ReportOptions): KpiReport {
  const { rules, currency, rates, cut } = options;
  const { period } = summary;
  const convert = converting({ currency, rates }, rateMonthOf(period));
  const opening =
    cut === undefined ? summary.opening : (summary.openingBy.get(cut.dimension)?.get(cut.value) ?? NO_TOTALS);
  const within = summary.changed.filter((changes) => cut === undefined || isWithin(changes, cut, rules));
  const seen = within.map((changes) => see(changes, rules, convert));
  const sums = openingSums(opening, rules, convert, seen);
  const figures = [
    ...customerFigures(sums, seen, rules),
    ...moneyFigures(sums, seen, rules),
    ...shares(sums, seen, rules),
  ];
  return {
    period,
    currency,
    ...(cut && { cut }),
    figures,
    apart: {
      opening: sums.apart.map(([currencies, { customers }]) => ({ currencies, customers })),
      accounts: seen.flatMap(({ account, apart }) => (apart === null ? [] : [{ account, currencies: apart }])),
    },
    joinedAndLeft: seen.flatMap((one) =>
      !one.wasCustomer && !one.isCustomer && one.movements.length > 0 ? [one.account] : [],
    ),
    reasons: movementReasons(seen.flatMap(({ movements }) => movements)),
  };
}

export const figureOf = ({ figures }: Pick<KpiReport, 'figures'>, kpi: string): Figure | undefined =>
  figures.find((figure) => figure.kpi === kpi);

/** Whether there was a customer at its beginning or its end. */
export const hasCustomers = ({ figures }: Pick<KpiReport, 'figures'>): boolean =>
  figures.some(({ kpi, value }) => kpi.endsWith('-customers') && (value ?? 0) > 0);

const isWithin = (changes: AccountChanges, { dimension, value }: Cut, rules: KpiRules): boolean =>
  valueWithin(changes, dimension, rules) === value;

/**
 * Where a changed account belongs in a cut: a customer of the opening to what it was then, another one to what it was when
 * it came; `undefined` where it was none within the period.
 */
export function valueWithin(
  { opening, steps }: AccountChanges,
  dimension: Dimension,
  rules: KpiRules,
): string | undefined {
  const states: CustomerState[] = [opening, ...steps.map(({ state }) => state)];
  const first = states.find((state) => isCustomer(state, rules));
  return first && attributeOf(first, dimension);
}

function see(changes: AccountChanges, rules: KpiRules, convert: Convert): Seen {
  const { account, opening, steps } = changes;
  const closing = steps.at(-1)?.state ?? opening;
  const states = [opening, ...steps.map(({ state }) => state)];
  const [before, after] = [worthOf(opening, convert), worthOf(closing, convert)];
  const unknown = states.find((state) => worthOf(state, convert) === null);
  return {
    account,
    wasCustomer: isCustomer(opening, rules),
    isCustomer: isCustomer(closing, rules),
    isRetained: isRetained(changes, rules),
    money: unknown === undefined && before !== null && after !== null ? { before, after } : null,
    apart: unknown === undefined ? null : currenciesOf(unknown),
    openingWorth: before,
    wasPaying: opening.kind === 'paying',
    isPaying: closing.kind === 'paying',
    movements: movementsOf(changes, rules, convert),
  };
}

interface OpeningSums {
  customers: number;
  /** Those whose money is summed up; with the ones who pay nothing for now. */
  summedUp: number;
  payers: number;
  mrr: number;
  apart: [currencies: string, Payers][];
}

function openingSums(opening: Totals, rules: KpiRules, convert: Convert, seen: readonly Seen[]): OpeningSums {
  const unpaid = opening.paused + (rules.downgradeToFree === 'contraction' ? opening.free : 0);
  const sums: OpeningSums = { customers: unpaid, summedUp: unpaid, payers: 0, mrr: 0, apart: [] };
  const payers = [...opening.paying].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [currencies, { customers, mrr }] of payers) {
    sums.customers += customers;
    const worth = mrr && convert(mrr);
    if (worth === null) sums.apart.push([currencies, { customers, mrr }]);
    else {
      sums.summedUp += customers;
      sums.payers += customers;
      sums.mrr += worth;
    }
  }
  return withoutWhatBecameUnknown(sums, seen);
}

/** Whose money could be told at the opening and not later: without them, or they would seem to have stopped paying. */
function withoutWhatBecameUnknown(sums: OpeningSums, seen: readonly Seen[]): OpeningSums {
  for (const one of seen) {
    if (one.money !== null || one.openingWorth === null || !one.wasCustomer) continue;
    sums.summedUp -= 1;
    if (one.wasPaying) sums.payers -= 1;
    sums.mrr -= one.openingWorth;
  }
  return sums;
}

const byKind = (seen: readonly Seen[]) =>
  groupedBy(
    seen.flatMap(({ movements }) => movements),
    ({ kind }) => kind,
  );

/** An account with the latest of its movements of these kinds. */
function withMovement({ account, movements }: Seen, ...kinds: MovementKind[]): AccountBehind {
  const movement = movements.findLast(({ kind }) => kinds.includes(kind));
  return movement === undefined ? { account } : behind(movement);
}

function customerFigures({ customers }: OpeningSums, seen: readonly Seen[], rules: KpiRules): Figure[] {
  const came = seen.filter((one) => one.isCustomer && !one.wasCustomer);
  const left = seen.filter((one) => one.wasCustomer && !one.isCustomer);
  const definition = freeDefinition(rules);
  const count = (kpi: KpiName, value: number, accounts: AccountBehind[]): Figure => ({
    kpi,
    definition,
    value,
    accounts,
  });
  return [
    count('opening-customers', customers, []),
    count(
      'customers-gained',
      came.length,
      came.map((one) => withMovement(one, 'new', 'reactivation')),
    ),
    count(
      'customers-lost',
      left.length,
      left.map((one) => withMovement(one, 'churn')),
    ),
    count('closing-customers', customers + came.length - left.length, []),
  ];
}

const freeDefinition = ({ downgradeToFree }: KpiRules): Definition =>
  downgradeToFree === 'churn' ? 'free-is-churn' : 'free-is-contraction';

const movementKpis: Record<MovementKind, KpiName> = {
  new: 'new-mrr',
  expansion: 'expansion-mrr',
  contraction: 'contraction-mrr',
  churn: 'churned-mrr',
  reactivation: 'reactivation-mrr',
};

function moneyFigures(sums: OpeningSums, seen: readonly Seen[], rules: KpiRules): Figure[] {
  const counted = seen.filter(({ money }) => money !== null);
  const movements = byKind(counted);
  const definition = freeDefinition(rules);
  const sumOf = (kind: MovementKind) => (movements.get(kind) ?? []).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const expansions = movements.get('expansion') ?? [];
  const crossSell = expansions.map((movement) => ({ ...movement, amount: movement.crossSell ?? 0 }));
  const upsell = expansions.map(({ crossSell = 0, ...movement }) => ({
    ...movement,
    amount: (movement.amount ?? 0) - crossSell,
  }));
  const growth = sumOf('new') + sumOf('expansion') + sumOf('reactivation') - sumOf('contraction') - sumOf('churn');
  const closing = sums.mrr + growth;
  const payers = counted.reduce((n, one) => n + Number(one.isPaying) - Number(one.wasPaying), sums.payers);
  const money = (kpi: KpiName, value: number | null, accounts: readonly Movement[] = []): Figure => ({
    kpi,
    definition,
    value,
    accounts: accounts.map(behind),
  });
  const partOfExpansion = (kpi: KpiName, parts: (Movement & { amount: number })[]) =>
    money(
      kpi,
      parts.reduce((sum, { amount }) => sum + amount, 0),
      parts.filter(({ amount }) => amount > 0),
    );
  const ofKind = (kind: MovementKind) => money(movementKpis[kind], sumOf(kind), movements.get(kind));
  return [
    money('opening-mrr', sums.mrr),
    ofKind('new'),
    ofKind('expansion'),
    partOfExpansion('cross-sell-mrr', crossSell),
    partOfExpansion('upsell-mrr', upsell),
    ofKind('contraction'),
    ofKind('churn'),
    ofKind('reactivation'),
    money('closing-mrr', closing),
    { ...money('average-mrr', payers === 0 ? null : Math.round(closing / payers)), part: closing, whole: payers },
  ];
}

const behind = ({ account, amount, day, reason }: Movement): AccountBehind => ({
  account,
  ...(amount !== null && { amount }),
  day,
  ...(reason !== undefined && { reason }),
});

function shares(sums: OpeningSums, seen: readonly Seen[], rules: KpiRules): Figure[] {
  const old = seen.filter(({ wasCustomer }) => wasCustomer);
  return [...customerShares(sums.customers, old, rules), ...moneyShares(sums, old, rules)];
}

function customerShares(customers: number, old: readonly Seen[], rules: KpiRules): Figure[] {
  const byEvents = rules.customerChurn === 'events';
  const gone = old.filter((one) => (byEvents ? one.movements.some(({ kind }) => kind === 'churn') : !one.isRetained));
  const definition: Definition = byEvents ? 'churn-events' : 'churn-end-to-end';
  const share = (kpi: KpiName, part: number): Figure => ({
    kpi,
    definition,
    value: shareOf(part, customers),
    part,
    whole: customers,
    customers,
    interval: wilsonInterval(part, customers),
    accounts: gone.map((one) => withMovement(one, 'churn')),
  });
  return [share('customer-churn', gone.length), share('customer-retention', customers - gone.length)];
}

function moneyShares(sums: OpeningSums, old: readonly Seen[], rules: KpiRules): Figure[] {
  const counted = old.flatMap((one) => (one.money === null ? [] : [{ ...one, money: one.money }]));
  const change = counted.map(({ account, money, isRetained, movements }): AccountBehind & { amount: number } => {
    const reason = movements.findLast((movement) => movement.reason !== undefined)?.reason;
    const amount = (isRetained ? money.after : 0) - money.before;
    return { account, amount, ...(reason !== undefined && { reason }) };
  });
  const byMovements = rules.grossRetention === 'movements';
  const losses = byMovements
    ? counted.flatMap(({ movements }) => movements.flatMap(lossOf))
    : change.filter(({ amount }) => amount < 0);
  const gross: Definition = byMovements ? 'gross-movements' : 'gross-cohort';
  const share = (kpi: KpiName, definition: Definition, part: number, accounts: AccountBehind[]): Figure => ({
    kpi,
    definition,
    value: shareOf(part, sums.mrr),
    part,
    whole: sums.mrr,
    customers: sums.summedUp,
    accounts,
  });
  const lost = losses.reduce((sum, { amount = 0 }) => sum - amount, 0);
  const changed = change.filter(({ amount }) => amount !== 0);
  const net = changed.reduce((sum, { amount }) => sum + amount, 0);
  return [
    share('gross-revenue-retention', gross, sums.mrr - lost, losses),
    share('net-revenue-retention', 'net-cohort', sums.mrr + net, changed),
    share('gross-revenue-churn', gross, lost, losses),
    share('net-revenue-churn', 'net-cohort', -net, changed),
  ];
}

function lossOf(movement: Movement): AccountBehind[] {
  const { kind, amount } = movement;
  if (kind !== 'churn' && kind !== 'contraction') return [];
  return [{ ...behind(movement), amount: -(amount ?? 0) }];
}

const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** In the smallest unit of the currency; `null` where nobody pays. */
export const averageMrrOf = ({ figures }: KpiReport): number | null =>
  figures.find(({ kpi }) => kpi === 'average-mrr')?.value ?? null;

/** A rate of a period, as if a year went like it: 3 % a month is 30.6 % a year. */
export const perYear = (rate: number, periodsAYear: number) => 1 - (1 - rate) ** periodsAYear;
