import { expect, it } from 'vitest';
import { PutItemCommand } from '../../functions/store/client.ts';
import { CachedLinks } from '../../functions/store/user-links/cached-links.ts';
import { createTables } from '../support/tables.ts';

const by = (who: { user?: string; anonymousId?: string }) => ({
  id: 'e',
  event: 'login',
  time: 0,
  source: 'demo',
  ...who,
});

it('links are read as they were written, for more people than one question holds', async () => {
  const { client, jsonClient, accountsTable } = await createTables();
  const put = (pk: string, link: Record<string, string>) =>
    client.send(
      new PutItemCommand({
        TableName: accountsTable,
        Item: {
          pk: { S: pk },
          sk: { S: 'link' },
          ...Object.fromEntries(Object.entries(link).map(([name, text]) => [name, { S: text }])),
        },
      }),
    );
  await put('user#u7', { account: 'koa', since: '2026-06-01T00:00:00Z' });
  await put('user#先回り', { account: 'vue', since: '2026-06-01T00:00:00Z' });
  await put('anonymous#a1', { user: '先回り' });
  const links = new CachedLinks({
    client: jsonClient,
    accountsTable,
    sleep: async () => {},
    now: Date.now,
    random: () => 0,
  });
  const people = Array.from({ length: 250 }, (_, i) => by({ user: `u${i}` }));
  const known = await links.of([...people, by({ anonymousId: 'a1' }), by({ anonymousId: 'a2' })]);
  expect(known.accountOf('u7')).toBe('koa');
  expect(known.accountOf('u8')).toBeUndefined();
  expect(known.userOf('a1')).toBe('先回り');
  expect(known.accountOf('先回り')).toBe('vue');
  expect(known.userOf('a2')).toBeUndefined();
});
