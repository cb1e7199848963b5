import { addDays, addMonths, type Day } from '../../domain/time/day.ts';
import { randomOf } from './seeded-random.ts';

/** What a billing system knows: who paid how much for what, from a day on and until another. */
export interface Subscription {
  account: string;
  product: string;
  start: Day;
  /** The first day on which it is over. */
  end: Day | null;
  mrr: number;
}

/** From the cheapest on; who is content moves up, who is not down. */
const PLANS = [
  { name: 'basic', mrr: 20 },
  { name: 'team', mrr: 60 },
  { name: 'pro', mrr: 150 },
] as const;
const ADD_ONS = [
  { name: 'chat', mrr: 15, share: 0.4 },
  { name: 'storage', mrr: 35, share: 0.2 },
] as const;
const TERMS_IN_MONTHS = [1, 1, 1, 3, 12] as const;

interface Simulation {
  seed: number;
  first: Day;
  months: number;
  /** Who is there in the first month. */
  customers: number;
  /** How many more join in each month than in the one before, as a share. */
  growth: number;
}

/**
 * A company as Carl Gold's Fighting Churn with Data (2020, chapters 1 and 10) simulates one: customers join on any day of a
 * month, pay for a plan, often at a discount, and for add-ons, term by term; each term is a row of its own. How content
 * they are decides at its end whether they go, or move to another plan; within a long one some go before it ends.
 */
export function simulatedCompany({ seed, first, months, customers, growth }: Simulation): Subscription[] {
  const random = randomOf(seed);
  const subscriptions: Subscription[] = [];
  let number = 0;
  for (let month = 0; month < months; month += 1) {
    const joining = month === 0 ? customers : Math.ceil(customers * growth * (1 + growth) ** month);
    for (let i = 0; i < joining; i += 1) {
      number += 1;
      const joins = addDays(addMonths(first, month), Math.floor(random() * 28));
      subscriptions.push(...customerFrom(`customer-${number}`, joins, addMonths(first, months), random));
    }
  }
  return subscriptions;
}

function customerFrom(account: string, joins: Day, until: Day, random: () => number): Subscription[] {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const contentment = random();
  const discount = random() < 0.5 ? 0.05 * Math.floor(1 + random() * 10) : 0;
  const addOns = ADD_ONS.filter(({ share }) => random() < share);
  let plan = Math.floor(random() * PLANS.length);
  let term = pick(TERMS_IN_MONTHS);
  const rows: Subscription[] = [];
  for (let start = joins; start < until; ) {
    const renewal = addMonths(start, term);
    const goesEarly = term > 1 && random() < 0.15 * (1 - contentment);
    const end = goesEarly ? addMonths(start, Math.ceil(random() * (term - 1))) : renewal;
    const paid = PLANS[plan] as (typeof PLANS)[number];
    rows.push({ account, product: paid.name, start, end, mrr: Math.round(paid.mrr * (1 - discount)) });
    for (const { name, mrr } of addOns) rows.push({ account, product: name, start, end, mrr });
    if (goesEarly || random() < 0.25 * (1 - contentment)) return rows;
    if (random() < 0.2) plan = Math.max(0, Math.min(PLANS.length - 1, plan + (random() < contentment ? 1 : -1)));
    if (random() < 0.1) term = pick(TERMS_IN_MONTHS);
    if (random() < 0.1) addOns.splice(0, 1);
    start = renewal;
  }
  return rows;
}
