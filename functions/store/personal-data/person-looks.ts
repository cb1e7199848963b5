import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import type { Person } from '../../../domain/personal-data/person-marks.ts';
import { monthsBetween } from '../../../domain/time/day.ts';
import type { Item } from '../item.ts';
import {
  accountKey,
  addressHistoryRowKey,
  addressOptOutRowKey,
  anonymousKey,
  auditKey,
  callsKey,
  DATA_REQUESTS_KEY,
  FACTS_REGION,
  groupKey,
  linkRowKey,
  mailTagRowKey,
  quarantineKey,
  RECORDS_REGION,
  suppressionRowKey,
  USAGE_SORT_PREFIX,
  userKey,
  waitingKey,
} from '../keys.ts';
import { dataRequestRecord, keysOfParts } from './data-requests.ts';
import { isOfRequest } from './person-in-row.ts';
import {
  type LookedAtRow,
  type LookPage,
  type PersonalTable,
  type RowPages,
  type Stop,
  under,
  within,
} from './row-pages.ts';

/** Nothing went on record before the first release. */
const FIRST_DAY = '2026-01-01';
/** What is made of usage is read with the numbers it refers to, in a look of its own. */
const OF_USAGE = new Set<KeptKind>(['usage-day', 'overtaken-usage', 'lifetime', 'month-values']);

interface Asked {
  person: Person;
  sources: readonly string[];
  now: number;
}

/** What was changed that belongs to no account, by month. */
export const auditStops = (now: number): Stop[] =>
  monthsBetween(FIRST_DAY, new Date(now).toISOString().slice(0, FIRST_DAY.length)).map((month) =>
    under('accounts', auditKey(month)),
  );

/** Where rows about a person lie by key, one stop after the other: nothing else is read. */
function stopsOf({ person, sources, now }: Asked): Stop[] {
  const { account, id, addresses } = person;
  return [
    within(accountKey(account), RECORDS_REGION, USAGE_SORT_PREFIX),
    within(accountKey(account), FACTS_REGION),
    under('events', callsKey(userKey(id))),
    under('events', callsKey(groupKey(account))),
    under('events', waitingKey(userKey(id))),
    ...sources.map((source) => under('accounts', quarantineKey(source))),
    ...auditStops(now),
    { keys: addresses.flatMap(addressKeys) },
    under('accounts', DATA_REQUESTS_KEY),
    under('accounts', userKey(id)),
  ];
}

/** Reads what may be about a person, a page at a time. */
export class PersonLooks {
  constructor(
    private readonly pages: RowPages,
    /** Under which tag a mail travels. */
    private readonly tagOf: TagOf,
  ) {}

  /** @param from as the page before said; absent for the first one */
  async page(asked: Asked, from?: string): Promise<LookPage> {
    const page = withoutUsage(await this.pages.page(stopsOf(asked), from));
    page.rows.push(...(await this.besides(page.rows, asked.person)));
    return page;
  }

  /** Every row of a table, a page at a time: also those that no key of the person leads to. */
  async search(table: PersonalTable, from?: string): Promise<LookPage> {
    const page = withoutUsage(await this.pages.search(table, from));
    // Whose they are says the request alone, which keys lead to.
    return { ...page, rows: page.rows.filter(({ kind }) => kind !== 'export-part') };
  }

  /** What rows lead to that no key of the person does: the tags of their mails, and the browsers that they are. */
  private async besides(rows: LookedAtRow[], person: Person): Promise<LookedAtRow[]> {
    const browsers = rows.flatMap(({ kind, item }) => (kind === 'call' ? browserOf(item, person.id) : []));
    const requests = rows.filter(({ kind, item }) => kind === 'data-request' && isOfRequest(item, person));
    const keys = [...tagKeys(rows, this.tagOf), ...browsers.map(browserKey), ...requests.flatMap(partKeys)];
    return (await this.pages.byKeys(keys)).rows;
  }
}

export type TagOf = (mail: { account: string; id: string }) => string;

/** Where the tags of those rows lie that are mails. */
export const tagKeys = (rows: readonly LookedAtRow[], tagOf: TagOf): Item[] =>
  rows.flatMap(({ kind, item }) => (kind === 'mail' ? [mailTagRowKey(tagOf(JSON.parse(item.f?.S ?? '{}')))] : []));

/** Where the files lie that came of a request. */
export const partKeys = ({ item }: LookedAtRow): Item[] => keysOfParts(dataRequestRecord.decode(item));

/** Where lies what is kept of an address. */
export const addressKeys = (address: string): Item[] => [
  addressOptOutRowKey(address),
  addressHistoryRowKey(address),
  suppressionRowKey(address),
];

export const browserKey = (browser: string): Item => linkRowKey(anonymousKey(browser));

const withoutUsage = (page: LookPage): LookPage => ({
  ...page,
  rows: page.rows.filter(({ kind }) => !OF_USAGE.has(kind)),
});

/** Which browser a call says that the user is; none where it is about somebody else. */
export function browserOf({ x }: Item, user?: string): string[] {
  const { userId, anonymousId } = JSON.parse(x?.S ?? '{}') as { userId?: string; anonymousId?: string };
  return (user === undefined || userId === user) && anonymousId !== undefined ? [anonymousId] : [];
}
