import { describe, expect, it } from 'vitest';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import {
  askSensitivity,
  endsOfValues,
  numberAsked,
  type SensitivityQuestion,
} from '../../../domain/sensitivity/question.ts';
import { sensitivity } from '../../../domain/sensitivity/sensitivity.ts';
import type { AccountPast } from '../../../domain/studies/study.ts';
import type { Day } from '../../../domain/time/day.ts';
import { whatIf } from '../../../domain/what-if/what-if.ts';
import { pastOf, studySetting } from '../../support/stored-past.ts';
import { inCalendarDays as playbook } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const setting = studySetting();
const fallsTo = (share: number, on: Day) => (day: Day) => (day < on ? 20 : 20 * share);
const threshold = numberAsked(playbook, 'logins-fell', null) as SignalNumber;
const rules = usualKpiRules;

const asked: SensitivityQuestion = {
  ...{ from: '2026-03-02', to: '2026-05-31', signal: 'logins-fell', path: 'when.tripsAtOrBelow', rules },
  values: [0.3, 0.7],
};

function answerTo(pasts: AccountPast[], question = asked) {
  const ofAccount = sensitivity.ofAccounts(question, setting);
  return sensitivity.answer(pasts.map(ofAccount).reduce(sensitivity.add, sensitivity.nothing), question, setting);
}

const sinks = pastOf('sinks', fallsTo(0.5, '2026-04-01'));
const slips = pastOf('slips', fallsTo(0.65, '2026-04-01'));
const stays = pastOf('stays', () => 20);
const leaves = (id: string, logins: (day: Day) => number, on: Day) =>
  pastOf(id, logins, {
    ledger: [
      entry('2025-06-01', { fact: 'csm', value: 'aoi' }),
      entry('2025-06-01', { fact: 'stage', value: 'adoption' }),
      entry('2025-06-01', { fact: 'mrr', value: { JPY: 1_000 } } as never),
      entry(on, { fact: 'status', value: 'churned' } as never),
    ],
  });

describe('What each of several values would have brought', () => {
  it('tells of each value what the what-if of that value alone tells', () => {
    const pasts = [sinks, slips, stays];
    const { values } = answerTo(pasts);
    const told = [0.3, 0.6, 0.7].map((value) => {
      const set = [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value }];
      const question = { from: asked.from, to: asked.to, change: { set } };
      const ofAccount = whatIf.ofAccounts(question, setting);
      const answer = whatIf.answer(pasts.map(ofAccount).reduce(whatIf.add, whatIf.nothing), question, setting);
      const { after, comes, goes } = answer.signals['logins-fell'] as (typeof answer.signals)[string];
      const tasks = answer.weeks.reduce((sum, week) => sum + week.after, 0);
      return { value, alarms: after, comes, goes, tasks, mails: answer.mails.after.sent };
    });
    expect(values).toMatchObject(told);
    expect(values.map(({ alarms }) => alarms)).toEqual([0, 1, 2]);
  });

  it('holds the tasks of each value against what the team can do in these weeks', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ ...slips, account: { ...slips.account, id } }));
    const inTwoWeeks = { ...asked, from: '2026-04-20', to: '2026-05-03' };
    const { weeks, capacity, peopleWithCapacity, values } = answerTo(many, inTwoWeeks);
    // Three a week, and less in the one that begins the Golden Week.
    expect({ weeks, capacity, peopleWithCapacity }).toEqual({ weeks: 2, capacity: 5, peopleWithCapacity: 1 });
    expect(values.map(({ overCapacity }) => overCapacity)).toEqual([0, 0, 1]);
  });

  it('says how many of those who left would have been warned of in time, by the rules of a backtest', () => {
    const pasts = [
      leaves('warned', fallsTo(0.65, '2026-03-01'), '2026-05-20'),
      leaves('late', fallsTo(0.65, '2026-05-01'), '2026-05-29'),
      leaves('silent', () => 20, '2026-05-20'),
      leaves('gone-before', fallsTo(0.65, '2025-10-01'), '2026-01-20'),
      stays,
    ];
    const { left, leftUnknown, values } = answerTo(pasts);
    expect([left, leftUnknown, values.map(({ caught }) => caught)]).toEqual([3, 0, [0, 0, 1]]);
  });

  it('does not hold those against a signal of whom it had no data', () => {
    const { left, leftUnknown } = answerTo([leaves('blind', () => 0, '2026-05-20')]);
    expect([left, leftUnknown]).toEqual([0, 1]);
  });

  it('counts what is open at the end, and leaves out what has nothing on record', () => {
    const unknown = pastOf('unknown', () => 20, { ledger: [] });
    const { values, accounts, accountsWithoutPast, tellableFrom } = answerTo([
      pastOf('slips', fallsTo(0.65, '2026-05-05')),
      unknown,
    ]);
    expect(values.map(({ open }) => open)).toEqual([0, 0, 1]);
    expect([accounts, accountsWithoutPast, tellableFrom]).toEqual([1, 1, '2025-06-01']);
  });

  it('comes to the same in whatever order accounts are gone through, and can be stored', () => {
    const parts = [sinks, slips, stays, leaves('l', fallsTo(0.5, '2026-03-01'), '2026-05-20')].map(
      sensitivity.ofAccounts(asked, setting),
    );
    const inRow = parts.reduce(sensitivity.add, sensitivity.nothing);
    const [a, b, c, d] = parts as [(typeof parts)[0], ...typeof parts];
    expect(sensitivity.add(sensitivity.add(d as typeof a, a), sensitivity.add(c as typeof a, b as typeof a))).toEqual(
      inRow,
    );
    expect(JSON.parse(JSON.stringify(inRow))).toEqual(inRow);
  });
});

