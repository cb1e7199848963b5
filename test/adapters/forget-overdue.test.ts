import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, operatorNamed } from '../../domain/audit/audit.ts';
import { type KeptInDays, keptSince } from '../../domain/personal-data/keeping.ts';
import { type KeptKind, keptData } from '../../domain/personal-data/kept-data.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { forgetOverdue } from '../../functions/check-senders/forget-overdue.ts';
import { encodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DeleteItemCommand, type DynamoDBClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { CLOSED_TASKS_LIST, DONE_MAILS_LIST, DONE_POSTS_LIST, HELD_MAILS_LIST } from '../../functions/store/keys.ts';
import { listKey } from '../../functions/store/lists/spread-lists.ts';
import {
  type ForgottenBySetting,
  forgottenBySetting,
  OverdueRows,
} from '../../functions/store/personal-data/overdue-rows.ts';
import { kindOfAccountsRow } from '../../functions/store/personal-data/row-kinds.ts';
import { rowsOf } from '../support/rows-with.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const folder = join(import.meta.dirname, '../fixtures/rows/0.1.0');
/** As the product writes them, of all kinds. */
const written = readdirSync(folder)
  .filter((file) => file.endsWith('.rows.json') && !/^(raw-event|call)\./.test(file))
  .flatMap((file): Item[] => JSON.parse(readFileSync(join(folder, file), 'utf8')))
  // Packed texts are no JSON.
  .filter((row) => Object.values(row).every((value) => value.B === undefined));
/** Beside a user's move: of an account, and of no account. */
const audited = [{ account: 'koa' }, { source: 'app' }].map((about) =>
  encodeAuditEntry({
    ...{ at: '2026-06-01T09:30:00.000Z', who: operatorNamed('aoi'), door: 'command' },
    ...{ what: 'account-changed', about, before: null, after: null },
  } as AuditEntry),
);
const kindOf = (row: Item) => kindOfAccountsRow(row) as KeptKind;

/** All that may be forgotten is done with: mails and messages went, tasks are closed. */
const doneWith = [...written, ...audited].map((row) => {
  const list = { mail: DONE_MAILS_LIST, chat: DONE_POSTS_LIST, 'bus-events': DONE_POSTS_LIST, task: CLOSED_TASKS_LIST }[
    kindOf(row) as string
  ];
  return list === undefined ? row : { ...row, status: { S: 'sent' }, list: { S: listKey(list, row) } };
});
/** After all that was written. */
const LAST: Day = '2026-12-31';

describe('what is kept for so many days', () => {
  let tables: TestTables;
  beforeEach(async () => {
    tables = await createTables();
    // One key stands in several of the files.
    const distinct = new Map(doneWith.map((row) => [`${row.pk?.S} ${row.sk?.S}`, row]));
    await batchPut(tables.client, tables.accountsTable, [...distinct.values()]);
  });

  const forget = (
    keptInDays: KeptInDays,
    today: Day,
    { client = tables.client, hasTime = () => true }: { client?: DynamoDBClient; hasTime?(): boolean } = {},
  ) => forgetOverdue({ overdue: new OverdueRows(client, tables.accountsTable), keptInDays, today, hasTime });
  const everyRow = () => rowsOf(tables);
  const kindsOfSetting = (setting: ForgottenBySetting) => (kind: KeptKind) => keptData[kind].keptFor === setting;

  it.each(forgottenBySetting)('is forgotten once it is older, and nothing else is: %s', async (setting) => {
    const isOfIt = kindsOfSetting(setting);
    const before = await everyRow();
    const kinds = new Set(before.map(kindOf).filter(isOfIt));
    const { gone, isDone } = await forget({ [setting]: 400 }, addDays(LAST, 401));
    const after = await everyRow();
    expect([isDone, gone]).toEqual([true, { [setting]: before.length - after.length }]);
    expect(after.map(kindOf).filter(isOfIt)).toEqual([]);
    expect(after.length).toBe(before.filter((row) => !isOfIt(kindOf(row))).length);
    // All kinds of the setting are among what the product writes, so that none is left out here.
    expect(kinds).toEqual(new Set((Object.keys(keptData) as KeptKind[]).filter(isOfIt)));
  });

  it('stays until it is older, and where the stage says nothing', async () => {
    const before = await everyRow();
    const all = Object.fromEntries(forgottenBySetting.map((setting) => [setting, 400]));
    const none = Object.fromEntries(forgottenBySetting.map((setting) => [setting, 0]));
    expect((await forget(all, addDays('2025-01-01', 400))).gone).toEqual(none);
    expect((await forget({}, addDays(LAST, 4000))).gone).toEqual({});
    expect(await everyRow()).toEqual(before);
  });

  it('counts for what lies there already as soon as the figure is another one', async () => {
    const setting = 'retention.answersInDays';
    const today = addDays(LAST, 500);
    const gone = async (days: number) => (await forget({ [setting]: days }, today)).gone[setting];
    expect([await gone(3000), await gone(450)]).toEqual([0, 5]);
  });

  it('goes on the next night where there was no time, and leaves what somebody took up meanwhile', async () => {
    const keptInDays = { 'retention.mailsInDays': 180 };
    const today = addDays(LAST, 400);
    expect(await forget(keptInDays, today, { hasTime: () => false })).toEqual({
      gone: { 'retention.mailsInDays': 0 },
      isDone: false,
    });
    const [mail] = (await everyRow()).filter((row) => kindOf(row) === 'mail') as [Item];
    const takenUp = { ...mail, status: { S: 'held' }, list: { S: listKey(HELD_MAILS_LIST, mail) } };
    const send = async (command: object) => {
      if (command instanceof DeleteItemCommand && command.input.Key?.sk?.S === mail.sk?.S) {
        await batchPut(tables.client, tables.accountsTable, [takenUp]);
      }
      return tables.client.send(command as never);
    };
    const { isDone } = await forget(keptInDays, today, { client: { send } as never });
    expect(isDone).toBe(true);
    expect((await everyRow()).filter((row) => kindOf(row) === 'mail')).toEqual([takenUp]);
  });

  it('is reckoned from the day of the company', () => {
    expect(keptSince('retention.auditInDays', { 'retention.auditInDays': 90 }, '2026-04-01')).toBe('2026-01-01');
  });
});
