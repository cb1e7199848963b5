import { addMoney, type Money, NO_MONEY, RunningSum } from '../money/money.ts';
import { addDays } from '../time/day.ts';
import { attributes, type CourseStep, type CustomerCourse, type CustomerState, stateOn } from './customer-course.ts';
import { type Period, periodAt, spanOf } from './period.ts';

/** What KPIs can be cut by. An account's currency is what it pays in: `USD`, or `JPY+USD`. */
export const dimensions = [...attributes, 'currency'] as const;
export type Dimension = (typeof dimensions)[number];

/** Those whose attribute has this value; `''` where it is not known. */
export interface Cut {
  dimension: Dimension;
  value: string;
}

/** Customers who pay in the same currencies; their sum is `null` where what they pay is not known. */
export interface Payers {
  customers: number;
  mrr: Money | null;
}

/** How many customers there are, and what they pay. Counts and sums of whole numbers, so that totals add up exactly. */
export interface Totals {
  /** By the currencies that they pay in; under `UNKNOWN_MRR` those of whom nobody knows. */
  paying: ReadonlyMap<string, Payers>;
  paused: number;
  free: number;
}

export const UNKNOWN_MRR = '?';

export const NO_TOTALS: Totals = { paying: new Map(), paused: 0, free: 0 };

/** An account in which something changed within a period. */
export interface AccountChanges {
  account: string;
  opening: CustomerState;
  /** At least one. */
  steps: readonly CourseStep[];
}

/**
 * All that KPIs of a period are made of: what there was at its opening, summed up, and each account in which something
 * changed, day by day. Summaries of different accounts add up (`combined`), those of periods one after the other join
 * (`joined`): both give what would have come of everything at once.
 */
export interface KpiSummary {
  period: Period;
  opening: Totals;
  openingBy: ReadonlyMap<Dimension, ReadonlyMap<string, Totals>>;
  /** By account id. */
  changed: readonly AccountChanges[];
}

/** The currencies that a customer pays in, as text. */
export function currenciesOf({ mrr }: Pick<CustomerState, 'mrr'>): string {
  if (mrr === null) return UNKNOWN_MRR;
  const currencies = Object.keys(mrr);
  return currencies.length === 1 ? (currencies[0] as string) : currencies.sort().join('+');
}

export const attributeOf = (state: CustomerState, dimension: Dimension): string =>
  dimension === 'currency' ? currenciesOf(state) : (state.attributes[dimension] ?? '');

export function summaryOf(
  accounts: Iterable<readonly [account: string, course: CustomerCourse]>,
  period: Period,
): KpiSummary {
  const before = addDays(period.first, -1);
  const opening = RunningTotals.of({ opening: NO_TOTALS, openingBy: new Map() });
  const changed: AccountChanges[] = [];
  for (const [account, course] of accounts) {
    const state = stateOn(course, before);
    opening.count(state, 1);
    const steps = course.filter(({ day }) => day >= period.first && day <= period.last);
    if (steps.length > 0) changed.push({ account, opening: state, steps });
  }
  return { period, ...opening.totals(), changed: byAccount(changed) };
}

const byAccount = (changed: AccountChanges[]) => changed.sort((a, b) => (a.account < b.account ? -1 : 1));

/** Summaries of periods one after the other, over all of the accounts. */
export function summariesOf(
  accounts: Iterable<readonly [account: string, course: CustomerCourse]>,
  periods: readonly Period[],
): KpiSummary[] {
  const period = spanOf(periods);
  return period === undefined ? [] : split(summaryOf(accounts, period), periods);
}

/** The summary of a stretch of days as those of the periods, one after the other, that it is made of. */
export function split(whole: KpiSummary, periods: readonly Period[]): KpiSummary[] {
  const changedIn = periods.map((): AccountChanges[] => []);
  for (const { account, opening, steps } of whole.changed) {
    let state = opening;
    let [at, i] = [0, 0];
    while (at < steps.length) {
      const begin = at;
      i = periodAt(periods, (steps[at] as CourseStep).day, i);
      const { last } = periods[i] as Period;
      while (at < steps.length && (steps[at] as CourseStep).day <= last) at += 1;
      const within = steps.slice(begin, at);
      changedIn[i]?.push({ account, opening: state, steps: within });
      state = (within.at(-1) as CourseStep).state;
    }
  }
  const opening = RunningTotals.of(whole);
  return periods.map((period, i) => {
    const changed = changedIn[i] as AccountChanges[];
    const summary = { period, ...opening.totals(), changed };
    for (const { opening: was, steps } of changed) {
      opening.count(was, -1);
      opening.count((steps.at(-1) as CourseStep).state, 1);
    }
    return summary;
  });
}

/** The summary of all accounts out of those of different ones, over the same period. */
export function combined(parts: readonly [KpiSummary, ...KpiSummary[]]): KpiSummary {
  const [{ period }] = parts;
  return {
    period,
    opening: parts.map(({ opening }) => opening).reduce(addTotals),
    openingBy: parts
      .map(({ openingBy }) => openingBy)
      .reduce((a, b) => mergedBy(a, b, (x, y) => mergedBy(x, y, addTotals))),
    changed: byAccount(parts.flatMap(({ changed }) => changed)),
  };
}

/** The summary without some of its accounts, whose own summary over the same period is `part`. */
export function without(whole: KpiSummary, part: KpiSummary): KpiSummary {
  const taken = new Set(part.changed.map(({ account }) => account));
  const openingBy = mergedBy(whole.openingBy, part.openingBy, (x, y) => mergedBy(x, y, lessTotals));
  const left = [...openingBy].map(([dimension, values]) => {
    return [dimension, new Map([...values].filter(([, totals]) => !isNobody(totals)))] as const;
  });
  return {
    period: whole.period,
    opening: lessTotals(whole.opening, part.opening),
    openingBy: new Map(left.filter(([, values]) => values.size > 0)),
    changed: whole.changed.filter(({ account }) => !taken.has(account)),
  };
}

