import { describe, expect, it } from 'vitest';
import type { Account, Csm, TeamRole } from '../../../domain/account/account.ts';
import { ifReadable, teamOf, UnreadableMemberError } from '../../../domain/company/team.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { contentsOf, D, silentAccount, work } from '../../support/plays.ts';

const person = (id: string, role: TeamRole, more: Partial<Csm> = {}): Csm => ({
  id,
  name: id,
  email: `${id}@cs.example`,
  role,
  ...more,
});
const account: Account = { id: 'koa', name: 'Koa', csm: 'mika', segment: 'retail' };
const members = [
  person('mika', 'csm', { manager: 'boss' }),
  person('boss', 'manager'),
  person('chief', 'manager'),
  person('anton', 'sales'),
  person('rita', 'sales', { segments: ['retail', 'travel'] }),
  person('paul', 'sales', { segments: ['public'] }),
];

interface Question {
  role?: TeamRole;
  of?: Account;
  on?: string;
  roles?: Playbook['roles'];
  team?: Csm[];
}
function assignee({ role = 'sales', of = account, on = D, roles = {}, team = members }: Question): string | null {
  return teamOf(team).assigneeFor(role, { account: of, day: on, roles })?.id ?? null;
}
/** The team with something else about one of them. */
const but = (id: string, more: Partial<Csm>) =>
  members.map((member) => (member.id === id ? { ...member, ...more } : member));
const without = (...ids: string[]) => members.filter(({ id }) => !ids.includes(id));

describe('who gets a task', () => {
  it('is who holds the role for the segment of the account, else who holds it for any', () => {
    expect(assignee({})).toBe('rita');
    expect(assignee({ of: { ...account, segment: 'banking' } })).toBe('anton');
    expect(assignee({ of: { id: 'koa', name: 'Koa', csm: 'mika' } })).toBe('anton');
    expect(assignee({ of: { ...account, segment: 'banking' }, team: without('anton') })).toBe('mika');
  });

  it('is the account’s own CSM and their own manager, whatever others there are', () => {
    expect(assignee({ role: 'csm' })).toBe('mika');
    expect(assignee({ role: 'manager' })).toBe('boss');
    expect(assignee({ role: 'manager', team: but('mika', { manager: 'chief' }) })).toBe('chief');
  });

  it('is who stands in for somebody who is away, from the first day to the last', () => {
    const team = but('rita', { standIn: 'anton', awayFrom: '2026-06-02', awayUntil: '2026-06-04' });
    const on = (day: string) => assignee({ team, on: day });
    expect(['01', '02', '04', '05'].map((day) => on(`2026-06-${day}`))).toEqual(['rita', 'anton', 'anton', 'rita']);
    expect(assignee({ team: but('rita', { standIn: 'anton', awayFrom: D }), on: '2027-01-01' })).toBe('anton');
    expect(assignee({ team: but('rita', { standIn: 'anton', awayUntil: D }), on: '2026-06-02' })).toBe('rita');
  });

  it('is the stand-in of a stand-in who is away too, even where they name each other', () => {
    const away = { awayFrom: D };
    const chain = members.map((member) => {
      if (member.id === 'rita') return { ...member, ...away, standIn: 'anton' };
      return member.id === 'anton' ? { ...member, ...away, standIn: 'paul' } : member;
    });
    expect(assignee({ team: chain })).toBe('paul');
    const circle = chain.map((member) => (member.id === 'anton' ? { ...member, standIn: 'rita' } : member));
    expect(assignee({ team: circle })).toBe('mika');
  });

  it('is the next holder of the role where somebody away named nobody', () => {
    expect(assignee({ team: but('rita', { awayFrom: D }) })).toBe('anton');
  });

  it('is the role that stands in where nobody holds it, one after the other, then the CSM, then the manager', () => {
    const team = without('anton', 'rita', 'paul');
    const roles = { sales: { standIn: 'support' }, support: { standIn: 'manager' } } as const;
    expect(assignee({ team, roles })).toBe('boss');
    expect(assignee({ team: [...team, person('sue', 'support')], roles })).toBe('sue');
    expect(assignee({ team })).toBe('mika');
    expect(assignee({ team, of: { id: 'koa', name: 'Koa' } })).toBe('boss');
    expect(assignee({ team: [] })).toBeNull();
    const circle = { sales: { standIn: 'support' }, support: { standIn: 'sales' } } as const;
    expect(assignee({ team, roles: circle })).toBe('mika');
  });

  it('is the manager where an account has no CSM, unless one of them has its segment', () => {
    const noCsm = { id: 'koa', name: 'Koa', segment: 'retail' };
    expect(assignee({ role: 'csm', of: noCsm })).toBe('boss');
    expect(
      assignee({ role: 'csm', of: noCsm, team: [...members, person('pool', 'csm', { segments: ['retail'] })] }),
    ).toBe('pool');
  });

  it('is somebody away rather than nobody', () => {
    expect(assignee({ team: [person('rita', 'sales', { awayFrom: D })], of: { id: 'koa', name: 'Koa' } })).toBe('rita');
  });
});

describe('a CSM who is away', () => {
  const away: Csm[] = [
    person('mika', 'csm', { standIn: 'jun', awayFrom: D, awayUntil: '2026-06-30' }),
    person('jun', 'csm', { country: 'US', workingDays: ['Tue', 'Thu'] }),
  ];

  it('leaves the tasks to their stand-in, and still signs the mails to the customer', () => {
    const story = silentAccount([{ task: 'look' }, { email: 'win-back', mode: 'send', to: ['admin'] }]);
    const { tasks, mails } = work(story, D, { members: away });
    expect(tasks).toMatchObject([{ assignee: 'jun' }]);
    expect(mails).toMatchObject([
      { kind: 'win-back', from: { address: 'mika@cs.example' }, replyTo: { address: 'mika@cs.example' } },
      { kind: 'task', to: { address: 'jun@cs.example' } },
    ]);
  });

  it('leaves them due on the working days of the stand-in', () => {
    // Monday counts as the Tuesday after it; two working days later is the Tuesday of the next week.
    expect(work(silentAccount([{ task: 'look' }]), D, { members: away }).tasks[0]?.due).toBe('2026-06-09');
  });
});

