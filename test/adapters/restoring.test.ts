import { beforeEach, describe, expect, test } from 'vitest';
import type { KeptKind } from '../../domain/personal-data/kept-data.ts';
import { onRestoring } from '../../domain/restoring/restoring.ts';
import { decodeContact, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { batchDelete, batchPut } from '../../functions/store/batches.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../../functions/store/client.ts';
import { type Item, keyText } from '../../functions/store/item.ts';
import { contactRowKey, optOutRowKey, RESTORED_ROW_KEY, taskRowKey } from '../../functions/store/keys.ts';
import { decodeRow, encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { erasedPeopleNow } from '../../functions/store/personal-data/erased-people.ts';
import { kindOfAccountsRow, kindOfEventsRow } from '../../functions/store/personal-data/row-kinds.ts';
import { Restoring, type Wanted } from '../../functions/store/restoring/put-back.ts';
import { RestoredMark } from '../../functions/store/restoring/restored-mark.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { planted, plantPerson, traces } from '../support/planted-person.ts';
import { rowsOf, rowsWith } from '../support/rows-with.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { dyingAfter, KilledError } from '../support/watched-clients.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const TO = '2026-05-31T18:00:00.000Z';
const all: Wanted = { overwritten: [] };
let live: TestTables;
let copy: TestTables;

/** Somebody is in every kind of record there is. */
beforeEach(async () => {
  [live, copy] = await Promise.all([createTables(), createTables()]);
  await Promise.all([plantPerson(live), plantPerson(copy)]);
});

const tablePairs = () =>
  (['accounts', 'events'] as const).map((table) => ({
    table,
    copy: copy[`${table}Table`],
    live: live[`${table}Table`],
  }));
const nothingTold = async () => {};

async function putBack(wanted = all, client: DynamoDBClient = live.client) {
  const isErased = await erasedPeopleNow(live.client, live.accountsTable).isErased();
  return new Restoring(client, () => NOW).putBack(tablePairs(), { to: TO, wanted, isErased }, nothingTold);
}

async function empty({ client, accountsTable, eventsTable }: TestTables): Promise<void> {
  const keys = (await rowsOf({ client, accountsTable, eventsTable } as TestTables)).map(
    ({ pk, sk }) => ({ pk, sk }) as Item,
  );
  for (const table of [accountsTable, eventsTable]) await batchDelete(client, table, keys);
}

const kindOf = (item: Item): KeptKind => (kindOfAccountsRow(item) ?? kindOfEventsRow(item)) as KeptKind;
const inOrder = (items: Item[]) => items.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
/** All that a copy brings back. */
const expected = async () =>
  inOrder(
    (await rowsOf(copy)).filter(
      (item) =>
        onRestoring(kindOf(item)) !== 'left' &&
        (item.expiresAt?.N === undefined || Number(item.expiresAt.N) * 1000 > NOW),
    ),
  );
const isMark = (item: Item) => keyText(item) === keyText(RESTORED_ROW_KEY);
const now = async () => inOrder((await rowsOf(live)).filter((item) => !isMark(item)));
async function rowIn({ client, accountsTable }: TestTables, Key: Item): Promise<Item | undefined> {
  return (await client.send(new GetItemCommand({ TableName: accountsTable, Key }))).Item;
}

describe('tables of which everything is gone', () => {
  beforeEach(() => empty(live));

  test('hold again what they held, whatever the kind, and a second time nothing is left to do', async () => {
    const compared = await new Restoring(live.client, () => NOW).compare(tablePairs(), nothingTold);
    expect(compared.unknown).toBe(0);
    for (const count of Object.values(compared.kinds))
      expect(count).toMatchObject({ gone: count.inCopy, unreadable: 0 });
    await putBack();
    const statuses = new Set(['mail', 'chat']);
    const asWas = (items: Item[]) => items.filter((item) => !statuses.has(kindOf(item)));
    expect(asWas(await now())).toEqual(asWas(await expected()));
    expect((await now()).map(keyText)).toEqual((await expected()).map(keyText));
    expect(await putBack()).toEqual({ written: {}, held: 0, overtaken: 0, erased: 0 });
  });

  test('hold the same after a run that was killed at whatever write', async () => {
    await putBack();
    const whole = await now();
    await empty(live);
    let kills = 0;
    for (let writes = 1; ; writes += 7) {
      try {
        await putBack(all, dyingAfter(writes, live.client));
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(KilledError);
        kills += 1;
        // Before anything of what went out is there, nothing more goes out.
        const hasState = (await now()).some((item) => ['state', 'mail'].includes(kindOf(item)));
        if (hasState) expect(await new RestoredMark(live.client, live.accountsTable).read()).not.toBeNull();
      }
    }
    expect(kills).toBeGreaterThan(3);
    await putBack();
    expect(await now()).toEqual(whole);
  });

  test('owe nobody a mail that may have gone out since: a person decides on each', async () => {
    const owed = (['pending', 'claimed', 'waiting', 'approval', 'sent'] as const).map((status, i) => ({
      ...sampleCustomerMail('en', 'renewal-intent'),
      account: 'koa',
      id: `koa/renewal-ahead/-/2026-05-3${i}/renewal-intent/rin`,
      status,
    }));
    await batchPut(copy.client, copy.accountsTable, owed.map(encodeRow));
    const { held } = await putBack({ overwritten: [], accounts: ['koa'] });
    expect(held).toBeGreaterThanOrEqual(4);
    const rows = (await now()).filter((item) => kindOf(item) === 'mail').map(decodeRow);
    const found = owed.map(({ id }) => rows.find((row) => row.id === id));
    expect(found.map((row) => row?.status)).toEqual(['held', 'held', 'held', 'held', 'sent']);
    expect(found[0]?.reason).toContain(`restored: data of ${TO}`);
  });
});

describe('what stands is newer than the copy', () => {
  const contact = contactRowKey(planted.account, planted.id);

  async function changed(Key: Item, name: string): Promise<Item> {
    const row = { ...(await rowIn(live, Key)), [name]: { S: '{"changed":true}' } } as Item;
    await live.client.send(new PutItemCommand({ TableName: live.accountsTable, Item: row }));
    return row;
  }

  test('and stays, as what came since does', async () => {
    const rows = [await changed(contact, 'w'), await changed(optOutRowKey(planted.account, planted.id), 'w')];
    const added: Item = { ...taskRowKey('koa', 'koa/new'), f: { S: '{}' } };
    await live.client.send(new PutItemCommand({ TableName: live.accountsTable, Item: added }));
    expect(await putBack()).toMatchObject({ written: {} });
    expect(await rowIn(live, contact)).toEqual(rows[0]);
    expect(await rowIn(live, optOutRowKey(planted.account, planted.id))).toEqual(rows[1]);
    expect(await rowIn(live, taskRowKey('koa', 'koa/new'))).toEqual(added);
  });

  test('unless its kind is named, and then nothing else is put as it was', async () => {
    const before = await rowIn(live, contact);
    await changed(contact, 'w');
    const optOut = await changed(optOutRowKey(planted.account, planted.id), 'w');
    expect(await putBack({ overwritten: ['contact'] })).toMatchObject({ written: { contact: 1 } });
    expect(await rowIn(live, contact)).toEqual(before);
    expect(await rowIn(live, optOutRowKey(planted.account, planted.id))).toEqual(optOut);
    // No memory of what went out was touched, so that mails go on.
    expect(await new RestoredMark(live.client, live.accountsTable).read()).toBeNull();
  });

  test('and so does what is changed while it runs', async () => {
    const found = decodeContact((await rowIn(live, contact)) as Item);
    await changed(contact, 'w');
    const Item = { ...encodeContact({ ...found, name: 'Somebody else' }), ...contact };
    let raced = false;
    const racing = new Proxy(live.client, {
      get: (target, name) =>
        name !== 'send'
          ? Reflect.get(target, name)
          : async (command: never) => {
              if (!raced && (command as object) instanceof PutItemCommand) {
                raced = true;
                await target.send(new PutItemCommand({ TableName: live.accountsTable, Item }));
              }
              return target.send(command);
            },
    });
    expect(await putBack({ overwritten: ['contact'] }, racing)).toMatchObject({ overtaken: 1, written: {} });
    expect(await rowIn(live, contact)).toEqual(Item);
  });
});

test.each([
  ['person', 'erase', planted.id, '--account', planted.account, '--confirm', planted.id, '--everywhere'],
  ['account', 'erase', planted.account, '--confirm', planted.account, '--everywhere'],
])('who was erased since does not come back, in whatever row they were: %s %s', async (...line) => {
  const tools = toolsOver(live, () => NOW);
  await say(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
  const left = await rowsWith(traces, live);
  expect(await rowsWith(traces, copy)).not.toEqual([]);
  const { erased } = await putBack();
  expect(erased).toBeGreaterThan(0);
  expect(await rowsWith(traces, live)).toEqual(left);
});
