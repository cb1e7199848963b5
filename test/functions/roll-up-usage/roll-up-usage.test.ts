import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { rollUpUsage } from '../../../functions/roll-up-usage/roll-up-usage.ts';
import { eventsKey } from '../../../functions/store/keys.ts';
import { memoryUsage } from '../../support/memory-usage.ts';
import { clock, NOW, retention } from '../../support/stream-simulation.ts';

const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;

const eventOf = (id: string, over: Partial<UsageEvent> = {}): UsageEvent => ({
  id,
  account: 'koa',
  user: 'u1',
  event: 'login',
  time: NOW - HOUR_IN_MS,
  source: 'demo',
  ...over,
});

const recordOf = (event: UsageEvent, sequence: number, eventName: 'INSERT' | 'MODIFY' = 'INSERT') =>
  keyRecord(eventsKey(event.account, clock.hourOf(event.time)), `${event.source}#${event.id}`, sequence, eventName);
const markerRecord = (n: number, sequence: number) => keyRecord(`flush#f1#${n}`, 'flush', sequence, 'INSERT');
const keyRecord = (pk: string, sk: string, sequence: number, eventName: 'INSERT' | 'MODIFY'): DynamoDBRecord => ({
  eventName,
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(sequence) },
});

async function setUp(events: UsageEvent[] = []) {
  const memory = memoryUsage();
  const { stores } = memory;
  for (const event of events) await stores.putRaw(event);
  const rollUp = (records: DynamoDBRecord[]) => rollUpUsage({ ...stores, clock, retention, now: () => NOW })(records);
  return { ...memory, rollUp };
}

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(JSON.parse(String(line)));
    return true;
  });
});

