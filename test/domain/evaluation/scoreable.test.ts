import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietCount } from '../../../domain/episodes/quiet-memory.ts';
import { MOST_LIVE_EPISODES } from '../../../domain/evaluation/state-bounds.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { AccountInMemory } from '../../support/account-in-memory.ts';
import { team } from '../../support/plays.ts';
import { silenceLog } from '../../support/silence-log.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

silenceLog();

/** The same cases every time; SAKIMAWARI_SEQUENCES runs as many others as it says. */
const seed = 20_261_129;
const sequences = Number(process.env.SAKIMAWARI_SEQUENCES ?? 300);
const FIRST: Day = '2026-06-01';

/** Ids as long as they are accepted: 200 bytes for what is imported, 384 for whoever is only seen. */
const longId = (n: number) => `${n}${'漢'.repeat(60)}`;
const seenId = (n: number) => `${n}${'漢'.repeat(120)}`;
const longName = '株'.repeat(1_000);

/** Few mostly, and now and then as many as there may be. */
const howMany = (most: number) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 4, max: most }) },
  );

const actArbitrary = fc.oneof(
  fc.record({ act: fc.constant('answers' as const), count: howMany(400), value: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ act: fc.constant('asked' as const), count: howMany(300) }),
  fc.record({ act: fc.constant('newcomers' as const), count: howMany(500) }),
  fc.record({ act: fc.constant('key-persons' as const), count: howMany(3_000) }),
  fc.record({ act: fc.constant('dead-addresses' as const), count: howMany(300) }),
  fc.record({ act: fc.constant('finish' as const), share: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('facts' as const), stage: fc.constantFrom('onboarding-1', 'adoption', 'expansion') }),
  fc.record({ act: fc.constant('holds' as const), count: howMany(60) }),
  fc.record({ act: fc.constant('renewal' as const), inDays: fc.integer({ min: 0, max: 200 }) }),
  fc.record({ act: fc.constant('leaves' as const) }),
  fc.record({ act: fc.constant('waits' as const), days: fc.integer({ min: 1, max: 120 }) }),
);
type Act = typeof actArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function beginning(): Story {
  const story = new Story().logins('2026-01-05', 3, 'somebody');
  story.account = {
    id: longId(0),
    name: longName,
    csm: team[0]?.id,
    contractStart: '2026-01-05',
    renewalDate: '2026-12-01',
  };
  story.playbook = defaultPlaybook;
  story.known = ['login', 'nps.answered', 'nps.sent', 'page.viewed'];
  return story;
}

/** What is accepted at any door may happen; the clock goes on. */
function live(account: AccountInMemory, act: Act, day: Day): Day {
  const { story } = account;
  switch (act.act) {
    case 'answers':
      for (let n = 0; n < act.count; n += 1) {
        const id = longAnswerId();
        story.tells(day, 'nps.answered', {
          id,
          source: 'survey',
          user: seenId(n),
          value: act.value,
          comment: '苦'.repeat(500),
        });
      }
      return day;
    case 'asked':
      for (let n = 0; n < act.count; n += 1) story.tells(day, 'nps.sent', { user: seenId(n) });
      return day;
    case 'newcomers':
      for (let n = 0; n < act.count; n += 1) story.logins(day, 1, seenId(n + 1_000));
      return day;
    case 'key-persons':
      story.contacts = Array.from({ length: act.count }, (_, n) => ({
        id: longId(n),
        account: story.account.id,
        name: longName,
        email: `person-${n}@koa.example`,
        role: n % 50 === 0 ? ('champion' as const) : ('user' as const),
        keyPerson: true,
        invitedAt: addDays(day, -20),
      }));
      for (const { id } of story.contacts.slice(0, 40)) story.active(id, addDays(day, -60), addDays(day, -50));
      return day;
    case 'dead-addresses':
      story.deadAddresses = story.contacts
        .slice(0, act.count)
        .map(({ id, email = '' }) => ({ contact: id, address: email, reason: 'bounced', day }));
      return day;
    case 'finish':
      account.openTasks().forEach((task, n) => {
        if (n % act.share === 0) account.finish(task, day);
      });
      return day;
    case 'facts':
      story.account = { ...story.account, stage: act.stage as 'adoption' };
      return day;
    case 'holds':
      story.account = {
        ...story.account,
        holds: Array.from({ length: act.count }, (_, n) => `${n}${longName.slice(10)}`),
      };
      return day;
    case 'renewal':
      story.account = { ...story.account, renewalDate: addDays(day, act.inDays) };
      return day;
    case 'leaves':
      story.account = { ...story.account, churnedOn: story.account.churnedOn === undefined ? day : undefined };
      return day;
    case 'waits':
      return addDays(day, act.days);
  }
}

let told = 0;
/** 300 bytes and some: nearly the most that is kept as it is. */
function longAnswerId(): string {
  told += 1;
  return `${told}-${'漢'.repeat(100)}`;
}

describe('for any account', () => {
  it('no sequence of what is accepted makes it unscoreable', { timeout: 3_600_000 }, async () => {
    let largest = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(actArbitrary, { minLength: 2, maxLength: 7 }), async (acts) => {
        const account = new AccountInMemory(beginning(), team);
        let day = FIRST;
        for (const act of acts) {
          day = live(account, act, day);
          expect(await account.score(day)).toMatchObject({ result: 'scored' });
          const { episodes = [], quiet = {} } = account.state ?? {};
          expect(episodes.length + quietCount(quiet)).toBeLessThanOrEqual(MOST_LIVE_EPISODES);
          day = addDays(day, 1);
        }
        largest = Math.max(largest, account.table.largestItem);
      }),
      { seed, numRuns: sequences },
    );
    // A row holds 400 KB: far from it whatever came.
    expect(largest).toBeLessThan(300_000);
  });
});
