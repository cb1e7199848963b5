import { beforeAll, describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { MailPages, type MailSearch } from '../../functions/store/outbox/mail-pages.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let pages: MailPages;

const at = (minute: number) => new Date(Date.parse('2026-06-01T00:00:00.000Z') + minute * 60_000).toISOString();
const mailAt = (n: number, changes: Partial<OutboxMail>): OutboxMail => ({
  ...sampleCustomerMail('en', 'renewal-intent'),
  account: `account-${n % 7}`,
  id: `mail-${n}`,
  createdAt: at(n),
  ...changes,
});
const many = (count: number, changes: (n: number) => Partial<OutboxMail>) =>
  Array.from({ length: count }, (_, n) => mailAt(n, changes(n)));

beforeAll(async () => {
  tables = await createTables();
  pages = new MailPages(tables.client, tables.accountsTable);
  await batchPut(
    tables.client,
    tables.accountsTable,
    [
      ...many(120, (n) => ({ id: `sent-${n}`, status: 'sent', sentAt: at(n) })),
      ...many(30, (n) => ({ id: `held-${n}`, status: 'held', reason: 'refused: x' })),
      ...many(6, (n) => ({ id: `asked-${n}`, status: 'approval', csm: n === 3 ? 'ken' : 'aoi' })),
      // A person released many at one moment.
      ...many(60, (n) => ({ id: `open-${n}`, status: 'pending', createdAt: at(0) })),
    ].map(encodeMail),
  );
});

const search = (changes: Partial<MailSearch>) =>
  pages.listed({
    lists: ['mails#done'],
    comesFirst: 'last',
    after: undefined,
    most: 25,
    isSought: () => true,
    ...changes,
  });

async function allPages(changes: Partial<MailSearch>): Promise<string[][]> {
  const found: string[][] = [];
  let after: string | undefined;
  do {
    const { mails, next } = await search({ ...changes, after });
    found.push(mails.map(({ row }) => row.id));
    after = next;
  } while (after !== undefined && found.length < 20);
  return found;
}

describe('the pages of mails', () => {
  it('show what went out last in front, each mail once, and end', async () => {
    const all = await allPages({});
    expect(all.map((page) => page.length)).toEqual([25, 25, 25, 25, 20]);
    expect(all.flat()).toEqual(Array.from({ length: 120 }, (_, n) => `sent-${119 - n}`));
  });

  it('show what waits for longest in front, of several lists as of one', async () => {
    const { mails } = await search({ lists: ['mails#held', 'mails#approval'], comesFirst: 'first' });
    const times = mails.map(({ listedAt }) => listedAt);
    expect(times).toEqual([...times].sort());
    expect(new Set(mails.slice(0, 4).map(({ row }) => row.id))).toEqual(
      new Set(['held-0', 'asked-0', 'held-1', 'asked-1']),
    );
  });

  it('lose none and show none twice where many were written at one moment', async () => {
    const all = (await allPages({ lists: ['mails#open'], comesFirst: 'first' })).flat();
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
  });

  it('find what is sought among what is not, and say how far they looked', async () => {
    const isSought: MailSearch['isSought'] = (row) => 'csm' in row && row.csm === 'ken';
    const lists = ['mails#held', 'mails#approval'];
    expect((await search({ lists, comesFirst: 'first', isSought })).mails.map(({ row }) => row.id)).toEqual([
      'asked-3',
    ]);
    await batchPut(
      tables.client,
      tables.accountsTable,
      many(450, (n) => ({ id: `waiting-${n}`, status: 'waiting', notBefore: at(n) })).map((mail) => ({
        ...encodeMail(mail),
        listedAt: { S: mail.notBefore as string },
      })),
    );
    const first = await search({ lists: ['mails#waiting'], comesFirst: 'first', isSought: () => false });
    expect(first).toEqual({ mails: [], next: `${at(399)}~1`, lookedUntil: at(399) });
    const rest = { lists: ['mails#waiting'], comesFirst: 'first', isSought: () => false, after: first.next } as const;
    expect(await search(rest)).toEqual({ mails: [] });
  });

  it('begin at the beginning where an address was made up', async () => {
    for (const after of ['x', '2026~1', '{"pk":"csm#aoi"}', `${at(3)}~1; drop`]) {
      expect((await search({ after })).mails[0]?.row.id).toBe('sent-119');
    }
  });

  it('of an account show all of its mails, the latest first', async () => {
    const { mails, isAll } = await pages.ofAccount('account-3', ({ status }) => status === 'sent');
    expect(isAll).toBe(true);
    expect(mails.map(({ row }) => row.id)).toEqual(
      Array.from({ length: 120 }, (_, n) => 119 - n)
        .filter((n) => n % 7 === 3)
        .map((n) => `sent-${n}`),
    );
  });
});
