import { describe, expect, it } from 'vitest';
import { HOLD_OUT } from '../../../domain/episodes/arm.ts';
import { liveEpisodesAsOf } from '../../../domain/episodes/episodes.ts';
import { mayBeHeldOut } from '../../../domain/plays/held-out.ts';
import { assignedArm } from '../../../domain/plays/trials.ts';
import type { LiveEpisode, RaisedTask } from '../../../domain/signals/reading.ts';
import { addDays } from '../../../domain/time/day.ts';
import { D, finish, silentAccount, templatesOf, work, workThrough } from '../../support/plays.ts';
import { Story } from '../../support/story.ts';

const templates = ({ tasks }: { tasks: { template: string }[] }) => tasks.map(({ template }) => template);

/** The silent account, with a play of which half is held out. */
function withHoldOut(change: object = { holdOut: 0.5 }): Story {
  const story = silentAccount([{ task: 'look' }, { task: 'later', when: { daysAfter: 5 } }]);
  const tried = { ...story.playbook.plays.tried, ...change } as NonNullable<(typeof story.playbook.plays)[string]>;
  story.playbook = { ...story.playbook, plays: { ...story.playbook.plays, tried } };
  return story;
}

/** Under an id by which chance lets the account go this way. */
function going(arm: string, story: Story): Story {
  const play = { ...(story.playbook.plays.tried as never as Parameters<typeof assignedArm>[0]), name: 'tried' };
  const ids = Array.from({ length: 1000 }, (_, n) => `account-${n}`);
  const id = ids.find((one) => assignedArm(play, one, { mayBeHeldOut: true }).name === arm) as string;
  story.account = { ...story.account, id };
  story.contacts = story.contacts.map((contact) => ({ ...contact, account: id }));
  return story;
}

describe('An account that is held out to learn what a play does', () => {
  it('has its episode on record, with the arm that chance assigned, and nobody gets anything of it', () => {
    const story = going(HOLD_OUT, withHoldOut());
    const opened: unknown[] = [];
    const raised = workThrough(story, addDays(D, -2), addDays(D, 30), (planned) => {
      opened.push(...planned.opened.map(({ openedOn, arm }) => ({ openedOn, arm })));
      return [...templates(planned), ...planned.mails.map(({ kind }) => kind), ...planned.notes.map(() => 'note')];
    });
    expect(raised).toEqual([]);
    expect(opened).toEqual([{ openedOn: D, arm: { play: 'tried', name: HOLD_OUT, trial: expect.any(String) } }]);
    expect(story.state?.episodes).toMatchObject([{ signal: 'no-login', arm: HOLD_OUT }]);
  });

  it('stays held out until its episode is over, also once the trial is', () => {
    const story = going(HOLD_OUT, withHoldOut());
    work(story, D);
    const { holdOut: _, ...play } = story.playbook.plays.tried as NonNullable<(typeof story.playbook.plays)[string]>;
    story.playbook = { ...story.playbook, plays: { ...story.playbook.plays, tried: play } };
    expect(workThrough(story, addDays(D, 1), addDays(D, 20), templates)).toEqual([]);
  });

  it('is told from the record too, where the state is made anew', () => {
    const story = going(HOLD_OUT, withHoldOut());
    const { opened } = work(story, D);
    expect(liveEpisodesAsOf(opened, D)).toMatchObject([{ arm: HOLD_OUT }]);
  });

  it('is never one with its renewal within three months', () => {
    const story = going(HOLD_OUT, withHoldOut());
    story.account = { ...story.account, renewalDate: '2026-09-01' };
    expect(templatesOf(work(story, D))).toContain('look');
    const later = going(HOLD_OUT, withHoldOut());
    later.account = { ...later.account, renewalDate: '2026-09-02' };
    expect(templatesOf(work(later, D))).toEqual([]);
  });

  it('is never one with something open that is urgent, with a manager, a complaint or a renewal', () => {
    const { playbook, ...story } = new Story();
    const input = { account: story.account, playbook, usage: new Story().input(D).usage };
    const task = { id: 't', due: D, assignee: 'mika' };
    const open = (signal: string, tasks: RaisedTask[] = []): LiveEpisode[] => [
      { signal, subject: null, openedOn: D, steps: [], tasks },
    ];
    const { tasks } = playbook;
    const first = (priority: string) => Object.keys(tasks).find((name) => tasks[name]?.priority === priority) as string;
    const late = { ...task, template: first('normal'), late: 'escalated' as const };
    expect(mayBeHeldOut(input, [])).toBe(true);
    expect(mayBeHeldOut(input, open('logins-fell', [{ ...task, template: first('normal') }]))).toBe(true);
    expect(mayBeHeldOut(input, open('logins-fell', [late]))).toBe(false);
    expect(mayBeHeldOut(input, open('logins-fell', [{ ...task, template: first('high') }]))).toBe(false);
    expect(mayBeHeldOut(input, open('nps-detractor'))).toBe(false);
    expect(mayBeHeldOut(input, open('renewal-due'))).toBe(false);
    const over = open('renewal-due').map((episode) => ({ ...episode, recoveredOn: D }));
    expect(mayBeHeldOut(input, over)).toBe(true);
  });

  it('is never one of history, whose play begins late', () => {
    const story = going(HOLD_OUT, withHoldOut());
    const { opened } = work(story, D, { isHistory: true });
    expect(opened).toMatchObject([{ openedOn: D }]);
    expect(opened[0]?.arm).toBeUndefined();
    expect(templatesOf(work(story, addDays(D, 1)))).toContain('look');
  });
});

describe('An account that goes by a variant', () => {
  const variants = { a: {}, b: { steps: [{ task: 'later' }, { task: 'look', after: ['later'] }] } };

  it('gets the tasks of its variant, in its order, and each says which it is', () => {
    const story = going('b', withHoldOut({ variants }));
    const first = work(story, D);
    expect(first.tasks.map(({ template, arm }) => [template, arm])).toEqual([['later', 'b']]);
    finish(story, first.tasks[0] as (typeof first.tasks)[number], D);
    expect(templatesOf(work(story, addDays(D, 1)))).toEqual(['look']);
  });

  it('gets those of the play where its variant has none of its own', () => {
    expect(templatesOf(work(going('a', withHoldOut({ variants })), D))).toEqual(['look']);
  });

  it('goes on by the play’s own steps once the variant is gone, and gets nothing twice', () => {
    const story = going('b', withHoldOut({ variants: { ...variants, b: { steps: [{ task: 'look' }] } } }));
    work(story, D);
    const tried = { ...story.playbook.plays.tried, variants: {} } as NonNullable<(typeof story.playbook.plays)[string]>;
    story.playbook = { ...story.playbook, plays: { ...story.playbook.plays, tried } };
    expect(workThrough(story, addDays(D, 1), addDays(D, 6), templates)).toEqual([`${addDays(D, 5)} later`]);
  });
});
