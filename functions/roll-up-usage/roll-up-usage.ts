import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { NamesRule } from '../../domain/sources/source-names.ts';
import type { UsageLimits } from '../../domain/sources/usage-limits.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock, LocalHour } from '../../domain/time/time-zone.ts';
import { type Bringers, isOtherUsers, withOtherUsers } from '../../domain/usage/newcomers.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { type IsUsed, limitTally } from '../../domain/usage/tally/limit-tally.ts';
import type { AccountNumbers } from '../../domain/usage/tally/name-numbers.ts';
import type { UsageDay, UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { answerMarkers, type FlushMarker } from '../store/events/flush-markers.ts';
import type { SourceSighting } from '../store/sources/source-arrivals.ts';
import type { KnownLifetime } from '../store/usage/lifetime.ts';
import { type RawHours, readHour } from '../usage/tally-hour.ts';
import { SourceSightings } from './source-sightings.ts';
import { type Arrivals, arrivalsBySource, type TouchedAccount, touchedBy } from './touched.ts';

export interface RollUpUsageDependencies {
  events: RawHours;
  usage: {
    /** Looks again where as many events stand there that tell otherwise. */
    putHour(
      account: string,
      at: LocalHour,
      tally: UsageTally,
      expiresAt: number,
      lookAgain: () => Promise<UsageTally>,
    ): Promise<void>;
    sumHours(account: string, day: Day): Promise<UsageDay>;
    /** Says how many names and users had to be left out. */
    putDay(
      account: string,
      day: UsageDay,
      numbers: AccountNumbers,
      today: Day,
      lookAgain: () => Promise<{ day: UsageDay; numbers: AccountNumbers }>,
    ): Promise<number>;
  };
  lifetime: {
    known(account: string): Promise<KnownLifetime>;
    /** Gives the numbers by which days refer to names and users. */
    learn(account: string, days: UsageDay[], isUsed: IsUsed, known?: KnownLifetime): Promise<AccountNumbers>;
  };
  newcomers: {
    turnedAway(account: string, bringers: Bringers, today: Day, isRetry?: boolean): Promise<ReadonlySet<string>>;
    isAdmitted(account: string, sources: readonly string[], today: Day): Promise<boolean>;
  };
  usedNames: { isUsed(): Promise<IsUsed> };
  sources: {
    /** Says how many event names had no place. */
    widen(source: string, sighting: SourceSighting, rule: NamesRule): Promise<{ leftOut: number }>;
    count(source: string, hour: string, arrivals: Arrivals, expiresAt: number): Promise<void>;
  };
  /** @param isAwaited somebody waits for all that came before */
  changedAccounts: { send(accounts: string[], isAwaited?: boolean): Promise<void> };
  flushMarkers: { answer(marker: FlushMarker, nowInMs: number): Promise<void> };
  limits: Pick<UsageLimits, 'newNamesPerSourceAndDay'>;
  clock: LocalClock;
  retention: RawRetention;
  now: () => number;
}

/** What is the same for all accounts of a batch, and what is gathered over them. */
interface Batch {
  sightings: SourceSightings;
  counts: { RolledUpHours: number; FrozenHours: number; LeftOutOfUsage: number };
  startedAt: number;
  /** Still being read, beside the first events. */
  readingNames: Promise<IsUsed>;
}

/** Each waits for the store most of its time: by fewer, a shard of a busy table would be counted slower than it fills. */
const ACCOUNTS_IN_FLIGHT = 32;
const HOURS_IN_FLIGHT = 4;
const SOURCES_IN_FLIGHT = 4;
const nobody: ReadonlySet<string> = new Set();
const COUNTS_KEPT_FOR_IN_SECONDS = 8 * 86_400;

/**
 * Recomputes every hour that a batch of the raw events' stream touches, and whatever is made of hours. Nothing is
 * added up: each step writes what follows from all that is stored, so it may be repeated, or overtaken by another run.
 *
 * Of a batch that fails in part, the first record that was not dealt with is reported; AWS comes again with it and all
 * after it. Nothing is thrown: a stream mapping that knows no partial answers would come with the same batch for ever.
 */
export function rollUpUsage(dependencies: RollUpUsageDependencies) {
  const { events, usage, lifetime, newcomers, usedNames, sources } = dependencies;
  const { changedAccounts, flushMarkers, limits, clock, retention, now } = dependencies;

  return async (records: DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const startedAt = now();
    const touched = touchedBy(records);
    const sightings = new SourceSightings();
    const counts = { RolledUpHours: 0, FrozenHours: 0, LeftOutOfUsage: 0 };
    let firstFailed = records.length;
    const readingNames = usedNames.isUsed();
    readingNames.catch(() => {});
    const changed: string[] = [];
    await pMap(
      touched.accounts,
      async (account) => {
        try {
          const isCounted = await rollUpAccount(account, { sightings, counts, startedAt, readingNames });
          if (isCounted && isCurrent(account, startedAt)) changed.push(account.account);
        } catch (error) {
          log('error', 'account not rolled up', errorFields(error));
          firstFailed = Math.min(firstFailed, account.firstRecord);
        }
      },
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    let isUsed: IsUsed;
    try {
      isUsed = await readingNames;
    } catch (error) {
      log('error', 'running playbook not read', errorFields(error));
      return { batchItemFailures: [{ itemIdentifier: records[0]?.dynamodb?.SequenceNumber as string }] };
    }
    const rule = { isUsed, today: clock.dayOf(startedAt), mostNewADay: limits.newNamesPerSourceAndDay };
    try {
      await pMap(
        sightings.bySource(),
        async ([source, seen]) => {
          counts.LeftOutOfUsage += (await sources.widen(source, seen, rule)).leftOut;
        },
        { concurrency: SOURCES_IN_FLIGHT },
      );
      await changedAccounts.send(changed.sort(), touched.markers.length > 0);
    } catch (error) {
      log('error', 'sources or changed accounts not told', errorFields(error));
      firstFailed = 0;
    }
    firstFailed = await answerMarkers(touched.markers, firstFailed, (marker) => flushMarkers.answer(marker, now()));

    // Only what does not come again.
    await countArrivals(arrivalsBySource(records.slice(0, firstFailed)), startedAt);
    logMetrics('rolled up', counts, { now: startedAt, fields: { records: records.length } });
    const failed = records[firstFailed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };

  /** Figures for the operator only: after a crash a batch is counted twice, and no score depends on them. */
  async function countArrivals(arrivals: Map<string, Arrivals>, nowInMs: number): Promise<void> {
    const hour = new Date(nowInMs).toISOString().slice(0, 13);
    const expiresAt = Math.floor(nowInMs / 1000) + COUNTS_KEPT_FOR_IN_SECONDS;
    await pMap(
      [...arrivals],
      async ([source, seen]) => {
        logMetrics(
          'arrived',
          { StoredEvents: seen.stored, ConflictingEvents: seen.conflicts },
          { now: nowInMs, dimensions: { source } },
        );
        try {
          await sources.count(source, hour, seen, expiresAt);
        } catch (error) {
          log('warn', 'arrivals of a source not counted', errorFields(error));
        }
      },
      { concurrency: SOURCES_IN_FLIGHT },
    );
  }

  /** Says whether anything of it was counted. */
  async function rollUpAccount({ account, days }: TouchedAccount, batch: Batch): Promise<boolean> {
    const { counts, startedAt, readingNames } = batch;
    const frozen = [...days].filter(([day]) => retention.hasBegunToExpire(day, startedAt));
    for (const [, hours] of frozen) counts.FrozenHours += hours.size;
    const open = [...days].filter(([day]) => !retention.hasBegunToExpire(day, startedAt));
    if (open.length === 0) return false;
    // Runs beside the first read of raw events; the first of the two to fail is what is thrown.
    const reading = lifetime.known(account);
    reading.catch(() => {});
    const summed: UsageDay[] = [];
    for (const [day, hours] of open) {
      const counted = await pMap([...hours], (hour) => rollUpHour(account, { day, hour }, reading, batch), {
        concurrency: HOURS_IN_FLIGHT,
      });
      if (counted.includes(true)) summed.push(limitDay(await usage.sumHours(account, day), counts, await readingNames));
      counts.RolledUpHours += counted.filter(Boolean).length;
    }
    if (summed.length === 0) return false;
    const isUsed = await readingNames;
    // First what the days refer to, then the days.
    const numbers = await lifetime.learn(account, summed, isUsed, await reading);
    for (const day of summed) {
      counts.LeftOutOfUsage += await usage.putDay(account, day, numbers, clock.dayOf(startedAt), async () => {
        const again = limitDay(await usage.sumHours(account, day.day), counts, isUsed);
        return { day: again, numbers: await lifetime.learn(account, [again], isUsed) };
      });
    }
    return true;
  }

  /** Says whether it is counted: nothing is of an account that its sources may not bring. */
  async function rollUpHour(
    account: string,
    at: LocalHour,
    reading: Promise<KnownLifetime>,
    { sightings, counts, startedAt, readingNames }: Batch,
  ): Promise<boolean> {
    const today = clock.dayOf(startedAt);
    const hour = await readHour(events, account, at, (page) => sightings.add(at.day, page));
    const known = await reading;
    // Nothing is written without it.
    const isUsed = await readingNames;
    if (known.isEmpty && hour.tally.total > 0 && !(await newcomers.isAdmitted(account, [...hour.sources], today))) {
      counts.LeftOutOfUsage += 1;
      return false;
    }
    const turnedAway = await turnedAwayOf(account, hour, known, today);
    const { tally, leftOut } = limitTally(withOtherUsers(hour.tally, turnedAway), isUsed);
    counts.LeftOutOfUsage += leftOut + turnedAway.size;
    const lookAgain = async () => {
      const seen = await readHour(events, account, at);
      const away = await turnedAwayOf(account, seen, await lifetime.known(account), today, true);
      return limitTally(withOtherUsers(seen.tally, away), isUsed).tally;
    };
    await usage.putHour(account, at, tally, retention.hoursExpireAt(at.day), lookAgain);
    return true;
  }

  /** Nobody is asked where the account knows all of them. */
  async function turnedAwayOf(
    account: string,
    { tally, bringers }: { tally: UsageTally; bringers: Bringers },
    known: KnownLifetime,
    today: Day,
    isRetry = false,
  ): Promise<ReadonlySet<string>> {
    const unknown = tally.users.filter((user) => !known.knowsUser(user) && !isOtherUsers(user));
    if (unknown.length === 0) return nobody;
    const brought = new Map(unknown.map((user) => [user, bringers.get(user) as readonly string[]]));
    return newcomers.turnedAway(account, brought, today, isRetry);
  }

  function limitDay({ day, ...sum }: UsageDay, counts: Batch['counts'], isUsed: IsUsed): UsageDay {
    const { tally, leftOut } = limitTally(sum, isUsed);
    counts.LeftOutOfUsage += leftOut;
    return { day, ...tally };
  }

  /** History that is loaded later raises nothing by itself: it waits for the next run. */
  function isCurrent({ days }: TouchedAccount, nowInMs: number): boolean {
    const today = clock.dayOf(nowInMs);
    return days.has(today) || days.has(addDays(today, -1));
  }
}
