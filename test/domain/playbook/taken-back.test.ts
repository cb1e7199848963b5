import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../domain/day.ts';
import type { Playbook, PlayStep } from '../../../domain/playbook/playbook.ts';
import { rulesOf } from '../../../domain/playbook/rules.ts';
import { decodeState, encodeState } from '../../../functions/adapters/state-item.ts';
import { D, finish, playbookWith, silentAccount, templatesOf, work } from '../../support/plays.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const steps: PlayStep[] = [
  { task: 'look' },
  { task: 'call', after: ['look'] },
  { email: 'win-back', mode: 'send', to: ['admin', 'champion'] },
];

function without(playbook: Playbook, ...names: string[]): Playbook {
  const signals = Object.entries(playbook.signals).filter(([name]) => !names.includes(name));
  return { ...playbook, signals: Object.fromEntries(signals) };
}

/** Silent for two months, with its play under way since the first of June. */
function underWay() {
  const story = silentAccount(steps);
  const before = story.playbook;
  const { opened, tasks, mails } = work(story, D);
  expect([opened.length, templatesOf({ tasks } as never)]).toEqual([1, ['look']]);
  return { story, before, task: tasks[0] as (typeof tasks)[number], mails };
}

/** Goes through the store, as between two nights. */
function stored(story: Story): void {
  story.state = decodeState(encodeState('koa', { version: 1, state: story.state as never })).state;
}

describe('a signal that was taken out and put back', () => {
  it('has its episode open again as it was, its task with it, and no mail goes a second time', () => {
    const { story, before, task, mails } = underWay();
    expect(mails.map(({ kind }) => kind)).toContain('win-back');
    story.playbook = without(before, 'no-login');
    expect(work(story, '2026-06-02').closed).toMatchObject([{ closedAs: 'retired', recoveredOn: '2026-06-02' }]);
    stored(story);
    story.playbook = { ...before };
    const back = work(story, '2026-06-03');
    expect(back).toMatchObject({
      opened: [],
      closed: [],
      tasks: [],
      mails: [],
      reopened: [
        {
          id: task.episode,
          closedOn: '2026-06-02',
          reopenedOn: '2026-06-03',
          tasks: [{ id: task.id, due: '2026-06-04' }],
        },
      ],
    });
    expect(story.state?.episodes).toMatchObject([{ signal: 'no-login', openedOn: D, tasks: [{ id: task.id }] }]);
    expect(story.state?.closedByChange).toBeUndefined();
    expect(work(story, '2026-06-03')).toMatchObject({ reopened: [], opened: [], tasks: [], mails: [] });
    finish(story, task, '2026-06-03');
    expect(templatesOf(work(story, '2026-06-04'))).toEqual(['call']);
  });

  it('gives a task that fell due meanwhile a new day, so that nobody is late with what was taken from them', () => {
    const { story, before, task } = underWay();
    story.playbook = without(before, 'no-login');
    work(story, '2026-06-02');
    story.playbook = { ...before };
    const back = work(story, '2026-06-12');
    expect(task.due < '2026-06-12').toBe(true);
    expect(back.reopened).toMatchObject([{ tasks: [{ id: task.id, due: '2026-06-15' }] }]);
    expect(back.mails).toEqual([]);
    expect(work(story, '2026-06-15').mails).toEqual([]);
    expect(work(story, '2026-06-16').mails).toMatchObject([{ kind: 'reminder' }]);
  });

  it('leaves closed what is over by now', () => {
    const { story, before } = underWay();
    story.playbook = without(before, 'no-login');
    work(story, '2026-06-02');
    story.playbook = { ...before };
    story.logins('2026-06-03', 1);
    expect(work(story, '2026-06-04')).toMatchObject({ reopened: [], closed: [], opened: [] });
    // As quiet as after any other end.
    expect(story.state?.episodes).toMatchObject([{ recoveredOn: '2026-06-02' }]);
  });

  it('is news again once it was gone for longer than anybody takes a change back', () => {
    const { story, before } = underWay();
    story.playbook = without(before, 'no-login');
    for (let n = 1; n < 29; n += 1) work(story, addDays(D, n));
    story.playbook = { ...before };
    expect(work(story, addDays(D, 29))).toMatchObject({ reopened: [], opened: [{ signal: 'no-login' }] });
  });

  it('keeps the quiet days that it was in', () => {
    const { story, before } = underWay();
    story.logins('2026-06-02', 1);
    expect(work(story, '2026-06-03').closed).toMatchObject([{ closedAs: 'recovered' }]);
    story.playbook = without(before, 'no-login');
    work(story, '2026-06-04');
    stored(story);
    story.playbook = { ...before };
    work(story, '2026-06-05');
    expect(story.state?.episodes).toMatchObject([{ signal: 'no-login', recoveredOn: '2026-06-03' }]);
  });

  it('is read of a state that an older release wrote, which remembers nothing', () => {
    const { story, before } = underWay();
    const { rules: _, ...older } = story.state as NonNullable<typeof story.state>;
    story.state = older;
    story.playbook = without(before, 'no-login');
    expect(work(story, '2026-06-02').closed).toHaveLength(1);
    story.playbook = { ...before };
    expect(work(story, '2026-06-03').reopened).toHaveLength(1);
  });

  it('of an account that left meanwhile stays closed', () => {
    const { story, before } = underWay();
    story.playbook = without(before, 'no-login');
    work(story, '2026-06-02');
    story.playbook = { ...before };
    story.account = { ...story.account, churnedOn: '2026-06-03' };
    expect(work(story, '2026-06-03')).toMatchObject({ reopened: [], opened: [] });
  });

  it('comes back in several passes where one write can not hold it all, each once', () => {
    const many = Array.from({ length: 30 }, (_, n) => `silent-${n}`);
    const story = silentAccount(steps);
    const rule = story.playbook.signals['no-login'] as Playbook['signals'][string];
    const before = { ...story.playbook, signals: Object.fromEntries(many.map((name) => [name, rule])) };
    const passes = (day: Day) => {
      const planned = [work(story, day)];
      while (planned.at(-1)?.isPartial) planned.push(work(story, day));
      return planned;
    };
    story.playbook = before;
    expect(passes(D).flatMap(({ opened }) => opened)).toHaveLength(30);
    story.playbook = { ...before, signals: {} };
    expect(passes('2026-06-02').flatMap(({ closed }) => closed)).toHaveLength(30);
    story.playbook = { ...before };
    const back = passes('2026-06-03');
    expect(new Set(back.flatMap(({ reopened }) => reopened.map(({ id }) => id))).size).toBe(30);
    expect(back.flatMap(({ reopened }) => reopened)).toHaveLength(30);
    expect(back.flatMap(({ tasks, mails }) => [...tasks, ...mails])).toEqual([]);
    expect(story.state?.episodes.filter(({ tasks = [] }) => tasks.length === 1)).toHaveLength(30);
  });
});

