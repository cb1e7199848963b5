import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { textOf } from '../../support/text-of.ts';

const someone = (id: string, changes: Partial<Csm> = {}): Csm => ({
  ...{ id, name: `Name of ${id}`, email: `${id}@mirai.example`, role: 'csm', language: 'en' },
  ...changes,
});
const admin = someone('sora', { role: 'admin' });
const aoi = someone('aoi', { manager: 'ken' });
const team = () => [admin, someone('mia', { role: 'admin' }), someone('ken', { role: 'manager' }), aoi];
const week = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day): [string, string] => ['workingDays', day]);
/** What a browser sends of a form in which these things were filled in. */
const form = (fields: Record<string, string>, days = week): [string, string][] => [...Object.entries(fields), ...days];
const asKnown = (member: Csm, changes: Record<string, string> = {}) =>
  form({
    ...{ member: member.id, seen: JSON.stringify(member), name: member.name, email: member.email, role: member.role },
    ...{ language: 'en', manager: member.manager === undefined ? '' : 'Name of ken · Manager' },
    ...changes,
  });
const find = (members: readonly Csm[], id: string) => members.find((member) => member.id === id);
const world = (members = team()) => teamInMemory({ members });

describe('somebody is added to the team', () => {
  const hana = {
    name: 'Hana Mori',
    email: 'Hana Mori <hana@mirai.example>',
    role: 'csm',
    language: 'ja',
    manager: 'ken',
  };

  it('by an administrator, under an id made out of the name, and it is on record who did', async () => {
    const { press, world: after, recorded, lastActOf } = world();
    const answer = await press('sora', 'people/add', form(hana));
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, '/set-up/people']);
    expect(find(after.members, 'hana-mori')).toEqual({
      ...{
        id: 'hana-mori',
        name: 'Hana Mori',
        email: 'hana@mirai.example',
        role: 'csm',
        language: 'ja',
        manager: 'ken',
      },
    });
    expect(recorded).toMatchObject([
      { what: 'member-added', door: 'page', who: { is: 'member', id: 'sora' }, about: { member: 'hana-mori' } },
    ]);
    expect(lastActOf('sora')?.text).toContain('Added: Hana Mori');
  });

  it('once, however often the button is pressed', async () => {
    const { press, world: after, recorded } = world();
    for (let n = 0; n < 3; n += 1) expect((await press('sora', 'people/add', form(hana))).statusCode).toBe(303);
    expect([after.members.length, recorded.length]).toEqual([5, 1]);
  });

  it('and it is taken back: they have left again, can not sign in, and stay on record', async () => {
    const { press, world: after, recorded, undo, lastActOf } = world();
    await press('sora', 'people/add', form(hana));
    await undo('sora');
    expect(find(after.members, 'hana-mori')).toMatchObject({ name: 'Hana Mori', leftOn: '2026-06-02' });
    expect(lastActOf('sora')?.text).toBe('Taken back: Hana Mori');
    expect(recorded.map(({ what }) => what)).toEqual(['member-added', 'member-changed']);
  });

  it('and is not taken back once somebody has changed what is known of them', async () => {
    const { press, world: after, undo, lastActOf } = world();
    await press('sora', 'people/add', form(hana));
    const added = find(after.members, 'hana-mori') as Csm;
    await press('mia', 'people/change', asKnown(added, { role: 'sales' }));
    await undo('sora');
    expect(find(after.members, 'hana-mori')).toMatchObject({ role: 'sales' });
    expect([find(after.members, 'hana-mori')?.leftOn, lastActOf('sora')?.text]).toEqual([
      undefined,
      'Nothing was taken back',
    ]);
  });

  it.each(['viewer', 'csm', 'manager'] as const)('by nobody who is a %s', async (role) => {
    const { press, world: after } = world([...team(), someone('who', { role })]);
    for (const act of ['people/add', 'people/change', 'people/leave', 'people/come-back']) {
      expect((await press('who', act, form({ ...hana, member: 'aoi' }))).statusCode).toBe(403);
    }
    expect(after.members).toHaveLength(5);
  });

  it.each([
    [{ name: ' ' }, 'Write the name, on one line.'],
    [{ email: 'hana' }, 'Write the address like name@example.com.'],
    [{ role: 'king' }, 'Choose a role from the list.'],
    [{ role: '' }, 'Choose a role from the list.'],
    [{ language: 'tlh' }, 'Choose a language from the list.'],
    [{ manager: 'Nobody' }, 'Nobody, or more than one, is called that.'],
    [{ digestHour: '24' }, 'Write a whole hour from 0 to 23.'],
    [{ taskMails: 'never' }, 'Choose from the list.'],
    [{ awayFrom: '2026-06-09', awayUntil: '2026-06-01' }, 'lies before the first one'],
    [{ timeZone: 'Mars' }, 'Write the time zone like Asia/Tokyo.'],
    [{ country: 'Atlantis' }, 'Write the country like JP.'],
    [{ id: 'x'.repeat(129) }, 'An id has 1 to 128 characters'],
    [{ id: 'aoi' }, 'Name of aoi has this id already.'],
  ])('not with %o, and what was filled in is there', async (wrong, said) => {
    const { press, world: after, recorded } = world();
    const answer = await press('sora', 'people/add', form({ ...hana, ...wrong }));
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body as string)).toContain(said);
    const [typed] = Object.values(wrong);
    if (!('role' in wrong || 'language' in wrong || 'taskMails' in wrong))
      expect(answer.body).toContain(`value="${typed}"`);
    expect([after.members.length, recorded.length]).toEqual([4, 0]);
  });

  it('and it is told where somebody has the same address', async () => {
    const { press, lastActOf } = world();
    await press('sora', 'people/add', form({ ...hana, email: 'AOI@mirai.example' }));
    expect(lastActOf('sora')?.left).toEqual([expect.stringContaining('Name of aoi has the same address')]);
  });

  it('with figures and dates as a Japanese keyboard writes them', async () => {
    const { press, world: after } = world();
    const absence = { awayFrom: '2026/7/1', tasksPerWeek: '１２', digestHour: '９', segments: 'smb; 製造' };
    await press('sora', 'people/add', form({ ...hana, ...absence }, [['workingDays', 'Mon']]));
    expect(find(after.members, 'hana-mori')).toMatchObject({
      ...{ awayFrom: '2026-07-01', tasksPerWeek: 12, digestHour: 9, segments: ['smb', '製造'], workingDays: ['Mon'] },
    });
  });
});

