import { beforeAll, describe, expect, it, vi } from 'vitest';
import { factsAsOf } from '../../domain/ledger/facts-as-of.ts';
import { ledgerOf } from '../../domain/ledger/ledger-entry.ts';
import { addDays } from '../../domain/time/day.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { accountBucket, accountKey } from '../../functions/store/keys.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { encodeLedgerEntry } from '../../functions/store/ledger/ledger-items.ts';
import type { RecordedEntry } from '../../functions/store/ledger/ledger-reader.ts';
import { NewerRecordError } from '../../functions/store/record.ts';
import { entry, is, noonOf, pays } from '../domain/ledger/ledger-samples.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const entries = [
  pays('2026-01-01', 100),
  pays('2026-03-01', 150, { reason: 'more people' }),
  pays('2026-03-01', 150, { reason: 'more people', recordedAt: noonOf('2026-03-15') }),
  pays('2026-03-01', 120, { recordedAt: noonOf('2026-03-20'), note: 'as the contract says' }),
  pays('2026-03-01', 30, { product: 'chat' }),
  is('2026-06-01', 'churned', { reason: 'price' }),
  is('2026-06-01', 'churned', { withdrawn: true, value: null, recordedAt: noonOf('2026-06-02') } as never),
  entry('2026-02-01', { fact: 'holds', value: ['chat', '電話'] }),
];

describe('ledgers in DynamoDB', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await createTables();
  });
  const open = () => new DynamoLedger(tables.client, tables.accountsTable);
  const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, accountKey(account));
  const of = (account: string, some = entries): RecordedEntry[] => some.map((entry) => ({ account, entry }));

  it('give back what was written down', async () => {
    await open().add(of('acme'));
    expect(await open().read('acme')).toEqual(ledgerOf(entries));
    expect(await open().read('nobody')).toEqual([]);
  });

  it('hold the same bytes, whether it comes once, twice, in halves or backwards', async () => {
    await open().add(of('once'));
    for (const half of [entries.slice(3), entries.slice(0, 3), [...entries].reverse(), [...entries, ...entries]]) {
      const reordered = half.map((one) => Object.fromEntries(Object.entries(one).reverse()) as typeof one);
      await open().add(of('again', reordered));
    }
    const bytes = async (account: string) => JSON.stringify(await rowsOf(account)).replaceAll(`#${account}`, '#');
    const list = (account: string) => `ledger#${String(accountBucket(account)).padStart(2, '0')}`;
    expect((await bytes('again')).replaceAll(list('again'), list('once'))).toBe(await bytes('once'));
  });

  it('keep what was corrected', async () => {
    await open().add(of('corrected'));
    const ledger = await open().read('corrected');
    expect(factsAsOf(ledger, '2026-04-01').facts.mrr).toEqual({ amount: 120, currency: 'JPY' });
    expect(factsAsOf(ledger, '2026-04-01', noonOf('2026-03-10')).facts.mrr).toEqual({ amount: 150, currency: 'JPY' });
  });

  it('are written together with what makes them true, or not at all', async () => {
    const directory = new DynamoDirectory(tables.client, tables.accountsTable);
    const acme = (plan: string) => ({
      facts: { id: 'together', name: 'Acme', plan },
      reportedAt: { plan: 1, name: 1, id: 1 },
    });
    expect(await directory.saveRecord('accounts', acme('pro'), acme('basic'), { entries })).toBe(false);
    expect(await rowsOf('together')).toEqual([]);
    expect(await directory.saveRecord('accounts', acme('pro'), undefined, { entries })).toBe(true);
    expect(await open().read('together')).toEqual(ledgerOf(entries));
    expect(await directory.saveRecord('accounts', acme('pro'), undefined, { entries: [pays('2026-05-01', 1)] })).toBe(
      false,
    );
    expect(await open().read('together')).toHaveLength(entries.length);
  });

  it('take more with one write than a transaction holds', async () => {
    const directory = new DynamoDirectory(tables.client, tables.accountsTable);
    const years = Array.from({ length: 230 }, (_, i) => pays(addDays('2024-01-01', i), i));
    const record = { facts: { id: 'years', name: 'Years' }, reportedAt: { id: 1, name: 1 } };
    expect(await directory.saveRecord('accounts', record, undefined, { entries: years })).toBe(true);
    expect(await open().read('years')).toEqual(ledgerOf(years));
  });

  it('say what was recorded since, for all accounts of a bucket', async () => {
    const account = 'koa';
    await open().add(of(account));
    const found = await vi.waitFor(async () => {
      const since: RecordedEntry[] = [];
      for await (const page of open().recordedSince(accountBucket(account), noonOf('2026-03-20'))) since.push(...page);
      const ours = since.filter((one) => one.account === account);
      expect(ours).toHaveLength(3);
      return ours;
    });
    expect(found.map(({ entry }) => entry.from)).toEqual(['2026-03-01', '2026-06-01', '2026-06-01']);
  });

  it('of a newer release are an error where a figure would lack them', async () => {
    const Item = { ...encodeLedgerEntry('newer', entries[0] as (typeof entries)[number]), rv: { N: '99' } };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
    await expect(open().read('newer')).rejects.toThrow(NewerRecordError);
    await expect(async () => {
      for await (const page of open().recordedSince(accountBucket('newer'), 0)) expect(page).toBeDefined();
    }).rejects.toThrow(NewerRecordError);
  });
});
