import { describe, expect, it } from 'vitest';
import { quietCount } from '../../../domain/episodes/quiet-memory.ts';
import { explanationOf } from '../../../domain/evaluation/explanation.ts';
import { MOST_LIVE_EPISODES, MOST_OPEN_EPISODES } from '../../../domain/evaluation/state-bounds.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { decodeState, encodeState } from '../../../functions/store/accounts/state-item.ts';
import { AccountInMemory } from '../../support/account-in-memory.ts';
import { team } from '../../support/plays.ts';
import { Story } from '../../support/story.ts';
import { withSignal } from '../../support/with-signal.ts';

const D: Day = '2026-06-01';
const DETRACTOR = 'nps-detractor';

function busySurvey(answersADay: number, days: number, first = D): Story {
  const story = new Story().logins('2026-01-05', 1);
  story.known = ['login', 'nps.answered'];
  for (let day = 0; day < days; day += 1) {
    for (let n = 0; n < answersADay; n += 1) {
      story.tells(addDays(first, day), 'nps.answered', { user: `user-${day}-${n}`, value: 2 });
    }
  }
  return story;
}
const bytesOf = (account: AccountInMemory) => JSON.stringify(account.stateItem).length;
const openedOf = (account: AccountInMemory, signal: string) =>
  [...account.table.rows.keys()].filter((sk) => sk.startsWith(`1#episode#koa/${signal}/`));

describe('an account with very many survey answers', () => {
  it('is scored whatever comes: 1,932 of them in three days', async () => {
    const account = new AccountInMemory(busySurvey(644, 3), team);
    for (const day of [D, addDays(D, 1), addDays(D, 2)]) {
      expect(await account.score(day)).toMatchObject({ result: 'scored' });
      for (const task of account.openTasks()) account.finish(task, day);
    }
    expect(await account.score(addDays(D, 3))).toMatchObject({ result: 'scored' });
    expect(account.table.largestItem).toBeLessThan(100_000);
  });

  it('takes up each answer that is news once, however fast the work is done', async () => {
    const account = new AccountInMemory(busySurvey(130, 2), team);
    for (const day of [D, addDays(D, 1)]) {
      for (let round = 0; round < 5; round += 1) {
        await account.score(day);
        for (const task of account.openTasks()) account.finish(task, day);
      }
    }
    await account.score(addDays(D, 2));
    const opened = openedOf(account, DETRACTOR);
    expect(opened.length).toBe(260);
    expect(new Set(opened.map((sk) => sk.split('/')[2])).size).toBe(260);
    expect(quietCount(account.state?.quiet ?? {})).toBe(250);
    expect(bytesOf(account)).toBeLessThan(10_000);
  });

  it('has as many open as there is room for, and says of the others why they wait', async () => {
    const story = busySurvey(260, 1);
    story.account = { ...story.account, renewalDate: '2026-12-01', csm: 'aya' };
    const account = new AccountInMemory(story, team);
    await account.score(D);
    const open = account.state?.episodes ?? [];
    expect(open).toHaveLength(MOST_OPEN_EPISODES);
    const detractors = open.filter(({ signal }) => signal === DETRACTOR).length;
    expect(detractors).toBeGreaterThan(MOST_OPEN_EPISODES - 10);
    story.state = account.state;
    const evaluation = story.day(D);
    const waiting = evaluation.signals.filter(({ reason }) => reason === 'too-many-open');
    expect(waiting).toHaveLength(260 - detractors);
    expect(waiting[0]).toMatchObject({ signal: DETRACTOR, verdict: 'trips', state: 'closed' });
  });

  it('still hears of what is about the account itself', async () => {
    const story = busySurvey(260, 1);
    story.account = { ...story.account, renewalDate: '2026-12-01' };
    const account = new AccountInMemory(story, team);
    await account.score(D);
    await account.score('2026-09-01');
    expect(openedOf(account, 'renewal-due')).toEqual(['1#episode#koa/renewal-due/2026-12-01/2026-09-01']);
  });

  it('forgets the answers that are too old to be taken up', async () => {
    const account = new AccountInMemory(busySurvey(60, 1), team);
    await account.score(D);
    for (const task of account.openTasks()) account.finish(task, D);
    await account.score(D);
    for (const task of account.openTasks()) account.finish(task, D);
    await account.score(addDays(D, 1));
    await account.score(addDays(D, 91));
    expect(account.state?.episodes.some(({ signal }) => signal === DETRACTOR)).toBe(true);
    expect(quietCount(account.state?.quiet ?? {}, DETRACTOR)).toBe(50);
    await account.score(addDays(D, 94));
    expect(account.state?.episodes.some(({ signal }) => signal === DETRACTOR)).toBe(false);
    expect(account.state?.quiet).toBeUndefined();
  });
});

