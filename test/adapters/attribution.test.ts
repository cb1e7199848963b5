import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../domain/usage/call.ts';
import type { WaitingEvent } from '../../domain/usage/usage-event.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import { DynamoBoard } from '../../functions/store/board/board.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { decodeQuarantined } from '../../functions/store/quarantine/quarantine-items.ts';
import { DynamoUnknownAccounts } from '../../functions/store/usage/unknown-accounts.ts';
import { AttributedTables, arrivingRow } from '../support/attribution.ts';
import {
  attributionInOrder,
  checkAttribution,
  outcomeOf,
  shuffledTwice,
  ticking,
} from '../support/attribution-story.ts';
import { BY_IMPORT, CALLED } from '../support/reporters.ts';
import { silenceLog } from '../support/silence-log.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let tables: TestTables;
let attributed: AttributedTables;
/** Begins all ids of a test. */
let own: string;
let tests = 0;

beforeAll(async () => {
  tables = await createTables();
});
beforeEach(() => {
  tests += 1;
  own = `t${tests}-`;
  attributed = new AttributedTables(tables, () => NOW);
});

let ids = 0;
const call = (kind: Call['kind'], told: Partial<Call>): Call => {
  ids += 1;
  return { kind, id: `m${ids}`, source: 'app', time: NOW, traits: {}, ...told };
};
const event = (id: string, who: { user: string } | { anonymousId: string }, time = NOW): WaitingEvent => ({
  id,
  source: 'app',
  event: 'login',
  time,
  ...who,
});

const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, `account#${account}`);
const factsOf = async (account: string) =>
  Object.fromEntries(
    (await rowsOf(account)).flatMap(({ sk, f }) =>
      f?.S !== undefined && sk?.S?.startsWith('3#') ? [[sk.S, JSON.parse(f.S)]] : [],
    ),
  );
const eventsIn = (pk: string) => rowsUnder(tables.client, tables.eventsTable, pk);
const quarantined = async () =>
  (await rowsUnder(tables.client, tables.accountsTable, 'quarantine#app'))
    .filter(({ raw }) => raw !== undefined)
    .map(decodeQuarantined)
    .filter(({ raw }) => raw.includes(own));

describe('a group call', () => {
  test('makes an account, and its later facts stand', async () => {
    const koa = `${own}koa`;
    await attributed.store(
      arrivingRow(call('group', { groupId: koa, time: NOW + 5, traits: { plan: 'team' } })),
      arrivingRow(call('group', { groupId: koa, time: NOW + 1, traits: { name: 'Koa', plan: 'solo', mrr: '120' } })),
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: 'Koa', plan: 'team', mrr: 120 } });
  });

  test('stands in the ledger from the day that it tells of, once, however often it comes', async () => {
    const koa = `${own}koa`;
    const now = NOW + 3 * DAY;
    const later = new AttributedTables(tables, () => now);
    const told = [
      call('group', { groupId: koa, time: NOW, traits: { plan: 'solo', mrr: '120' } }),
      call('group', { groupId: koa, time: NOW + DAY, traits: { plan: 'team', mrr: '120' } }),
    ];
    await later.store(...told.map(arrivingRow));
    const records = [...later.pending];
    await later.deliverAll();
    await later.deliver(records);
    const ledger = await new DynamoLedger(tables.client, tables.accountsTable).read(koa);
    const by = { recordedAt: now, door: 'call', who: 'a call of app' };
    expect(ledger).toEqual([
      { fact: 'mrr', from: '2026-06-01', value: { amount: 120 }, ...by },
      { fact: 'plan', from: '2026-06-01', value: 'solo', ...by },
      { fact: 'plan', from: '2026-06-02', value: 'team', ...by },
    ]);
  });

  test('makes an account of which nobody told the name yet under its id, and an import that is older names it', async () => {
    const koa = `${own}koa`;
    await attributed.store(arrivingRow(call('group', { groupId: koa, traits: { plan: 'team' } })));
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: koa, plan: 'team' } });
    await upsertRecords(
      'accounts',
      [{ ref: 1, facts: { id: koa, name: 'Koa', plan: 'old' }, reporter: BY_IMPORT, at: NOW - HOUR }],
      attributed,
    );
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: 'Koa', plan: 'team' } });
  });

  test('with a trait that can’t be used is put aside with the reason, and the good ones are used', async () => {
    const koa = `${own}koa`;
    await attributed.store(
      arrivingRow(call('group', { id: 'bad', groupId: koa, traits: { plan: 'team', mrr: 'much' } })),
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: koa, plan: 'team' } });
    expect(await quarantined()).toMatchObject([
      {
        source: 'app',
        reason: 'bad-trait',
        detail:
          'The trait "mrr": mrr "much" is not a number: write digits only, like 120000. What else the call tells was used.',
      },
    ]);
    expect(JSON.parse((await quarantined())[0]?.raw as string)).toEqual({
      type: 'group',
      messageId: 'bad',
      timestamp: '2026-06-01T00:00:00.000Z',
      groupId: koa,
      traits: { plan: 'team', mrr: 'much' },
    });
  });
});

