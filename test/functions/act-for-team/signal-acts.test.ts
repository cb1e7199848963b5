import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { noon } from '../../support/web-in-memory.ts';

const half = { signal: 'logins-fell', onto: 'v3', 'when.tripsAtOrBelow': '50', note: 'Too many alarms <' };

function withManagers() {
  const team = teamInMemory();
  for (const [id, role] of [
    ['mia', 'manager'],
    ['ada', 'admin'],
    ['vic', 'viewer'],
  ] as const)
    team.world.members.push({ id, name: `${id.toUpperCase()} <`, email: `${id}@mirai.example`, role, language: 'en' });
  const trips = (version: string) => {
    const when = team.versions.get(version)?.playbook.signals['logins-fell']?.when;
    return when && 'tripsAtOrBelow' in when ? when.tripsAtOrBelow : undefined;
  };
  return { ...team, trips };
}

describe('a number of a signal', () => {
  it('is published as a new version, with who and why on record, and is taken back by the button of the minute', async () => {
    const { press, undo, versions, trips, recorded, lastActOf } = withManagers();
    const { statusCode, headers } = await press('mia', 'signals/publish', half);
    expect([statusCode, headers?.location]).toEqual([303, '/signals/logins-fell']);
    expect([...versions.keys()]).toEqual(['v2', 'v3', 'v4']);
    expect([trips('v3'), trips('v4')]).toEqual([0.6, 0.5]);
    expect({ ...versions.get('v4')?.playbook, signals: null }).toEqual({ ...defaultPlaybook, signals: null });
    expect(recorded.at(-1)).toMatchObject({
      ...{ what: 'playbook-pushed', who: { is: 'member', id: 'mia' }, door: 'page', about: { playbook: 'v4' } },
      after: { version: 'v4', why: 'Too many alarms <' },
    });
    expect(lastActOf('mia')?.text).toContain('v4 runs from now on');

    await undo('mia');
    expect([[...versions.keys()].at(-1), trips('v5')]).toEqual(['v5', 0.6]);
    expect(recorded.at(-1)).toMatchObject({ what: 'playbook-rolled-back', after: { rolledBackTo: 'v3' } });
    expect(lastActOf('mia')?.left).toEqual([]);
  });

  it('is published once where the button is pressed twice', async () => {
    const { press, versions, lastActOf } = withManagers();
    await press('mia', 'signals/publish', half);
    const told = lastActOf('mia');
    const again = await press('mia', 'signals/publish', half);
    expect([again.statusCode, [...versions.keys()].at(-1), lastActOf('mia')]).toEqual([303, 'v4', told]);
  });

  it('of who comes second is not published: they see what the first one did and why, and theirs is ready to follow', async () => {
    const { press, versions, trips } = withManagers();
    await press('mia', 'signals/publish', half);
    const second = { signal: 'logins-fell', onto: 'v3', cooldownInDays: '14', note: 'Mine & theirs' };
    const { statusCode, body = '' } = await press('ada', 'signals/publish', second);
    expect([statusCode, [...versions.keys()].at(-1)]).toEqual([409, 'v4']);
    for (const said of [
      'MIA &lt;',
      'v4',
      'Too many alarms &lt;',
      '60% → 50%',
      '28 days → 14 days',
      'Mine &amp; theirs',
    ])
      expect(body).toContain(said);
    expect(body).toContain('name="onto" value="v4"');
    // Whatever else is wrong with it.
    expect((await press('ada', 'signals/publish', { ...second, note: '' })).statusCode).toBe(409);
    const followed = await press('ada', 'signals/publish', { ...second, onto: 'v4' });
    expect([followed.statusCode, trips('v5')]).toEqual([303, 0.5]);
    expect(versions.get('v5')?.playbook.signals['logins-fell']?.cooldownInDays).toBe(14);
  });

  it('is not taken back once another version came', async () => {
    const { press, undo, versions, lastActOf } = withManagers();
    await press('mia', 'signals/publish', half);
    await press('ada', 'signals/publish', { ...half, onto: 'v4', 'when.tripsAtOrBelow': '40' });
    await undo('mia');
    expect([...versions.keys()].at(-1)).toBe('v5');
    expect(lastActOf('mia')?.left?.[0]).toContain('another version was published since');
  });

  it.each([
    [{ note: ' ' }, 'Say why'],
    [{ note: 'x'.repeat(2_001) }, 'too long'],
    [{ 'when.tripsAtOrBelow': '80' }, 'At least 80%.'],
    [{ 'when.tripsAtOrBelow': '0' }, 'More than 0%.'],
    [{ 'when.tripsAtOrBelow': 'many' }, 'Enter a number.'],
    [{ 'when.windowInDays': '2.5' }, 'Enter a whole number.'],
  ])('is not published as %o, and the page says what would do', async (wrong, said) => {
    const { press, versions } = withManagers();
    const { statusCode, body } = await press('mia', 'signals/publish', { ...half, ...wrong });
    expect([statusCode, versions.size]).toEqual([422, 2]);
    expect(body).toContain(said);
  });

  it('is a manager’s or an administrator’s to publish', async () => {
    const { press, versions } = withManagers();
    for (const act of [
      'signals/publish',
      'signals/ask',
      'signals/backtest',
      'signals/compare',
      'signals/stop',
      'signals/roll-back',
    ])
      for (const person of ['aoi', 'vic']) expect((await press(person, act, half)).statusCode).toBe(403);
    expect(versions.size).toBe(2);
    expect((await press('ada', 'signals/publish', half)).statusCode).toBe(303);
  });

  it('fits the team or is not published: nobody holds a role that a task asks for', async () => {
    const { press, versions, world } = withManagers();
    world.members.splice(0, world.members.length, ...world.members.filter(({ id }) => id === 'ada'));
    const { statusCode, body } = await press('ada', 'signals/publish', half);
    expect([statusCode, versions.size]).toEqual([422, 2]);
    expect(body).toContain('nobody in the team holds');
  });

  it('is asked of the past before it is published, whether it was typed or its slider was moved', async () => {
    const { press, asked, versions } = withManagers();
    const ask = async (form: Record<string, string>) =>
      (await press('mia', 'signals/ask', { signal: 'logins-fell', ...form })).headers?.location;
    const days = 'from=2026-03-03&to=2026-06-01';
    const address = `/signals/logins-fell?when.tripsAtOrBelow=50&${days}#tried`;
    expect(await ask({ 'when.tripsAtOrBelow': '50', 'when.tripsAtOrBelow~60': '60' })).toBe(address);
    expect(await ask({ 'when.tripsAtOrBelow': '60', 'when.tripsAtOrBelow~60': '50' })).toBe(address);
    expect(await ask({ 'when.tripsAtOrBelow': '５０' })).toBe(address);
    // It stood at 40 in a trial before.
    expect(await ask({ 'when.tripsAtOrBelow': '40', 'when.tripsAtOrBelow~40': '50' })).toBe(address);
    const question = {
      ...{ from: '2026-03-03', to: '2026-06-01' },
      change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.5 }] },
    };
    expect(asked).toEqual(Array(4).fill({ kind: 'what-if', question, playbook: 'v3', by: 'mia' }));
    expect(await ask({ 'when.tripsAtOrBelow': '60', 'when.tripsAtOrBelow~60': '60' })).toBe('/signals/logins-fell');
    // What can't be is shown on the page, and not asked.
    expect(await ask({ 'when.tripsAtOrBelow': '80' })).toBe(
      `/signals/logins-fell?when.tripsAtOrBelow=80&${days}#tried`,
    );
    expect([asked.length, versions.size]).toEqual([4, 2]);
  });

  it('is asked over as many weeks as are chosen, or over the days that a link says', async () => {
    const { press, asked } = withManagers();
    const choices: Record<string, string>[] = [
      { weeks: '4' },
      { weeks: '9' },
      { from: '2026-01-01', to: '2026-01-31' },
      { from: '2026-06-01', to: '2026-06-02' },
    ];
    for (const days of choices) await press('mia', 'signals/ask', { ...half, ...days });
    expect(asked.map(({ question }) => (question as { from: string }).from)).toEqual([
      ...['2026-05-05', '2026-03-03', '2026-01-01', '2026-03-03'],
    ]);
  });
});

