import { addCounts, type ClusteredCounts, countsOfCluster, NO_COUNTS } from '../statistics/clustered-share.ts';
import type { CountedValues } from '../statistics/counted-values.ts';
import type { Durations } from '../statistics/kaplan-meier.ts';
import { type AccountRecord, type Alarm, intersection, isWithin, overlap, type Span } from './account-record.ts';
import { type DealtAccounts, dealtAccountsOf, mergeDealtAccounts, NO_DEALT_ACCOUNTS } from './dealt-accounts.ts';
import { type Fate, type Frame, fateOf, warningOf } from './windows.ts';

/** What one signal did, over some of the accounts. */
export interface SignalPart {
  caught: number;
  tooLate: number;
  earlier: number;
  /** For want of data it could tell of nothing while it could have warned. */
  unknown: number;
  /** Days of accounts that count, of those on which it could tell; successes as of all days. */
  days: ClusteredCounts;
  /** Of the caught and of those warned too late: how many days ahead of the outcome. */
  daysAhead: CountedValues;
  /** Alarms whose days are over; successes are those after which it happened in time. */
  alarms: ClusteredCounts;
  /** The same of those on which somebody acted within the lead, and of the others. */
  actedOn: ClusteredCounts;
  notActedOn: ClusteredCounts;
  /** Alarms after which it happened within the lead, or whose customer left within it. */
  tooLateAlarms: number;
  /** Alarms whose days are not over. */
  unfinished: number;
  /** From each account's first alarm to the outcome, or to the last day on which it was seen without. */
  untilOutcome: Durations;
  /** Days of accounts on which it could tell of nothing, for want of data. */
  unknownDays: number;
}

/** What a backtest adds up over accounts. Parts of different accounts add up in any order. */
export interface BacktestPart {
  /** That were there on a day of the period, whether they left since or not. */
  accounts: number;
  /** Within the period, of accounts that were customers by then. */
  outcomes: number;
  /** Days of accounts that were looked at. */
  daysSeen: number;
  /** Days of accounts that count; successes are those after which it happened in time. */
  days: ClusteredCounts;
  /** Of each CSM in which months of the period they had customers: a bit a month. */
  csmMonths: Readonly<Record<string, number>>;
  /** By the place of the signal in the question. */
  signals: readonly SignalPart[];
  dealt: DealtAccounts;
}

/** Of a signal that raised nothing. */
export const noSignalPart: SignalPart = {
  caught: 0,
  tooLate: 0,
  earlier: 0,
  unknown: 0,
  days: NO_COUNTS,
  daysAhead: {},
  alarms: NO_COUNTS,
  actedOn: NO_COUNTS,
  notActedOn: NO_COUNTS,
  tooLateAlarms: 0,
  unfinished: 0,
  untilOutcome: {},
  unknownDays: 0,
};

/** Of no account at all. */
export const nothingFound: BacktestPart = {
  accounts: 0,
  outcomes: 0,
  daysSeen: 0,
  days: NO_COUNTS,
  csmMonths: {},
  signals: [],
  dealt: NO_DEALT_ACCOUNTS,
};

/** @param monthOf which month of the period a day lies in, from 0 */
export function partOfAccount(
  record: AccountRecord,
  frame: Frame,
  signals: number,
  monthOf: (day: number) => number,
): BacktestPart {
  const isSeen = record.customer.some(([first, last]) => first <= frame.last && last >= 0);
  if (!isSeen) return nothingFound;
  const outcomes = record.outcomes.filter((outcome) => outcome >= 0 && outcome <= frame.last);
  const bySignal = Array.from({ length: signals }, (): Alarm[] => []);
  for (const alarm of record.alarms) bySignal[alarm.signal]?.push(alarm);
  const days = daysOf(record, frame, []);
  return {
    accounts: 1,
    outcomes: outcomes.length,
    daysSeen: record.daysSeen,
    days,
    csmMonths: csmMonthsOf(record, frame, monthOf),
    signals: bySignal.map((alarms, signal) => {
      const blind = record.unknown[signal] ?? [];
      // Of most accounts most signals have nothing to tell.
      const isQuiet = alarms.length === 0 && outcomes.length === 0;
      return {
        ...(isQuiet ? noSignalPart : whatSignalDid(record, alarms, outcomes, blind, frame)),
        days: blind.length === 0 ? days : daysOf(record, frame, blind),
        unknownDays: blind.length === 0 ? 0 : overlap(blind, [[0, frame.last]]),
      };
    }),
    dealt: dealtAccountsOf(record, outcomes, frame),
  };
}

/** Every day on which it was a customer and whose outcome is known, but for the blind ones: what alarms are held against. */
function daysOf(record: AccountRecord, frame: Frame, blind: readonly Span[]): ClusteredCounts {
  const { customer, outcomes } = record;
  const lastCounted = frame.last - frame.lead - frame.horizon;
  const within = intersection(customer, [[0, lastCounted]]);
  // Most accounts have no outcome: of them it is enough to count the days, without a look at each.
  if (outcomes.length === 0) {
    const stillThere = customer.map(([first, last]): Span => [first - frame.lead, last - frame.lead]);
    const counted = intersection(within, stillThere);
    return countsOfCluster(0, overlap(counted, [[0, lastCounted]]) - overlap(counted, blind));
  }
  let [happened, counted] = [0, 0];
  for (const [first, last] of within) {
    for (let day = first; day <= last; day += 1) {
      if (isWithin(blind, day)) continue;
      const fate = fateOf(record, day, frame);
      if (fate === 'happened') happened += 1;
      if (fate === 'happened' || fate === 'nothing') counted += 1;
    }
  }
  return countsOfCluster(happened, counted);
}

