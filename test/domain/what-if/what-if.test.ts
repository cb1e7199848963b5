import { describe, expect, it } from 'vitest';
import { type Fleet, fleetOf } from '../../../domain/fleet/fleet.ts';
import type { AccountPast, StudySetting } from '../../../domain/studies/study.ts';
import type { Day } from '../../../domain/time/day.ts';
import { changedPlaybook } from '../../../domain/what-if/changed-playbook.ts';
import { type WhatIfQuestion, whatIf } from '../../../domain/what-if/what-if.ts';
import { pastOf, studySetting } from '../../support/stored-past.ts';
import { defaultPlaybook } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const steady = () => 20;
const fallsTo = (share: number, on: Day) => (day: Day) => (day < on ? 20 : 20 * share);

/** Log-ins to 70 % of their level are noticed, where 60 % is the limit of the running playbook. */
const earlier: WhatIfQuestion = {
  from: '2026-03-01',
  to: '2026-05-31',
  change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.7 }] },
};
const later: WhatIfQuestion = {
  ...earlier,
  change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.3 }] },
};

function answerTo(question: WhatIfQuestion, pasts: AccountPast[], setting: StudySetting = studySetting()) {
  const ofAccount = whatIf.ofAccounts(question, setting);
  return whatIf.answer(pasts.map(ofAccount).reduce(whatIf.add, whatIf.nothing), question, setting);
}

