import type { DynamoDBRecord } from 'aws-lambda';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { type RollUpUsageDependencies, rollUpUsage } from '../../functions/roll-up-usage/roll-up-usage.ts';
import { eventsKey } from '../../functions/store/keys.ts';
import { randomOf } from './seeded-random.ts';

export const NOW = Date.parse('2026-06-10T00:00:00Z');
export const clock = localClock('Asia/Tokyo');
export const retention = new RawRetention(clock, 90);

/** What a roll-up works on, and the raw rows before it. */
export interface UsageStores extends Omit<RollUpUsageDependencies, 'clock' | 'retention' | 'now'> {
  /** Tells whether anything changed: only then does the stream carry a record. */
  putRaw(event: UsageEvent): Promise<boolean>;
}

export interface Schedule {
  /** Each inner list is one delivery; a sender sends it until it was taken whole, and perhaps again. */
  deliveries: UsageEvent[][];
  seed: number;
  /** How many operations may fail, crash their invocation, or be carried out long after it died. */
  troubles: number;
}

/** What lay in a shard before a flush marker: hour of raw rows → how many. */
export interface FlushPromise {
  stored: Map<string, number>;
}

const SHARDS = 2;
const LARGEST_BATCH = 6;
const MARKERS = 4;

/** Without a stack: to write one down, for the log, takes longer than what fails. */
const lost = () => Object.assign(new Error('lost'), { stack: 'Error: lost' });

interface Operation {
  invocation: number;
  apply: () => Promise<unknown>;
  settle: ((answer: unknown) => void) | null;
  fail: ((error: Error) => void) | null;
}

/**
 * Senders, a stream in shards and a function that reads it, taking turns at every single operation in an order drawn
 * from the seed. Deliveries are repeated and break off half-way; batches are repeated, bisected, fail in part and
 * overlap with those of other shards; invocations die between any two operations, and what they had under way may
 * still be carried out long after their successors.
 */
