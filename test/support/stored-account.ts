import type { Account, Contact } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { openScoring, type ScoringSettings } from '../../functions/scoring/scoring.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { sourceDayRowKey } from '../../functions/store/keys.ts';
import type { Span } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsageRows } from '../../functions/store/usage/usage-rows.ts';
import { tokyo } from './story.ts';
import type { TestTables } from './tables.ts';

/** What one user did on a day: event and how often. */
export type DayOfUse = readonly [day: Day, user: string, event: string, times: number];

export const scoringSettings = (
  { client, accountsTable }: TestTables,
  company: Company,
  now: Date,
): ScoringSettings => ({
  client,
  table: accountsTable,
  company,
  sources: [],
  clock: tokyo,
  now: () => now,
});

/** An account in the store, with its people and what they did. */
export async function storeAccount(
  { client, accountsTable }: TestTables,
  account: Account,
  contacts: Contact[] = [],
  use: readonly DayOfUse[] = [],
): Promise<void> {
  await batchPut(client, accountsTable, [encodeAccount(account), ...contacts.map(encodeContact)]);
  const tallies = new Map<Day, TallyBuilder>();
  for (const [day, user, event, times] of use) {
    const tally = tallies.get(day) ?? new TallyBuilder();
    tallies.set(day, tally);
    for (let n = 0; n < times; n += 1) tally.add(event, user);
  }
  const days = [...tallies].map(([day, tally]) => ({ day, ...tally.build() }));
  if (days.length > 0) await storeUsage({ client, accountsTable }, account.id, days);
}

/** What the roll-up stores of these days, each counted on the day itself: many rows at once, and the names first. */
export async function storeUsage(
  { client, accountsTable }: Pick<TestTables, 'client' | 'accountsTable'>,
  account: string,
  days: UsageDay[],
): Promise<void> {
  const numbers = await new DynamoLifetime(client, accountsTable).learn(account, days);
  const rows = new DynamoUsageRows(client, accountsTable);
  await batchPut(
    client,
    accountsTable,
    days.flatMap((day) => rows.dayRows(account, day, numbers, day.day)),
  );
}

/** That a source sent on these days, of which nothing is known yet. */
export async function storeSourceDays(
  { client, accountsTable }: TestTables,
  source: string,
  days: ReadonlyMap<Day, Span>,
): Promise<void> {
  const rows = [...days].map(([day, { first, last }]) => ({
    ...sourceDayRowKey(source, day),
    first: { N: String(first) },
    last: { N: String(last) },
  }));
  await batchPut(client, accountsTable, rows);
}

/** As the nights of these days would, one after the other. */
export async function scoreNights(settings: ScoringSettings, account: string, from: Day, to: Day): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await scoreAccount({ ...(await openScoring(settings, day)), today: day }, account);
  }
}
