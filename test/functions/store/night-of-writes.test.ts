import { describe, expect, it } from 'vitest';
import type { BusPost, OutboxStatus } from '../../../domain/outbox/outbox.ts';
import { encodeTask } from '../../../functions/store/accounts/account-items.ts';
import type { Item } from '../../../functions/store/item.ts';
import { busSortKey } from '../../../functions/store/keys.ts';
import { keysOfRow } from '../../../functions/store/lists/spread-lists.ts';
import { encodeRow } from '../../../functions/store/outbox/outbox-items.ts';
import { encodeQuarantined } from '../../../functions/store/quarantine/quarantine-items.ts';
import { DynamoUnknownAccounts } from '../../../functions/store/usage/unknown-accounts.ts';
import { sampleMails, sampleTaskMail } from '../../support/sample-mails.ts';
import { sampleTask } from '../../support/sample-task.ts';

const ROWS = 4_000;
/** Of what is written a second; an index key takes 1,000 units, so that the night may take ten times as many. */
const MOST_OF_ONE_KEY = 0.1;

const statuses: OutboxStatus[] = ['pending', 'approval', 'waiting', 'claimed', 'held', 'sent', 'delivered', 'dropped'];

describe('no key of the index takes more than a tenth of a night', () => {
  const accounts = Array.from({ length: ROWS }, (_, i) => `account-${i}`);

  it.each(['open', 'done'] as const)('of tasks that are %s', (status) => {
    const rows = accounts.map((account) => {
      const id = `${account}/logins-fell/-/2026-06-01/check-in-call/csm`;
      return encodeTask(sampleTask({ id, account, status }));
    });
    expect(shareOfBusiest(rows)).toBeLessThan(MOST_OF_ONE_KEY);
  });

  it.each(statuses)('of mails that are %s', (status) => {
    const rows = accounts.map((account) =>
      encodeRow({ ...sampleTaskMail('en'), account, id: `${account}/logins-fell/-/2026-06-01/task/aoi`, status }),
    );
    expect(shareOfBusiest(rows)).toBeLessThan(MOST_OF_ONE_KEY);
  });

  describe('of bus events, which accounts that came on one day have by one id', () => {
    const rows = accounts.map((account) =>
      encodeRow({
        ...{ channel: 'bus', id: 'evaluation-121', account, kind: 'bus', status: 'pending', events: [] },
        createdAt: '2026-06-01T00:00:00.000Z',
      } as unknown as BusPost),
    );

    it.each(['list', 'assignee'] as const)('by %s', (attribute) => {
      expect(shareOfBusiest(rows, attribute)).toBeLessThan(MOST_OF_ONE_KEY);
    });

    it('and one is looked for in all of them, since its id tells none', () => {
      const asked = keysOfRow('posts#open', busSortKey('evaluation-121'));
      for (const { list } of rows) expect(asked).toContain(list?.S);
    });
  });

  it('of events of one source that are of no use', () => {
    const rows = accounts.map((account) =>
      encodeQuarantined({
        source: 'demo',
        raw: JSON.stringify({ account, event: 'x' }),
        reason: 'no-id',
        detail: 'd',
        receivedAt: '2026-06-01T00:00:00.000Z',
      }),
    );
    expect(shareOfBusiest(rows)).toBeLessThan(MOST_OF_ONE_KEY);
  });

  it('of accounts that nobody imported', async () => {
    const rows: Item[] = [];
    const send = async ({ input }: { input: { Item: Item } }) => rows.push(input.Item);
    const unknown = new DynamoUnknownAccounts({ send } as never, 'accounts', undefined as never);
    for (const account of accounts) await unknown.note(account, 0);
    expect(shareOfBusiest(rows)).toBeLessThan(MOST_OF_ONE_KEY);
  });
});

it('a row has the same key every time it is written, also among rows of one account', () => {
  for (const mail of Object.values(sampleMails)) expect(encodeRow(mail('ja'))).toEqual(encodeRow(mail('ja')));
  const ids = Array.from({ length: ROWS }, (_, i) => `shinonome/logins-fell/-/2026-06-01/template-${i}`);
  expect(shareOfBusiest(ids.map((id) => encodeTask(sampleTask({ id }))))).toBeLessThan(MOST_OF_ONE_KEY);
});

function shareOfBusiest(rows: Item[], attribute = 'list'): number {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = row[attribute]?.S as string;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values()) / rows.length;
}
