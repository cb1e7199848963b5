import { beforeAll, describe, expect, it } from 'vitest';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { addToBoard, boardTools, buildBoard, keepBoard, putOnBoard } from '../../functions/scoring/keep-board.ts';
import { encodeAccount } from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchDelete, batchPut } from '../../functions/store/batches.ts';
import { DynamoBoard } from '../../functions/store/board/board.ts';
import { BoardReader } from '../../functions/store/board/board-reader.ts';
import { accountBucket, accountRowKey, boardRowKey } from '../../functions/store/keys.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const MORNING = Date.parse('2026-06-03T03:00:00Z');
const HOUR = 3_600_000;
const clock = localClock('UTC');

let tables: TestTables;
let buckets = 0;
beforeAll(async () => {
  tables = await createTables();
});

/** A bucket that nobody has written to, with accounts in it that are known but not scored. */
async function newBucket(count = 3) {
  const { client, accountsTable } = tables;
  const bucket = buckets++;
  const accounts: string[] = [];
  for (let i = 0; accounts.length < count; i += 1) if (accountBucket(`a${i}`) === bucket) accounts.push(`a${i}`);
  accounts.sort();
  await batchPut(client, accountsTable, accounts.map(accountOf));
  let now = MORNING;
  const tools = boardTools(client, accountsTable, { clock, now: () => now });
  const board = new DynamoBoard(client, accountsTable);
  return {
    bucket,
    accounts: accounts as [string, string, string, ...string[]],
    tools,
    rev: async () => (await board.bucket(bucket))?.rev,
    asOf: async () => (await board.bucket(bucket))?.asOf,
    scores: async () =>
      Object.fromEntries((await board.bucket(bucket))?.entries.map(({ account, score }) => [account, score]) ?? []),
    later: (ms: number) => {
      now += ms;
    },
    night: (scored: readonly BoardEntry[]) => keepBoard(tools, bucket, scored),
  };
}

const accountOf = (id: string) => encodeAccount({ id, name: `Firm ${id}`, csm: 'mika' });
const scoredAt = (account: string, score: number): BoardEntry => ({
  account,
  name: `Firm ${account}`,
  csm: 'mika',
  score,
  change: null,
  openTasks: 0,
});

