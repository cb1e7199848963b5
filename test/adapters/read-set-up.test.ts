import { beforeAll, expect, it } from 'vitest';
import { emptyCoverage } from '../../domain/data-map/coverage.ts';
import { addDays } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { readSetUp } from '../../functions/serve-team/read-set-up.ts';
import { CoverageRows } from '../../functions/store/data-map/coverage-rows.ts';
import { DynamoAddresses } from '../../functions/store/outbox/addresses.ts';
import { DynamoSendingProblems } from '../../functions/store/outbox/sending-problems.ts';
import { DynamoSourceArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoSourceRegistry } from '../../functions/store/sources/source-registry.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const clock = localClock('Asia/Tokyo');
const today = '2026-06-01';
let tables: TestTables;

beforeAll(async () => {
  tables = await createTables();
});

const read = () => readSetUp({ client: tables.client, table: tables.accountsTable, configured: ['app'], clock }, today);

it('before anything has come, the set-up page reads that nothing has', async () => {
  expect(await read()).toEqual({
    coverage: undefined,
    lastDays: new Map(),
    sources: [{ name: 'app', state: 'never', lastEventAt: null }],
    mailProblems: [],
    pausedSenders: [],
  });
});

it('the set-up page reads when each source sent last, what the night found, and who pauses', async () => {
  const { client, accountsTable } = tables;
  const noon = (day: string) => clock.startOf(day) + 12 * 3_600_000;
  const sent = async (source: string, daysAgo: number[]) => {
    const days = daysAgo.map((ago) => addDays(today, -ago));
    await new DynamoSourceArrivals(client, accountsTable).widen(
      source,
      {
        days: new Map(days.map((day) => [day, { first: noon(day), last: noon(day) }])),
        names: new Map([['login', days[0] as string]]),
        lastDays: new Map([['login', days.at(-1) as string]]),
      },
      { isUsed: () => true, today, mostNewADay: 100 },
    );
  };
  const registry = new DynamoSourceRegistry(client, accountsTable);
  const at = '2026-05-01T00:00:00.000Z';
  await registry.change('crm', (source) => ({ ...source, addedAt: at }));
  await registry.change('off', (source) => ({ ...source, addedAt: at, disabledAt: at }));
  await sent('app', [3, 2, 1]);
  await sent('crm', [20, 19]);
  await sent('off', [1]);
  await new DynamoSendingProblems(client, accountsTable).save(['sender-dkim: mirai.example']);
  await new DynamoAddresses(client, accountsTable).pause({ sender: 'aoi@mirai.example', reason: 'x', since: at });
  await new CoverageRows(client, accountsTable).keep(0, { ...emptyCoverage(), accounts: 4 });

  const found = await read();
  expect(found.sources).toEqual([
    { name: 'app', state: 'fresh', lastEventAt: noon('2026-05-31') },
    { name: 'crm', state: 'silent', lastEventAt: noon('2026-05-13') },
    { name: 'off', state: 'disabled', lastEventAt: null },
  ]);
  expect(found.lastDays.get('login')).toBe('2026-05-31');
  expect(found.mailProblems).toEqual(['sender-dkim: mirai.example']);
  expect(found.pausedSenders).toEqual(['aoi@mirai.example']);
  expect(found.coverage?.accounts).toBe(4);
});