describe('the past', () => {
  it('is asked whether signals would have warned of those who left in the year up to the end of last month', async () => {
    const { press, asked } = withManagers();
    const back = '/signals/logins-fell';
    const { statusCode, headers } = await press('mia', 'signals/backtest', { back });
    expect([statusCode, headers?.location]).toEqual([303, back]);
    expect(asked).toEqual([
      {
        ...{ kind: 'backtest', playbook: 'v3', by: 'mia' },
        question: {
          ...{ outcome: 'churn', leadInDays: 14, horizonInDays: 90, from: '2025-06-01', to: '2026-05-31' },
          rules: { backWithinDays: 90, downgradeToFree: 'churn' },
        },
      },
    ]);
  });

  it('is asked what several values of a number would bring, of the threshold unless another number is named', async () => {
    const { press, asked } = withManagers();
    const { headers } = await press('mia', 'signals/compare', { signal: 'logins-fell' });
    expect(headers?.location).toBe('/signals/logins-fell?compare=when.tripsAtOrBelow#compare');
    await press('mia', 'signals/compare', { signal: 'logins-fell', number: 'when.windowInDays' });
    expect(asked).toMatchObject([
      { kind: 'sensitivity', playbook: 'v3', by: 'mia', question: { path: 'when.tripsAtOrBelow' } },
      { kind: 'sensitivity', question: { path: 'when.windowInDays', values: [7, 14, 21, 35, 42, 49, 56, 63, 70] } },
    ]);
    expect((await press('mia', 'signals/compare', { signal: 'gone' })).statusCode).toBe(404);
  });

  it('is no longer asked once somebody stops it', async () => {
    const { press, stopped } = withManagers();
    const back = '/signals/logins-fell?when.tripsAtOrBelow=50';
    const { statusCode, headers } = await press('ada', 'signals/stop', { study: 's1', back });
    expect([statusCode, headers?.location, stopped]).toEqual([303, back, ['s1']]);
  });
});