describe('a batch of changed events', () => {
  it('reads its events while the names that the playbook lives on are still being read', async () => {
    const { stores, rollUp, days } = await setUp([eventOf('e1')]);
    const known = vi.spyOn(stores.lifetime, 'known');
    stores.usedNames.isUsed = async () => {
      await vi.waitFor(() => expect(known).toHaveBeenCalled(), { timeout: 500 });
      return () => false;
    };
    expect(await rollUp([recordOf(eventOf('e1'), 1)])).toEqual({ batchItemFailures: [] });
    expect([...days.keys()]).toEqual(['koa 2026-06-10']);
  });

  it('comes again as a whole, with nothing written, where these names can not be read', async () => {
    const { stores, rollUp, hours, changed, sources, accountsOf, usersOf } = await setUp([eventOf('e1')]);
    stores.usedNames.isUsed = () => Promise.reject(new Error('no answer'));
    const records = [markerRecord(1, 1), recordOf(eventOf('e1'), 2)];
    expect(await rollUp(records)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect([hours, sources, accountsOf, usersOf].map(({ size }) => size)).toEqual([0, 0, 0, 0]);
    expect(changed).toEqual([]);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'running playbook not read' }));
  });

  it('recomputes each touched hour once, and the days made of them', async () => {
    const events = [
      eventOf('e1'),
      eventOf('e2', { user: 'u2' }),
      eventOf('e3', { event: 'page.viewed', time: NOW - 2 * HOUR_IN_MS }),
      eventOf('e4', { account: 'hapi' }),
    ];
    const { stores, rollUp, days } = await setUp(events);
    const putHour = vi.spyOn(stores.usage, 'putHour');
    expect(await rollUp(events.map((event, i) => recordOf(event, i)))).toEqual({ batchItemFailures: [] });
    expect(putHour).toHaveBeenCalledTimes(3);
    expect(days.get('koa 2026-06-10')).toEqual({
      day: '2026-06-10',
      total: 3,
      names: ['login', 'page.viewed'],
      counts: [2, 1],
      users: ['u1', 'u2'],
      did: [[0, 1], [0]],
      values: [],
      subjects: [],
      replies: [],
    });
    expect(lines).toMatchObject([
      { message: 'arrived', source: 'demo', StoredEvents: 4, ConflictingEvents: 0 },
      { message: 'rolled up', records: 4, RolledUpHours: 3 },
    ]);
  });

  it('lets whoever waits for a marker wait for no account that is told of later', async () => {
    const { stores, rollUp } = await setUp([eventOf('e1'), eventOf('e2')]);
    const send = vi.spyOn(stores.changedAccounts, 'send');
    await rollUp([recordOf(eventOf('e1'), 1)]);
    await rollUp([recordOf(eventOf('e2'), 2), markerRecord(1, 3)]);
    expect(send.mock.calls.map(([, isAwaited]) => isAwaited)).toEqual([false, true]);
  });

  it('queues the accounts that changed today or yesterday, once each; older ones wait for the next run', async () => {
    const events = [
      eventOf('e1', { account: 'today' }),
      eventOf('e2', { account: 'today', time: NOW - 2 * HOUR_IN_MS }),
      eventOf('e3', { account: 'yesterday', time: NOW - DAY_IN_MS }),
      eventOf('e4', { account: 'older', time: NOW - 2 * DAY_IN_MS }),
    ];
    const { rollUp, changed, days } = await setUp(events);
    await rollUp(events.map((event, i) => recordOf(event, i)));
    expect(changed).toEqual(['today', 'yesterday']);
    expect(days.has('older 2026-06-08')).toBe(true);
  });

  it('counts an event stored again with other content as a conflict, and once in usage', async () => {
    const { rollUp, days } = await setUp([eventOf('e1')]);
    await rollUp([recordOf(eventOf('e1'), 1), recordOf(eventOf('e1'), 2, 'MODIFY')]);
    expect(days.get('koa 2026-06-10')?.total).toBe(1);
    expect(lines).toMatchObject([{ StoredEvents: 1, ConflictingEvents: 1 }, { message: 'rolled up' }]);
  });

  it('leaves an hour alone whose raw events have begun to expire', async () => {
    const old = eventOf('e1', { time: NOW - 92 * DAY_IN_MS });
    const { stores, rollUp, hours, days, changed } = await setUp([old, eventOf('e2')]);
    const hour = vi.spyOn(stores.events, 'hour');
    expect(await rollUp([recordOf(old, 1), recordOf(eventOf('e2'), 2)])).toEqual({ batchItemFailures: [] });
    expect(hour).toHaveBeenCalledTimes(1);
    expect([hours.size, days.size, changed.length]).toEqual([1, 1, 1]);
    expect(lines).toMatchObject([{ message: 'arrived' }, { FrozenHours: 1, RolledUpHours: 1 }]);
  });

  it('passes over a record that is no event', async () => {
    const { rollUp } = await setUp();
    expect(await rollUp([keyRecord('something else', 'x', 1, 'INSERT')])).toEqual({ batchItemFailures: [] });
  });
});

describe('an event that is corrected: sent again with the same id and other content', () => {
  const wrong = eventOf('e1', { event: 'records.total', value: 5 });
  const right = { ...wrong, value: 9 };

  it.each(['putHour', 'putDay'] as const)(
    'counts once, as it was sent last, also where who had looked before comes to the %s after who looked since',
    async (write) => {
      const { stores, rollUp, hours, days } = await setUp([wrong]);
      const put = stores.usage[write] as (...given: unknown[]) => Promise<never>;
      let arrive = () => {};
      let release = () => {};
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const released = new Promise<void>((resolve) => (release = resolve));
      vi.spyOn(stores.usage, write).mockImplementationOnce(async (...given: unknown[]) => {
        arrive();
        await released;
        return put(...given);
      });
      const early = rollUp([recordOf(wrong, 1)]);
      await arrived;
      await stores.putRaw(right);
      await rollUp([recordOf(right, 2, 'MODIFY')]);
      release();
      await early;
      for (const tally of [...hours.values(), ...days.values()]) {
        expect(tally).toMatchObject({ total: 1, values: [{ value: 9 }] });
      }
    },
  );
});

