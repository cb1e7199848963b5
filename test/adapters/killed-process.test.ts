import { describe, expect, it } from 'vitest';
import { DynamoEvents } from '../../functions/store/events/events.ts';
import { scanAnswers } from '../../functions/store/query.ts';
import { tallyHour } from '../../functions/usage/tally-hour.ts';
import { postThroughKills } from '../support/killed-receiver.ts';
import { silenceLog } from '../support/silence-log.ts';
import { clock, NOW } from '../support/stream-simulation.ts';
import { createTables } from '../support/tables.ts';

silenceLog();

describe('a receiver over the real store that is killed before its answer, 40 times', () => {
  it('loses nothing that it acknowledged, and nothing is counted twice', async () => {
    const { client, jsonClient, eventsTable, accountsTable } = await createTables();
    const stored = async () => {
      const rows: string[] = [];
      for await (const { Items = [] } of scanAnswers(client, { TableName: eventsTable, ConsistentRead: true })) {
        rows.push(...Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`));
      }
      return rows;
    };
    const { acknowledged, there, missingWhenAnswered } = await postThroughKills({
      store: jsonClient,
      stored,
      tables: { events: eventsTable, accounts: accountsTable },
      deliveries: 8,
      kills: 40,
      seed: 20_260_602,
    });
    expect(missingWhenAnswered).toBe(0);
    expect(there).toEqual(acknowledged);
    const events = new DynamoEvents(client, eventsTable);
    const tallies = await Promise.all(
      ['account-0', 'account-1', 'account-2'].map((account) => tallyHour(events, account, clock.hourOf(NOW))),
    );
    expect(tallies.map(({ total }) => total)).toEqual([80, 80, 80]);
  });
});
