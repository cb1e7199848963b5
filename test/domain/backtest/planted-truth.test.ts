import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../domain/backtest/account-record.ts';
import { OutcomeDealer } from '../../../domain/backtest/dealt-accounts.ts';
import { fateOf } from '../../../domain/backtest/windows.ts';
import { bestOfMany } from '../../../domain/statistics/best-of-many.ts';
import { clusteredInterval, liftOf } from '../../../domain/statistics/clustered-share.ts';
import { falseDiscoveryRates } from '../../../domain/statistics/false-discovery.ts';
import { wilsonInterval } from '../../../domain/statistics/intervals.ts';
import { seededRandom } from '../../../domain/statistics/random.ts';
import {
  coverage,
  customerUntil,
  daysUntil,
  fleetsOf,
  frame,
  type Kind,
  LAST_COUNTED,
  partOf,
  simulatedAccount,
  truthOf,
} from './simulated-fleet.ts';

const FLEETS = 1000;
/** What an interval of 95 % has to hold at least, and what a test of 5 % may find at most. */
const LEAST = 0.93;
const MOST_FOUND = 0.07;

const accounts = (count: number, make: (id: string) => AccountRecord) =>
  Array.from({ length: count }, (_, i) => make(`account-${i}`));

describe('customers of two kinds, of whom those in trouble leave more often and are warned of more often', () => {
  const kinds: Kind[] = [
    { share: 0.8, leaves: 0.0005, warns: 0.004 },
    { share: 0.2, leaves: 0.004, warns: 0.012 },
  ];
  const [base, precision] = [truthOf(kinds, () => 1), truthOf(kinds, ({ warns }) => warns)];
  const fleets = fleetsOf(FLEETS, (random) => accounts(250, (id) => simulatedAccount(id, kinds, 1, random)));
  const parts = fleets.map((fleet) => partOf(fleet));

  it('are told of truly: how often they leave anyway, how often after an alarm, and how many times as often', () => {
    expect(
      coverage(
        parts.map(({ days }) => clusteredInterval(days)),
        base,
      ),
    ).toBeGreaterThanOrEqual(LEAST);
    const ofAlarms = parts.map(({ signals: [one] }) => one && clusteredInterval(one.alarms));
    expect(
      coverage(
        ofAlarms.map((one) => one ?? null),
        precision,
      ),
    ).toBeGreaterThanOrEqual(LEAST);
    const lifts = parts.map(({ signals: [one], days }) => (one && liftOf(one.alarms, days)?.interval) ?? null);
    expect(coverage(lifts, precision / base)).toBeGreaterThanOrEqual(LEAST);
  });

  it('are told of wrongly where each day of an account counts as if it were another account', () => {
    const naive = parts.map(({ days }) => wilsonInterval(days.successes, days.trials));
    expect(coverage(naive, base)).toBeLessThan(0.4);
  });

  it('are told of wrongly where days that are not over count as days on which nothing happened', () => {
    const naive = fleets.map((fleet) => {
      const alarms = fleet.flatMap((one) => one.alarms.map(({ day }) => ({ day, left: one.outcomes[0] ?? Infinity })));
      const hits = alarms.filter(
        ({ day, left }) => left > day + frame.lead && left <= day + frame.lead + frame.horizon,
      );
      return wilsonInterval(hits.length, alarms.length);
    });
    expect(coverage(naive, precision)).toBeLessThan(0.75);
  });
});

describe('signals that know nothing', () => {
  const SIGNALS = 20;
  const kinds: Kind[] = [{ share: 1, leaves: 1 - 0.9 ** (1 / 261), warns: 0.0003 }];
  const fleets = fleetsOf(FLEETS, (random) => accounts(60, (id) => simulatedAccount(id, kinds, SIGNALS, random)));

  it('look like a find where the best of twenty is taken at its word', () => {
    const lifts = fleets.map((fleet) => {
      const left = fleet.filter(({ outcomes }) => outcomes.length > 0);
      const share = left.length / fleet.length;
      const liftOfSignal = (signal: number) => {
        const warned = fleet.filter(({ alarms }) => alarms.some((alarm) => alarm.signal === signal));
        return warned.filter((one) => left.includes(one)).length / Math.max(1, warned.length) / share;
      };
      return share === 0 ? 1 : Math.max(...Array.from({ length: SIGNALS }, (_, i) => liftOfSignal(i)));
    });
    expect(lifts.reduce((sum, lift) => sum + lift, 0) / FLEETS).toBeGreaterThan(2.5);
  });

  it('are no find in 93 of 100 fleets, neither the best of them nor any other', () => {
    let [best, others] = [0, 0];
    fleets.forEach((fleet, seed) => {
      const dealer = new OutcomeDealer(partOf(fleet, SIGNALS).dealt, frame, SIGNALS);
      const random = seededRandom(seed);
      const { p, pOfEach } = bestOfMany(dealer.found, () => dealer.deal(random), 99);
      if (p <= 0.05) best += 1;
      if (Math.min(1, ...falseDiscoveryRates(pOfEach.filter((one) => one !== null))) <= 0.05) others += 1;
    });
    expect(best / FLEETS).toBeLessThanOrEqual(MOST_FOUND);
    expect(others / FLEETS).toBeLessThanOrEqual(MOST_FOUND);
  });
});