describe('an identify call', () => {
  test('waits for the account of its user', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    await attributed.store(arrivingRow(call('identify', { userId: lea, traits: { email: 'lea@koa.example' } })));
    await attributed.deliverAll();
    await attributed.store(arrivingRow(call('group', { groupId: koa, userId: lea })));
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({
      '3#account': { id: koa, name: koa },
      [`3#contact#${lea}`]: { id: lea, account: koa, email: 'lea@koa.example' },
    });
  });

  test('of an account that nobody has told of is kept until it is imported, and the account noted', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    await attributed.store(
      arrivingRow(call('identify', { userId: lea, groupId: koa, traits: { name: 'Lea', role: 'boss' } })),
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({});
    const listings = new DynamoListings(tables.client, tables.accountsTable);
    expect(await new DynamoUnknownAccounts(tables.client, tables.accountsTable, listings).noted(1_000)).toContain(koa);
    await upsertRecords(
      'accounts',
      [{ ref: 1, facts: { id: koa, name: 'Koa' }, reporter: BY_IMPORT, at: NOW }],
      attributed,
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toMatchObject({ [`3#contact#${lea}`]: { id: lea, account: koa, name: 'Lea' } });
    expect(await quarantined()).toHaveLength(1);
  });
});

describe('an account that is new', () => {
  test('is on the list of accounts at once, before anything is known of its health', async () => {
    const koa = `${own}koa`;
    const facts = { id: koa, name: 'Koa', mrr: 5, currency: 'JPY' };
    await upsertRecords('accounts', [{ ref: 1, facts, reporter: BY_IMPORT, at: NOW }], attributed);
    await attributed.deliverAll();
    const bucket = await new DynamoBoard(tables.client, tables.accountsTable).bucket(accountBucket(koa));
    const listed = bucket?.entries.find(({ account }) => account === koa);
    expect(listed).toEqual({
      account: koa,
      name: 'Koa',
      mrr: 5,
      currency: 'JPY',
      score: null,
      change: null,
      openTasks: 0,
    });
  });
});

