import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../domain/usage/call.ts';
import { DynamoListings } from '../../functions/adapters/dynamo-listings.ts';
import { decodeQuarantined } from '../../functions/adapters/dynamo-quarantined-events.ts';
import { DynamoUnknownAccounts } from '../../functions/adapters/dynamo-unknown-accounts.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import { AttributedTables, callRow, waitingRow } from '../support/attribution.ts';
import { silenceLog } from '../support/silence-log.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const HOUR = 3_600_000;
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
const event = (id: string, time = NOW) => ({ id, source: 'app', event: 'login', time });

const rowsOf = (account: string) => rowsUnder(tables.client, tables.accountsTable, `account#${account}`);
const factsOf = async (account: string) =>
  Object.fromEntries(
    (await rowsOf(account)).flatMap(({ sk, f }) => (f?.S === undefined ? [] : [[sk?.S, JSON.parse(f.S)]])),
  );
const eventsIn = (pk: string) => rowsUnder(tables.client, tables.eventsTable, pk);
const quarantined = async () =>
  (await rowsUnder(tables.client, tables.accountsTable, 'quarantine#app'))
    .map(decodeQuarantined)
    .filter(({ raw }) => raw.includes(own));

describe('a group call', () => {
  test('makes an account, and its later facts stand', async () => {
    const koa = `${own}koa`;
    await attributed.store(
      callRow(call('group', { groupId: koa, time: NOW + 5, traits: { plan: 'team' } })),
      callRow(call('group', { groupId: koa, time: NOW + 1, traits: { name: 'Koa', plan: 'solo', mrr: '120' } })),
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: 'Koa', plan: 'team', mrr: 120 } });
  });

  test('makes an account of which nobody told the name yet under its id, and an import that is older names it', async () => {
    const koa = `${own}koa`;
    await attributed.store(callRow(call('group', { groupId: koa, traits: { plan: 'team' } })));
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: koa, plan: 'team' } });
    await upsertRecords(
      'accounts',
      [{ ref: 1, facts: { id: koa, name: 'Koa', plan: 'old' }, at: NOW - HOUR }],
      attributed,
    );
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: 'Koa', plan: 'team' } });
  });

  test('with a trait that can’t be used is put aside with the reason, and the good ones are used', async () => {
    const koa = `${own}koa`;
    await attributed.store(callRow(call('group', { id: 'bad', groupId: koa, traits: { plan: 'team', mrr: 'much' } })));
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({ '3#account': { id: koa, name: koa, plan: 'team' } });
    expect(await quarantined()).toMatchObject([
      {
        source: 'app',
        reason: 'bad-traits',
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
    await attributed.store(callRow(call('identify', { userId: lea, traits: { email: 'lea@koa.example' } })));
    await attributed.deliverAll();
    await attributed.store(callRow(call('group', { groupId: koa, userId: lea })));
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({
      '3#account': { id: koa, name: koa },
      [`3#contact#${lea}`]: { id: lea, account: koa, email: 'lea@koa.example' },
    });
  });

  test('of an account that nobody has told of is kept until it is imported, and the account noted', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    await attributed.store(
      callRow(call('identify', { userId: lea, groupId: koa, traits: { name: 'Lea', role: 'boss' } })),
    );
    await attributed.deliverAll();
    expect(await factsOf(koa)).toEqual({});
    const listings = new DynamoListings(tables.client, tables.accountsTable);
    expect(await new DynamoUnknownAccounts(tables.client, tables.accountsTable, listings).noted()).toContain(koa);
    await upsertRecords('accounts', [{ ref: 1, facts: { id: koa, name: 'Koa' }, at: NOW }], attributed);
    await attributed.deliverAll();
    expect(await factsOf(koa)).toMatchObject({ [`3#contact#${lea}`]: { id: lea, account: koa, name: 'Lea' } });
    expect(await quarantined()).toHaveLength(1);
  });
});