describe('a customer’s address that mail comes back from', () => {
  const mailing = () => {
    const story = silentAccount([{ task: 'look' }, { email: 'win-back', mode: 'send', to: ['admin', 'champion'] }]);
    story.deadAddresses = [{ contact: 'admin', address: 'ann@koa.example', reason: 'bounced', day: D }];
    return story;
  };
  const recipients = (mails: { kind: string; to: { address: string } }[]) =>
    mails.filter(({ kind }) => kind === 'win-back').map(({ to }) => to.address);

  it('is not written to, and the task says so', () => {
    const planned = work(mailing(), D);
    expect(recipients(planned.mails)).toEqual([]);
    expect(contentsOf(planned, 'task')[0]?.lacks).toEqual(['address-dead']);
  });

  it('is passed over for the next role with an address that works', () => {
    const story = mailing();
    story.contacts.push({ id: 'cho', account: 'koa', role: 'champion', email: 'cho@koa.example' });
    const planned = work(story, D);
    expect(recipients(planned.mails)).toEqual(['cho@koa.example']);
    expect(contentsOf(planned, 'task')[0]?.lacks).toEqual([]);
  });

  it('matters no more once the contact has another one', () => {
    const story = mailing();
    story.contacts = [{ id: 'admin', account: 'koa', role: 'admin', email: 'ann@new.example' }];
    expect(recipients(work(story, D).mails)).toEqual(['ann@new.example']);
    story.contacts = [{ id: 'admin', account: 'koa', role: 'admin', email: 'ANN@koa.example' }];
    story.state = null;
    expect(recipients(work(story, D).mails)).toEqual([]);
  });

  it('is nobody’s, whoever of the account it was noted with', () => {
    const story = mailing();
    story.deadAddresses = [{ contact: 'gone', address: 'ann@koa.example', reason: 'bounced', day: D }];
    expect(recipients(work(story, D).mails)).toEqual([]);
  });
});

describe('whoever has left', () => {
  const left = { leftOn: D, successor: 'anton' };

  it('gets no task from that day on: their successor does', () => {
    const team = but('rita', left);
    expect(assignee({ team, of: { ...account, segment: 'travel' } })).toBe('anton');
    expect(assignee({ team, of: { ...account, segment: 'travel' }, on: '2026-05-31' })).toBe('rita');
    expect(assignee({ role: 'csm', team: but('mika', { leftOn: D, successor: 'rita' }) })).toBe('rita');
  });

  it('writes to no customer: the mail comes from the successor', () => {
    const story = silentAccount([{ email: 'win-back', to: ['admin'], mode: 'send' }]);
    const team = [
      person('mika', 'csm', { leftOn: D, successor: 'rei' }),
      person('rei', 'csm', { name: 'Rei' }),
      person('boss', 'manager'),
    ];
    const [mail] = work(story, D, { members: team }).mails;
    expect(mail).toMatchObject({ from: { name: 'Rei', address: 'rei@cs.example' }, replyTo: { name: 'Rei' } });
    expect(JSON.stringify(mail)).not.toContain('mika@');
  });

  it('without a successor leaves the account without a CSM, and the manager has the work', () => {
    const team = but('mika', { leftOn: D });
    expect(teamOf(team).csmOf(account, D)).toBeNull();
    expect(assignee({ role: 'csm', team })).toBe('boss');
  });

  it('stands in for nobody', () => {
    const team = but('mika', { awayFrom: D, standIn: 'rita' }).map((one) =>
      one.id === 'rita' ? { ...one, ...left } : one,
    );
    expect(assignee({ role: 'csm', team })).toBe('anton');
  });
});

describe('somebody whose record can’t be read', () => {
  const missing = (id: string) => teamOf(without(id), new Set([id]));
  const assignment = { account, day: D, roles: {} };

  it('is not taken for nobody: neither their tasks nor their accounts go to somebody else', () => {
    const team = missing('mika');
    expect(() => team.memberOf('mika')).toThrow(UnreadableMemberError);
    expect(() => team.csmOf(account, D)).toThrow(UnreadableMemberError);
    expect(() => team.assigneeFor('csm', assignment)).toThrow(UnreadableMemberError);
    expect(ifReadable(() => team.csmOf(account, D))).toBeNull();
  });

  it('stops nothing that is meant for others', () => {
    expect(missing('boss').assigneeFor('sales', assignment)?.id).toBe('rita');
    expect(missing('boss').assigneeFor('csm', assignment)?.id).toBe('mika');
    expect(missing('anton').managerOf(members[0] as Csm, assignment)?.id).toBe('boss');
  });

  it('may be who is looked for where nobody else is found', () => {
    const alone = teamOf([], new Set(['boss']));
    const orphan = { ...assignment, account: { id: 'koa', name: 'Koa' } };
    expect(() => alone.assigneeFor('manager', orphan)).toThrow(UnreadableMemberError);
    expect(() => alone.managerOf(null, orphan)).toThrow(UnreadableMemberError);
    expect(teamOf([]).assigneeFor('manager', orphan)).toBeNull();
  });

  it('goes on for nobody who has left, as far as anybody can say', () => {
    const team = teamOf(but('mika', { leftOn: D, successor: 'gone' }), new Set(['gone']));
    expect(() => team.csmOf(account, D)).toThrow(UnreadableMemberError);
  });
});
