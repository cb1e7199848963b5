import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { encodeTally, TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import { encodeAccount, encodeActivity, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { encodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountKey, hourName, hoursKey, linkRowKey, usageKey, userKey } from '../../functions/store/keys.ts';
import { encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { encodeTallyRows } from '../../functions/store/usage/usage-codec.ts';
import { sampleTaskMail } from '../../test/support/sample-mails.ts';
import type { TestTables } from '../../test/support/tables.ts';

export const FORGED = 'forged';
const TODAY: Day = '2026-06-01';
/** Older events would have gone. */
const MOST_DAYS = 400;
const ROWS_A_DAY = 125;
const ROWS_A_USER = 250;
const EVENTS_AN_HOUR = 4;
const WORDS = 'The import failed twice, and then it went through. Thank you for having looked at it so soon. ';
const clock = localClock('Asia/Tokyo');
const events = new EventRows(clock, new RawRetention(clock, MOST_DAYS));
const EXPIRES = { N: '1900000000' };

/**
 * An account of so many rows: half of them events, as many hours and days of usage as these make, and what was written to and done for its
 * people, with its words; says how many rows there are.
 */
export async function forgeAccount({ client, accountsTable, eventsTable }: TestTables, rows: number): Promise<number> {
  const days = Math.min(MOST_DAYS, Math.ceil(rows / ROWS_A_DAY));
  const users = Math.ceil(rows / ROWS_A_USER);
  const people = Array.from({ length: users }, (_, n) => `user-${n}`);
  const raw: Item[] = [];
  const tallies = new Map<Day, { whole: TallyBuilder; hours: Map<number, TallyBuilder> }>();
  for (let n = 0; raw.length < rows / 2; n += 1) {
    const slot = Math.floor(n / EVENTS_AN_HOUR);
    const day = addDays(TODAY, -(slot % days) - 1);
    const hour = 9 + (Math.floor(slot / days) % 12);
    const one = { user: people[(n * 7) % users] as string, event: `feature-${n % 50}.used` };
    const time = clock.startOf(day) + hour * 3_600_000 + (n % 3_600_000);
    raw.push(events.encode({ source: 'app', id: `e${n}`, time, account: FORGED, ...one }));
    const tally = tallies.get(day) ?? { whole: new TallyBuilder(), hours: new Map<number, TallyBuilder>() };
    tallies.set(day, tally);
    const ofHour = tally.hours.get(hour) ?? new TallyBuilder();
    tally.hours.set(hour, ofHour);
    for (const builder of [tally.whole, ofHour]) builder.add(one.event, one.user);
  }
  const usage = [...tallies].map(([day, { whole }]) => ({ day, ...whole.build() }));
  const numbers = await new DynamoLifetime(client, accountsTable).learn(FORGED, usage);
  const counted = [...tallies].flatMap(([day, { hours }]) =>
    [...hours].flatMap(([hour, tally]) =>
      encodeTallyRows(hoursKey(FORGED, day), hourName(hour), encodeTally(tally.build())).map((row) => ({
        ...row,
        expiresAt: EXPIRES,
      })),
    ),
  );
  const kept: Item[] = [
    encodeAccount({ id: FORGED, name: 'Forged', plan: 'pro' } as never),
    ...people.map((id) =>
      encodeContact({ id, account: FORGED, name: `Person ${id}`, email: `${id}@forged.example` } as never),
    ),
    ...people.map((id) => ({
      ...linkRowKey(userKey(id)),
      account: { S: FORGED },
      since: { S: `${TODAY}T00:00:00.000Z` },
    })),
    ...usage.flatMap((day) =>
      encodeTallyRows(accountKey(FORGED), usageKey(day.day), encodeNumberedTally(day, numbers)),
    ),
    ...counted,
  ];
  const left = rows - raw.length - kept.length - 1;
  const said = Array.from({ length: Math.max(0, left) }, (_, n) =>
    saidOf(n, addDays(TODAY, -(n % days)), people[n % users] as string),
  );
  await batchPut(client, eventsTable, raw);
  await batchPut(client, accountsTable, [...kept, ...said]);
  return raw.length + kept.length + said.length + 1;
}

/** A mail with its text, a note on what was done, or a change, by turns. */
function saidOf(n: number, day: Day, contact: string): Item {
  const at = `${day}T03:00:00.${String(n % 1000).padStart(3, '0')}Z`;
  if (n % 3 === 0) {
    const mail = {
      ...sampleTaskMail('en'),
      id: `${FORGED}/m${n}`,
      account: FORGED,
      contact,
      status: 'sent',
      sentAt: at,
    };
    return encodeRow({ ...mail, createdAt: at } as unknown as OutboxMail);
  }
  if (n % 3 === 1) {
    const activity = { id: `a${n}`, day, kind: 'call', by: 'aoi', note: WORDS.repeat(3) };
    return encodeActivity(FORGED, activity as never, Number(EXPIRES.N));
  }
  return encodeAuditEntry({
    ...{ at, who: { is: 'member', id: 'aoi' }, door: 'page', what: 'activity-logged' },
    ...{ about: { account: FORGED, contact }, before: null, after: `a${n}` },
  } as never);
}
