import { beforeAll, describe, expect, it } from 'vitest';
import { PutItemCommand } from '../../functions/store/client.ts';
import { issuedKeyRowKey } from '../../functions/store/keys.ts';
import { hashOfKey, KEY_LETTERS } from '../../functions/store/sources/source-keys.ts';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { operate } from '../../local/operator.ts';
import { accountsTable, dynamo, importRows, noonOf, outputs, rowsOf, todayMinus, until } from './installation.ts';

const minutes = 60_000;
const WRITE_KEY = `skw_${'attribution'.padEnd(KEY_LETTERS, '0')}`;

/** As `source add` gives out. */
beforeAll(async () => {
  const Item = {
    ...issuedKeyRowKey(hashOfKey(WRITE_KEY)),
    source: { S: 'demo' },
    kind: { S: 'write' },
    createdAt: { S: new Date().toISOString() },
  };
  await dynamo.send(new PutItemCommand({ TableName: await accountsTable(), Item }));
});

async function post(batch: object[]): Promise<void> {
  const answer = await fetch(new URL('/v1/batch', outputs.apiUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`,
    },
    body: JSON.stringify({ batch }),
  });
  expect([answer.status, await answer.text()]).toEqual([200, '{"success":true}']);
}

const factsOf = async (account: string, sk: string) => {
  const row = (await rowsOf(account)).find((one) => one.sk?.S === sk);
  return row && JSON.parse(row.f?.S as string);
};
const usageOf = async (account: string) =>
  decodeUsageDays(await rowsOf(account)).map(({ day, total, users }) => ({ day, total, users }));

const track = (messageId: string, daysAgo: number, who: object) => ({
  type: 'track',
  event: 'login',
  messageId,
  timestamp: noonOf(todayMinus(daysAgo)),
  ...who,
});

describe('events of a user whose account nobody has told of', () => {
  it(
    'count on their own days as soon as a call names it, and so does what a browser did before',
    async () => {
      await post([
        track('a1', 9, { anonymousId: 'browser-1' }),
        track('a2', 8, { userId: 'nora' }),
        track('a3', 1, { userId: 'nora' }),
        {
          type: 'identify',
          messageId: 'i1',
          timestamp: noonOf(todayMinus(8)),
          userId: 'nora',
          anonymousId: 'browser-1',
          traits: { email: 'nora@waiting.example' },
        },
      ]);
      expect(await usageOf('waiting-inc')).toEqual([]);
      await post([
        {
          type: 'group',
          messageId: 'g1',
          timestamp: noonOf(todayMinus(1)),
          userId: 'nora',
          groupId: 'waiting-inc',
          traits: { name: 'Waiting Inc.', licenses: '12', mrr: 'a lot' },
        },
      ]);
      const counted = await until('all three days counted', minutes, async () => {
        const usage = await usageOf('waiting-inc');
        return usage.length === 3 && usage;
      });
      expect(counted).toEqual([9, 8, 1].map((daysAgo) => ({ day: todayMinus(daysAgo), total: 1, users: ['nora'] })));
      const contact = await until('the contact', minutes, () => factsOf('waiting-inc', '3#contact#nora'));
      expect(contact).toEqual({ id: 'nora', account: 'waiting-inc', email: 'nora@waiting.example' });
      expect(await factsOf('waiting-inc', '3#account')).toEqual({
        id: 'waiting-inc',
        name: 'Waiting Inc.',
        licenses: 12,
      });
      const aside = await until('the bad trait', minutes, async () => {
        const list = await operate<{ reason: string; detail: string }[]>('quarantine', 'list');
        return list.find(({ reason }) => reason === 'bad-trait');
      });
      expect(aside.detail).toContain('mrr "a lot" is not a number');
      // An event of yesterday has its account evaluated at once.
      await until('the account scored', minutes, async () =>
        (await rowsOf('waiting-inc')).some(({ sk }) => sk?.S === '3#state'),
      );
    },
    3 * minutes,
  );

  it(
    'count as soon as an import names it, and later calls go straight to the account',
    async () => {
      await post([track('b1', 5, { userId: 'otto' })]);
      await importRows('accounts', [{ id: 'imported-ag', name: 'Imported AG' }]);
      await importRows('contacts', [{ id: 'otto', account: 'imported-ag' }]);
      await until('the event counted', minutes, async () => (await usageOf('imported-ag')).length === 1);
      // The same again finds the same place.
      await post([track('b1', 5, { userId: 'otto' }), track('b2', 4, { userId: 'otto' })]);
      await until('the second one counted', minutes, async () => (await usageOf('imported-ag')).length === 2);
      expect((await usageOf('imported-ag')).map(({ total }) => total)).toEqual([1, 1]);
    },
    3 * minutes,
  );
});
