import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import { scanAnswers } from '../../functions/store/query.ts';
import { startLocalAws } from '../../test/support/ministack.ts';
import { createTables, type TestTables } from '../../test/support/tables.ts';
import type { Bench } from '../bench.ts';

const EVENTS = 1_000_000;
const QUICK_EVENTS = 8_000;
/** So many puts tell the store's own rate. */
const RAW_EVENTS = 50_000;
const QUICK_RAW_EVENTS = 1_000;
const BATCH = 25;
const BATCHES_IN_FLIGHT = 32;
const MOST_MEGABYTES = 400;
const ACCOUNTS = 200;
const HISTORY_IN_MS = 180 * 86_400_000;
const script = fileURLToPath(new URL('../support/run-backfill.ts', import.meta.url));

interface Loaded {
  stored: number;
  eventsPerSecond: number;
  resumedAfter: number;
  peakInMegabytes: number;
}

/** A file of history into the local store: at what pace, with how much memory, and whole after a kill in the middle. */
export const bench: Bench = {
  name: 'backfill',
  isLong: true,
  async run({ isQuick, progress }) {
    const events = isQuick ? QUICK_EVENTS : EVENTS;
    const folder = mkdtempSync(join(tmpdir(), 'sakimawari-bench-'));
    const aws = await startLocalAws(1);
    process.env.SAKIMAWARI_TEST_AWS_ENDPOINT = aws.endpoints[0];
    try {
      const file = join(folder, 'history.ndjson');
      await pipeline(Readable.from(linesOf(events)), createWriteStream(file));
      progress('the store’s own rate');
      const rawRate = await rawRateOf(await createTables(), isQuick ? QUICK_RAW_EVENTS : RAW_EVENTS);
      const whole = await createTables();
      progress(`${events} events`);
      const loaded = await load(file, whole, [], progress);
      const cut = await createTables();
      progress('the same, killed in the middle');
      await load(file, cut, [], progress, 0.5);
      const resumed = await load(file, cut, ['--resume'], progress);
      const missing = events - (await countOf(cut));
      const peak = Math.max(loaded.peakInMegabytes, resumed.peakInMegabytes);
      return [
        {
          goal: '',
          what: `Backfill of ${events.toLocaleString('en')} events into the local store`,
          against: `BatchWriteItem alone, ${BATCHES_IN_FLIGHT} at a time: ${Math.round(rawRate).toLocaleString('en')} a second`,
          measured: `${loaded.eventsPerSecond.toLocaleString('en')} a second (${(loaded.eventsPerSecond / rawRate).toFixed(2)}×)`,
          limit: '–',
          isMet: null,
        },
        {
          goal: '',
          what: 'Memory of the command and the function together',
          against: 'a process that holds no more than a few requests',
          measured: `${peak} MB at its peak`,
          limit: `≤ ${MOST_MEGABYTES} MB`,
          isMet: peak <= MOST_MEGABYTES,
        },
        {
          goal: '',
          what: `Events missing after a kill in the middle and a resume after line ${resumed.resumedAfter.toLocaleString('en')}`,
          against: 'events of the file',
          measured: String(missing),
          limit: '0',
          isMet: missing === 0 && resumed.stored === events && resumed.resumedAfter > 0,
        },
      ];
    } finally {
      await aws.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Runs the command in a process of its own; with `killedAfter` it is killed once so much of the file is read. */
async function load(
  file: string,
  { eventsTable, accountsTable }: TestTables,
  options: string[],
  progress: (what: string) => void,
  killedAfter?: number,
): Promise<Loaded> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, eventsTable, accountsTable, ...options]);
  let answer = '';
  let said = '';
  let told = 0;
  child.stdout.on('data', (chunk) => {
    answer += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
    const percent = Number([...said.matchAll(/(\d+) % of the file/g)].at(-1)?.[1] ?? 0);
    if (killedAfter !== undefined && percent >= killedAfter * 100) child.kill('SIGKILL');
    if (percent >= told + 20) progress(`${percent} %`);
    if (percent >= told + 20) told = percent;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  await pause(0);
  if (killedAfter !== undefined) return { stored: 0, eventsPerSecond: 0, resumedAfter: 0, peakInMegabytes: 0 };
  if (code !== 0) throw new Error(`the load ended with ${code}: ${said}`);
  return JSON.parse(answer);
}

function* linesOf(events: number): Generator<string> {
  for (let i = 0; i < events; i += 1) yield `${JSON.stringify(eventOf(i, events))}\n`;
}

function eventOf(i: number, events: number) {
  return {
    id: `evt_${i.toString(36)}`,
    account: `account-${i % ACCOUNTS}`,
    user: `user-${i % 997}`,
    event: i % 3 === 0 ? 'page.viewed' : 'login',
    time: new Date(Date.now() - 3 * 86_400_000 - Math.floor(HISTORY_IN_MS * (1 - i / events))).toISOString(),
  };
}

/** The same rows, put by nothing but the store's own operation. */
async function rawRateOf({ jsonClient, eventsTable }: TestTables, events: number): Promise<number> {
  const clock = localClock('Asia/Tokyo');
  const rows = new EventRows(clock, new RawRetention(clock, 400));
  const batches: WriteRequest[][] = [];
  for (let i = 0; i < events; i += 1) {
    if (i % BATCH === 0) batches.push([]);
    const { time, ...event } = eventOf(i, events);
    const Item = rows.encode({ ...event, time: Date.parse(time), source: 'demo' });
    batches.at(-1)?.push({ PutRequest: { Item } });
  }
  const startedAt = performance.now();
  await pMap(batches, (batch) => jsonClient.callOnce('BatchWriteItem', { RequestItems: { [eventsTable]: batch } }), {
    concurrency: BATCHES_IN_FLIGHT,
  });
  return events / ((performance.now() - startedAt) / 1000);
}

async function countOf({ client, eventsTable }: TestTables): Promise<number> {
  let count = 0;
  for await (const page of scanAnswers(client, { TableName: eventsTable, Select: 'COUNT' })) count += page.Count ?? 0;
  return count;
}
