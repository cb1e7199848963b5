import { beforeAll, describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account/account.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { openDirectory } from '../../functions/act-for-team/open-directory.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { changeMember, type MemberAsked, takeMemberBack } from '../../functions/work/change-member.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
let tables: TestTables;
beforeAll(async () => {
  tables = await createTables();
});

const aoi: Csm = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' };
function changing() {
  const { client, accountsTable: table } = tables;
  const ledger = new LedgerReader(client, table);
  const clock = localClock('Asia/Tokyo');
  return { openDirectory: async () => openDirectory({ client, table, ledger, clock, now: () => NOW }), now: () => NOW };
}
const change = (asked: Omit<MemberAsked, 'members'>) => changeMember(changing(), { ...asked, members: [] });
const recorded = async (id: string) =>
  (await new AuditReader(tables.client, tables.accountsTable).latest(99, NOW)).filter(
    ({ about }) => about.member === id,
  );

describe('administrators at the same moment', () => {
  it('add somebody once, whose button is pressed ten times', async () => {
    const add = () => change({ id: 'aoi', facts: { ...aoi }, seen: undefined, person: 'sora' });
    const results = await Promise.all(Array.from({ length: 10 }, add));
    expect(results.map((result) => 'saved' in result && result.saved)).toEqual(results.map(() => aoi));
    expect(results.filter((result) => 'made' in result)).toHaveLength(1);
    expect(await recorded('aoi')).toMatchObject([{ what: 'member-added', who: { id: 'sora' } }]);
  });

  it('change somebody one after the other: the second is told how they stand, and nothing is lost', async () => {
    const ken = { ...aoi, id: 'ken', name: 'Ken' };
    await change({ id: 'ken', facts: ken, seen: undefined, person: 'sora' });
    const roles = ['sales', 'support', 'manager', 'engineer'] as const;
    const results = await Promise.all(
      roles.map((role) => change({ id: 'ken', facts: { role }, seen: ken, person: role })),
    );
    const [saved, ...more] = results.flatMap((result) => ('made' in result ? [result] : []));
    expect(more).toEqual([]);
    const stands = results.flatMap((result) => ('stands' in result ? [result.stands] : []));
    expect(stands).toEqual(roles.slice(1).map(() => saved?.saved));
    const changes = (await recorded('ken')).filter(({ what }) => what === 'member-changed');
    expect(changes).toMatchObject([{ who: { id: saved?.saved.role }, before: { role: 'csm' } }]);
    const told = await new AuditReader(tables.client, tables.accountsTable).ofMember('ken', NOW);
    // All of it at one moment.
    expect(new Map(told.map(({ what, who }) => [what, who.id]))).toEqual(
      new Map([
        ['member-changed', saved?.saved.role],
        ['member-added', 'sora'],
      ]),
    );
    const back = { member: 'ken', ...(saved?.made as NonNullable<typeof saved>['made'] & object) };
    const undo = () => takeMemberBack(changing(), back, { person: 'sora', members: [] });
    expect([await undo(), await undo()]).toEqual([true, false]);
    expect(await recorded('ken')).toHaveLength(3);
  });

  it('who take the role from each other leave one of them, and the other is told that they are the last', async () => {
    for (let time = 0; time < 10; time += 1) {
      const [one, other] = ['one', 'other'].map((name): Csm => ({ ...aoi, id: `${name}-${time}`, role: 'admin' }));
      if (one === undefined || other === undefined) throw new Error('there are two of them');
      const members = [one, other];
      for (const admin of members) await change({ id: admin.id, facts: { ...admin }, seen: undefined, person: 'sora' });
      const demote = (seen: Csm, by: Csm) =>
        changeMember(changing(), { id: seen.id, facts: { role: 'manager' }, seen, person: by.id, members });
      const results = await Promise.all([demote(one, other), demote(other, one)]);
      expect(results.filter((result) => 'saved' in result)).toHaveLength(1);
      expect(results.filter((result) => 'refused' in result)).toEqual([{ refused: 'last-administrator' }]);
    }
  });
});
