import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { endOf } from '../../../domain/ledger/facts-as-of.ts';
import { firstEntries } from '../../../domain/ledger/first-entries.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import { type ReplayedDay, type ReplayInput, replayDays } from '../../../domain/replay/replay.ts';
import { freshnessTimeline } from '../../../domain/replay/timeline.ts';
import { addDays } from '../../../domain/time/day.ts';
import { ACCOUNT, LAST_DAY, type Life, lifeOver, planContext } from '../../support/arbitrary-account.ts';
import { defaultPlaybook, tokyo } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const quiet = {
  contacts: [],
  usageDays: [],
  activities: [],
  answers: [],
  deadAddresses: [],
  freshness: freshnessTimeline([], defaultPlaybook, tokyo),
  playbook: defaultPlaybook,
  context: planContext,
  from: '2026-03-01',
  to: '2026-05-31',
  previous: null,
};
const knownThen = (day: string) => endOf(day, tokyo);
const replayOf = (input: Partial<ReplayInput>) => [
  ...replayDays({ ...quiet, account: { id: 'koa', name: 'Koa' }, ...input }),
];
const on = (days: ReplayedDay[], day: string) => days.find((one) => one.day === day) as ReplayedDay;

describe('the replay of an account by its ledger', () => {
  const today = { id: 'koa', name: 'Koa', renewalDate: '2027-07-01', stage: 'expansion' as const, licenses: 50 };
  const renewal = (from: string, value: string, recordedOn = from) =>
    entry(from, { fact: 'renewalDate', value, recordedAt: tokyo.startOf(recordedOn) });
  const ledger = [renewal('2026-01-01', '2026-07-01'), renewal('2026-05-11', '2027-07-01')];
  const renewalDue = (day: ReplayedDay) =>
    day.evaluation.signals.find(({ signal, state }) => signal === 'renewal-due' && state === 'open')?.subject;

  it('goes by the facts of each day, and not by those that are so today', () => {
    expect(replayOf({ account: today }).some(renewalDue)).toBe(false);
    const days = replayOf({ account: today, ledger: { entries: ledger } });
    expect(days.filter(renewalDue).map(({ day }) => day)).toEqual(
      days.map(({ day }) => day).filter((day) => '2026-04-01' <= day && day < '2026-05-11'),
    );
  });

  it('can go by what was known then: a date that was told late warned of nothing before', () => {
    const entries = [renewal('2026-01-01', '2026-07-01', '2026-04-20')];
    const first = (days: ReplayedDay[]) => days.find(renewalDue)?.day;
    expect(first(replayOf({ account: today, ledger: { entries } }))).toBe('2026-04-01');
    expect(first(replayOf({ account: today, ledger: { entries, knownBefore: knownThen } }))).toBe('2026-04-20');
  });

  it('says of each day what the ledger did not know', () => {
    const entries = [...ledger, entry('2026-04-01', { fact: 'licenses', value: 20 })];
    const days = replayOf({ account: today, ledger: { entries } });
    expect(on(days, '2026-03-31').unknownFacts).toEqual(['licenses', 'stage']);
    expect(on(days, '2026-04-01').unknownFacts).toEqual(['stage']);
    expect(on(replayOf({ account: today }), '2026-03-31').unknownFacts).toEqual([]);
  });

  it('enters each stage on the day that the ledger has it from', () => {
    const stage = (from: string, value: string) => entry(from, { fact: 'stage', value } as never);
    const entries = [stage('2026-01-10', 'onboarding-3'), stage('2026-04-05', 'adoption')];
    const days = replayOf({ account: { ...today, contractStart: '2025-01-01' }, ledger: { entries } });
    expect(on(days, '2026-04-04').evaluation.stage).toMatchObject({ stage: 'onboarding-3', since: '2026-01-10' });
    expect(on(days, '2026-04-06').evaluation.stage).toMatchObject({ stage: 'adoption', since: '2026-04-05' });
  });

  it('leaves the account alone from the day on that it left, and takes it up when it is back', () => {
    const status = (from: string, value: string) => entry(from, { fact: 'status', value } as never);
    const entries = [...ledger, status('2026-04-10', 'churned'), status('2026-05-01', 'reactivated')];
    const days = replayOf({ account: today, ledger: { entries } });
    const isOver = (day: string) => on(days, day).evaluation.signals.every(({ reason }) => reason === 'churned');
    expect(['2026-04-09', '2026-04-10', '2026-04-30', '2026-05-01'].map(isOver)).toEqual([false, true, true, false]);
  });
});

/** What a day brought, but for what the stage was last told by: the ledger names the stage itself, a file the last one told. */
function brought({ evaluation, unknownFacts: _, ...day }: ReplayedDay) {
  const apart = <Of extends { stage: AccountState['stage'] }>(of: Of) => ({
    ...of,
    stage: of.stage && { ...of.stage, fact: null },
  });
  return { ...day, evaluation: { ...apart(evaluation), next: apart(evaluation.next) } };
}

describe('a ledger that has only begun', () => {
  const FROM = addDays(LAST_DAY, -60);
  const BEGUN = addDays(LAST_DAY, -30);

  function replayed(life: Life, changes: Partial<ReplayInput>): ReplayedDay[] {
    const own = life.events.filter(({ account }) => account === ACCOUNT);
    return replayOf({
      ...life,
      changes: [],
      usageDays: usageDaysOf(own, tokyo),
      freshness: freshnessTimeline(pulsesOf(life.events, tokyo), defaultPlaybook, tokyo),
      ...changes,
    });
  }

  it('changes nothing of the days since then, whatever the account', () => {
    fc.assert(
      fc.property(lifeOver(90), (life) => {
        const before = replayed(life, { from: FROM, to: addDays(BEGUN, -1) });
        const previous = before.at(-1)?.evaluation.next as AccountState;
        const entries: LedgerEntry[] = firstEntries({ facts: life.account, reportedAt: {} }, previous.stage, [], {
          recordedAt: tokyo.startOf(BEGUN),
          by: { door: 'migration', who: 'migration' },
          clock: tokyo,
        });
        const since = { from: BEGUN, to: LAST_DAY, previous };
        const byLedger = replayed(life, { ...since, ledger: { entries, knownBefore: knownThen } });
        expect(byLedger.map(brought)).toEqual(replayed(life, since).map(brought));
        // A stage that nobody said is none that the ledger could know.
        expect(new Set(byLedger.flatMap(({ unknownFacts }) => unknownFacts))).toEqual(new Set());
      }),
      { seed: 20_260_601, numRuns: 15 },
    );
  });
});
