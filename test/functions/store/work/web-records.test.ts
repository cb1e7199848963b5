import { describe, expect, it } from 'vitest';
import type { AwsJsonClient } from '../../../../functions/aws/json-client.ts';
import { encodeAccount } from '../../../../functions/store/accounts/account-items.ts';
import { type Item, keyText } from '../../../../functions/store/item.ts';
import { playbookRowKey } from '../../../../functions/store/keys.ts';
import { KnownRows } from '../../../../functions/store/known-rows.ts';
import { PlaybookRecord } from '../../../../functions/store/playbooks/playbook-record.ts';
import { rowOfRunningPlaybook, rowsOfAccount, WebRecords } from '../../../../functions/store/work/web-records.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';

const withHealthyFrom = (healthyFrom: number) => ({
  ...defaultPlaybook,
  health: { ...defaultPlaybook.health, healthyFrom },
});

describe('the playbook that pages show names by', () => {
  const rows = new Map<string, Item>();
  const asked: string[] = [];
  const client = {
    async call(_: string, { Key }: { Key: Item }) {
      asked.push(Key.sk?.S as string);
      return { Item: rows.get(Key.sk?.S as string) };
    },
  } as unknown as AwsJsonClient;
  const put = (sk: string, item: Item) => rows.set(sk, { ...playbookRowKey(sk), ...item });
  const push = (version: string, healthyFrom: number) =>
    put(version, new PlaybookRecord().encode(version, withHealthyFrom(healthyFrom)));
  const run = (version: string) => put('current', { version: { S: version } });

  it('is read once, and again as soon as another one runs', async () => {
    const records = new WebRecords(client, 'accounts');
    push('v1', 71);
    run('v1');
    const shown = async () => (await records.playbook(undefined))?.health.healthyFrom;
    expect([await shown(), await shown()]).toEqual([71, 71]);
    expect(asked).toEqual(['current', 'v1', 'current']);
    push('v2', 72);
    run('v2');
    expect(await shown()).toBe(72);
    expect((await records.playbook('v1'))?.health.healthyFrom).toBe(71);
  });

  it('is known by its version where that came with something else, as what is not there is', async () => {
    const records = new WebRecords(client, 'accounts');
    expect((await records.playbook('v2'))?.health.healthyFrom).toBe(72);
    asked.length = 0;
    const koa = { id: 'koa', name: 'Koa' };
    const found = [rows.get('current') as Item, encodeAccount(koa)].map((row) => [keyText(row), row] as const);
    const known = new KnownRows([rowOfRunningPlaybook, ...rowsOfAccount('koa')], new Map(found));
    const knowing = records.knowing(known);
    const got = await Promise.all([knowing.playbook(undefined), knowing.account('koa'), knowing.state('koa')]);
    expect([got[0]?.health.healthyFrom, got[1], got[2]]).toEqual([72, koa, undefined]);
    expect(asked).toEqual([]);
    await records.account('koa');
    expect(asked).toEqual(['3#account']);
  });
});