describe('What would have been by another threshold', () => {
  it('names the accounts that come, with the day, and leaves those alone that are told of anyway', () => {
    const { signals, changes } = answerTo(earlier, [
      pastOf('sinks', fallsTo(0.5, '2026-04-01')),
      pastOf('slips', fallsTo(0.65, '2026-04-01')),
      pastOf('stays', steady),
    ]);
    expect(signals['logins-fell']).toMatchObject({ before: 1, after: 2, comes: 1, goes: 0 });
    const ofLogins = changes.filter(({ signal }) => signal === 'logins-fell');
    expect(ofLogins).toEqual([
      {
        ...{ account: 'slips', name: 'slips', signal: 'logins-fell', subject: null },
        ...{ day: '2026-04-25', change: 'comes' },
      },
    ]);
  });

  it('sets each account against the fleet as the nights counted it, where the playbook says so', () => {
    const allFell: Fleet = { changeFor: () => ({ median: 0.65, accounts: 40 }) };
    const slips = [pastOf('slips', fallsTo(0.65, '2026-04-01'))];
    const comes = (fleet: Fleet) =>
      answerTo(earlier, slips, studySetting({ playbook: defaultPlaybook, fleet })).signals['logins-fell']?.after;
    expect([comes(fleetOf(new Map())), comes(allFell)]).toEqual([1, 0]);
  });

  it('names whom it would be about at the end of the last day, had it been so all along; who pays most first', () => {
    const paying = (id: string, mrr: number, share: number) => {
      const past = pastOf(id, fallsTo(share, '2026-05-05'));
      return { ...past, account: { ...past.account, mrr, currency: 'JPY' } };
    };
    const pasts = [paying('small', 10_000, 0.65), paying('large', 90_000, 0.65), pastOf('stays', steady)];
    const ofLogins = ({ openToday }: ReturnType<typeof answerTo>) =>
      openToday.filter(({ signal }) => signal === 'logins-fell');
    const { opens, closes } = answerTo(earlier, pasts);
    expect([opens, closes]).toEqual([2, 0]);
    expect(ofLogins(answerTo(earlier, pasts))).toMatchObject([
      { account: 'large', name: 'large', csm: 'aoi', mrr: 90_000, currency: 'JPY', subject: null, change: 'opens' },
      { account: 'small', change: 'opens' },
    ]);
    expect(ofLogins(answerTo(later, [paying('sinks', 10_000, 0.4)]))).toMatchObject([
      { account: 'sinks', change: 'closes' },
    ]);
    expect(ofLogins(answerTo(earlier, [paying('both', 10_000, 0.5)]))).toEqual([]);
  });

  it('names the accounts that go', () => {
    const { signals, changes } = answerTo(later, [pastOf('sinks', fallsTo(0.5, '2026-04-01'))]);
    expect(signals['logins-fell']).toMatchObject({ before: 1, after: 0, comes: 0, goes: 1 });
    expect(changes).toContainEqual(
      expect.objectContaining({ account: 'sinks', signal: 'logins-fell', change: 'goes' }),
    );
  });

  it('counts nothing that was open before the period began, by either playbook', () => {
    const { signals, changes } = answerTo(earlier, [pastOf('slips', fallsTo(0.65, '2026-01-25'))]);
    expect(signals['logins-fell']).toMatchObject({ before: 0, after: 0 });
    expect(changes.filter(({ signal }) => signal === 'logins-fell')).toEqual([]);
  });

  it('tells how many tasks each of the team would have had a week, against what they can do', () => {
    const slips = ['a', 'b', 'c', 'd'].map((id) => pastOf(id, fallsTo(0.65, '2026-04-01')));
    const { weeks } = answerTo(earlier, slips);
    const aoi = weeks.filter(({ csm }) => csm === 'aoi');
    expect(aoi).toHaveLength(14);
    const week = aoi.find((one) => one.week === '2026-04-20');
    expect(week).toMatchObject({ capacity: 3 });
    expect((week?.after ?? 0) - (week?.before ?? 0)).toBe(4);
    // Golden Week has two business days in it; of the first week only the Sunday lies in the period.
    expect(aoi.find((one) => one.week === '2026-05-04')?.capacity).toBe(1);
    expect(aoi[0]).toMatchObject({ week: '2026-02-23', capacity: 0 });
  });

  it('gives the work to whom assignment would have given it, when the CSM has left', () => {
    const past = pastOf('slips', fallsTo(0.65, '2026-04-01'), {
      ledger: [
        entry('2025-06-01', { fact: 'csm', value: 'gone' }),
        entry('2025-06-01', { fact: 'stage', value: 'adoption' }),
      ],
    });
    expect(new Set(answerTo(earlier, [past]).weeks.map(({ csm }) => csm))).toEqual(new Set(['kenji']));
  });

  it('goes by who was the CSM on the day, not by who is today', () => {
    const past = pastOf('slips', fallsTo(0.65, '2026-04-01'), {
      ledger: [
        entry('2025-06-01', { fact: 'csm', value: 'aoi' }),
        entry('2025-06-01', { fact: 'stage', value: 'adoption' }),
        entry('2026-05-01', { fact: 'csm', value: 'kenji' }),
      ],
    });
    const week = answerTo(earlier, [past]).weeks.find((one) => one.csm === 'aoi' && one.week === '2026-04-20');
    expect(week).toMatchObject({ after: (week?.before ?? 0) + 1 });
  });

  it('says that a signal is unknown, on how many of the days, and does not say that nothing happened', () => {
    const { signals } = answerTo(earlier, [pastOf('stays', steady)]);
    expect(signals['nps-detractor'] ?? signals['renewal-due']).toBeDefined();
    expect(signals['renewal-due']).toMatchObject({ days: 92, unknownDays: 92, reasons: { 'no-renewal-date': 92 } });
    expect(signals['logins-fell']).toMatchObject({ days: 92, unknownDays: 0 });
  });

  it('counts the days of an account from the first that is on record of it', () => {
    const young = pastOf('young', steady, { ledger: [entry('2026-05-01', { fact: 'csm', value: 'aoi' })] });
    const unknown = pastOf('unknown', steady, { ledger: [] });
    const coming = pastOf('coming', steady, { ledger: [entry('2026-06-05', { fact: 'csm', value: 'aoi' })] });
    expect(answerTo(earlier, [pastOf('old', steady), young, unknown, coming])).toMatchObject({
      accounts: 2,
      accountsBegun: 1,
      accountsWithoutPast: 2,
      accountDays: 92 + 31,
      tellableFrom: '2025-06-01',
    });
  });

  it('says nothing of an account that had left', () => {
    const left = pastOf('left', fallsTo(0.65, '2026-04-01'), {
      ledger: [
        entry('2025-06-01', { fact: 'stage', value: 'adoption' }),
        entry('2026-04-10', { fact: 'status', value: 'churned' } as never),
      ],
    });
    expect(answerTo(earlier, [left]).signals['logins-fell']).toMatchObject({ after: 0, days: 40 });
  });

  it('tells the same whatever order the accounts come in and however they are put together', () => {
    const setting = studySetting();
    const pasts = [0.3, 0.5, 0.65, 0.68, 1].map((share, n) => pastOf(`a${n}`, fallsTo(share, '2026-04-01')));
    const parts = pasts.map(whatIf.ofAccounts(earlier, setting));
    const [a, b, c, d, e] = parts as [(typeof parts)[0], ...typeof parts];
    const inRow = parts.reduce(whatIf.add, whatIf.nothing);
    expect(parts.toReversed().reduce(whatIf.add, whatIf.nothing)).toEqual(inRow);
    expect(
      whatIf.add(whatIf.add(a, b as typeof a), whatIf.add(c as typeof a, whatIf.add(d as typeof a, e as typeof a))),
    ).toEqual(inRow);
    expect(JSON.parse(JSON.stringify(inRow))).toEqual(inRow);
  });

  it('lists the latest changes where there are very many, and says how many it leaves out', () => {
    const setting = studySetting();
    const part = whatIf.ofAccounts(earlier, setting)(pastOf('slips', fallsTo(0.65, '2026-04-01')));
    const change = part.changes[0] as (typeof part.changes)[0];
    const many = Array.from({ length: 1_200 }, (_, n) => ({ ...part, changes: [{ ...change, account: `a${n}` }] }));
    const { changes, changesLeftOut } = whatIf.answer(many.reduce(whatIf.add, whatIf.nothing), earlier, setting);
    expect(changes).toHaveLength(1_000);
    expect(changesLeftOut).toBeGreaterThanOrEqual(200);
  });
});

