import { beforeAll, describe, expect, it } from 'vitest';
import { TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import { readNps } from '../../functions/reports/read-nps.ts';
import { encodeAccount } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { accountLists } from '../../functions/store/keys.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoSurveyReplies } from '../../functions/store/usage/survey-replies.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { numbersFor } from '../support/account-numbers.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const TODAY = '2026-06-01';

describe('What people answered in surveys', () => {
  let tables: TestTables;
  let replies: DynamoSurveyReplies;

  /** A day on which somebody logged in, and these people answered. */
  async function answered(account: string, day: string, given: Record<string, number>, event = 'nps.answered') {
    const builder = new TallyBuilder();
    builder.add('login', 'somebody');
    for (const [user, value] of Object.entries(given)) {
      builder.add(event, user, { value, time: Date.parse(day), id: `${day}-${user}`, source: 'demo' });
    }
    const tally = builder.build();
    const usage = new DynamoUsage(tables.client, tables.accountsTable);
    await usage.putDay(account, { day, ...tally }, numbersFor([tally]), TODAY);
  }

  beforeAll(async () => {
    tables = await createTables();
    replies = new DynamoSurveyReplies(tables.client, tables.accountsTable);
    const accounts = ['koa', 'nest', 'vue'].map((id) => encodeAccount({ id, name: id }));
    await batchPut(tables.client, tables.accountsTable, accounts);
    await answered('koa', '2026-02-28', { aya: 0 });
    await answered('koa', '2026-03-01', { aya: 3, ken: 7 });
    await answered('koa', '2026-05-31', { aya: 9, mei: 10 });
    await answered('koa', '2026-06-01', { mei: 0 });
    await answered('nest', '2026-04-10', { aya: 6 });
    await answered('nest', '2026-04-11', {});
    await answered('vue', '2026-04-12', { aya: 9 }, 'Recommend');
    await answered('nobody-imported', '2026-04-10', { aya: 0 });
  });

  it('is read of the days asked for, the oldest first', async () => {
    const found = await replies.read('koa', '2026-03-01', '2026-05-31');
    expect(found.map(({ day, reply }) => [day, reply.user, reply.value])).toEqual([
      ['2026-03-01', 'aya', 3],
      ['2026-03-01', 'ken', 7],
      ['2026-05-31', 'aya', 9],
      ['2026-05-31', 'mei', 10],
    ]);
    expect(await replies.read('nest', '2026-04-11', '2026-05-31')).toEqual([]);
  });

  it('gives the NPS of a month’s end out of the latest answer of each person of the last 92 days', async () => {
    const listings = new DynamoListings(tables.client, tables.accountsTable);
    const npsOn = async (day: string, aliases = {}) => {
      const periods = [{ first: day, last: day }];
      const [tally] = await readNps({ listings, replies, aliases }, { lists: accountLists, periods });
      return tally;
    };
    expect(await npsOn('2026-05-31')).toEqual({ promoters: 2, passives: 1, detractors: 1 });
    expect(await npsOn('2026-05-31', { Recommend: 'nps.answered' })).toMatchObject({ promoters: 3 });
    expect(await npsOn('2026-06-01')).toEqual({ promoters: 1, passives: 0, detractors: 2 });
  });
});