describe('what is remembered by its subject alone', () => {
  const NAME = 'champion-again';
  function people(cooldownInDays: number | 'once'): Story {
    const story = new Story().logins('2026-01-05', 1);
    const when = { kind: 'survey-answer', event: 'nps.answered', onePer: 'person', withinDays: 5, tripsAtOrBelow: 6 };
    story.playbook = withSignal(NAME, { when, cooldownInDays });
    story.known = ['login', 'nps.answered'];
    for (let n = 0; n < 30; n += 1) story.tells(D, 'nps.answered', { user: `user-${n}`, value: 2 });
    return story;
  }

  /** All have answered and were answered; then all of them answer again. */
  async function answeredAgain(cooldownInDays: number | 'once', day: Day): Promise<AccountInMemory> {
    const story = people(cooldownInDays);
    const account = new AccountInMemory(story, team);
    for (let round = 0; round < 5; round += 1) {
      await account.score(D);
      for (const task of account.openTasks()) account.finish(task, D);
    }
    await account.score(addDays(D, 1));
    for (let n = 0; n < 30; n += 1) story.tells(day, 'nps.answered', { user: `user-${n}`, value: 1 });
    await account.score(day);
    return account;
  }

  it('stays quiet for as long as its signal says, and no longer', async () => {
    const within = await answeredAgain(10, addDays(D, 9));
    expect(quietCount(within.state?.quiet ?? {}, NAME)).toBe(20);
    expect(openedOf(within, NAME)).toHaveLength(30);
    const after = await answeredAgain(10, addDays(D, 10));
    expect(openedOf(after, NAME)).toHaveLength(60);
  });

  it('never comes again where it is to come once', async () => {
    expect(openedOf(await answeredAgain('once', addDays(D, 400)), NAME)).toHaveLength(30);
  });

  it('is told by an explanation as quiet since then', async () => {
    const { story, state } = await answeredAgain('once', addDays(D, 4));
    story.state = state;
    const evaluation = story.day(addDays(D, 4));
    const running = { playbook: story.playbook, version: 'v1' };
    const { signals } = explanationOf(story.account, running, evaluation, state?.episodes ?? []);
    const own = signals.filter(({ signal }) => signal === NAME);
    expect(own).toHaveLength(30);
    for (const reading of own) expect(reading).toMatchObject({ state: 'cooldown', since: D });
  });
});

describe('a state that an older release let grow', () => {
  it('of nearly 400 KB is scored on, and shrinks as its work is done', async () => {
    const story = busySurvey(1_900, 1);
    const account = new AccountInMemory(story, team);
    const episodes = story.usageDays().flatMap(({ replies }) =>
      replies.map(({ id, user }) => ({
        signal: DETRACTOR,
        subject: id,
        person: user as string,
        openedOn: D,
        steps: ['task:detractor-call'],
        tasks: [
          {
            id: `koa/${DETRACTOR}/${id}/${D}/detractor-call`,
            template: 'detractor-call',
            due: '2026-06-03',
            assignee: 'somebody-with-a-long-id-in-the-team',
          },
        ],
      })),
    );
    const state = { lastScoredDay: D, watchedSince: D, stage: null, health: null, scores: {}, episodes };
    const item = encodeState('koa', { version: 3, state });
    // As it was written: in one text.
    const f = { S: JSON.stringify({ ...JSON.parse(unpacked(item)) }) };
    expect(f.S.length).toBeGreaterThan(350_000);
    account.put({ pk: item.pk, sk: item.sk, version: item.version, f } as typeof item);
    await account.score(addDays(D, 8));
    expect(account.state?.episodes.filter(({ signal }) => signal === DETRACTOR)).toHaveLength(1_900);
    expect(account.table.largestItem).toBeLessThan(200_000);
    for (const { episode, id } of account.state?.episodes.flatMap(({ tasks = [], subject, openedOn }) =>
      tasks.map((task) => ({ ...task, episode: `koa/${DETRACTOR}/${subject}/${openedOn}` })),
    ) ?? []) {
      for (const template of ['detractor-call', 'detractor-follow-up']) {
        const task = { id: id.replace('detractor-call', template), episode, template, outcome: 'helped' as const };
        story.activities.push({ id: task.id, day: addDays(D, 8), kind: 'task', task });
      }
    }
    for (let day = 9; day < 15; day += 1) await account.score(addDays(D, day));
    const left = account.state?.episodes.length ?? 0;
    expect(left).toBeLessThan(1_900);
    expect(left + quietCount(account.state?.quiet ?? {})).toBeLessThanOrEqual(MOST_LIVE_EPISODES);
  });

  function unpacked(item: ReturnType<typeof encodeState>): string {
    const { state } = decodeState(item);
    const { scores: _, ...rest } = state;
    return JSON.stringify({
      ...rest,
      episodes: state.episodes.map(({ tasks, ...episode }) => ({
        ...episode,
        tasks: tasks?.map(({ template, due, assignee }) => [template, due, assignee]),
      })),
    });
  }
});
