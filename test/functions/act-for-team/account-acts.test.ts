import { describe, expect, it } from 'vitest';
import { asSeen } from '../../../functions/pages/as-seen.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const account = 'shinonome';
const back = `/accounts/${account}`;
const manager = { id: 'mia', name: 'Mia', email: 'mia@mirai.example', role: 'manager' } as const;

describe('what was done with an account', () => {
  const note = { account, drawn: '1', kind: 'call', minutes: '15', note: 'They are busy until July', back };

  it('is written down by the button that says what it was, and the account is looked at anew', async () => {
    const { press, activities, world, lastActOf } = teamInMemory();
    const answer = await press('stig', 'accounts/log', note);
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, back]);
    expect([...activities.values()]).toMatchObject([
      { kind: 'call', minutes: 15, note: 'They are busy until July', by: 'stig', day: '2026-06-02' },
    ]);
    expect(world.evaluatedLater).toEqual([account]);
    expect(lastActOf('stig')?.text).toBe('Noted: Shinonome Trading · Call');
  });

  it('lasted as many minutes as a Japanese keyboard writes in its own digits', async () => {
    const { press, activities } = teamInMemory();
    await press('stig', 'accounts/log', { ...note, minutes: ' １５ ' });
    expect([...activities.values()]).toMatchObject([{ minutes: 15 }]);
  });

  it('stands there once where the button is pressed twice, and twice where the next form says the same', async () => {
    const { press, activities } = teamInMemory();
    for (const drawn of ['1', '1', '2']) await press('aoi', 'accounts/log', { ...note, drawn });
    expect(activities.size).toBe(2);
  });

  it('is gone once it is taken back', async () => {
    const { press, activities, undo, lastActOf } = teamInMemory();
    await press('aoi', 'accounts/log', note);
    await undo('aoi');
    expect(activities.size).toBe(0);
    expect(lastActOf('aoi')?.left).toEqual([]);
  });

  it.each([
    [{ kind: '' }, 'Choose what it was.'],
    [{ kind: 'note', note: ' ' }, 'Write the note.'],
    [{ minutes: '0' }, 'Write whole minutes'],
    [{ note: 'x'.repeat(2_001) }, 'The note is too long'],
  ])('is not written down as %o, and what was typed is there', async (wrong, said) => {
    const { press, activities } = teamInMemory();
    const { statusCode, body } = await press('aoi', 'accounts/log', { ...note, ...wrong });
    expect([statusCode, activities.size]).toEqual([422, 0]);
    expect(body).toContain(said);
    expect(body).toContain(`value="${'minutes' in wrong ? wrong.minutes : '15'}"`);
  });
});

describe('the next action', () => {
  const agreed = { account, text: 'Call Ren about the audit', before: '', back };

  it('is set by the account’s CSM, and taken back', async () => {
    const { press, world, undo, lastActOf } = teamInMemory();
    await press('aoi', 'accounts/next-action', agreed);
    expect(world.nextActions.get(account)).toMatchObject({ text: 'Call Ren about the audit', by: 'aoi' });
    expect(lastActOf('aoi')?.text).toBe('Saved: Shinonome Trading · next action');
    await undo('aoi');
    expect(world.nextActions.has(account)).toBe(false);
  });

  it('stands as it was said first where the button is pressed twice', async () => {
    const { press, world } = teamInMemory();
    await press('aoi', 'accounts/next-action', agreed);
    const stands = world.nextActions.get(account);
    const again = await press('aoi', 'accounts/next-action', agreed);
    expect([again.statusCode, world.nextActions.get(account)]).toEqual([303, stands]);
  });

  it('is as it was before, once a change of it is taken back', async () => {
    const { press, world, undo } = teamInMemory();
    await press('aoi', 'accounts/next-action', agreed);
    await press('aoi', 'accounts/next-action', { ...agreed, text: 'Visit them', before: asSeen(agreed.text) });
    await undo('aoi');
    expect(world.nextActions.get(account)?.text).toBe(agreed.text);
  });

  it('of who comes second is shown the first one’s words, with the own ones ready to be sent', async () => {
    const { press, world, lastActOf } = teamInMemory({
      members: [
        { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' },
        { ...manager, language: 'en' },
      ],
    });
    await press('aoi', 'accounts/next-action', agreed);
    const { statusCode, body } = await press('mia', 'accounts/next-action', { ...agreed, text: 'Visit <them>' });
    expect(statusCode).toBe(409);
    expect(body).toContain('Aoi Shiraishi has noted something else');
    expect(body).toContain('Call Ren about the audit');
    expect(body).toContain('Visit &lt;them&gt;</textarea>');
    expect(body).toContain(`name="before" value="${asSeen('Call Ren about the audit')}"`);
    expect([world.nextActions.get(account)?.by, lastActOf('mia')]).toEqual(['aoi', undefined]);
  });

  it('is not taken back once somebody has agreed on something else', async () => {
    const { press, world, undo, lastActOf } = teamInMemory();
    await press('aoi', 'accounts/next-action', agreed);
    const other = { text: 'Wait', by: 'ken', day: '2026-06-02', score: null };
    world.nextActions.set(account, other);
    await undo('aoi');
    expect(world.nextActions.get(account)).toBe(other);
    expect(lastActOf('aoi')?.left).toHaveLength(1);
  });

  it('of a colleague’s account is a manager’s to change', async () => {
    const members = [
      {
        id: 'aoi',
        name: 'Aoi',
        email: 'aoi@mirai.example',
        role: 'csm' as const,
        standIn: 'ken',
        awayFrom: '2026-06-01',
      },
      { id: 'ken', name: 'Ken', email: 'ken@mirai.example', role: 'csm' as const },
      { id: 'stig', name: 'Stig', email: 'stig@mirai.example', role: 'sales' as const },
      { id: 'vera', name: 'Vera', email: 'vera@mirai.example', role: 'viewer' as const },
      manager,
    ];
    const statusFor = async (person: string) =>
      (await teamInMemory({ members }).press(person, 'accounts/next-action', agreed)).statusCode;
    expect([await statusFor('stig'), await statusFor('vera')]).toEqual([403, 403]);
    expect([await statusFor('mia'), await statusFor('ken')]).toEqual([303, 303]);
  });
});
