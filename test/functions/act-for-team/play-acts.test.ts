import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const chosen = { play: 'check-in', way: 'call-at-once', onto: 'v3', note: 'Calls keep more of them <' };

/** A team whose check-in is tried in two ways, with a tenth held out. */
function withTrial() {
  const team = teamInMemory();
  for (const [id, role] of [
    ['mia', 'manager'],
    ['ada', 'admin'],
  ] as const)
    team.world.members.push({ id, name: id, email: `${id}@mirai.example`, role, language: 'en' });
  const checkIn = defaultPlaybook.plays['check-in'] as (typeof defaultPlaybook.plays)[string];
  const variants = { 'look-first': {}, 'call-at-once': { steps: [{ task: 'check-in-call' }] } };
  const plays = { ...defaultPlaybook.plays, 'check-in': { ...checkIn, variants, holdOut: 0.1 } };
  const running = team.versions.get('v3') as NonNullable<ReturnType<typeof team.versions.get>>;
  team.versions.set('v3', { ...running, playbook: { ...defaultPlaybook, plays } });
  const playOf = (version: string) => team.versions.get(version)?.playbook.plays['check-in'];
  return { ...team, playOf };
}

describe('a way that was tried', () => {
  it('is made the play with one act, as a new version with who and why on record, and is taken back by one', async () => {
    const { press, undo, playOf, recorded, lastActOf, versions } = withTrial();
    const { statusCode, headers } = await press('mia', 'plays/choose', chosen);
    expect([statusCode, headers?.location]).toEqual([303, '/plays']);
    expect(playOf('v4')).toMatchObject({ steps: [{ task: 'check-in-call' }], variants: {}, holdOut: 0.1 });
    expect(recorded.at(-1)).toMatchObject({
      ...{ what: 'playbook-pushed', who: { is: 'member', id: 'mia' }, door: 'page', about: { playbook: 'v4' } },
      after: { version: 'v4', why: chosen.note },
    });
    expect(lastActOf('mia')?.text).toContain('“call-at-once” is the play “Check in” from now on (v4).');
    await undo('mia');
    expect([[...versions.keys()].at(-1), playOf('v5')]).toEqual(['v5', playOf('v3')]);
  });

  it('has the play’s own steps where it has none of its own', async () => {
    const { press, playOf } = withTrial();
    await press('mia', 'plays/choose', { ...chosen, way: 'look-first' });
    expect(playOf('v4')).toMatchObject({ steps: playOf('v3')?.steps, variants: {} });
  });

  it.each([
    [{ note: ' ' }, 422, 'give a reason'],
    [{ note: 'x'.repeat(2_001) }, 422, 'too long'],
    [{ way: 'letter' }, 404, 'no such trial'],
    [{ way: 'hold-out' }, 404, 'no such trial'],
    [{ play: 'toString' }, 404, 'no such trial'],
    [{ onto: 'v2' }, 409, 'Somebody else published first'],
  ])('is not made the play by %o', async (wrong, status, said) => {
    const { press, versions } = withTrial();
    const { statusCode, body } = await press('mia', 'plays/choose', { ...chosen, ...wrong });
    expect([statusCode, versions.size]).toEqual([status, 2]);
    expect(body).toContain(said);
  });

  it('is a manager’s or an administrator’s to choose', async () => {
    const { press, versions } = withTrial();
    expect((await press('aoi', 'plays/choose', chosen)).statusCode).toBe(403);
    expect(versions.size).toBe(2);
    expect((await press('ada', 'plays/choose', chosen)).statusCode).toBe(303);
  });
});

describe('a part that is held out', () => {
  it('is held out no more once the play is chosen against nothing', async () => {
    const { press, playOf, versions } = withTrial();
    const { playbook, ...rest } = versions.get('v3') as NonNullable<ReturnType<typeof versions.get>>;
    const checkIn = { ...(playOf('v3') as NonNullable<ReturnType<typeof playOf>>), variants: {} };
    versions.set('v3', { ...rest, playbook: { ...playbook, plays: { ...playbook.plays, 'check-in': checkIn } } });
    await press('mia', 'plays/choose', { ...chosen, way: 'play' });
    expect(playOf('v4')?.holdOut).toBeUndefined();
    expect(playOf('v4')?.steps).toEqual(checkIn.steps);
  });
});
