import { groupedBy } from '../collections/grouped-by.ts';
import { median } from '../statistics/median.ts';

/** What an account's place on the list depends on. */
export interface AtStake {
  account: string;
  /** In points. */
  score: number;
  mrr?: number;
  currency?: string;
}

/**
 * What puts the most at stake first: (100 − score) × MRR. Amounts of different currencies can't be compared, so each is
 * taken as a multiple of what accounts on this list typically pay in that currency, their median. Whoever has no MRR on
 * record counts as typical: neither first nor forgotten. Who pays nothing stands last.
 */
export function byRiskAndMoney<Item>(items: Item[], read: (item: Item) => AtStake): Item[] {
  const known = items.map((item) => ({ item, stake: read(item) }));
  const typical = typicalMrr(known.map(({ stake }) => stake));
  return known
    .map(({ item, stake }) => ({ item, stake, weight: (100 - stake.score) * sizeOf(stake, typical) }))
    .sort(
      (a, b) => b.weight - a.weight || a.stake.score - b.stake.score || (a.stake.account < b.stake.account ? -1 : 1),
    )
    .map(({ item }) => item);
}

function sizeOf({ mrr, currency = '' }: AtStake, typical: ReadonlyMap<string, number>): number {
  if (mrr === undefined) return 1;
  return mrr === 0 ? 0 : mrr / (typical.get(currency) as number);
}

/** The median of what is paid, by currency. */
function typicalMrr(stakes: AtStake[]): Map<string, number> {
  const byCurrency = groupedBy(stakes, ({ mrr = 0, currency = '' }) => (mrr === 0 ? undefined : currency));
  return new Map([...byCurrency].map(([currency, paid]) => [currency, median(paid.map(({ mrr }) => mrr as number))]));
}