describe('what is known of a colleague', () => {
  it('is changed, put on record, and taken back', async () => {
    const { press, world: after, recorded, undo, lastActOf } = world();
    const answer = await press('sora', 'people/change', asKnown(aoi, { role: 'sales', manager: '' }));
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, '/set-up/people/aoi']);
    expect(find(after.members, 'aoi')).toEqual({ ...aoi, role: 'sales', manager: undefined });
    expect(recorded).toMatchObject([
      { what: 'member-changed', before: { role: 'csm', manager: 'ken' }, after: { role: 'sales', manager: null } },
    ]);
    await undo('sora');
    expect(find(after.members, 'aoi')).toEqual(aoi);
    expect([recorded.length, lastActOf('sora')?.text]).toEqual([2, 'Taken back: Name of aoi']);
  });

  it('stays as it is where nothing was changed, and where the button is pressed twice it is changed once', async () => {
    const { press, recorded, lastActOf } = world();
    await press('sora', 'people/change', asKnown(aoi));
    expect([recorded.length, lastActOf('sora')?.text]).toEqual([0, 'Name of aoi: nothing was to be changed']);
    for (let n = 0; n < 2; n += 1) await press('sora', 'people/change', asKnown(aoi, { role: 'sales' }));
    expect(recorded).toHaveLength(1);
  });

  it('is not changed over what somebody else changed since: that is told with who did it, with what was filled in ready to be saved', async () => {
    const { press, world: after, recorded } = world();
    await press('mia', 'people/change', asKnown(aoi, { role: 'support' }));
    const { statusCode, body } = await press('sora', 'people/change', asKnown(aoi, { name: 'Aoi <b>' }));
    expect(statusCode).toBe(409);
    expect(textOf(body as string)).toContain(
      'Somebody has changed this since you opened it: Role: CSM → Support (Name of mia, Tue 2 Jun, 12:00)',
    );
    expect(body).toContain('name="name" value="Aoi &lt;b&gt;"');
    expect(body).toContain('<option value="support" selected>');
    expect([find(after.members, 'aoi')?.name, recorded.length]).toEqual(['Name of aoi', 1]);
    const seen = JSON.stringify(find(after.members, 'aoi'));
    await press('sora', 'people/change', asKnown(aoi, { seen, role: 'support', name: 'Aoi <b>' }));
    expect(find(after.members, 'aoi')).toMatchObject({ name: 'Aoi <b>', role: 'support' });
  });

  it('is told as well where the other one was faster by a moment', async () => {
    const { press, people, world: after } = world();
    const save = people.saveRecord;
    people.saveRecord = async (...record) => {
      people.saveRecord = save;
      after.members = after.members.map((member) => (member.id === 'aoi' ? { ...member, role: 'support' } : member));
      return save(...record);
    };
    const { statusCode } = await press('sora', 'people/change', asKnown(aoi, { name: 'Aoi' }));
    expect([statusCode, find(after.members, 'aoi')]).toMatchObject([409, { name: 'Name of aoi', role: 'support' }]);
  });

  it('is not taken back once somebody has changed it again', async () => {
    const { press, undo, world: after, lastActOf } = world();
    await press('sora', 'people/change', asKnown(aoi, { role: 'sales' }));
    await press('mia', 'people/change', asKnown({ ...aoi, role: 'sales' }, { role: 'support' }));
    await undo('sora');
    expect([find(after.members, 'aoi')?.role, lastActOf('sora')?.text]).toEqual(['support', 'Nothing was taken back']);
  });

  it('of somebody who is not there is not changed', async () => {
    const { press } = world();
    expect((await press('sora', 'people/change', asKnown({ ...aoi, id: 'gone' }))).statusCode).toBe(404);
    expect(
      (await press('sora', 'people/change', form({ member: 'aoi', seen: '{', name: 'A', role: 'csm' }))).statusCode,
    ).toBe(409);
  });
});

