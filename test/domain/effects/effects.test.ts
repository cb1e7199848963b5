import { describe, expect, it } from 'vitest';
import { effects } from '../../../domain/effects/effects.ts';
import type { PlayEffect } from '../../../domain/effects/play-effects.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { assignedArm } from '../../../domain/plays/trials.ts';
import type { AccountPast } from '../../../domain/studies/study.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { pastOf, studySetting } from '../../support/stored-past.ts';
import { defaultPlaybook } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const OPENED = '2026-02-02';
const question = { horizonInDays: 90 };

function withCheckIn(change: object): Playbook {
  const playbook = structuredClone(defaultPlaybook);
  Object.assign(playbook.plays['check-in'] as object, change);
  return playbook;
}

/** An account in which log-ins fell, by the way of its play that chance assigned. */
function accountIn(playbook: Playbook, id: string, given: Partial<AccountPast> = {}): AccountPast {
  const name = 'check-in';
  const arm = assignedArm({ ...(playbook.plays[name] as NonNullable<(typeof playbook.plays)[string]>), name }, id, {
    mayBeHeldOut: true,
  });
  const episode = { id: `${id}/logins-fell/-/${OPENED}`, account: id, signal: 'logins-fell', subject: null, arm };
  const rest = { openedOn: OPENED, evidence: {}, recoveredOn: null, closedAs: null, cooldownInDays: 30 };
  return pastOf(id, () => 0, { episodes: [{ ...episode, ...rest }], ...given });
}

function answerOf(playbook: Playbook, pasts: AccountPast[]): PlayEffect[] {
  const setting = studySetting({ playbook });
  const ofAccount = effects.ofAccounts(question, setting);
  const part = pasts.map(ofAccount).reduce(effects.add, effects.nothing);
  return effects.answer(JSON.parse(JSON.stringify(part)), question, setting).plays;
}

const checkIn = (plays: PlayEffect[]) => plays.find(({ play }) => play === 'check-in') as PlayEffect;
const status = (from: string, value: string) => entry(from, { fact: 'status', value } as never);

describe('The effects of the plays', () => {
  it('are told of every play of the playbook, also of those that nothing was raised by', () => {
    expect(answerOf(defaultPlaybook, []).map(({ play }) => play)).toEqual(Object.keys(defaultPlaybook.plays));
  });

  it('take a finished task for acting, and the ledger’s word for who has left', () => {
    const task = { id: 't', episode: `koa/logins-fell/-/${OPENED}`, template: 'check-in-look', outcome: null };
    const done = { activities: [{ id: 'a', day: '2026-02-04', kind: 'task' as const, task }] };
    const left = { ledger: [status('2025-06-01', 'active'), status('2026-03-01', 'churned')] };
    const back = { ledger: [...left.ledger, status('2026-04-01', 'active')] };
    const { comparison, ...counts } = checkIn(
      answerOf(defaultPlaybook, [
        accountIn(defaultPlaybook, 'koa', done),
        accountIn(defaultPlaybook, 'rin', left),
        accountIn(defaultPlaybook, 'mio', back),
        accountIn(defaultPlaybook, 'sei', { ledger: [status('2026-02-05', 'free')] }),
      ]),
    );
    expect(counts).toMatchObject({ episodes: 4, acted: 1, notActed: 2, leftBefore: 1 });
    expect(comparison.other).toMatchObject({ over: 2, kept: 1 });
  });

  it('count as acted on what the team did from the opening to the 14th day, whether or not it is over by then', () => {
    const episode = `koa/logins-fell/-/${OPENED}`;
    const isActedOn = (given: Partial<AccountPast>) =>
      checkIn(answerOf(defaultPlaybook, [accountIn(defaultPlaybook, 'koa', given)])).acted === 1;
    const callOn = (day: Day) => ({ activities: [{ id: 'a', day, kind: 'call' as const }] });
    const released = (day: Day, of = episode) => ({ releasedMails: [{ episode: of, at: `${day}T20:00:00Z` }] });
    expect(
      [addDays(OPENED, -1), OPENED, addDays(OPENED, 14), addDays(OPENED, 15)].map((day) => isActedOn(callOn(day))),
    ).toEqual([false, true, true, false]);
    // In Tokyo it is the next day by then.
    expect([13, 14].map((days) => isActedOn(released(addDays(OPENED, days))))).toEqual([true, false]);
    expect(isActedOn(released(addDays(OPENED, 3), 'koa/no-login/-/2026-02-01'))).toBe(false);
    expect(isActedOn({ activities: [{ id: 'a', day: addDays(OPENED, 3), kind: 'note', note: 'Call them.' }] })).toBe(
      false,
    );
  });

  it('compare what chance assigned in the trial that runs, and nothing of a trial before it', () => {
    const playbook = withCheckIn({ holdOut: 0.5 });
    const pasts = Array.from({ length: 40 }, (_, n) => accountIn(playbook, `account-${n}`));
    const { comparison } = checkIn(answerOf(playbook, pasts));
    expect(comparison.kind).toBe('by-chance');
    expect(comparison.one.over + comparison.other.over).toBe(40);
    const other = withCheckIn({ holdOut: 0.5, steps: [{ task: 'check-in-call' }] });
    expect(checkIn(answerOf(other, pasts)).comparison.one.over).toBe(0);
  });

  it('go on under the new name of a play', () => {
    const renamed = structuredClone(defaultPlaybook);
    renamed.plays.rescue = { ...(renamed.plays['check-in'] as Playbook['plays'][string]), renamedFrom: 'check-in' };
    delete renamed.plays['check-in'];
    const found = answerOf(renamed, [accountIn(defaultPlaybook, 'koa')]).find(({ play }) => play === 'rescue');
    expect(found).toMatchObject({ episodes: 1, notActed: 1 });
  });

  it('look at the score of the opening, of four weeks before and of the horizon', () => {
    const scores = { [addDays(OPENED, -27)]: 500, [OPENED]: 400, [addDays(OPENED, 91)]: 450 };
    const pasts = Array.from({ length: 3 }, (_, n) => accountIn(defaultPlaybook, `account-${n}`, { scores }));
    expect(checkIn(answerOf(defaultPlaybook, pasts)).comparison.score.accounts).toBe(3);
    const [without] = pasts;
    const unscored = accountIn(defaultPlaybook, 'koa', { scores: { [OPENED]: 400 } });
    expect(checkIn(answerOf(defaultPlaybook, [without as AccountPast, unscored])).comparison.score.accounts).toBe(1);
  });
});