describe('The values that are tried', () => {
  it('are even steps from the one that runs, as far as the playbook takes them', () => {
    const question = askSensitivity(playbook, 'logins-fell', threshold, { today: '2026-06-10', rules });
    expect(question).toMatchObject({
      ...{ from: '2026-03-09', to: '2026-06-07', path: 'when.tripsAtOrBelow' },
      values: [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.65, 0.7, 0.75],
    });
    expect(sensitivity.question.parse(question)).toEqual(question);
  });

  it('go by weeks where a number counts them in days, and by whole numbers where it counts people or times', () => {
    const valuesOf = (signal: string, path: string) => {
      const number = numberAsked(playbook, signal, path) as SignalNumber;
      expect(number.path).toBe(path);
      return askSensitivity(playbook, signal, number, { today: '2026-06-10', rules })?.values;
    };
    expect(valuesOf('logins-fell', 'when.windowInDays')).toEqual([7, 14, 21, 35, 42, 49, 56, 63, 70]);
    expect(valuesOf('logins-fell', 'when.baselineWindows')).toEqual([2, 4]);
  });

  it('are of the threshold first, or of the number that was chosen', () => {
    expect(threshold.path).toBe('when.tripsAtOrBelow');
    expect(numberAsked(playbook, 'logins-fell', 'when.windowInDays')?.path).toBe('when.windowInDays');
    expect(numberAsked(playbook, 'logins-fell', 'constructor')?.path).toBe('when.tripsAtOrBelow');
    expect(numberAsked(playbook, 'constructor', null)).toBeUndefined();
  });

  it('say which number stands in the way where they end before others would', () => {
    const endsOf = (signal: string, path: string | null) =>
      endsOfValues(playbook, signal, numberAsked(playbook, signal, path) as SignalNumber);
    expect(endsOf('logins-fell', null)).toMatchObject([{ side: 'higher', other: { path: 'when.recoversAbove' } }]);
    expect(endsOf('logins-fell', 'when.recoversAbove')).toMatchObject([
      { side: 'lower', other: { path: 'when.tripsAtOrBelow', value: 0.6 } },
    ]);
    // Its own bounds need no word: the field says them.
    expect(endsOf('logins-fell', 'when.baselineWindows')).toEqual([]);
    expect(endsOf('usage-growing', null)).toEqual([]);
  });

  it.each(Object.keys(playbook.signals))('can be gone through, whatever the signal counts: %s', (signal) => {
    const number = numberAsked(playbook, signal, null);
    if (number === undefined) return;
    const question = askSensitivity(playbook, signal, number, { today: '2026-06-10', rules });
    expect(question?.values.length ?? 1).toBeGreaterThan(0);
    if (question !== undefined) expect(() => sensitivity.daysOf(question, setting)).not.toThrow();
  });
});