describe('an administrator', () => {
  it('does not take the own role away', async () => {
    const { press, world: after } = world();
    const answer = await press('sora', 'people/change', asKnown(admin, { role: 'manager' }));
    expect([answer.statusCode, find(after.members, 'sora')?.role]).toEqual([422, 'admin']);
    expect(textOf(answer.body as string)).toContain('You cannot take your own administrator role away');
  });

  it('does not leave as the last one who stays', async () => {
    const { press, world: after } = world([admin, someone('mia', { role: 'admin', leftOn: '2026-07-01' }), aoi]);
    const leaving = { member: 'sora', seen: JSON.stringify(admin), lastDay: '2026-06-30' };
    const answer = await press('sora', 'people/leave', leaving);
    expect([answer.statusCode, find(after.members, 'sora')?.leftOn]).toEqual([422, undefined]);
    expect(textOf(answer.body as string)).toContain('Nobody would be left who can add people.');
  });

  it('is made one, and no more, by another one', async () => {
    const { press, world: after } = world();
    await press('sora', 'people/change', asKnown(aoi, { role: 'admin' }));
    const mia = find(after.members, 'mia') as Csm;
    await press('sora', 'people/change', asKnown(mia, { role: 'viewer' }));
    expect(after.members.map(({ role }) => role)).toEqual(['admin', 'viewer', 'manager', 'admin']);
  });
});

describe('somebody leaves the team', () => {
  const leaving = { member: 'aoi', seen: JSON.stringify(aoi), lastDay: '2026-06-30', successor: 'name of ken' };

  it('after their last day, is followed by a successor, and comes back', async () => {
    const { press, world: after, lastActOf } = world();
    await press('sora', 'people/leave', leaving);
    expect(find(after.members, 'aoi')).toEqual({ ...aoi, leftOn: '2026-07-01', successor: 'ken' });
    expect(lastActOf('sora')?.text).toBe('Name of aoi: last day Tue 30 Jun');
    const seen = JSON.stringify(find(after.members, 'aoi'));
    await press('sora', 'people/come-back', { member: 'aoi', seen });
    expect(find(after.members, 'aoi')).toEqual({ ...aoi, leftOn: undefined, successor: undefined });
  });

  it.each([{ lastDay: '' }, { lastDay: '2026-02-30' }, { successor: 'Nobody' }])('not with %o', async (wrong) => {
    const { press, world: after } = world();
    expect((await press('sora', 'people/leave', { ...leaving, ...wrong })).statusCode).toBe(422);
    expect(find(after.members, 'aoi')).toEqual(aoi);
  });
});
