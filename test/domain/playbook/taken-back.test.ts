import { describe, expect, it } from 'vitest';
import { MOST_REMEMBERED, remembered } from '../../../domain/episodes/closed-by-change.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import type { Playbook, PlayStep, Signal } from '../../../domain/playbook/playbook.ts';
import { rulesOf } from '../../../domain/playbook/rules.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { decodeState, encodeState } from '../../../functions/store/accounts/state-item.ts';
import { AccountWithStore } from '../../support/kept-work.ts';
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

const closing = (openedOn: Day, recoveredOn: Day) => ({
  id: `koa/no-login/-/${openedOn}`,
  signal: 'no-login',
  subject: null,
  recoveredOn,
  closedAs: 'retired' as const,
});

describe('a signal that asks once, taken out and put back', () => {
  const askedOnce = (): Playbook => {
    const { playbook } = silentAccount(steps);
    const rule = playbook.signals['no-login'] as Signal;
    return { ...playbook, signals: { 'no-login': { ...rule, cooldownInDays: 'once' } } };
  };
  /** Gone from the second of June until the day. */
  function backOn(day: Day) {
    const company = new AccountWithStore(silentAccount(steps), askedOnce());
    const [first] = company.score(D);
    company.story.playbook = without(askedOnce(), 'no-login');
    company.score('2026-06-02');
    company.score(addDays(day, -1));
    company.story.playbook = askedOnce();
    return { company, mail: first?.id, sent: company.score(day) };
  }

  it.each([
    ['the same day', '2026-06-02'],
    ['the next', '2026-06-03'],
    ['five weeks later', '2026-07-07'],
    ['three months later', '2026-09-01'],
  ])('%s goes on as it was, and sends nothing again', (_, day) => {
    const { company, sent } = backOn(day);
    expect(sent).toEqual([]);
    expect(company.story.state?.episodes).toMatchObject([{ openedOn: D }]);
    expect(company.kept.openTasks().map(({ episode }) => episode)).toEqual(['koa/no-login/-/2026-06-01']);
  });

  it.each(['2026-09-02', '2029-01-01'])('%s, when nobody takes it back any more, stays closed for good', (day) => {
    const { company, sent } = backOn(day);
    expect(sent).toEqual([]);
    expect(company.kept.openTasks()).toEqual([]);
    expect(company.story.state?.episodes).toMatchObject([{ openedOn: D, recoveredOn: '2026-06-02' }]);
    expect(company.score(addDays(day, 1))).toEqual([]);
  });

  it('asked before anybody said "once", does not ask again from then on', () => {
    const { playbook: often } = silentAccount(steps);
    const company = new AccountWithStore(silentAccount(steps), often);
    expect(company.score(D)).toHaveLength(1);
    company.story.logins('2026-06-02', 1);
    company.score('2026-06-03');
    for (const day of ['2026-07-10', '2026-07-11']) company.score(day);
    expect(company.story.state?.episodes).toEqual([]);
    company.story.playbook = askedOnce();
    expect(company.score('2026-08-20')).toEqual([]);
    expect(company.story.state?.episodes).toMatchObject([{ recoveredOn: '2026-06-03' }]);
  });

  it('is remembered of a state that an older release wrote and that has forgotten it', () => {
    const company = new AccountWithStore(silentAccount(steps), askedOnce());
    company.score(D);
    const { rules: _, closedByChange: __, ...older } = company.story.state as AccountState;
    company.kept.save({ ...work(new Story(), D), closed: [closing(D, '2026-06-02')] }, '2026-06-02');
    company.story.state = { ...older, lastScoredDay: '2026-08-01', episodes: [] };
    expect(company.score('2026-08-02')).toEqual([]);
    expect(company.kept.openTasks()).toEqual([]);
  });
});

describe('an account that left by mistake', () => {
  it.each([D, '2026-06-02', '2026-06-20'])('and is back on %s is worked for as before, and not asked again', (day) => {
    const { playbook } = silentAccount(steps);
    const company = new AccountWithStore(silentAccount(steps), playbook);
    expect(company.score(D)).toHaveLength(1);
    const { account } = company.story;
    company.story.account = { ...account, churnedOn: D };
    company.score(D);
    expect(company.kept.openTasks()).toEqual([]);
    company.story.account = account;
    expect(company.score(day)).toEqual([]);
    expect(company.kept.openTasks().map(({ episode }) => episode)).toEqual(['koa/no-login/-/2026-06-01']);
    expect(company.story.state?.episodes).toMatchObject([{ openedOn: D, tasks: [{}] }]);
  });
});

it('an episode whose signal is about something else by now closes with its tasks, and comes back with it', () => {
  const { playbook } = silentAccount(steps);
  const company = new AccountWithStore(silentAccount(steps), playbook);
  company.score(D);
  const rule = playbook.signals['no-login'] as Signal;
  const { when } = defaultPlaybook.signals['nps-detractor'] as Signal;
  company.story.playbook = { ...playbook, signals: { 'no-login': { ...rule, when } } };
  company.score('2026-06-02');
  expect(company.kept.openTasks()).toEqual([]);
  expect(company.kept.episodes.get('koa/no-login/-/2026-06-01')).toMatchObject({ closedAs: 'retired' });
  company.story.playbook = playbook;
  expect(company.score('2026-06-03')).toEqual([]);
  expect(company.kept.openTasks()).toHaveLength(1);
});

it('what a change closed is remembered up to a bound, the latest first; the rest is on record', () => {
  const many = Array.from({ length: MOST_REMEMBERED + 50 }, (_, n) => ({
    episode: { signal: 'no-login', subject: `s${n}`, openedOn: D, steps: [] },
    closedOn: D,
    closedAs: 'retired' as const,
  }));
  const kept = remembered(many.slice(0, 100), many.slice(100), defaultPlaybook, D);
  expect(kept).toHaveLength(MOST_REMEMBERED);
  expect(kept.at(-1)).toBe(many.at(-1));
});