describe('a signal that only sees who is leaving already', () => {
  const fleets = fleetsOf(FLEETS, (random) =>
    accounts(100, (id) => {
      const left = daysUntil(0.001, random) + 30;
      const seen = { signal: 0, day: left - 1 - Math.floor(random() * 10), openUntil: left - 1, isActedOn: false };
      return customerUntil(id, left, left <= frame.last ? [seen] : []);
    }),
  );

  it('has caught everybody where any alarm before the end counts', () => {
    for (const fleet of fleets) {
      const left = fleet.filter(({ outcomes }) => outcomes.length > 0);
      expect(left.every(({ alarms, outcomes }) => alarms.some(({ day }) => day < (outcomes[0] as number)))).toBe(true);
    }
  });

  it('has caught nobody, and was too late for each of them', () => {
    for (const fleet of fleets) {
      const { signals, outcomes } = partOf(fleet);
      expect(signals[0]).toMatchObject({ caught: 0, tooLate: outcomes, alarms: { trials: 0 } });
    }
  });
});

describe('a signal that sees 70 of 100 who leave and 10 of 100 who stay, where 3 of 100 leave', () => {
  const truth = (0.7 * 0.03) / (0.7 * 0.03 + 0.1 * 0.97);
  const parts = fleetsOf(FLEETS, (random) =>
    accounts(600, (id) => {
      const leaves = random() < 0.03;
      const warns = random() < (leaves ? 0.7 : 0.1);
      const left = leaves ? 130 + Math.floor(random() * 60) : frame.last + 1;
      return customerUntil(id, left, warns ? [{ signal: 0, day: 100, openUntil: 110, isActedOn: false }] : []);
    }),
  ).map((fleet) => partOf(fleet));

  it('is right 17.8 times of 100, not 70: so say the alarms', () => {
    expect(truth).toBeCloseTo(0.178, 3);
    const precisions = parts.map(({ signals: [one] }) => (one ? clusteredInterval(one.alarms) : null));
    expect(coverage(precisions, truth)).toBeGreaterThanOrEqual(LEAST);
    const caught = parts.map(({ signals: [one], outcomes }) => wilsonInterval(one?.caught ?? 0, outcomes));
    expect(coverage(caught, 0.7)).toBeGreaterThanOrEqual(LEAST);
    expect(coverage(caught, truth)).toBeLessThan(0.2);
  });
});

describe('alarms on which somebody acts some day, to no effect', () => {
  const [leaves, acts] = [0.004, 0.03];
  const truth = 1 - (1 - leaves) ** frame.horizon;
  // Of the first thousand, 93.0 % of one group's intervals hold the truth; of 8,000, 95.0 % of either's. A share of a
  // thousand is off by 0.7 points on average, so more fleets tell whether intervals are too narrow, and other ones don't.
  const many = 2 * FLEETS;
  /** Each account with the day on which somebody acted, if it was still there. */
  const fleets = fleetsOf(many, (random) =>
    accounts(150, (id) => {
      const left = daysUntil(leaves, random) + 1;
      const day = Math.floor(random() * LAST_COUNTED);
      const acted = day + daysUntil(acts, random);
      const isActedOn = acted <= day + frame.lead && acted < left;
      return customerUntil(id, left, day < left ? [{ signal: 0, day, openUntil: acted, isActedOn }] : []);
    }),
  );

  it('seem to keep customers where whoever left early counts as not acted on', () => {
    const differences = fleets.map((fleet) => {
      const inTime = fleet.flatMap((one) =>
        one.alarms.flatMap(({ day, openUntil }) => {
          const left = one.outcomes[0] ?? Infinity;
          if (left <= day) return [];
          const isLeft = left <= day + frame.lead + frame.horizon;
          return [{ isLeft, acted: openUntil < left && openUntil <= day + frame.lead + frame.horizon }];
        }),
      );
      const share = (acted: boolean) => {
        const of = inTime.filter((one) => one.acted === acted);
        return of.filter(({ isLeft }) => isLeft).length / Math.max(1, of.length);
      };
      return share(false) - share(true);
    });
    const mean = differences.reduce((sum, one) => sum + one, 0) / many;
    expect(mean).toBeGreaterThan(0.25);
  });

  it('are told apart by what was done within the lead, and both groups leave as often', () => {
    const parts = fleets.map((fleet) => partOf(fleet).signals[0]);
    for (const group of ['actedOn', 'notActedOn'] as const) {
      const intervals = parts.map((part) => (part ? clusteredInterval(part[group]) : null));
      expect(coverage(intervals, truth)).toBeGreaterThanOrEqual(LEAST);
    }
  });
});

describe('a customer who has left since', () => {
  it('was there, and counts for the days on which it was', () => {
    const record = customerUntil('koa', 120, []);
    expect(fateOf(record, 60, frame)).toBe('happened');
    expect(fateOf(record, 110, frame)).toBe('too-late');
    expect(fateOf(record, 120, frame)).toBe('not-there');
  });
});