describe('A value that is tried', () => {
  const tried = (path: string, value: unknown) => changedPlaybook(defaultPlaybook, [{ path, value }]);

  it('stands in the place that its path names, and nothing else is changed', () => {
    const changed = tried('signals.logins-fell.when.tripsAtOrBelow', 0.5);
    if (!('playbook' in changed)) throw new Error('it was refused');
    expect(changed.playbook.signals['logins-fell']?.when).toMatchObject({ tripsAtOrBelow: 0.5, recoversAbove: 0.75 });
    expect(defaultPlaybook.signals['logins-fell']?.when).toMatchObject({ tripsAtOrBelow: 0.6 });
    expect({ ...changed.playbook, signals: null }).toEqual({ ...defaultPlaybook, signals: null });
  });

  it.each([
    ['signals.login-fell.when.tripsAtOrBelow', 'did you mean `logins-fell`?'],
    ['signals.logins-fell.when.tripsAtOrBelw', 'did you mean `tripsAtOrBelow`?'],
    ['signal.logins-fell.when.tripsAtOrBelow', 'did you mean `signals`?'],
    ['signals.logins-fell.when.tripsAtOrBelow.more', 'nothing lies under it'],
    ['signals.new-one', 'there is no entry `new-one`'],
    ['signals.logins-fell.__proto__.play', 'there is no entry `__proto__`'],
  ])('of %s is refused with the nearest name', (path, complaint) => {
    expect(tried(path, 1)).toMatchObject({ problems: [{ message: expect.stringContaining(complaint) }] });
  });

  it('is refused by the playbook’s own checks', () => {
    expect(tried('signals.logins-fell.when.tripsAtOrBelow', 'low')).toMatchObject({ problems: [{}] });
    expect(tried('signals.logins-fell.play', 'chek-in')).toMatchObject({
      problems: [{ path: ['signals', 'logins-fell', 'play'], message: expect.stringContaining('check-in') }],
    });
  });
});