describe('events of somebody unknown', () => {
  test('count for the account in their own hours as soon as an import names it', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    await upsertRecords(
      'accounts',
      [{ ref: 1, facts: { id: koa, name: 'Koa' }, reporter: BY_IMPORT, at: NOW }],
      attributed,
    );
    const told = {
      ...event('e1', { user: lea }, NOW - 5 * HOUR),
      value: 3,
      subject: 'x',
      comment: 'y',
      extra: '{"a":1}',
    };
    await attributed.store(arrivingRow(told), arrivingRow(event('e2', { user: lea })));
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toHaveLength(2);
    await upsertRecords(
      'contacts',
      [{ ref: 1, facts: { id: lea, account: koa }, reporter: BY_IMPORT, at: NOW }],
      attributed,
    );
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toEqual([]);
    expect(await eventsIn(`${koa}#2026-06-01T04`)).toEqual([
      {
        pk: { S: `${koa}#2026-06-01T04` },
        sk: { S: 'app#e1' },
        e: { S: 'login' },
        t: { N: String(NOW - 5 * HOUR) },
        u: { S: lea },
        v: { N: '3' },
        s: { S: 'x' },
        c: { S: 'y' },
        x: { S: '{"a":1}' },
        expiresAt: expect.anything(),
      },
    ]);
    expect(await eventsIn(`${koa}#2026-06-01T09`)).toMatchObject([{ sk: { S: 'app#e2' }, u: { S: lea } }]);
  });

  test('of a browser wait for the user, then for the user’s account', async () => {
    const [koa, lea, browser] = [`${own}koa`, `${own}lea`, `${own}browser`];
    await attributed.store(arrivingRow(event('e1', { anonymousId: browser })));
    await attributed.store(arrivingRow(call('alias', { userId: lea, anonymousId: browser })));
    await attributed.deliverAll();
    expect(await eventsIn(`anonymous#${browser}#waiting`)).toEqual([]);
    expect(await eventsIn(`user#${lea}#waiting`)).toMatchObject([{ u: { S: lea } }]);
    await attributed.links.linkUsers([{ user: lea, account: koa, ...CALLED }]);
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toEqual([]);
    expect(await eventsIn(`${koa}#2026-06-01T09`)).toMatchObject([{ sk: { S: 'app#e1' }, u: { S: lea } }]);
  });

  test('that become known when their hour is closed are put aside, to be read', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    const old = event('e1', { user: lea }, NOW - 401 * 24 * HOUR);
    await attributed.store(arrivingRow({ ...old, extra: '{"a":1}' }), arrivingRow(event('e2', { user: lea })));
    await attributed.links.linkUsers([{ user: lea, account: koa, ...CALLED }]);
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toEqual([]);
    expect(await eventsIn(`${koa}#2026-06-01T09`)).toHaveLength(1);
    const [aside] = await quarantined();
    expect(aside).toMatchObject({ source: 'app', reason: 'too-old' });
    const raw = { id: 'e1', event: 'login', time: old.time, user: lea, account: koa, a: 1 };
    expect(JSON.parse(aside?.raw as string)).toEqual(raw);
  });
});

describe('a batch of the streams', () => {
  test('that fails in part is told from the first record that was not dealt with, and the others are', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    const broken = new AttributedTables(tables, () => NOW, {
      unknownAccounts: { note: () => Promise.reject(new Error('no')) },
    });
    await broken.store(
      arrivingRow(call('group', { groupId: koa })),
      arrivingRow(call('identify', { userId: lea, groupId: 'nowhere' })),
      arrivingRow(call('group', { groupId: `${own}vue` })),
    );
    const records = broken.pending.splice(0);
    expect(await broken.deliver(records)).toEqual([records[1]?.dynamodb?.SequenceNumber]);
    expect(Object.keys(await factsOf(`${own}vue`))).toEqual(['3#account']);
    // What was begun is there, and the rest may be tried again.
    expect(await attributed.deliver(records)).toEqual([]);
  });
});

describe('calls, imports, links and events', () => {
  test('come to the same in any order and however often', async () => {
    const expected = await outcomeOf(new AttributedTables(tables, ticking()), attributionInOrder, `${own}in-order-`);
    checkAttribution(expected);
    for (const seed of [1, 2, 3]) {
      const outcome = await outcomeOf(new AttributedTables(tables, ticking()), shuffledTwice(seed), `${own}${seed}-`);
      expect(outcome).toBe(expected);
    }
  });
});
