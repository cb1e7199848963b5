import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../domain/locale/locale.ts';
import type { Keeping } from '../../../../domain/personal-data/keeping.ts';
import { isOfCustomers, type KeptData, type KeptKind, keptData } from '../../../../domain/personal-data/kept-data.ts';
import type { Item } from '../../../../functions/store/item.ts';
import * as keys from '../../../../functions/store/keys.ts';
import { OPEN_TASKS_LIST } from '../../../../functions/store/keys.ts';
import { keysOfList } from '../../../../functions/store/lists/spread-lists.ts';
import {
  type ForgottenBySetting,
  forgottenBySetting,
  listsForgotten,
} from '../../../../functions/store/personal-data/overdue-rows.ts';
import { kindOfAccountsRow, kindOfEventsRow } from '../../../../functions/store/personal-data/row-kinds.ts';
import { personalDataPages, withRegister } from '../../../../local/personal-data-page.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'test/fixtures/rows/0.1.0');

const at = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });
const rowsOf = (record: string): Item[] => JSON.parse(readFileSync(join(folder, `${record}.rows.json`), 'utf8'));
const records = readdirSync(folder).flatMap((file) => file.match(/^(.+)\.rows\.json$/)?.[1] ?? []);
const ofEvents = new Set(['raw-event', 'call']);
const kindOf = (record: string, row: Item) => (ofEvents.has(record) ? kindOfEventsRow(row) : kindOfAccountsRow(row));

const isForgotten = (keptFor: Keeping): keptFor is ForgottenBySetting =>
  forgottenBySetting.some((setting) => setting === keptFor);
/** A mail that is to be sent, a task that is to be done: they stay, however old. */
const isUnderWay = ({ status, list }: Item) =>
  status?.S === 'pending' || keysOfList(OPEN_TASKS_LIST).includes(`${list?.S}`);
/** By an expiry that is written with it. */
const hasEndOfItsOwn = ({ keptFor }: KeptData) =>
  keptFor !== 'for-good' && typeof keptFor !== 'object' && !isForgotten(keptFor);

describe('what is kept', () => {
  it.each(records)('has a line in the register, by what the product writes: %s', (record) => {
    const rows = rowsOf(record);
    expect(
      rows.map((row) => [row.pk?.S, row.sk?.S, kindOf(record, row)]).filter(([, , kind]) => kind === undefined),
    ).toEqual([]);
  });

  it('goes by itself exactly where its line says when', () => {
    const wrong = records.flatMap((record) =>
      rowsOf(record).flatMap((row) => {
        const kept: KeptData = keptData[kindOf(record, row) as KeptKind];
        // A key may be issued for a while; a bus event expires once it is published.
        if (['source-key', 'outbox-row', 'usage'].includes(record)) return [];
        return (row.expiresAt !== undefined) === hasEndOfItsOwn(kept) ? [] : [`${record} ${row.sk?.S}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('is forgotten by the night, where its line says so: it lies in a list of the setting, in the order of time', () => {
    const wrong = records.flatMap((record) =>
      rowsOf(record).flatMap((row) => {
        const { keptFor }: KeptData = keptData[kindOf(record, row) as KeptKind];
        if (!isForgotten(keptFor) || isUnderWay(row)) return [];
        const month = `${row.listedAt?.S}`.slice(0, 'YYYY-MM'.length);
        const lists = listsForgotten(keptFor, `${month}-28`).flatMap(keysOfList);
        return /^\d{4}-\d\d$/.test(month) && lists.includes(`${row.list?.S}`) ? [] : [`${record} ${row.sk?.S}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('says of all that is of customers when it goes, or why it stays', () => {
    const unsaid = Object.entries<KeptData>(keptData).filter(
      ([, kept]) => isOfCustomers(kept) && kept.keptFor === 'for-good',
    );
    expect(unsaid.map(([kind]) => kind)).toEqual([]);
  });

  it('is found under an account by every beginning of a sort key that there is', () => {
    const beginnings = Object.values(keys).filter((value) => typeof value === 'string' && /^\d#./.test(value));
    const unknown = beginnings.filter((value) =>
      [value, `${value}x`].every((sk) => kindOfAccountsRow(at('account#koa', `${sk}`)) === undefined),
    );
    expect(beginnings.length).toBeGreaterThan(15);
    // Those that several kinds begin with, and what lies under buckets of accounts.
    expect(unknown).toEqual(['1#customer-page#', '2#days#']);
  });

  it('is of no kind where nobody has said what it is', () => {
    expect(kindOfAccountsRow(at('account#koa', '1#secret-notes#x'))).toBeUndefined();
    expect(kindOfAccountsRow(at('shoe-sizes#rin', 'x'))).toBeUndefined();
    expect(kindOfEventsRow(at('whatever', 'x'))).toBeUndefined();
  });

  it.each([
    ['customer-comment', 'account#koa', '1#customer-page#comment#2026-06-01#ren#01'],
    ['goal-proposal', 'account#koa', '1#customer-page#goal'],
    ['lifetime', 'account#koa', '3#lifetime#002'],
    ['usage-hour', 'hours#koa#2026-06-01', '18#01'],
    ['quarantine-count', 'quarantine#app', 'counted#2026-06-01'],
    ['quarantined', 'quarantine#app', 'BM5L8sMCMLuw97LygZNJOOwqHbr8KukyuAVq3ueewEI'],
    ['address-opt-out', 'opt-out#rin@koa.example', 'opt-out'],
    ['kpi-year', 'courses#years', '07#00'],
    ['course-days', 'courses#07', '2#days#2026-05#00'],
    ['nps-month', 'nps#months', '2026-05'],
    ['user-link', 'user#rin', 'link'],
    ['anonymous-link', 'anonymous#a1', 'link'],
    ['source-key', 'source#app', 'key#abc'],
  ])('is told apart from what lies beside it: %s', (kind, pk, sk) => {
    expect(kindOfAccountsRow(at(pk, sk))).toBe(kind);
  });

  it.each(languages)('stands on the page for whoever asks (else: npm run docs:personal-data): %s', (language) => {
    const page = readFileSync(join(root, personalDataPages[language]), 'utf8');
    expect(withRegister(page, language)).toBe(page);
  });
});
