import pMap from 'p-map';
import { isInTally, withPseudonym } from '../../../domain/personal-data/person-in-usage.ts';
import type { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { Lifetime } from '../../../domain/usage/lifetime.ts';
import { isOtherUsers } from '../../../domain/usage/newcomers.ts';
import type { AccountNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import { encodeNumberedTally } from '../../../domain/usage/tally/numbered-tally.ts';
import { decodeTally, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { OvertakenError, untilNotOvertaken } from '../../runtime/try-again.ts';
import type { DynamoDBClient } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { accountKey, eventsKey, hourName, monthValuesRowKey, OVERTAKEN_USAGE_SORT_PREFIX, usageKey } from '../keys.ts';
import { queryAll, queryPages } from '../query.ts';
import { transact } from '../transact.ts';
import { DynamoLifetime } from '../usage/lifetime.ts';
import { ifTallyIs } from '../usage/usage.ts';
import { decodeOvertakenDays, encodeTallyRows, tallyRows } from '../usage/usage-codec.ts';
import { DynamoUsageRows, readDay, type StoredTally } from '../usage/usage-rows.ts';
import type { LookedAtRow, PersonalTable } from './row-pages.ts';

/** So many days are read at once: a row of usage is up to 400 KB, most are far below one. */
const DAYS_A_PAGE = 92;
/** An answer has to hold them, and memory. */
const MOST_ROWS_A_PAGE = 5_000;
const HOURS_IN_FLIGHT = 8;
const HOURS_A_DAY = 24;

/** A day in which the person did something, was asked or answered. */
export interface DayOfPerson {
  day: Day;
  stored: StoredTally;
  usage: UsageDay;
}

export interface UsagePage {
  days: DayOfPerson[];
  /** Hours, and raw events of theirs. */
  rows: LookedAtRow[];
  /** Days whose rows can't be read by what is known of the account's users: nobody knows whether the person is in them. */
  unreadable: Day[];
  numbers: AccountNumbers;
  /** The first day of the next page. */
  next?: Day | undefined;
}

/** A row of what stood of a day before it changed late. */
export interface OvertakenOfPerson {
  was: Item;
  usage: UsageDay;
  numbers: AccountNumbers;
}

/** The row with the pseudonym in their place. */
export function overtakenWithout(
  { was, usage, numbers }: OvertakenOfPerson,
  marks: PersonMarks,
  pseudonym: string,
): Item {
  const tally = encodeNumberedTally(withPseudonym(usage, marks, pseudonym), numbers);
  const [head] = encodeTallyRows(`${was.pk?.S}`, `${was.sk?.S}`, tally);
  return { ...head, ...(was.late !== undefined && { late: was.late }) };
}

/** The first day of which anything was counted; today where nothing was. */
export const firstDayOf = ({ events }: Pick<Lifetime, 'events'>, today: Day): Day =>
  [...events.values()].reduce((day, seen) => (seen.first < day ? seen.first : day), today);

/** What an account's usage says of one of its users, from the days down to the raw events. */
export class UsageOfPerson {
  readonly lifetime: DynamoLifetime;
  private readonly usage: DynamoUsageRows;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tables: Record<PersonalTable, string>,
    private readonly mostRowsAPage = MOST_ROWS_A_PAGE,
  ) {
    this.lifetime = new DynamoLifetime(client, tables.accounts);
    this.usage = new DynamoUsageRows(client, tables.accounts);
  }

  /** @param today the events of this day and the one before may not have been counted yet */
  async page(marks: PersonMarks, today: Day, from?: Day): Promise<UsagePage> {
    const { account } = marks.person;
    const { knows, numbers } = await this.lifetime.read(account);
    const first = from ?? firstDayOf(knows, today);
    const last = addDays(first, DAYS_A_PAGE - 1);
    const stored = await this.usage.days(account, first, last);
    const days: DayOfPerson[] = [];
    const unreadable: Day[] = [];
    const withOthers = new Set<Day>();
    for (const [day, tally] of stored) {
      const usage = readDay(tally, numbers);
      if (usage === null) unreadable.push(day);
      else {
        if (isInTally(usage, marks)) days.push({ day, stored: tally, usage });
        if (usage.users.some(isOtherUsers)) withOthers.add(day);
      }
    }
    const uncounted = [addDays(today, -1), today].filter((day) => day >= first && day <= last);
    const toLookInto = new Set([...days.map(({ day }) => day), ...withOthers, ...uncounted]);
    const rows: LookedAtRow[] = [];
    for (const day of [...toLookInto].sort()) {
      // Somebody may have done very much: then the page ends with the day before.
      if (rows.length >= this.mostRowsAPage) {
        const isBefore = (one: Day) => one < day;
        const cut = { days: days.filter((one) => isBefore(one.day)), unreadable: unreadable.filter(isBefore) };
        return { ...cut, rows, numbers, next: day };
      }
      rows.push(...(await this.rowsOfDay(marks, day, uncounted.includes(day))));
    }
    const isLast = last >= today;
    return { days, rows, unreadable, numbers, next: isLast ? undefined : addDays(last, 1) };
  }

  /** Hours with the person in them, and the person's raw events. */
  private async rowsOfDay(marks: PersonMarks, day: Day, isUncounted: boolean): Promise<LookedAtRow[]> {
    const { account } = marks.person;
    const hours = await this.usage.hours(account, day);
    const rows: LookedAtRow[] = [];
    const toRead = new Set<string>();
    for (const [hour, stored] of hours) {
      const [tally] = tallyRows(stored);
      if (tally === undefined) continue;
      const read = decodeTally(tally.encoded);
      const isThere = isInTally(read, marks);
      if (isThere) rows.push(...stored.map((item): LookedAtRow => ({ table: 'accounts', kind: 'usage-hour', item })));
      if (isThere || read.users.some(isOtherUsers)) toRead.add(hour);
    }
    if (isUncounted) for (let hour = 0; hour < HOURS_A_DAY; hour += 1) toRead.add(hourName(hour));
    const raw = await pMap([...toRead], (hour) => this.rawOf(marks, { day, hour: Number(hour) }), {
      concurrency: HOURS_IN_FLIGHT,
    });
    return [...raw.flat(), ...rows];
  }

  private async rawOf(marks: PersonMarks, at: { day: Day; hour: number }): Promise<LookedAtRow[]> {
    const rows: LookedAtRow[] = [];
    const query = {
      TableName: this.tables.events,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: eventsKey(marks.person.account, at) } },
      ConsistentRead: true,
    };
    for await (const items of queryPages(this.client, query)) {
      for (const item of items) if (isTheirEvent(item, marks)) rows.push({ table: 'events', kind: 'raw-event', item });
    }
    return rows;
  }

  /**
   * The day with the pseudonym in their place, which has a number by then.
   *
   * @throws OvertakenError when it is written all the time
   */
  async rename(found: DayOfPerson, marks: PersonMarks, pseudonym: string, numbers: AccountNumbers): Promise<void> {
    await untilNotOvertaken(async (attempt) => {
      const seen = attempt === 1 ? { ...found, numbers } : await this.again(found.day, marks);
      if (seen !== null && !(await this.putDay(seen, marks, pseudonym))) {
        throw new OvertakenError('a day of usage is being counted all the time');
      }
    });
  }

  /** `null`: they are not in it any more. */
  private async again(day: Day, marks: PersonMarks): Promise<(DayOfPerson & { numbers: AccountNumbers }) | null> {
    const { account } = marks.person;
    const { numbers } = await this.lifetime.read(account);
    const stored = (await this.usage.days(account, day, day)).get(day);
    if (stored === undefined) return null;
    const usage = readDay(stored, numbers);
    if (usage === null) throw new OvertakenError('a day of usage is being counted all the time');
    return isInTally(usage, marks) ? { day, stored, usage, numbers } : null;
  }

  private async putDay(
    { day, stored, usage, numbers }: DayOfPerson & { numbers: AccountNumbers },
    marks: PersonMarks,
    pseudonym: string,
  ): Promise<boolean> {
    const tally = encodeNumberedTally(withPseudonym(usage, marks, pseudonym), numbers);
    const [head, ...parts] = encodeTallyRows(accountKey(marks.person.account), usageKey(day), tally);
    const before = stored[0] as Item;
    // It tells the same as before, so it did not change late by this.
    if (before.late !== undefined) head.late = before.late;
    const put = { TableName: this.tables.accounts, Item: head, ...ifTallyIs(before) };
    if (parts.length === 0) return putIf(this.client, put);
    const others = parts.map((Item) => ({ Put: { TableName: this.tables.accounts, Item } }));
    return (await transact(this.client, [{ Put: put }, ...others])) === null;
  }

  /** What stood of days before they changed late, as far as the person is in it. */
  async overtaken(marks: PersonMarks): Promise<OvertakenOfPerson[]> {
    const { account } = marks.person;
    const { numbers } = await this.lifetime.read(account);
    const rows = await queryAll(this.client, {
      TableName: this.tables.accounts,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: OVERTAKEN_USAGE_SORT_PREFIX } },
      ConsistentRead: true,
    });
    return rows.flatMap((was) => {
      const [day] = decodeOvertakenDays([was], numbers);
      return day === undefined || !isInTally(day.before, marks) ? [] : [{ was, usage: day.before, numbers }];
    });
  }

  /** The latest values of each month name the events they came with; `undefined`: none of these names the person. */
  async monthValues(marks: PersonMarks, pseudonym: string): Promise<{ was: Item; row: Item } | undefined> {
    const key = monthValuesRowKey(marks.person.account);
    const [was] = await queryAll(this.client, {
      TableName: this.tables.accounts,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': key.pk, ':sk': key.sk },
      ConsistentRead: true,
    });
    if (was?.m?.S === undefined) return undefined;
    const m = monthValuesWithout(was.m.S, marks, pseudonym);
    return m === was.m.S ? undefined : { was, row: { ...was, m: { S: m } } };
  }
}

/** `value,time,id` of an event, the id encoded. */
const ID_OF_VALUE = /(?<=,)[^,&]+(?=&|$)/g;

const monthValuesWithout = (text: string, marks: PersonMarks, pseudonym: string) =>
  text.replace(ID_OF_VALUE, (id) => {
    const read = decodeURIComponent(id);
    const without = marks.replacedInText(read, pseudonym);
    return without === read ? id : encodeURIComponent(without);
  });

/** An id of an event may hold that of who did it; what others did is theirs, whatever its id is. */
function isTheirEvent({ u, sk, s, c, x }: Item, marks: PersonMarks): boolean {
  if (u?.S === marks.person.id) return true;
  const texts = [s, c, x].map((text) => text?.S ?? '');
  return texts.some((text) => marks.isNamedIn(text)) || (u === undefined && marks.isPartOf(`${sk?.S}`));
}