export async function simulateStream(
  { deliveries, seed, troubles }: Schedule,
  stores: UsageStores,
  onFlushAnswer: (promise: FlushPromise) => void = () => {},
): Promise<void> {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const waiting: Operation[] = [];
  const streams: DynamoDBRecord[][] = Array.from({ length: SHARDS }, () => []);
  const promises = new Map<string, FlushPromise>();
  const stored = new Map<string, Set<string>>();
  const crashed = new Map<number, () => void>();
  let troublesLeft = troubles;
  let invocations = 0;
  let sendersLeft = 0;
  /** Consumers that read all there is. */
  const idle: (() => void)[] = [];
  const wakeConsumers = () => {
    for (const wake of idle.splice(0)) wake();
  };

  const operation =
    (invocation: number) =>
    <Answer>(apply: () => Promise<Answer>): Promise<Answer> =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ invocation, apply, settle: resolve as (answer: unknown) => void, fail: reject });
      });

  const shardOf = (key: string) => (key.charCodeAt(key.length - 1) + key.length) % SHARDS;
  const append = (pk: string, sk: string, eventName: 'INSERT' | 'MODIFY' = 'INSERT') => {
    const stream = streams[shardOf(pk)] as DynamoDBRecord[];
    const Keys = { pk: { S: pk }, sk: { S: sk } };
    stream.push({ eventName, dynamodb: { Keys, SequenceNumber: String(stream.length) } });
    wakeConsumers();
  };

  async function send(delivery: UsageEvent[]): Promise<void> {
    const gated = operation(invocations++);
    for (let isTaken = false; !isTaken; ) {
      isTaken = true;
      for (const event of delivery) {
        const isLost = await gated(async () => {
          const pk = eventsKey(event.account, clock.hourOf(event.time));
          if (await stores.putRaw(event)) append(pk, `${event.source}#${event.id}`);
          stored.set(pk, (stored.get(pk) ?? new Set()).add(`${event.source}#${event.id}`));
          return false;
        }).catch(() => true);
        if (isLost) isTaken = false;
      }
    }
    sendersLeft -= 1;
    wakeConsumers();
  }

  function placeMarker(n: number): void {
    const pk = `flush#f#${n}`;
    const ofShard = [...stored].filter(([key]) => shardOf(key) === shardOf(pk));
    promises.set(String(n), { stored: new Map(ofShard.map(([key, ids]) => [key, ids.size])) });
    append(pk, 'flush');
  }

  /** One invocation of the function; `null` when it died. */
  function invoke(batch: DynamoDBRecord[]): Promise<string[] | null> {
    const invocation = invocations++;
    const takingTurns = operation(invocation);
    let looksAgain = 0;
    /** What is looked at again belongs to the operation that asks for it. */
    const gated = <Answer>(apply: () => Promise<Answer>) => (looksAgain > 0 ? apply() : takingTurns(apply));
    const within =
      <Seen>(lookAgain: () => Promise<Seen>) =>
      async () => {
        looksAgain += 1;
        try {
          return await lookAgain();
        } finally {
          looksAgain -= 1;
        }
      };
    const rollUp = rollUpUsage({
      events: {
        async *hour(account, at) {
          const pages = stores.events.hour(account, at)[Symbol.asyncIterator]();
          for (let page = await gated(() => pages.next()); !page.done; page = await gated(() => pages.next())) {
            yield page.value;
          }
        },
      },
      usage: {
        putHour: (account, at, tally, expiresAt, lookAgain) =>
          gated(() => stores.usage.putHour(account, at, tally, expiresAt, within(lookAgain))),
        sumHours: (...given) => gated(() => stores.usage.sumHours(...given)),
        putDay: (account, day, numbers, today, lookAgain) =>
          gated(() => stores.usage.putDay(account, day, numbers, today, within(lookAgain))),
      },
      lifetime: {
        known: (...given) => gated(() => stores.lifetime.known(...given)),
        learn: (...given) => gated(() => stores.lifetime.learn(...given)),
      },
      newcomers: {
        turnedAway: (...given) => gated(() => stores.newcomers.turnedAway(...given)),
        isAdmitted: (...given) => gated(() => stores.newcomers.isAdmitted(...given)),
      },
      usedNames: stores.usedNames,
      limits: stores.limits,
      sources: { ...stores.sources, widen: (...given) => gated(() => stores.sources.widen(...given)) },
      changedAccounts: { send: (...given) => gated(() => stores.changedAccounts.send(...given)) },
      flushMarkers: {
        answer: (marker, at) =>
          gated(async () => {
            onFlushAnswer(promises.get(marker.n) as FlushPromise);
            await stores.flushMarkers.answer(marker, at);
          }),
      },
      clock,
      retention,
      now: () => NOW,
    });
    return new Promise((resolve, reject) => {
      crashed.set(invocation, () => resolve(null));
      rollUp(batch).then(
        ({ batchItemFailures }) => resolve(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
        reject,
      );
    });
  }

  async function consume(stream: DynamoDBRecord[]): Promise<void> {
    let position = 0;
    while (sendersLeft > 0 || position < stream.length) {
      if (position === stream.length) {
        await new Promise<void>((wake) => idle.push(wake));
        continue;
      }
      let size = 1 + below(LARGEST_BATCH);
      let failed: string[] | null;
      do {
        const batch = stream.slice(position, position + size);
        const isRepeated = random() < 0.2;
        const [outcome] = await Promise.all([invoke(batch), isRepeated ? invoke(batch) : null]);
        failed = outcome;
        if (failed === null) size = Math.max(1, Math.floor(size / 2));
        else position = failed.length > 0 ? Number(failed[0]) : position + batch.length;
      } while (failed === null);
    }
  }

  function trouble(chosen: Operation): void {
    troublesLeft -= 1;
    const isSender = !crashed.has(chosen.invocation);
    if (isSender || random() < 0.4) {
      // The operation fails; its caller learns of it. It may have been carried out all the same.
      const isCarriedOut = random() < 0.5;
      const fail = chosen.fail as (error: Error) => void;
      if (isCarriedOut) waiting.push({ ...chosen, settle: null, fail: null });
      fail(lost());
      return;
    }
    const theirs = [chosen, ...waiting.filter(({ invocation }) => invocation === chosen.invocation)];
    for (const each of theirs) {
      const index = waiting.indexOf(each);
      if (index >= 0) waiting.splice(index, 1);
      if (random() < 0.5) waiting.push({ ...each, settle: null, fail: null });
    }
    crashed.get(chosen.invocation)?.();
  }

  const sendings = deliveries.flatMap((delivery) => (random() < 0.5 ? [delivery, delivery] : [delivery]));
  sendersLeft = sendings.length;
  const work = [...sendings.map(send), ...streams.map(consume)];
  let isDone = false;
  let failure: unknown;
  Promise.all(work).then(
    () => {
      isDone = true;
    },
    (error: unknown) => {
      failure = error;
    },
  );
  let markers = 0;
  while (!isDone || waiting.length > 0) {
    await new Promise(setImmediate);
    if (failure !== undefined) throw failure;
    if (waiting.length === 0) continue;
    if (sendersLeft > 0 && markers < MARKERS && random() < 0.1) placeMarker(markers++);
    const [chosen] = waiting.splice(below(waiting.length), 1) as [Operation];
    if (chosen.settle !== null && troublesLeft > 0 && random() < 0.15) {
      trouble(chosen);
      continue;
    }
    const carriedOut = chosen.apply().then(chosen.settle ?? (() => {}), chosen.fail ?? (() => {}));
    if (random() < 0.5) await carriedOut;
  }
}
