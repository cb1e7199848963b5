import { beforeEach, describe, expect, it } from 'vitest';
import { type ChangeCounts, countChange } from '../../domain/fleet/change-counts.ts';
import { type FleetLevel, keyOfLevel } from '../../domain/fleet/fleet.ts';
import { NO_ACCOUNT } from '../../domain/outbox/outbox.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { notifyOperator } from '../../functions/score-accounts/notify-operator.ts';
import type { Scoring } from '../../functions/scoring/scoring.ts';
import { DynamoFleetDays } from '../../functions/store/fleet/fleet-days.ts';
import { ACCOUNT_BUCKETS, accountKey, FLEET_KEY } from '../../functions/store/keys.ts';
import { company } from '../support/plays.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let days: DynamoFleetDays;

beforeEach(async () => {
  tables = await createTables();
  days = new DynamoFleetDays(tables.client, tables.accountsTable);
});

const level: FleetLevel = { event: 'login', windowInDays: 28, baselineWindows: 3, per: 'businessDay' };
const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket);

/** One account in each bucket, all of which changed alike. */
function counted(change: number, of = buckets): Map<number, ChangeCounts> {
  return new Map(
    of.map((bucket) => {
      const counts: ChangeCounts = {};
      countChange(counts, keyOfLevel(level), change);
      return [bucket, counts];
    }),
  );
}

const told = async (asOf: Day) => (await days.fleet(asOf, asOf)).changeFor(level, asOf);

describe('the fleet, as the nights count it', () => {
  it('is there for the next day once all buckets have counted, whoever is last', async () => {
    await days.keep('2026-06-01', counted(0.5, buckets.slice(0, 40)));
    expect(await told('2026-06-02')).toBeUndefined();
    await days.keep('2026-06-01', counted(0.5, buckets.slice(40)));
    expect(await told('2026-06-02')).toMatchObject({ accounts: 64, moved: { way: 'down', since: '2026-06-01' } });
    expect((await told('2026-06-02'))?.median).toBeCloseTo(0.5, 2);
    expect(await told('2026-06-01')).toBeUndefined();
  });

  it('comes to the same when a night counts again', async () => {
    await days.keep('2026-06-01', counted(0.5));
    const before = await told('2026-06-02');
    await days.keep('2026-06-01', counted(0.5, buckets.slice(0, 4)));
    expect(await told('2026-06-02')).toEqual(before);
  });

  it('remembers since when it has moved, also over nights that did not run', async () => {
    await days.keep('2026-06-01', counted(0.5));
    await days.keep('2026-06-04', counted(0.6));
    expect(await told('2026-06-05')).toMatchObject({ moved: { way: 'down', since: '2026-06-01' } });
    await days.keep('2026-06-05', counted(1));
    expect(await told('2026-06-06')).not.toHaveProperty('moved');
  });

  it('takes little room: a row a day, and the counts of a week', async () => {
    await days.keep('2026-06-01', counted(0.5));
    const rows = await rowsUnder(tables.client, tables.accountsTable, FLEET_KEY);
    expect(rows.filter(({ expiresAt }) => expiresAt === undefined)).toHaveLength(1);
    expect(rows).toHaveLength(ACCOUNT_BUCKETS + 1);
  });
});

describe('the operator', () => {
  async function mailsAfter(changes: number[]): Promise<string[]> {
    const { client, accountsTable: table } = tables;
    let day: Day = '2026-06-01';
    for (const change of changes) {
      await days.keep(day, counted(change));
      day = addDays(day, 1);
      const scoring = {
        ...{ silentSources: [], fleet: await days.fleet(day, day), fleetLevels: [level] },
        ...{ company, running: { version: 'v1' }, asOf: day, today: day, now: () => new Date(`${day}T00:00:00Z`) },
      } as unknown as Scoring;
      await notifyOperator({ client, table, sources: [] }, scoring);
    }
    const rows = await rowsUnder(client, table, accountKey(NO_ACCOUNT));
    return rows.map(({ sk }) => String(sk?.S).slice('1#mail#'.length)).sort();
  }

  it('is told once a stretch that the whole fleet moved', async () => {
    expect(await mailsAfter([1, 0.7, 0.6, 0.75, 1, 1.4])).toEqual([
      'fleet-moved/login/28/3/businessDay/2026-06-02',
      'fleet-moved/login/28/3/businessDay/2026-06-06',
    ]);
  });
});