function csmMonthsOf(
  { csms }: AccountRecord,
  { last, lead, horizon }: Frame,
  monthOf: (day: number) => number,
): Record<string, number> {
  const months: Record<string, number> = {};
  for (const { csm, span } of csms) {
    const [first, until] = [Math.max(0, span[0]), Math.min(span[1], last - lead - horizon)];
    if (first > until) continue;
    let bits = months[csm] ?? 0;
    for (let month = monthOf(first); month <= monthOf(until); month += 1) bits |= 1 << month;
    months[csm] = bits;
  }
  return months;
}

function whatSignalDid(
  record: AccountRecord,
  alarms: readonly Alarm[],
  outcomes: readonly number[],
  blind: readonly Span[],
  frame: Frame,
): Omit<SignalPart, 'days' | 'unknownDays'> {
  const warnings = outcomes.map((outcome) => warningOf(alarms, outcome, blind, frame));
  const fates = alarms.map((alarm) => ({ alarm, fate: fateOf(record, alarm.day, frame) }));
  const numberOf = (...ones: Fate[]) => fates.filter(({ fate }) => ones.includes(fate)).length;
  const countsOf = (isMeant: (alarm: Alarm) => boolean) => {
    const meant = fates.filter(({ alarm }) => isMeant(alarm));
    const happened = meant.filter(({ fate }) => fate === 'happened').length;
    return countsOfCluster(happened, happened + meant.filter(({ fate }) => fate === 'nothing').length);
  };
  const daysAhead: Record<number, number> = {};
  for (const { daysAhead: ahead } of warnings) if (ahead !== undefined) daysAhead[ahead] = (daysAhead[ahead] ?? 0) + 1;
  return {
    caught: warnings.filter(({ kind }) => kind === 'caught').length,
    tooLate: warnings.filter(({ kind }) => kind === 'too-late').length,
    earlier: warnings.filter(({ kind }) => kind === 'earlier').length,
    unknown: warnings.filter(({ kind }) => kind === 'unknown').length,
    daysAhead,
    alarms: countsOf(() => true),
    actedOn: countsOf(({ isActedOn }) => isActedOn),
    notActedOn: countsOf(({ isActedOn }) => !isActedOn),
    tooLateAlarms: numberOf('too-late', 'gone'),
    unfinished: numberOf('unfinished'),
    untilOutcome: untilOutcome(record, alarms, frame),
  };
}

function untilOutcome({ customer, outcomes }: AccountRecord, alarms: readonly Alarm[], { last }: Frame): Durations {
  const first = alarms.find(({ day }) => day >= 0 && customer.some(([from, to]) => from <= day && day <= to));
  if (first === undefined) return {};
  const span = customer.find(([from, to]) => from <= first.day && first.day <= to) as readonly [number, number];
  const outcome = outcomes.find((day) => day > first.day && day <= last);
  // The day after the last one as a customer is the day on which it left.
  const lastSeen = Math.min(span[1], last);
  if (outcome !== undefined && outcome <= lastSeen + 1) return { [outcome - first.day]: [1, 0] };
  return { [lastSeen - first.day]: [0, 1] };
}

export function addParts(a: BacktestPart, b: BacktestPart): BacktestPart {
  const csmMonths = { ...a.csmMonths };
  for (const [csm, bits] of Object.entries(b.csmMonths)) csmMonths[csm] = (csmMonths[csm] ?? 0) | bits;
  return {
    accounts: a.accounts + b.accounts,
    outcomes: a.outcomes + b.outcomes,
    daysSeen: a.daysSeen + b.daysSeen,
    days: addCounts(a.days, b.days),
    csmMonths,
    signals: a.signals.length === 0 ? b.signals : a.signals.map((one, i) => addSignalParts(one, b.signals[i])),
    dealt: mergeDealtAccounts(a.dealt, b.dealt),
  };
}

function addSignalParts(a: SignalPart, b: SignalPart | undefined): SignalPart {
  if (b === undefined) return a;
  return {
    caught: a.caught + b.caught,
    tooLate: a.tooLate + b.tooLate,
    earlier: a.earlier + b.earlier,
    unknown: a.unknown + b.unknown,
    days: addCounts(a.days, b.days),
    daysAhead: addByKey(a.daysAhead, b.daysAhead, (x, y) => x + y),
    alarms: addCounts(a.alarms, b.alarms),
    actedOn: addCounts(a.actedOn, b.actedOn),
    notActedOn: addCounts(a.notActedOn, b.notActedOn),
    tooLateAlarms: a.tooLateAlarms + b.tooLateAlarms,
    unfinished: a.unfinished + b.unfinished,
    untilOutcome: addByKey(a.untilOutcome, b.untilOutcome, ([x, y], [z, w]) => [x + z, y + w] as const),
    unknownDays: a.unknownDays + b.unknownDays,
  };
}

function addByKey<Value>(
  a: Readonly<Record<number, Value>>,
  b: Readonly<Record<number, Value>>,
  add: (x: Value, y: Value) => Value,
): Record<number, Value> {
  const sum: Record<number, Value> = { ...a };
  for (const key of Object.keys(b)) {
    const number = Number(key);
    const before = sum[number];
    sum[number] = before === undefined ? (b[number] as Value) : add(before, b[number] as Value);
  }
  return sum;
}
