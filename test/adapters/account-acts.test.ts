import { beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../domain/activities/activity.ts';
import { loggedWork } from '../../domain/activities/work-log.ts';
import { type AuditEntry, memberOf } from '../../domain/audit/audit.ts';
import type { NextAction } from '../../domain/health-list/health-list.ts';
import { decodeActivity } from '../../functions/store/accounts/account-items.ts';
import { DynamoActivities } from '../../functions/store/accounts/activities.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { WorkLogReader } from '../../functions/store/activities/work-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { lastActRecord } from '../../functions/store/sign-in/sessions.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let clock = 0;
const audit = (account: string, what: AuditEntry['what']): AuditEntry => {
  clock += 1;
  const at = new Date(Date.parse('2026-06-01T00:00:00Z') + clock).toISOString();
  return { at, who: memberOf('aoi'), door: 'page', what, about: { account }, before: null, after: null };
};
const changesOf = async (account: string) =>
  (await new AuditReader(tables.client, tables.accountsTable).ofAccount(account, { limit: 9 })).entries.map(
    ({ what }) => what,
  );

beforeAll(async () => {
  tables = await createTables();
});

describe('an activity', () => {
  const call: Activity = { id: 'a', day: '2026-06-01', kind: 'call', by: 'aoi', minutes: 5 };

  it('stands once, and is gone once, in the log of work as well, each with who did it on record', async () => {
    const activities = new DynamoActivities(tables.client, tables.accountsTable);
    const work = loggedWork({ id: 'koa' }, call);
    const workOfTheMonth = () => new WorkLogReader(tables.client, tables.accountsTable).ofMonths(['2026-06']);
    const log = () =>
      activities.log('koa', call, { expiresAt: 1_900_000_000, work, audit: audit('koa', 'activity-logged') });
    const takeBack = () => activities.takeBack('koa', call, audit('koa', 'activity-taken-back'));
    const logged = await Promise.all([log(), log()]);
    expect(logged.sort()).toEqual([false, true]);
    const rows = await rowsUnder(tables.client, tables.accountsTable, 'account#koa');
    expect(rows.filter(({ sk }) => sk?.S?.startsWith('3#activity#')).map(decodeActivity)).toEqual([call]);
    expect(await workOfTheMonth()).toEqual([work]);
    expect([await takeBack(), await takeBack()]).toEqual([true, false]);
    expect(await workOfTheMonth()).toEqual([]);
    expect(await changesOf('koa')).toEqual(['activity-taken-back', 'activity-logged']);
  });
});

describe('what pages tell of an activity', () => {
  it('is written with it, or not at all', async () => {
    const { client, accountsTable } = tables;
    const session = { person: 'aoi', id: 's' };
    const acts = new DynamoActivities(client, accountsTable);
    const log = (id: string, text: string) =>
      acts.log(
        'lio',
        { id, day: '2026-06-01', kind: 'call', by: 'aoi' },
        {
          ...{ expiresAt: 1_900_000_000, work: null, audit: audit('lio', 'activity-logged') },
          notice: { session, act: { at: Date.parse('2026-06-01T00:00:00Z'), text } },
        },
      );
    const told = async () => {
      const rows = await rowsUnder(client, accountsTable, 'sign-in#aoi');
      return rows.map((row) => [row.sk?.S, lastActRecord.decode(row).text, row.expiresAt?.N]);
    };
    expect(await log('a', 'Noted')).toBe(true);
    const noted = [['last-act#s', 'Noted', String(Date.parse('2026-06-01T00:10:00Z') / 1000)]];
    expect(await told()).toEqual(noted);
    expect(await log('a', 'Noted once more')).toBe(false);
    expect(await told()).toEqual(noted);
  });
});

describe('a next action', () => {
  const action = (text: string): NextAction => ({ text, by: 'aoi', day: '2026-06-01', score: null });

  it('is taken back where it still stands, also as it was remembered by the session', async () => {
    const nextActions = new DynamoNextActions(tables.client, tables.accountsTable);
    const agree = (before: NextAction | undefined, after: NextAction) =>
      nextActions.replace('shinonome', before, after, audit('shinonome', 'next-action-noted'));
    const takeBack = (stands: NextAction) =>
      nextActions.takeBack('shinonome', JSON.parse(JSON.stringify(stands)), audit('shinonome', 'next-action-noted'));
    await agree(undefined, action('Call'));
    await agree(action('Call'), action('Visit'));
    expect([await takeBack(action('Call')), await takeBack(action('Visit'))]).toEqual([false, true]);
    expect((await nextActions.find(['shinonome'])).size).toBe(0);
    expect(await changesOf('shinonome')).toHaveLength(3);
  });
});
