import pMap from 'p-map';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { AccountStep } from '../../../domain/personal-data/erasure.ts';
import type { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  ACCOUNT_SORT_KEY,
  ACTIVITY_SORT_PREFIX,
  accountBucket,
  accountKey,
  BUS_SORT_PREFIX,
  CHAT_SORT_PREFIX,
  CONTACT_SORT_PREFIX,
  COURSE_DAYS_SORT_PREFIX,
  COURSE_YEARS_KEY,
  callsKey,
  coursesKey,
  courseYearSortPrefix,
  DATA_REQUESTS_KEY,
  eventsKey,
  FACTS_REGION,
  groupKey,
  hourName,
  LEDGER_SORT_PREFIX,
  LIFETIME_SORT_KEY,
  linkRowKey,
  MAIL_SORT_PREFIX,
  quarantineKey,
  RECORDS_REGION,
  userKey,
  waitingKey,
  workLogRowKey,
} from '../keys.ts';
import { queryPages } from '../query.ts';
import { DynamoLifetime } from '../usage/lifetime.ts';
import { DynamoUsageRows, type StoredTally } from '../usage/usage-rows.ts';
import { groupOf, isOwnRow, type RowOfAccount } from './account-in-row.ts';
import { readable } from './person-in-row.ts';
import { addressKeys, auditStops, browserKey, browserOf, partKeys, type TagOf, tagKeys } from './person-looks.ts';
import { type LookedAtRow, type PersonalTable, type RowPages, type Stop, under, within } from './row-pages.ts';
import { firstDayOf } from './usage-of-person.ts';

/** So many days are looked at in a page. */
const DAYS_A_PAGE = 31;
/** An answer has to hold them, and memory. */
const MOST_ROWS_A_PAGE = 5_000;
const HOURS_A_DAY = 24;
const inFlight = { concurrency: 8 };
/** Each may have thousands of calls. */
const USERS_A_PAGE = 25;

const MONTH_OF_COURSES = new RegExp(`^${COURSE_DAYS_SORT_PREFIX}\\d{4}-\\d{2}#`);

export interface AccountPage {
  /** To be treated before the others, which alone lead to them. */
  before: RowOfAccount[];
  rows: RowOfAccount[];
  unknown: number;
  /** Days of usage in these rows, for whoever reads what they tell. */
  days?: Map<Day, StoredTally>;
  next?: string | undefined;
}

export interface AskedAccount {
  marks: PersonMarks;
  sources: readonly string[];
  now: number;
  today: Day;
  /** Accounts that belong, or belonged, to this one by their ledgers. */
  belonging(): Promise<readonly string[]>;
}

/** What every other step is found by stays until the last one. */
const LAST_SORT_PREFIXES = [CONTACT_SORT_PREFIX, LIFETIME_SORT_KEY, ACCOUNT_SORT_KEY];

