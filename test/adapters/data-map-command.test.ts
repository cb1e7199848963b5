import { beforeAll, expect, it } from 'vitest';
import { TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import type { Scoring } from '../../functions/scoring/scoring.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { accountsWhenAsked } from '../../functions/store/accounts/accounts-when-asked.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoSourceArrivals, readLastDays } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { namesRule } from '../support/names-rule.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const PLAYBOOK = new URL('../../playbooks/default.yaml', import.meta.url).pathname;

let tables: TestTables;
beforeAll(async () => {
  tables = await createTables();
});

it('the data map counts over all accounts what each signal needs', async () => {
  const { client, accountsTable } = tables;
  const tools = toolsOver(tables, () => Date.parse('2026-06-01T03:00:00Z'), {
    openScoring: async () => ({ accounts: accountsWhenAsked(client, accountsTable) }) as Scoring,
    readLastDays: () => readLastDays(client, accountsTable, ['demo']),
    readOverLimits: async () => [{ source: 'demo', limit: 'names', from: '2026-05-20', to: '2026-05-31' }],
  });
  const surroundings = { openInstallation: () => installationOf(tools) };
  expect((await say(['playbook', 'push', PLAYBOOK, '--json'], surroundings)).exitCode).toBe(0);

  const accounts = Array.from({ length: 250 }, (_, i) => ({
    id: `a${i}`,
    name: `A${i}`,
    licenses: i % 2 ? 5 : undefined,
  }));
  await batchPut(client, accountsTable, accounts.map(encodeAccount));
  await batchPut(client, accountsTable, [encodeContact({ id: 'c', account: 'a7', role: 'champion' })]);
  const day = new TallyBuilder();
  day.add('user.signed_in', 'c');
  await new DynamoLifetime(client, accountsTable).learn('a7', [{ day: '2026-05-30', ...day.build() }]);
  const seen = new Map([['user.signed_in', '2026-05-30']]);
  await new DynamoSourceArrivals(client, accountsTable).widen(
    'demo',
    { days: new Map(), names: seen, lastDays: seen },
    namesRule,
  );

  const { json, exitCode } = await say(['data-map', '--json'], surroundings);
  expect(exitCode).toBe(0);
  expect(json.accounts).toBe(250);
  expect(json.signals).toContainEqual({
    signal: 'logins-fell',
    state: 'on',
    needs: [{ kind: 'event', name: 'login', arrives: true, lastSeen: '2026-05-30', accounts: 1 }],
  });
  expect(json.signals.find(({ signal }: { signal: string }) => signal === 'renewal-due')).toMatchObject({
    state: 'off',
  });

  const { stdout } = await say(['data-map'], surroundings);
  expect(stdout).toMatch(/^Off for want of data: .*\brenewal-due\b/m);
  expect(stdout).toContain('import accounts with the column renewalDate');
  expect(stdout).toContain('demo sends more event names than have a place');
});