describe('a threshold that was moved and moved back', () => {
  const moved = (playbook: Playbook, days: number): Playbook => ({
    ...playbook,
    signals: {
      ...playbook.signals,
      'no-login': {
        ...(playbook.signals['no-login'] as Playbook['signals'][string]),
        when: { kind: 'days-since', event: 'login', tripsAtOrAbove: days, recoversBelow: days },
      },
    },
  });

  it('opens what it had closed', () => {
    const { story, before, task } = underWay();
    story.playbook = moved(before, 300);
    expect(work(story, '2026-06-02').closed).toMatchObject([{ closedAs: 'recovered' }]);
    stored(story);
    story.playbook = moved(before, 301);
    work(story, '2026-06-03');
    story.playbook = { ...before };
    expect(work(story, '2026-06-04')).toMatchObject({
      opened: [],
      tasks: [],
      mails: [],
      reopened: [{ id: task.episode, closedOn: '2026-06-02', tasks: [{ id: task.id }] }],
    });
  });

  it('leaves alone what had ended by itself before or after the change', () => {
    const { story, before } = underWay();
    story.playbook = moved(before, 59);
    expect(work(story, '2026-06-02').closed).toEqual([]);
    story.logins('2026-06-02', 1);
    expect(work(story, '2026-06-03').closed).toHaveLength(1);
    story.playbook = { ...before };
    expect(work(story, '2026-06-04').reopened).toEqual([]);
    expect(story.state?.closedByChange).toBeUndefined();
  });

  it('is not moved back by words: only the same rules are', () => {
    const words = { en: 'Otherwise', ja: '別の言葉' };
    const reworded: Playbook = {
      ...defaultPlaybook,
      name: words,
      signals: Object.fromEntries(
        Object.entries(defaultPlaybook.signals).map(([name, signal]) => [
          name,
          { ...signal, label: words, why: words },
        ]),
      ),
    };
    expect(rulesOf(reworded)).toBe(rulesOf(defaultPlaybook));
    expect(rulesOf(moved(defaultPlaybook, 61))).not.toBe(rulesOf(defaultPlaybook));
    expect(rulesOf({ ...defaultPlaybook, aliases: {} })).not.toBe(rulesOf({ ...defaultPlaybook, aliases: { a: 'b' } }));
  });
});

it('what a lost alias closed is open again once the alias is back', () => {
  const playbook = { ...playbookWith(steps), aliases: { 'user.signed_in': 'login' } };
  const story = new Story().happens('2026-01-05', 'user.signed_in');
  story.known = ['login', 'user.signed_in'];
  story.playbook = playbook;
  story.day('2026-06-01');
  expect(story.state?.episodes).toMatchObject([{ signal: 'no-login' }]);
  const feature = { label: { en: 'F', ja: 'F' }, events: ['f.used'], mustHave: false };
  story.playbook = without({ ...playbook, aliases: {}, features: { f: feature } }, 'no-login');
  expect(story.day('2026-06-02').transitions).toMatchObject([{ kind: 'closed' }]);
  story.playbook = playbook;
  expect(story.day('2026-06-03').transitions).toMatchObject([{ kind: 'reopened', takenBack: { closedAs: 'retired' } }]);
});
