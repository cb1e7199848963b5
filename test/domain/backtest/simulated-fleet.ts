import type { AccountRecord, Alarm } from '../../../domain/backtest/account-record.ts';
import { addParts, type BacktestPart, nothingFound, partOfAccount } from '../../../domain/backtest/backtest-part.ts';
import type { Frame } from '../../../domain/backtest/windows.ts';
import { type Random, seededRandom } from '../../../domain/statistics/random.ts';

export const frame: Frame = { lead: 14, horizon: 90, last: 364 };
export const LAST_COUNTED = frame.last - frame.lead - frame.horizon;

/** What is true of a kind of customers: how likely it is that they leave on a day, and that the signal opens. */
export interface Kind {
  share: number;
  leaves: number;
  warns: number;
}

/** A customer from the first day on, who leaves some day, and of whom signals warn with no regard to that but by kind. */
export function simulatedAccount(id: string, kinds: readonly Kind[], signals: number, random: Random): AccountRecord {
  const drawn = random();
  const kind = kinds.find((_, i) => drawn < shareUpTo(kinds, i)) as Kind;
  const left = daysUntil(kind.leaves, random) + 1;
  const alarms: Alarm[] = [];
  for (let signal = 0; signal < signals; signal += 1) {
    for (
      let day = daysUntil(kind.warns, random);
      day < Math.min(left, frame.last + 1);
      day += 1 + daysUntil(kind.warns, random)
    ) {
      alarms.push({ signal, day, openUntil: day, isActedOn: false });
    }
  }
  return customerUntil(
    id,
    left,
    alarms.sort((a, b) => a.day - b.day),
  );
}

const shareUpTo = (kinds: readonly Kind[], last: number) =>
  kinds.slice(0, last + 1).reduce((sum, { share }) => sum + share, 0) + 1e-9;

/** Who leaves on a day is no customer on it any more. */
export const customerUntil = (account: string, left: number, alarms: Alarm[]): AccountRecord => ({
  account,
  customer: [[0, left - 1]],
  outcomes: left <= frame.last ? [left] : [],
  alarms,
  csms: [],
  daysSeen: left,
  unknown: {},
});

/** How many days go by before what happens with such a chance each day. */
export const daysUntil = (chance: number, random: Random): number =>
  chance === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(Math.log(1 - random()) / Math.log(1 - chance));

export const partOf = (fleet: readonly AccountRecord[], signals = 1): BacktestPart =>
  sumOf(fleet.map((account) => partOfAccount(account, frame, signals, () => 0)));

/** By halves: lists grow longer only towards the end. */
function sumOf(parts: readonly BacktestPart[]): BacktestPart {
  if (parts.length < 2) return parts[0] ?? nothingFound;
  const half = parts.length >> 1;
  return addParts(sumOf(parts.slice(0, half)), sumOf(parts.slice(half)));
}

export function fleetsOf(count: number, make: (random: Random) => AccountRecord[]): AccountRecord[][] {
  return Array.from({ length: count }, (_, seed) => make(seededRandom(seed)));
}

/** The truth over endless fleets: how often a customer leaves within the horizon, after an alarm or after any day. */
export function truthOf(kinds: readonly Kind[], frequency: (kind: Kind) => number): number {
  let [left, all] = [0, 0];
  for (const kind of kinds) {
    for (let day = 0; day <= LAST_COUNTED; day += 1) {
      const there = kind.share * frequency(kind) * (1 - kind.leaves) ** (day + frame.lead);
      all += there;
      left += there * (1 - (1 - kind.leaves) ** frame.horizon);
    }
  }
  return left / all;
}

/** In which share of the fleets the interval holds the truth. */
export const coverage = (intervals: readonly (readonly [number, number] | null)[], truth: number): number =>
  intervals.filter((interval) => interval !== null && interval[0] <= truth && truth <= interval[1]).length /
  intervals.length;