describe('a batch that fails in part', () => {
  const events = ['a', 'b', 'c'].map((account) => eventOf('e1', { account }));
  const records = events.map((event, i) => recordOf(event, 10 + i));

  it('is dealt with as far as possible, and comes again from the first record that was not', async () => {
    const { stores, rollUp, days, changed } = await setUp(events);
    const { putDay } = stores.usage;
    vi.spyOn(stores.usage, 'putDay').mockImplementation(async (account, ...day) => {
      if (account === 'b') throw new Error('throttled');
      return putDay(account, ...day);
    });
    expect(await rollUp(records)).toEqual({ batchItemFailures: [{ itemIdentifier: '11' }] });
    expect([...days.keys()]).toEqual(['a 2026-06-10', 'c 2026-06-10']);
    expect(changed).toEqual(['a', 'c']);
    expect(lines[0]).toMatchObject({ level: 'error', error: { message: 'throttled' } });
  });

  it('never throws: a mapping that knows no partial answers would repeat it for ever', async () => {
    const { stores, rollUp } = await setUp(events);
    vi.spyOn(stores.usage, 'putHour').mockRejectedValue(new Error('down'));
    vi.spyOn(stores.changedAccounts, 'send').mockRejectedValue(new Error('down'));
    vi.spyOn(stores.flushMarkers, 'answer').mockRejectedValue(new Error('down'));
    expect(await rollUp([markerRecord(0, 9), ...records])).toEqual({ batchItemFailures: [{ itemIdentifier: '9' }] });
  });

  it.each(['sources', 'changedAccounts'] as const)('comes again whole when %s could not be told', async (which) => {
    const { stores, rollUp } = await setUp(events);
    if (which === 'sources') vi.spyOn(stores.sources, 'widen').mockRejectedValue(new Error('down'));
    else vi.spyOn(stores.changedAccounts, 'send').mockRejectedValue(new Error('down'));
    expect(await rollUp(records)).toEqual({ batchItemFailures: [{ itemIdentifier: '10' }] });
  });
});

describe('a flush marker', () => {
  it('is answered after everything else in the batch', async () => {
    const { stores, rollUp } = await setUp([eventOf('e1')]);
    const done: string[] = [];
    vi.spyOn(stores.sources, 'widen').mockImplementation(async () => {
      done.push('sources');
      return { leftOut: 0 };
    });
    vi.spyOn(stores.changedAccounts, 'send').mockImplementation(async () => void done.push('queue'));
    vi.spyOn(stores.lifetime, 'learn').mockImplementation(async () => {
      done.push('lifetime');
      return noNumbers();
    });
    vi.spyOn(stores.usage, 'putDay').mockImplementation(async () => {
      done.push('day');
      return 0;
    });
    vi.spyOn(stores.flushMarkers, 'answer').mockImplementation(async ({ flush, n }) => void done.push(`${flush} ${n}`));
    await rollUp([markerRecord(7, 1), recordOf(eventOf('e1'), 2)]);
    expect(done).toEqual(['lifetime', 'day', 'sources', 'queue', 'f1 7']);
  });

  it('waits when something before it failed, and not when something after it did', async () => {
    const { stores, rollUp } = await setUp([eventOf('e1')]);
    vi.spyOn(stores.usage, 'putHour').mockRejectedValue(new Error('down'));
    const answer = vi.spyOn(stores.flushMarkers, 'answer');
    await rollUp([markerRecord(0, 1), recordOf(eventOf('e1'), 2), markerRecord(1, 3)]);
    expect(answer.mock.calls.map(([{ n }]) => n)).toEqual(['0']);
  });

  it('is not mistaken for an event of an account that is called flush', async () => {
    const odd = eventOf('flush', { account: 'flush#f1#1' });
    const { stores, rollUp, days } = await setUp([odd]);
    const answer = vi.spyOn(stores.flushMarkers, 'answer');
    await rollUp([recordOf(odd, 1)]);
    expect(answer).not.toHaveBeenCalled();
    expect(days.has('flush#f1#1 2026-06-10')).toBe(true);
  });
});
