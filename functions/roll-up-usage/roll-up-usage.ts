import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { NamesRule } from '../../domain/sources/source-names.ts';
import type { UsageLimits } from '../../domain/sources/usage-limits.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock, LocalHour } from '../../domain/time/time-zone.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { type IsUsed, limitTally } from '../../domain/usage/tally/limit-tally.ts';
import type { AccountNumbers } from '../../domain/usage/tally/name-numbers.ts';
import type { UsageDay, UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { answerMarkers, type FlushMarker } from '../store/events/flush-markers.ts';
import type { SourceSighting } from '../store/sources/sources.ts';
import { type RawHours, tallyHour } from '../usage/tally-hour.ts';
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
      lookAgain: () => Promise<{ day: UsageDay; numbers: AccountNumbers }>,
    ): Promise<number>;
  };
  /** Gives the numbers by which days refer to names and users. */
  lifetime: { learn(account: string, days: UsageDay[], isUsed: IsUsed): Promise<AccountNumbers> };
  usedNames: { isUsed(nowInMs: number): Promise<IsUsed> };
  sources: {
    /** Says how many event names had no place. */
    widen(source: string, sighting: SourceSighting, rule: NamesRule): Promise<{ leftOut: number }>;
    count(source: string, hour: string, arrivals: Arrivals, expiresAt: number): Promise<void>;
  };
  changedAccounts: { send(accounts: string[]): Promise<void> };
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
  isUsed: IsUsed;
}

const ACCOUNTS_IN_FLIGHT = 8;
const HOURS_IN_FLIGHT = 4;
const SOURCES_IN_FLIGHT = 4;
const COUNTS_KEPT_FOR_IN_SECONDS = 8 * 86_400;

/**
 * Recomputes every hour that a batch of the raw events' stream touches, and whatever is made of hours. Nothing is
 * added up: each step writes what follows from all that is stored, so it may be repeated, or overtaken by another run.
 *
 * Of a batch that fails in part, the first record that was not dealt with is reported; AWS comes again with it and all
 * after it. Nothing is thrown: a stream mapping that knows no partial answers would come with the same batch for ever.
 */
export function rollUpUsage(dependencies: RollUpUsageDependencies) {
  const { events, usage, lifetime, usedNames, sources, changedAccounts, flushMarkers, limits, clock, retention, now } =
    dependencies;

  return async (records: DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const startedAt = now();
    const touched = touchedBy(records);
    const sightings = new SourceSightings();
    const counts = { RolledUpHours: 0, FrozenHours: 0, LeftOutOfUsage: 0 };
    let firstFailed = records.length;
    let isUsed: IsUsed;
    try {
      isUsed = await usedNames.isUsed(startedAt);
    } catch (error) {
      log('error', 'running playbook not read', errorFields(error));
      return { batchItemFailures: [{ itemIdentifier: records[0]?.dynamodb?.SequenceNumber as string }] };
    }

    const changed: string[] = [];
    await pMap(
      touched.accounts,
      async (account) => {
        try {
          await rollUpAccount(account, { sightings, counts, startedAt, isUsed });
          if (isCurrent(account, startedAt)) changed.push(account.account);
        } catch (error) {
          log('error', 'account not rolled up', errorFields(error));
          firstFailed = Math.min(firstFailed, account.firstRecord);
        }
      },
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    const rule = { isUsed, today: clock.dayOf(startedAt), mostNewADay: limits.newNamesPerSourceAndDay };
    try {
      await pMap(
        sightings.bySource(),
        async ([source, seen]) => {
          counts.LeftOutOfUsage += (await sources.widen(source, seen, rule)).leftOut;
        },
        { concurrency: SOURCES_IN_FLIGHT },
      );
      await changedAccounts.send(changed.sort());
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

  /** For whoever looks at a source. After a crash a batch is counted again: nothing else hangs on these figures. */
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

  async function rollUpAccount({ account, days }: TouchedAccount, batch: Batch): Promise<void> {
    const { counts, startedAt, isUsed } = batch;
    const summed: UsageDay[] = [];
    for (const [day, hours] of days) {
      if (retention.hasBegunToExpire(day, startedAt)) {
        counts.FrozenHours += hours.size;
        continue;
      }
      await pMap([...hours], (hour) => rollUpHour(account, { day, hour }, batch), { concurrency: HOURS_IN_FLIGHT });
      summed.push(limitDay(await usage.sumHours(account, day), batch));
      counts.RolledUpHours += hours.size;
    }
    if (summed.length === 0) return;
    // First what the days refer to, then the days.
    const numbers = await lifetime.learn(account, summed, isUsed);
    for (const day of summed) {
      counts.LeftOutOfUsage += await usage.putDay(account, day, numbers, async () => {
        const again = limitDay(await usage.sumHours(account, day.day), batch);
        return { day: again, numbers: await lifetime.learn(account, [again], isUsed) };
      });
    }
  }

  async function rollUpHour(account: string, at: LocalHour, { sightings, counts, isUsed }: Batch): Promise<void> {
    const whole = await tallyHour(events, account, at, (page) => sightings.add(at.day, page));
    const { tally, leftOut } = limitTally(whole, isUsed);
    counts.LeftOutOfUsage += leftOut;
    const lookAgain = async () => limitTally(await tallyHour(events, account, at), isUsed).tally;
    await usage.putHour(account, at, tally, retention.hoursExpireAt(at.day), lookAgain);
  }

  function limitDay({ day, ...sum }: UsageDay, { counts, isUsed }: Batch): UsageDay {
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
