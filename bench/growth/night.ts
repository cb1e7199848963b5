import { addDays, type Day } from '../../domain/time/day.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { encodeAccount, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { idsOfBucket } from '../../functions/store/accounts/ids-of-bucket.ts';
import type { Item } from '../../functions/store/item.ts';
import { ACCOUNT_BUCKETS, accountBucket, accountKey, USAGE_SORT_PREFIX, usageKey } from '../../functions/store/keys.ts';
import { DynamoSourceArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { MeteredDynamo } from '../support/metered-dynamo.ts';
import { AS_OF, clock, company, csm, EVENTS, HISTORY_IN_DAYS, SampleAccount } from '../support/sample-account.ts';
import { rowsOfReader } from '../support/team-reader.ts';
import { type HottestKey, KeyUnits } from './key-units.ts';

export interface Night {
  hottest: HottestKey[];
  readUnitsAnAccount: number;
  writeUnitsAnAccount: number;
  /** Tasks, mails and events that came of the accounts that were evaluated. */
  opened: number;
  scored: number;
}

/** More than four functions of 1,024 MB manage. */
const ACCOUNTS_A_SECOND = 2_000;
const IN_FLIGHT = 64;
/** Four groups of four buckets are under way at a time. */
const BUCKETS_UNDER_WAY = 16;
const PEOPLE = 500;
const QUIET_DAYS = 14;

/**
 * Some seconds of the run that scores every account: of those accounts each is evaluated and written, the others are there
 * as far as lists hold them.
 *
 * @param raising share of the accounts whose use has just fallen, so that work comes of them
 */
export async function night(accounts: number, seconds: number, raising: number): Promise<Night> {
  const dynamo = new MeteredDynamo();
  const client = dynamo.client();
  dynamo.hold('accounts', rowsOfReader);
  dynamo.hold(
    'accounts',
    Array.from({ length: PEOPLE }, (_, n) => encodeCsm({ ...csm, id: personOf(n) })),
  );
  const arrivals = new DynamoSourceArrivals(client, 'accounts');
  const days = Array.from({ length: HISTORY_IN_DAYS }, (_, back) => addDays(AS_OF, -back));
  const span = (day: Day) => ({ first: clock.startOf(day), last: clock.startOf(day) + 20 * 3_600_000 });
  const seen = (day: Day) => new Map(EVENTS.map((event) => [event, day]));
  await arrivals.widen(
    'demo',
    {
      days: new Map(days.map((day) => [day, span(day)])),
      names: seen(days.at(-1) as Day),
      lastDays: seen(AS_OF),
    },
    { isUsed: () => true, today: AS_OF, mostNewADay: 1_000 },
  );
  const sample = new SampleAccount('sample').items();
  const evaluated: string[] = [];
  const most = Math.min(accounts, seconds * ACCOUNTS_A_SECOND);
  for (let n = 0; n < accounts; n += 1) {
    const id = `account-${n}`;
    const isMeant = accountBucket(id) < BUCKETS_UNDER_WAY && evaluated.length < most;
    dynamo.hold('accounts', [encodeAccount({ ...sampleAccount, id, name: `Account ${n}`, csm: personOf(n % PEOPLE) })]);
    if (!isMeant) continue;
    evaluated.push(id);
    const isFalling = evaluated.length * raising - Math.floor(evaluated.length * raising) < raising;
    dynamo.hold('accounts', rowsOf(id, sample, isFalling));
  }
  const settings = {
    ...{ client, table: 'accounts', company, sources: ['demo'], clock, publishesToBus: true },
    now: () => new Date(clock.startOf(AS_OF) + 22 * 3_600_000),
  };
  dynamo.meterFromZero();
  const units = new KeyUnits(dynamo);
  for (let bucket = 0; bucket < Math.min(BUCKETS_UNDER_WAY, ACCOUNT_BUCKETS); bucket += 1) {
    await idsOfBucket(client, 'accounts', bucket);
  }
  const scoring = await openScoring(settings, AS_OF);
  const before = { read: dynamo.readUnits, write: dynamo.writeUnits };
  let opened = 0;
  for (let begun = 0; begun < evaluated.length; begun += ACCOUNTS_A_SECOND) {
    const together = evaluated.slice(begun, begun + ACCOUNTS_A_SECOND);
    for (let i = 0; i < together.length; i += IN_FLIGHT) {
      const outcomes = await Promise.all(together.slice(i, i + IN_FLIGHT).map((id) => scoreAccount(scoring, id)));
      for (const outcome of outcomes) opened += outcome.result === 'scored' ? outcome.opened : 0;
    }
    units.nextSecond();
  }
  return {
    hottest: units.found(),
    readUnitsAnAccount: (dynamo.readUnits - before.read) / evaluated.length,
    writeUnitsAnAccount: (dynamo.writeUnits - before.write) / evaluated.length,
    opened,
    scored: evaluated.length,
  };
}

const personOf = (n: number) => `csm-${n}`;
const { account: sampleAccount } = new SampleAccount('sample');

/** Under the account's own key; of one whose use fell, without its latest days. */
function rowsOf(id: string, sample: Item[], isFalling: boolean): Item[] {
  const from = usageKey(addDays(AS_OF, -QUIET_DAYS));
  return sample
    .filter(({ sk, list }) => list === undefined && !(isFalling && sk?.S?.startsWith(USAGE_SORT_PREFIX) && sk.S > from))
    .map((row) => ({ ...row, pk: { S: accountKey(id) } }));
}