describe('The board of accounts', () => {
  it('has all that the night scored, as it scored them', async () => {
    const { accounts, night, scores } = await newBucket();
    await night(accounts.map((account, i) => scoredAt(account, i * 100)));
    expect(await scores()).toEqual({ [accounts[0]]: 0, [accounts[1]]: 100, [accounts[2]]: 200 });
  });

  it('keeps those that the night could not score as they were', async () => {
    const { accounts, night, scores } = await newBucket();
    await night(accounts.map((account) => scoredAt(account, 100)));
    await night([scoredAt(accounts[1], 900)]);
    expect(await scores()).toEqual({ [accounts[0]]: 100, [accounts[1]]: 900, [accounts[2]]: 100 });
  });

  it('loses those who are there no more', async () => {
    const { accounts, night, scores } = await newBucket();
    await night(accounts.map((account) => scoredAt(account, 100)));
    await batchDelete(tables.client, tables.accountsTable, [accountRowKey(accounts[0])]);
    await night([scoredAt(accounts[1], 100)]);
    expect(await scores()).toEqual({ [accounts[1]]: 100, [accounts[2]]: 100 });
  });

  it('is written once a night, and again only where something differs', async () => {
    const { accounts, night, rev, later, asOf } = await newBucket();
    const scored = accounts.map((account) => scoredAt(account, 100));
    await night(scored);
    later(HOUR);
    await night(scored.toReversed());
    expect(await rev()).toBe(1);
    await night([scoredAt(accounts[0], 200)]);
    expect(await rev()).toBe(2);
    later(24 * HOUR);
    await night([scoredAt(accounts[0], 200)]);
    expect(await rev()).toBe(3);
    expect(await asOf()).toBe(MORNING + 25 * HOUR);
  });

  it('shows whoever reads it again what was written meanwhile, and unpacks nothing else anew', async () => {
    const [changed, other] = [await newBucket(), await newBucket()];
    for (const { night, accounts } of [changed, other]) await night(accounts.map((id) => scoredAt(id, 100)));
    const reader = new BoardReader(tables.client, tables.accountsTable);
    const entryOf = async (id: string) => (await reader.read()).entries.find(({ account }) => account === id);
    const before = await entryOf(other.accounts[0]);
    expect((await entryOf(changed.accounts[0]))?.score).toBe(100);
    await changed.night([scoredAt(changed.accounts[0], 900)]);
    expect((await entryOf(changed.accounts[0]))?.score).toBe(900);
    expect(await entryOf(other.accounts[0])).toBe(before);
  });

  it('is the same one for whoever reads it again, until something is written', async () => {
    const { night, accounts } = await newBucket();
    await night([scoredAt(accounts[0], 100)]);
    const reader = new BoardReader(tables.client, tables.accountsTable);
    const before = await reader.read();
    expect(await reader.read()).toBe(before);
    await night([scoredAt(accounts[0], 900)]);
    expect((await reader.read()).entries).not.toBe(before.entries);
  });

  it('has a new account at once, beside those the night left', async () => {
    const { accounts, tools, night, scores, asOf, later } = await newBucket();
    await night([scoredAt(accounts[0], 100)]);
    later(HOUR);
    await addToBoard(tools, [accounts[1], accounts[2], 'nobody']);
    expect(await scores()).toEqual({ [accounts[0]]: 100, [accounts[1]]: null, [accounts[2]]: null });
    expect(await asOf()).toBe(MORNING);
  });

  it('has the first score of a new account at once, whichever of its two writers comes last', async () => {
    const { accounts, tools, night, scores } = await newBucket();
    await night([]);
    await putOnBoard(tools, [scoredAt(accounts[0], 700)]);
    await addToBoard(tools, [accounts[0], accounts[1]]);
    await putOnBoard(tools, [scoredAt(accounts[1], 300)]);
    expect(await scores()).toMatchObject({ [accounts[0]]: 700, [accounts[1]]: 300 });
  });

  it('is made of what is stored where no release with a board has run, by whoever comes first', async () => {
    const { accounts, tools, scores } = await newBucket();
    const state = { health: { score: 640, parts: [], stale: false, day: '2026-06-02' }, scores: {}, episodes: [] };
    await batchPut(tables.client, tables.accountsTable, [
      encodeState(accounts[2], {
        version: 1,
        state: { ...state, lastScoredDay: '2026-06-02' } as unknown as AccountState,
      }),
    ]);
    await putOnBoard(tools, [scoredAt(accounts[0], 100)]);
    expect(await scores()).toEqual({ [accounts[0]]: 100, [accounts[1]]: null, [accounts[2]]: 640 });
  });

  it('is built by hand once, and stays as it is then', async () => {
    const { bucket, accounts, tools, night, rev } = await newBucket();
    expect(await buildBoard(tools, bucket)).toBe(3);
    expect(await buildBoard(tools, bucket)).toBe(0);
    await night(accounts.map((account) => scoredAt(account, 100)));
    expect(await rev()).toBe(2);
  });

  it('loses nothing where two runs and new accounts come at once', async () => {
    const { accounts, tools, night, scores } = await newBucket(12);
    const half = accounts.slice(0, 6);
    await Promise.all([
      night(half.map((account) => scoredAt(account, 100))),
      night(half.map((account) => scoredAt(account, 100))),
      ...accounts.slice(6).map((account) => addToBoard(tools, [account])),
    ]);
    const expected = [...half.map((account) => [account, 100]), ...accounts.slice(6).map((account) => [account, null])];
    expect(await scores()).toEqual(Object.fromEntries(expected));
  });

  it('is not written over what somebody else has written since it was read', async () => {
    const { bucket, accounts, night, scores } = await newBucket();
    await night([scoredAt(accounts[0], 100)]);
    const board = new DynamoBoard(tables.client, tables.accountsTable);
    const before = await board.bucket(bucket);
    const after = (score: number) => ({ asOf: MORNING, entries: [scoredAt(accounts[0], score)] });
    expect(await board.replace(bucket, before, after(200))).toBe(true);
    expect(await board.replace(bucket, before, after(300))).toBe(false);
    expect(await board.replace(bucket, undefined, after(400))).toBe(false);
    expect(await scores()).toEqual({ [accounts[0]]: 200 });
  });

  it('is read in one go, says how old it is, and whether accounts are missing on it', async () => {
    const { client, accountsTable } = await createTables();
    const board = new DynamoBoard(client, accountsTable);
    expect(await board.read()).toEqual({ entries: [], isPartial: true });
    for (let bucket = 0; bucket < 64; bucket += 1) {
      await board.replace(bucket, undefined, { asOf: MORNING + bucket, entries: [] });
    }
    expect(await board.read()).toEqual({ entries: [], isPartial: false, asOf: MORNING });
    const entry = scoredAt('koa', 500);
    await board.replace(5, await board.bucket(5), { asOf: MORNING - HOUR, entries: [entry] });
    expect(await board.read()).toEqual({ entries: [entry], isPartial: false, asOf: MORNING - HOUR });
    expect(await rowsUnder(client, accountsTable, boardRowKey(5).pk.S)).toHaveLength(1);
  });
});