/** Reads everything that may be about an account, a page at a time, in an order in which it may go. */
export class AccountLooks {
  private readonly lifetime: DynamoLifetime;
  private readonly usage: DynamoUsageRows;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly tables: Record<PersonalTable, string>,
    private readonly pages: RowPages,
    private readonly tagOf: TagOf,
    private readonly mostRowsAPage = MOST_ROWS_A_PAGE,
  ) {
    this.lifetime = new DynamoLifetime(client, tables.accounts);
    this.usage = new DynamoUsageRows(client, tables.accounts);
  }

  /** Whether anything at all lies under the account. */
  async isThere(account: string): Promise<boolean> {
    const query = { ...(under('accounts', accountKey(account)) as Extract<Stop, { query: unknown }>).query, Limit: 1 };
    for await (const items of queryPages(this.client, { ...query, TableName: this.tables.accounts }))
      if (items.length > 0) return true;
    return false;
  }

  async page({ look, at }: AccountStep, asked: AskedAccount): Promise<AccountPage> {
    const { marks } = asked;
    const account = marks.person.id;
    const pk = accountKey(account);
    if (look === 'usage') return this.usagePage(marks, asked.today, at);
    if (look === 'users') return this.usersPage(marks, at);
    if (look === 'events') return own(await this.pages.search('events', at), marks);
    if (look === 'accounts') return this.searchAccounts(marks, at);
    if (look === 'outbox') {
      const prefixes = [MAIL_SORT_PREFIX, CHAT_SORT_PREFIX, BUS_SORT_PREFIX];
      const page = own(
        await this.pages.page(
          prefixes.map((prefix) => within(pk, prefix)),
          at,
        ),
        marks,
      );
      return { ...page, before: await this.byKeys(tagKeys(page.rows, this.tagOf), marks) };
    }
    if (look === 'queues') return { before: [], rows: [], unknown: 0 };
    if (look === 'groups') return this.groupsPage(asked, at);
    if (look === 'beside') {
      const page = own(await this.pages.page(this.besideStops(account, asked), at), marks);
      const activities = page.rows.filter(({ kind }) => kind === 'activity');
      const [logged, browsers] = await Promise.all([
        this.byKeys(
          activities.map(({ item }) => workKeyOf(account, item)),
          marks,
        ),
        this.byKeys(browsersIn(page.rows), marks),
      ]);
      const rows = await this.withUsers(
        page.rows.filter(({ kind }) => kind !== 'activity'),
        account,
      );
      const files = await this.byKeys(
        rows.filter(({ kind, isOwn }) => kind === 'data-request' && isOwn).flatMap(partKeys),
        marks,
      );
      return { ...page, rows, before: [...logged, ...allOwn([...browsers, ...files])] };
    }
    if (look === 'end')
      return own(
        await this.pages.page(
          LAST_SORT_PREFIXES.map((prefix) => within(pk, prefix)),
          at,
        ),
        marks,
      );
    const page = own(await this.pages.page([within(pk, RECORDS_REGION, `${FACTS_REGION}~`)], at), marks);
    const isLast = ({ item }: LookedAtRow) => LAST_SORT_PREFIXES.some((prefix) => `${item.sk?.S}`.startsWith(prefix));
    return { ...page, rows: page.rows.filter((row) => !isLast(row)) };
  }

  /**
   * The ledgers of those that belong or belonged to it, and what KPIs keep of them. By bucket, since the latter lies so, and
   * tells who they are until it is changed.
   */
  private async groupsPage({ marks, belonging }: AskedAccount, from = '0'): Promise<AccountPage> {
    const accounts = (await belonging()).filter((one) => accountBucket(one) >= Number(from));
    const [bucket, ...left] = [...new Set(accounts.map(accountBucket))].sort((a, b) => a - b);
    if (bucket === undefined) return { before: [], rows: [], unknown: 0 };
    const ledgers = accounts.filter((one) => accountBucket(one) === bucket);
    const rowsOf = async (stops: readonly Stop[]) =>
      own({ rows: (await pMap(stops, (stop) => this.all(stop), inFlight)).flat(), unknown: 0 }, marks).rows;
    const [entries, figures] = await Promise.all([
      rowsOf(ledgers.map((one) => within(accountKey(one), LEDGER_SORT_PREFIX))),
      rowsOf(courseStops(bucket)),
    ]);
    // Only what changed within a month tells who belongs to whom.
    const tells = ({ item }: RowOfAccount) => MONTH_OF_COURSES.test(`${item.sk?.S}`);
    return {
      before: [...entries, ...figures.filter((row) => !tells(row))],
      rows: figures.filter(tells),
      unknown: 0,
      next: left[0] === undefined ? undefined : String(left[0]),
    };
  }

  /** Of what was put aside and names no account, what its users sent; of changes that name none, those about its users. */
  private async withUsers(rows: RowOfAccount[], account: string): Promise<RowOfAccount[]> {
    const isAside = ({ kind, isOwn }: RowOfAccount) => kind === 'quarantined' && !isOwn;
    if (!rows.some((row) => isAside(row) || userAudited(row) !== undefined)) return rows;
    const users = new Set(await this.usersOf(account));
    const audited = new Set(rows.flatMap((row) => userAudited(row) ?? []).filter((user) => users.has(user)));
    const links = await this.pages.byKeys([...audited].map((user) => linkRowKey(userKey(user))));
    // Who has moved to another account is that one's.
    const moved = new Set(links.rows.flatMap(({ item }) => (item.account?.S === account ? [] : `${item.pk?.S}`)));
    return rows.map((row) => {
      if (isAside(row) && users.has(`${userAlone(row.item)}`)) return { ...row, isOwn: true };
      const user = userAudited(row);
      return user === undefined || !audited.has(user) || moved.has(userKey(user)) ? row : { ...row, user };
    });
  }

  /**
   * All rows of the table of accounts. Who has read them all knows which addresses are no other account's: what is kept
   * of these by address goes at last.
   */
  private async searchAccounts(marks: PersonMarks, at?: string): Promise<AccountPage> {
    const { from, addresses } =
      at === undefined ? { addresses: await this.addressesOf(marks.person.id) } : (JSON.parse(at) as Search);
    const page = own(await this.pages.search('accounts', from), marks);
    const others = new Set(page.rows.flatMap(({ kind, item, isOwn }) => (isOwn ? [] : addressesIn(kind, item))));
    const left = addresses.filter((address) => !others.has(address));
    if (page.next !== undefined) return { ...page, next: JSON.stringify({ from: page.next, addresses: left }) };
    return { ...page, before: allOwn((await this.pages.byKeys(left.flatMap(addressKeys))).rows) };
  }

  /** Of its contacts. */
  async addressesOf(account: string): Promise<string[]> {
    const rows = await this.all(within(accountKey(account), CONTACT_SORT_PREFIX));
    return [...new Set(rows.flatMap(({ kind, item }) => addressesIn(kind, item)))];
  }

  private besideStops(account: string, { sources, now }: AskedAccount): Stop[] {
    return [
      under('events', callsKey(groupKey(account))),
      ...sources.map((source) => under('accounts', quarantineKey(source))),
      ...auditStops(now),
      under('accounts', DATA_REQUESTS_KEY),
      ...courseStops(accountBucket(account)),
      within(accountKey(account), ACTIVITY_SORT_PREFIX),
    ];
  }

  /** Whose users they are says a link alone: what a user did elsewhere stays. */
  private async usersPage(marks: PersonMarks, from = '0'): Promise<AccountPage> {
    const account = marks.person.id;
    const users = await this.usersOf(account);
    const some = users.slice(Number(from), Number(from) + USERS_A_PAGE);
    const found = await pMap(some, (user) => this.ofUser(user, marks), inFlight);
    const end = Number(from) + USERS_A_PAGE;
    return {
      before: found.flatMap(({ before }) => before),
      rows: found.flatMap(({ rows }) => rows),
      unknown: 0,
      next: end < users.length ? String(end) : undefined,
    };
  }

  private async usersOf(account: string): Promise<string[]> {
    const users = new Set((await this.lifetime.read(account)).knows.users.keys());
    for (const { item } of await this.all(within(accountKey(account), CONTACT_SORT_PREFIX)))
      users.add(`${item.sk?.S}`.slice(CONTACT_SORT_PREFIX.length));
    return [...users].sort();
  }

  private async ofUser(user: string, marks: PersonMarks): Promise<Pick<AccountPage, 'before' | 'rows'>> {
    const [links, calls, waiting] = await Promise.all([
      this.all(under('accounts', userKey(user))),
      this.all(under('events', callsKey(userKey(user)))),
      this.all(under('events', waitingKey(userKey(user)))),
    ]);
    const isUsers = links.some((row) => row.kind === 'user-link' && isOwnRow(row, marks));
    const ofCalls = calls.map((row) => ({
      ...row,
      isOwn: isOwnRow(row, marks) || (isUsers && groupOf(row.item) === undefined),
    }));
    const browsers = await this.byKeys(browsersIn(ofCalls), marks);
    const isLink = ({ item }: LookedAtRow) => item.sk?.S === linkRowKey('').sk.S;
    const rest = [
      ...links.filter((row) => !isLink(row)).map((row) => ({ ...row, isOwn: isUsers })),
      ...(isUsers ? allOwn(waiting) : []),
    ];
    // The link goes last: by it the others are the account's.
    return {
      before: [...allOwn(browsers), ...ofCalls, ...rest],
      rows: links.filter(isLink).map((row) => ({ ...row, isOwn: isUsers })),
    };
  }

  /** Raw events, hours and days of some days; days are told by calendar, since an hour may be there without its day. */
  private async usagePage(marks: PersonMarks, today: Day, from?: string): Promise<AccountPage> {
    const account = marks.person.id;
    const last = addDays(today, 1);
    const first = from ?? firstDayOf((await this.lifetime.read(account)).knows, today);
    const until = [addDays(first, DAYS_A_PAGE - 1), last].sort()[0] as Day;
    const stored = await this.usage.days(account, first, until);
    const found: { raw: LookedAtRow[]; hours: Item[] }[] = [];
    let end = addDays(first, -1);
    // A page ends with the day with which it holds so many rows.
    for (let rows = 0; end < until && rows < this.mostRowsAPage; ) {
      end = addDays(end, 1);
      const day = await this.rowsOfDay(account, end, end >= addDays(today, -1));
      rows += day.raw.length + day.hours.length;
      found.push(day);
    }
    const days = new Map([...stored].filter(([day]) => day <= end));
    const row = (kind: 'usage-hour' | 'usage-day') => (item: Item) =>
      ({ table: 'accounts', kind, item, isOwn: true }) as const;
    return {
      before: allOwn(found.flatMap(({ raw }) => raw)),
      rows: [
        ...found.flatMap(({ hours }) => hours.map(row('usage-hour'))),
        ...[...days.values()].flat().map(row('usage-day')),
      ],
      days,
      unknown: 0,
      next: end < last ? addDays(end, 1) : undefined,
    };
  }

  /** @param isUncounted its events may not have been counted yet: then no hour says where they lie */
  private async rowsOfDay(account: string, day: Day, isUncounted: boolean) {
    const hours = await this.usage.hours(account, day);
    const named = isUncounted ? Array.from({ length: HOURS_A_DAY }, (_, hour) => hourName(hour)) : hours.keys();
    const stops = [...named].map((hour) => under('events', eventsKey(account, { day, hour: Number(hour) })));
    const raw = await pMap(stops, (stop) => this.all(stop), inFlight);
    return { raw: raw.flat(), hours: [...hours.values()].flat() };
  }

  private async byKeys(keys: Item[], marks: PersonMarks): Promise<RowOfAccount[]> {
    return own(await this.pages.byKeys(keys), marks).rows;
  }

  private async all(stop: Stop): Promise<LookedAtRow[]> {
    const rows: LookedAtRow[] = [];
    let next: string | undefined;
    do {
      const page = await this.pages.page([stop], next);
      rows.push(...page.rows);
      next = page.next;
    } while (next !== undefined);
    return rows;
  }
}