function lessTotals(a: Totals, b: Totals): Totals {
  const paying = [...mergedBy(a.paying, b.paying, lessPayers)].filter(([, { customers }]) => customers > 0);
  return { paying: new Map(paying), paused: a.paused - b.paused, free: a.free - b.free };
}

function lessPayers(a: Payers, b: Payers): Payers {
  if (a.mrr === null || b.mrr === null) return { customers: a.customers - b.customers, mrr: null };
  const sum = new RunningSum();
  sum.add(a.mrr, 1);
  sum.add(b.mrr, -1);
  return { customers: a.customers - b.customers, mrr: sum.money };
}

const isNobody = ({ paying, paused, free }: Totals) => paying.size + paused + free === 0;

/** The summary of a period and of the one that follows it, over the same accounts. */
export function joined(earlier: KpiSummary, later: KpiSummary): KpiSummary {
  const after = new Map(later.changed.map((changes) => [changes.account, changes]));
  const both = earlier.changed.map((changes) => {
    const steps = after.get(changes.account)?.steps;
    after.delete(changes.account);
    return steps === undefined ? changes : { ...changes, steps: [...changes.steps, ...steps] };
  });
  return {
    period: { first: earlier.period.first, last: later.period.last },
    opening: earlier.opening,
    openingBy: earlier.openingBy,
    changed: byAccount([...both, ...after.values()]),
  };
}

function addTotals(a: Totals, b: Totals): Totals {
  return { paying: mergedBy(a.paying, b.paying, addPayers), paused: a.paused + b.paused, free: a.free + b.free };
}

const addPayers = (a: Payers, b: Payers): Payers => ({
  customers: a.customers + b.customers,
  mrr: a.mrr && b.mrr && addMoney(a.mrr, b.mrr),
});

function mergedBy<Key, Value>(
  a: ReadonlyMap<Key, Value>,
  b: ReadonlyMap<Key, Value>,
  add: (a: Value, b: Value) => Value,
): Map<Key, Value> {
  const merged = new Map(a);
  for (const [key, value] of b) {
    const other = merged.get(key);
    merged.set(key, other === undefined ? value : add(other, value));
  }
  return merged;
}

/** Totals that accounts come into and go out of. */
class RunningTotals {
  private constructor(
    private readonly all: Tally,
    private readonly by: ReadonlyMap<Dimension, Map<string, Tally>>,
  ) {}

  static of({ opening, openingBy }: Pick<KpiSummary, 'opening' | 'openingBy'>): RunningTotals {
    const by = dimensions.map((dimension) => {
      const values = [...(openingBy.get(dimension) ?? [])];
      return [dimension, new Map(values.map(([value, totals]) => [value, Tally.of(totals)]))] as const;
    });
    return new RunningTotals(Tally.of(opening), new Map(by));
  }

  count(state: CustomerState, sign: 1 | -1): void {
    if (state.kind === 'none' || state.kind === 'churned') return;
    const currencies = currenciesOf(state);
    this.all.count(state, currencies, sign);
    for (const [dimension, tallies] of this.by) {
      const value = dimension === 'currency' ? currencies : attributeOf(state, dimension);
      let tally = tallies.get(value);
      if (tally === undefined) {
        tally = Tally.of(NO_TOTALS);
        tallies.set(value, tally);
      }
      tally.count(state, currencies, sign);
    }
  }

  totals(): Pick<KpiSummary, 'opening' | 'openingBy'> {
    const openingBy = new Map<Dimension, Map<string, Totals>>();
    for (const [dimension, tallies] of this.by) {
      const values = [...tallies].filter(([, tally]) => !tally.isEmpty);
      if (values.length > 0) openingBy.set(dimension, new Map(values.map(([value, tally]) => [value, tally.totals()])));
    }
    return { opening: this.all.totals(), openingBy };
  }
}

class Tally {
  private readonly paying = new Map<string, { customers: number; mrr: RunningSum }>();
  private paused = 0;
  private free = 0;

  static of({ paying, paused, free }: Totals): Tally {
    const tally = new Tally();
    for (const [currencies, { customers, mrr }] of paying) {
      const sum = new RunningSum();
      sum.add(mrr ?? NO_MONEY, 1);
      tally.paying.set(currencies, { customers, mrr: sum });
    }
    tally.paused = paused;
    tally.free = free;
    return tally;
  }

  get isEmpty(): boolean {
    return this.paying.size + this.paused + this.free === 0;
  }

  count({ kind, mrr }: CustomerState, currencies: string, sign: 1 | -1): void {
    if (kind === 'paused') this.paused += sign;
    if (kind === 'free') this.free += sign;
    if (kind !== 'paying') return;
    let payers = this.paying.get(currencies);
    if (payers === undefined) {
      payers = { customers: 0, mrr: new RunningSum() };
      this.paying.set(currencies, payers);
    }
    payers.customers += sign;
    payers.mrr.add(mrr ?? NO_MONEY, sign);
    if (payers.customers === 0) this.paying.delete(currencies);
  }

  totals(): Totals {
    const paying = [...this.paying].map(([currencies, { customers, mrr }]): [string, Payers] => [
      currencies,
      { customers, mrr: currencies === UNKNOWN_MRR ? null : mrr.money },
    ]);
    return { paying: new Map(paying), paused: this.paused, free: this.free };
  }
}