describe('events of somebody unknown', () => {
  test('count for the account in their own hours as soon as an import names it', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    await upsertRecords('accounts', [{ ref: 1, facts: { id: koa, name: 'Koa' }, at: NOW }], attributed);
    const told = { ...event('e1', NOW - 5 * HOUR), value: 3, subject: 'x', comment: 'y', extra: '{"a":1}' };
    await attributed.store(
      waitingRow({ kind: 'user', id: lea }, told),
      waitingRow({ kind: 'user', id: lea }, event('e2')),
    );
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toHaveLength(2);
    await upsertRecords('contacts', [{ ref: 1, facts: { id: lea, account: koa }, at: NOW }], attributed);
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
    await attributed.store(waitingRow({ kind: 'anonymous', id: browser }, event('e1')));
    await attributed.store(callRow(call('alias', { userId: lea, anonymousId: browser })));
    await attributed.deliverAll();
    expect(await eventsIn(`anonymous#${browser}#waiting`)).toEqual([]);
    expect(await eventsIn(`user#${lea}#waiting`)).toMatchObject([{ u: { S: lea } }]);
    await attributed.links.linkUsers([{ user: lea, account: koa }]);
    await attributed.deliverAll();
    expect(await eventsIn(`user#${lea}#waiting`)).toEqual([]);
    expect(await eventsIn(`${koa}#2026-06-01T09`)).toMatchObject([{ sk: { S: 'app#e1' }, u: { S: lea } }]);
  });

  test('that become known when their hour is closed are put aside, to be read', async () => {
    const [koa, lea] = [`${own}koa`, `${own}lea`];
    const old = event('e1', NOW - 401 * 24 * HOUR);
    await attributed.store(
      waitingRow({ kind: 'user', id: lea }, { ...old, extra: '{"a":1}' }),
      waitingRow({ kind: 'user', id: lea }, event('e2')),
    );
    await attributed.links.linkUsers([{ user: lea, account: koa }]);
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
      callRow(call('group', { groupId: koa })),
      callRow(call('identify', { userId: lea, groupId: 'nowhere' })),
      callRow(call('group', { groupId: `${own}vue` })),
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
    const told = {
      group: [
        { groupId: 'koa', userId: 'lea', time: NOW + 3, traits: { plan: 'team' } },
        { groupId: 'koa', time: NOW + 1, traits: { name: 'Koa', plan: 'solo', mrr: 5, renewal_date: '2027-01-01' } },
        { groupId: 'koa', userId: 'tao', time: NOW + 2, traits: { mrr: null } },
        { groupId: 'vue', time: NOW, traits: { plan: 'team' } },
      ],
      identify: [
        { userId: 'lea', time: NOW + 2, traits: { name: 'Lea', email: 'lea@koa.example' } },
        { userId: 'lea', groupId: 'koa', time: NOW + 4, traits: { email: 'berg@koa.example' } },
        { userId: 'tao', anonymousId: 'x1', time: NOW, traits: { role: 'admin' } },
        { userId: 'kim', groupId: 'vue', time: NOW, traits: { name: 'Kim' } },
        { userId: 'ada', groupId: 'nest', time: NOW, traits: { name: 'Ada' } },
      ],
      alias: [{ userId: 'kim', anonymousId: 'x2', time: NOW }],
    };
    const waiting = [
      ['user', 'lea', 0],
      ['user', 'lea', 1],
      ['user', 'kim', 0],
      ['anonymous', 'x1', 2],
      ['anonymous', 'x2', 0],
    ] as const;
    const imported = [
      ['accounts', { id: 'koa', name: 'Koa Import', segment: 'smb' }],
      ['accounts', { id: 'nest', name: 'Nest' }],
    ] as const;

    /** Every act, with all ids of this run. */
    function actsOf(attributed: AttributedTables, run: string): (() => Promise<unknown>)[] {
      const mine = (id: string | undefined) => (id === undefined ? undefined : `${run}${id}`);
      const calls = Object.entries(told).flatMap(([kind, list]) =>
        list.map((one: Partial<Call>, i): Call => {
          const { groupId, userId, anonymousId } = one;
          const named = { groupId: mine(groupId), userId: mine(userId), anonymousId: mine(anonymousId) };
          return {
            source: 'app',
            traits: {},
            time: NOW,
            ...one,
            ...named,
            kind: kind as Call['kind'],
            id: `${kind}${i}`,
          };
        }),
      );
      return [
        ...calls.map((one) => () => attributed.store(callRow(one))),
        ...waiting.map(([kind, id, hour], i) => {
          const row = waitingRow({ kind, id: mine(id) as string }, event(`e${i}`, NOW + hour * HOUR));
          return () => attributed.store(row);
        }),
        ...imported.map(([kind, facts]) => {
          const rows = [{ ref: 1, facts: { ...facts, id: mine(facts.id) }, at: NOW }];
          return () => upsertRecords(kind, rows, attributed);
        }),
      ];
    }

    async function outcomeOf(order: number[], seed: number, run: string): Promise<string> {
      const attributed = new AttributedTables(tables, () => NOW);
      const acts = actsOf(attributed, run);
      let state = seed;
      const next = (count: number) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % count;
      };
      for (const i of order) {
        await acts[i % acts.length]?.();
        if (next(3) === 0) await attributed.deliver(attributed.pending.splice(0, 1 + next(4)));
        if (next(4) === 0 && attributed.pending.length > 0) {
          // One that is told again later.
          await attributed.deliver([attributed.pending[next(attributed.pending.length)] as never]);
        }
      }
      await attributed.deliverAll(next);
      const accounts = (await Promise.all(['koa', 'vue', 'nest'].map((id) => rowsOf(`${run}${id}`)))).flat();
      const hours = ['koa', 'vue', 'nest'].flatMap((id) => [9, 10, 11].map((hour) => hourOf(`${run}${id}`, hour)));
      const owners = ['user#lea', 'user#kim', 'user#tao', 'anonymous#x1', 'anonymous#x2'].map(
        (owner) => `${owner.replace('#', `#${run}`)}#waiting`,
      );
      const events = (await Promise.all([...hours, ...owners].map(eventsIn))).flat();
      return shown([...accounts, ...events]).replaceAll(run, '');
    }

    const acts = actsOf(attributed, '').length;
    const inOrder = Array.from({ length: acts }, (_, i) => i);
    const expected = await outcomeOf(inOrder, 1, `${own}in-order-`);
    expect(expected).toContain(String.raw`\"name\":\"Koa\"`);
    expect(expected.split('\n').filter((line) => line.startsWith('{"pk":"koa#2026-06-01T09"'))).toHaveLength(1);
    expect(expected).toContain('{"pk":"vue#2026-06-01T09","sk":"app#e4"');
    expect(expected).toContain('3#contact#ada');
    expect(expected).not.toContain('waiting');

    let runs = 0;
    const twice = [...inOrder, ...inOrder];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(twice, { minLength: twice.length }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (order, seed) => {
          runs += 1;
          expect(await outcomeOf(order, seed, `${own}r${runs}-`)).toBe(expected);
        },
      ),
      { numRuns: 12, endOnFailure: true, seed: 20_260_601 },
    );
  });
});

const hourOf = (account: string, hour: number) => `${account}#2026-06-01T${String(hour).padStart(2, '0')}`;

/** Rows as lines that can be compared: the note of an unknown account tells of the order, and expires. */
function shown(rows: Record<string, AttributeValue>[]): string {
  return rows
    .filter(({ sk }) => sk?.S !== '1#unknown')
    .map(({ list: _, listedAt: __, ...row }) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(row)
            .map(([name, value]) => [name, value.S ?? value.N] as const)
            .sort(([a], [b]) => keyRank(a) - keyRank(b) || (a < b ? -1 : 1)),
        ),
      ),
    )
    .join('\n');
}

const keyRank = (name: string) => ['pk', 'sk'].indexOf(name) + 1 || 3;