describe('a version of the playbook', () => {
  it('is brought back with a reason, by whoever saw what runs', async () => {
    const { press, versions, trips, recorded, world } = withManagers();
    await press('mia', 'signals/publish', half);
    world.now = noon + 1000;
    const asked = { signal: 'logins-fell', to: 'v2', onto: 'v4', note: 'It was right before' };
    expect((await press('ada', 'signals/roll-back', { ...asked, note: '' })).statusCode).toBe(422);
    expect((await press('ada', 'signals/roll-back', { ...asked, onto: 'v3' })).statusCode).toBe(409);
    expect((await press('ada', 'signals/roll-back', { ...asked, onto: 'v3', note: '' })).statusCode).toBe(409);
    expect(versions.size).toBe(3);
    expect((await press('ada', 'signals/roll-back', asked)).statusCode).toBe(303);
    expect([[...versions.keys()].at(-1), trips('v5')]).toEqual(['v5', 0.6]);
    expect(recorded.at(-1)).toMatchObject({ what: 'playbook-rolled-back', after: { rolledBackTo: 'v2' } });
  });

  it('that never was, or of a signal that is gone, is said to be so', async () => {
    const { press, versions } = withManagers();
    const never = await press('mia', 'signals/roll-back', { signal: 'logins-fell', to: 'v9', onto: 'v3', note: 'x' });
    expect([never.statusCode, versions.size]).toEqual([422, 2]);
    const { 'logins-fell': _, ...signals } = defaultPlaybook.signals;
    const playbook = { ...defaultPlaybook, signals } as Playbook;
    versions.set('v4', { version: 'v4', playbook, pushedAt: '' });
    const { statusCode, body } = await press('mia', 'signals/publish', half);
    expect([statusCode, versions.size]).toEqual([404, 3]);
    expect(body).toContain('no longer in the playbook');
  });
});
