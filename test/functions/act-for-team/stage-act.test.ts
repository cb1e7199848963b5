import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { noon } from '../../support/web-in-memory.ts';

const account = 'shinonome';
const back = `/accounts/${account}`;
const asked = { account, stage: 'adoption', note: 'They run it every day', seen: 'onboarding-2', drawn: '1', back };
const inOnboarding = () =>
  teamInMemory({
    account: { id: account, name: 'Shinonome Trading', csm: 'aoi', stage: 'onboarding-2', renewalDate: '2027-09-01' },
    state: {
      stage: { stage: 'onboarding-2', since: '2026-04-01', fact: 'onboarding-2', past: [] },
    } as unknown as AccountState,
  });

describe('a stage set on the page of the account', () => {
  it('stands with who set it and why, and what follows from it waits for the minute in which it can be taken back', async () => {
    const { press, world, activities, lastActOf } = inOnboarding();
    const answer = await press('aoi', 'accounts/stage', asked);
    expect([answer.statusCode, answer.headers?.location, world.account.stage]).toEqual([303, back, 'adoption']);
    expect([...activities.values()]).toMatchObject([
      { kind: 'stage', stage: 'adoption', by: 'aoi', note: 'They run it every day' },
    ]);
    expect([world.evaluated, world.evaluatedLater]).toEqual([[], [account]]);
    expect(lastActOf('aoi')?.text).toContain('Stage changed: Shinonome Trading · Adoption');
  });

  it('is as it was once it is taken back, with its way so far', async () => {
    const { press, world, activities, undo, lastActOf } = inOnboarding();
    const { state } = world;
    await press('aoi', 'accounts/stage', asked);
    await undo('aoi');
    expect([world.account.stage, world.state?.stage, activities.size]).toEqual(['onboarding-2', state?.stage, 0]);
    expect(world.evaluated).toEqual([account]);
    expect(lastActOf('aoi')).toMatchObject({ left: [] });
  });

  it('is told once where the button is pressed twice, and can still be taken back', async () => {
    const { press, activities, undo, world } = inOnboarding();
    await press('aoi', 'accounts/stage', asked);
    const answer = await press('aoi', 'accounts/stage', asked);
    expect([answer.statusCode, activities.size]).toEqual([303, 1]);
    await undo('aoi');
    expect(world.account.stage).toBe('onboarding-2');
  });

  it('of who comes second is shown where the first one put it and why, with the own words ready to be sent', async () => {
    const { press, world } = inOnboarding();
    world.members.push({ id: 'mia', name: 'Mia', email: 'mia@mirai.example', role: 'manager', language: 'en' });
    await press('aoi', 'accounts/stage', asked);
    const { statusCode, body } = await press('mia', 'accounts/stage', { ...asked, stage: 'expansion', note: 'Grow <' });
    expect(statusCode).toBe(409);
    expect(body).toContain('has come to the stage “Adoption” in the meantime');
    expect(body).toMatch(/They run it every day[\s\S]*Aoi Shiraishi/);
    expect(body).toContain('Grow &lt;</textarea>');
    expect(body).toContain('name="seen" value="adoption"');
    expect(world.account.stage).toBe('adoption');
  });

  it('is not taken back once somebody has set it anew', async () => {
    const { press, world, undo, lastActOf } = inOnboarding();
    await press('aoi', 'accounts/stage', asked);
    world.now = noon + 1000;
    await press('aoi', 'accounts/stage', { ...asked, stage: 'expansion', seen: 'adoption' });
    const first = lastActOf('aoi');
    world.now = noon + 2000;
    await press('aoi', 'accounts/stage', { ...asked, stage: 'adoption', seen: 'expansion', drawn: '2' });
    lastActOf('aoi')?.undo?.splice(0, 1, ...(first?.undo ?? []));
    await undo('aoi');
    expect(world.account.stage).toBe('adoption');
    expect(lastActOf('aoi')?.left?.[0]).toContain('set again since');
  });

  it.each([
    [{ stage: '' }, 'Choose the stage.'],
    [{ note: ' ' }, 'Write why'],
    [{ note: 'x'.repeat(2_001) }, 'The reason is too long'],
    [{ stage: 'onboarding-2' }, 'in this stage already'],
    [{ stage: 'renewal' }, 'comes into renewal by itself'],
  ])('is not set as %o, and what was filled in is there', async (wrong, said) => {
    const { press, world, activities } = inOnboarding();
    const { statusCode, body } = await press('aoi', 'accounts/stage', { ...asked, ...wrong });
    expect([statusCode, world.account.stage, activities.size]).toEqual([422, 'onboarding-2', 0]);
    expect(body).toContain(said);
    if (!('note' in wrong)) expect(body).toContain('They run it every day</textarea>');
  });

  it('of a colleague’s account is a manager’s to set', async () => {
    const { press, world } = inOnboarding();
    expect((await press('stig', 'accounts/stage', asked)).statusCode).toBe(403);
    expect(world.account.stage).toBe('onboarding-2');
  });
});
