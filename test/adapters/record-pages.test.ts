import { beforeAll, describe, expect, it } from 'vitest';
import { encodeAccount, encodeContact, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { type RecordPage, RecordPages } from '../../functions/store/lists/record-pages.ts';
import { createTables } from '../support/tables.ts';

const ACCOUNTS = 150;
const accounts = Array.from({ length: ACCOUNTS }, (_, n) => ({ id: `account-${n}`, name: `Account ${n}` }));
/** Each a third of a page. */
const large = ['u3', 'u4', 'u5', 'u6', 'u7'].map((id) => ({ id, account: 'koa', name: 'x'.repeat(330_000) }));
const contacts = [{ id: 'u1', account: 'koa' }, { id: 'u2', account: 'koa' }, ...large];
const csms = ['aya', 'ben', 'eri'].map((id) => ({ id, name: id, email: `${id}@test.example`, role: 'csm' as const }));

let pages: RecordPages;
beforeAll(async () => {
  const { client, accountsTable } = await createTables();
  await batchPut(client, accountsTable, [
    ...accounts.map(encodeAccount),
    ...contacts.map(encodeContact),
    ...csms.map(encodeCsm),
  ]);
  pages = new RecordPages(client, accountsTable);
});

/** Page after page, the ids on each. */
async function idsByPage(page: (after?: string) => Promise<RecordPage<{ id: string }>>): Promise<string[][]> {
  const ids: string[][] = [];
  let next: string | undefined;
  do {
    const { records, next: following } = await page(next);
    ids.push(records.map(({ id }) => id));
    next = following;
  } while (next !== undefined);
  return ids;
}

describe('pages', () => {
  it.each([1, 7, 100, 149, 150, 200])('of %i accounts hold each account once', async (limit) => {
    const ids = await idsByPage((after) => pages.accounts(limit, after));
    expect(ids.flat().sort()).toEqual(accounts.map(({ id }) => id).sort());
    expect(ids.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    expect(ids).toHaveLength(Math.ceil(ACCOUNTS / limit));
  });

  it('of the team and of contacts come by id, and the last one says that it is', async () => {
    expect(await idsByPage((after) => pages.csms(2, after))).toEqual([['aya', 'ben'], ['eri']]);
    expect(await pages.csms(3)).not.toHaveProperty('next');
    expect((await pages.contacts('koa', 2)).records).toEqual(contacts.slice(0, 2));
    expect((await pages.contacts('vue', 2)).records).toEqual([]);
  });

  it('are shorter where their records are long, since an answer holds 6 MB', async () => {
    const ids = await idsByPage((after) => pages.contacts('koa', 200, after));
    expect(ids).toEqual([
      ['u1', 'u2', 'u3', 'u4', 'u5'],
      ['u6', 'u7'],
    ]);
  });

  it('go on after an id that is gone by now', async () => {
    expect((await pages.csms(5, 'bea')).records.map(({ id }) => id)).toEqual(['ben', 'eri']);
    expect((await pages.contacts('koa', 1, 'u1x')).records.map(({ id }) => id)).toEqual(['u2']);
  });
});
