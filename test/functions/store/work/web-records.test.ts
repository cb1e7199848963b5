import { describe, expect, it } from 'vitest';
import type { AwsJsonClient } from '../../../../functions/aws/json-client.ts';
import type { Item } from '../../../../functions/store/item.ts';
import { playbookRowKey } from '../../../../functions/store/keys.ts';
import { PlaybookRecord } from '../../../../functions/store/playbooks/playbook-record.ts';
import { WebRecords } from '../../../../functions/store/work/web-records.ts';
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
});
