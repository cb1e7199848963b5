import { describe, expect, it } from 'vitest';
import { accountRowKey, playbookRowKey, stateRowKey } from '../../../functions/store/keys.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const back = '/activities';
const touch = {
  ...{ account: 'Shinonome Trading (shinonome)', playbook: 'v1', drawn: '1', kind: 'call', activity: 'answer-inquiry' },
  ...{ minutes: '15', otherMinutes: '', initiative: '', outcome: 'solved', note: '', back },
};

/** What is asked for together with whether somebody is signed in, each time. */
function askedBesideSessions({ sessions }: ReturnType<typeof teamInMemory>['team']): unknown[] {
  const asked: unknown[] = [];
  const { read } = sessions;
  Object.assign(sessions, {
    read: (session: Parameters<typeof read>[0], alsoAsked: unknown) => {
      asked.push(alsoAsked);
      return read(session);
    },
  });
  return asked;
}

describe('an activity', () => {
  it('is logged with what kind of work it was, and the form is ready for the next of the kind', async () => {
    const { press, activities, world, lastActOf } = teamInMemory();
    const answer = await press('stig', 'activities/log', touch);
    expect([answer.statusCode, answer.headers?.location]).toEqual([
      303,
      '/activities?activity=answer-inquiry&kind=call',
    ]);
    expect([...activities.values()]).toEqual([
      {
        ...{ id: expect.any(String), day: '2026-06-02', kind: 'call', by: 'stig', minutes: 15, outcome: 'solved' },
        ...{ activity: 'answer-inquiry', initiative: 'reactive', scope: 'general', skill: 'basic' },
      },
    ]);
    expect([world.evaluated, world.evaluatedLater]).toEqual([[], ['shinonome']]);
    expect(lastActOf('stig')?.text).toBe('Noted: Shinonome Trading · Call');
  });

  it.each(['shinonome', 'ｓｈｉｎｏｎｏｍｅ　ｔｒａｄｉｎｇ', 'trading'])(
    'of the account that is typed as “%s”',
    async (account) => {
      const { press, activities } = teamInMemory();
      await press('aoi', 'activities/log', { ...touch, account });
      expect(activities.size).toBe(1);
    },
  );

  it('is proactive where somebody says so of a kind that mostly is not', async () => {
    const { press, activities } = teamInMemory();
    await press('aoi', 'activities/log', { ...touch, initiative: 'proactive' });
    expect([...activities.values()]).toMatchObject([{ activity: 'answer-inquiry', initiative: 'proactive' }]);
  });

  it('lasted as long as is typed beside the usual choices, and was on the day that is chosen', async () => {
    const { press, activities } = teamInMemory();
    await press('aoi', 'activities/log', { ...touch, otherMinutes: ' ９０ ', day: '2026-05-29', replies: '3' });
    expect([...activities.values()]).toMatchObject([{ minutes: 90, day: '2026-05-29', replies: 3 }]);
  });

  it('stands there once where the form is sent twice, and twice where two tabs say the same', async () => {
    const { press, activities } = teamInMemory();
    for (const drawn of ['1', '1', '2']) await press('aoi', 'activities/log', { ...touch, drawn });
    expect(activities.size).toBe(2);
  });

  it('is found by what stands in the form: nobody looks through all accounts for it', async () => {
    const { press, activities, team } = teamInMemory();
    const asked: string[] = [];
    for (const name of ['account', 'state', 'playbook', 'members', 'nextAction'] as const) {
      const read = team.records[name] as (...of: never[]) => Promise<never>;
      const noted = (...of: never[]) => {
        asked.push(name);
        return read(...of);
      };
      Object.assign(team.records, { [name]: noted });
    }
    team.board.read = async () => {
      throw new Error('the board was read');
    };
    await press('aoi', 'activities/log', touch);
    expect(activities.size).toBe(1);
    expect(asked.filter((name) => name !== 'members').sort()).toEqual(['account', 'playbook', 'state']);
  });

  it.each([
    ['activities/log', touch, []],
    ['accounts/log', { ...touch, account: 'shinonome' }, [playbookRowKey('current')]],
  ] as const)('has its account come with who logs it, by %s', async (act, form, more) => {
    const { press, activities, team } = teamInMemory();
    const asked = askedBesideSessions(team);
    await press('aoi', act, form);
    expect(asked).toEqual([[accountRowKey('shinonome'), stateRowKey('shinonome'), ...more]]);
    expect(activities.size).toBe(1);
  });

  it('is asked for anew, and nothing more, where what was typed is too long for any account', async () => {
    const { press, activities, team } = teamInMemory();
    const asked = askedBesideSessions(team);
    team.records.account = async () => {
      throw new Error('no such key can be asked for');
    };
    const { statusCode } = await press('aoi', 'activities/log', { ...touch, account: '長'.repeat(700) });
    expect([statusCode, asked, activities.size]).toEqual([422, [[]], 0]);
  });

  it('is told of in the write that logs it, and once more where the form is sent twice', async () => {
    const { press, lastActOf, team, world } = teamInMemory();
    const remembered: number[] = [];
    const { remember } = team.signIns;
    team.signIns.remember = async (done) => {
      remembered.push(done.act.at);
      await remember(done);
    };
    await press('aoi', 'activities/log', touch);
    expect([remembered, lastActOf('aoi')?.at]).toEqual([[], world.now]);
    world.now += 1;
    await press('aoi', 'activities/log', touch);
    expect([remembered, lastActOf('aoi')?.at]).toEqual([[world.now], world.now]);
  });

  it('is looked at anew a second time where the write took so long that the first look may not have seen it', async () => {
    const { press, team, world } = teamInMemory();
    const { log } = team.activities;
    team.activities.log = async (...given) => {
      world.now += 600;
      return log(...given);
    };
    await press('aoi', 'activities/log', touch);
    expect([world.evaluated, world.evaluatedLater]).toEqual([['shinonome'], ['shinonome']]);
  });

  it('is gone once it is taken back', async () => {
    const { press, activities, undo } = teamInMemory();
    await press('aoi', 'activities/log', touch);
    await undo('aoi');
    expect(activities.size).toBe(0);
  });

  it.each([
    [{ account: '' }, 'Say which account it was.'],
    [{ account: 'Nobody' }, 'No account is called “Nobody”.'],
    [{ account: '<script>' }, 'No account is called “&lt;script&gt;”.'],
    [{ activity: 'gone' }, 'Choose the kind of activity from the list.'],
    [{ kind: 'pigeon' }, 'Choose what it was.'],
    [{ otherMinutes: '0' }, 'Write whole minutes'],
    [{ otherMinutes: '1441' }, 'Write whole minutes'],
    [{ otherMinutes: 'an hour' }, 'Write whole minutes'],
    [{ replies: '-1' }, 'Write the number of replies'],
    [{ day: '2026-06-03' }, 'Choose today'],
    [{ day: '2025-04-01' }, 'Choose today'],
    [{ note: 'x'.repeat(10_000) }, 'The note is too long'],
  ])('is not logged as %o, and all that was filled in is there', async (wrong, said) => {
    const { press, activities } = teamInMemory();
    const { statusCode, body } = await press('stig', 'activities/log', { ...touch, ...wrong });
    expect([statusCode, activities.size]).toEqual([422, 0]);
    expect(body).toContain(said);
    expect(body).toContain('<option value="solved" selected>');
  });
});