function own(
  page: { rows: LookedAtRow[]; unknown: number; next?: string | undefined },
  marks: PersonMarks,
): AccountPage {
  return { ...page, before: [], rows: page.rows.map((row) => ({ ...row, isOwn: isOwnRow(row, marks) })) };
}

interface Search {
  from?: string;
  /** Of the account's people, that no other account had so far. */
  addresses: string[];
}

/** Of a contact: rows that can't be read tell none. */
function addressesIn(kind: LookedAtRow['kind'], item: Item): string[] {
  if (kind !== 'contact') return [];
  const { email } = readable(item).f as { email?: unknown };
  return typeof email === 'string' ? [email.toLowerCase()] : [];
}

const allOwn = (rows: readonly LookedAtRow[]): RowOfAccount[] => rows.map((row) => ({ ...row, isOwn: true }));

const browsersIn = (rows: readonly RowOfAccount[]): Item[] =>
  rows.flatMap(({ kind, item, isOwn }) => (kind === 'call' && isOwn ? browserOf(item).map(browserKey) : []));

const courseStops = (bucket: number): Stop[] => [
  under('accounts', coursesKey(bucket)),
  within(COURSE_YEARS_KEY, courseYearSortPrefix(bucket)),
];

/** Whom a change is about that names a user, and no account. */
function userAudited({ kind, item }: RowOfAccount): string | undefined {
  if (kind !== 'audit') return undefined;
  const { about } = (readable(item).f ?? {}) as Partial<AuditEntry>;
  return about?.account === undefined ? about?.user : undefined;
}

/** Whose event it is, as far as can be read, where it does not say of which account. */
function userAlone({ raw }: Item): string | undefined {
  try {
    const { user, userId, account, groupId } = JSON.parse(`${raw?.S}`) as Record<string, unknown>;
    const named = user ?? userId;
    return typeof named === 'string' && account === undefined && groupId === undefined ? named : undefined;
  } catch {
    // Put aside since it can't be read: it goes with its time.
    return undefined;
  }
}

/** A piece of work is logged under a hash of its account, day and id. */
function workKeyOf(account: string, { sk }: Item): Item {
  const [day, ...id] = `${sk?.S}`.slice(ACTIVITY_SORT_PREFIX.length).split('#');
  return workLogRowKey(account, { day: day as Day, id: id.join('#') });
}
