import { type Stage, stages } from '../../domain/account/account.ts';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { stableHash } from '../../domain/names/stable-hash.ts';
import { addDays } from '../../domain/time/day.ts';
import { encodeBoard } from '../../functions/store/board/board-items.ts';
import type { Item } from '../../functions/store/item.ts';
import { ACCOUNT_BUCKETS, accountBucket, STATE_SORT_KEY } from '../../functions/store/keys.ts';
import { parseConfig } from '../../lib/config.ts';
import { scoringDefinition } from '../../lib/features/scoring-definition.ts';
import { filledInConfig } from '../../test/support/sample-config.ts';
import type { Bench, Row } from '../bench.ts';
import { bytesOf } from '../support/item-bytes.ts';
import { SampleAccount } from '../support/sample-account.ts';

const MOST_READ_UNITS = 3.5;
const MOST_WRITE_UNITS = 1;
/** Beside the state of the account itself. */
const MOST_BOARD_UNITS = 0.1;
const MOST_TRANSITIONS = 300;
const BYTES_A_READ_UNIT = 4096;
const BYTES_A_WRITE_UNIT = 1024;
/** An eventually consistent read, which the nightly run makes, costs half. */
const EVENTUALLY = 0.5;

/** What the night costs in DynamoDB and Step Functions, from the very rows and the very state machine. */
export const bench: Bench = {
  name: 'p9',
  async run() {
    const items = new SampleAccount('acme-0001').items();
    const readUnits = Math.ceil(sum(items.map(bytesOf)) / BYTES_A_READ_UNIT) * EVENTUALLY;
    const state = items.find(({ sk }) => sk?.S === STATE_SORT_KEY) as Item;
    const writeUnits = Math.ceil(bytesOf(state) / BYTES_A_WRITE_UNIT);
    const config = parseConfig('config/prod.yaml', filledInConfig());
    const { groups } = config.scoring;
    return [
      row('Read units to score an account: 120 usage days, 10 users', readUnits, MOST_READ_UNITS),
      row('Write units to score an account on a quiet day', writeUnits, MOST_WRITE_UNITS),
      ...[1_000, 100_000].map((accounts) =>
        row(
          `Write units for the list of accounts, an account and night, of ${accounts.toLocaleString('en')}`,
          boardUnits(accounts),
          MOST_BOARD_UNITS,
        ),
      ),
      row(
        `Step Functions transitions a night, however many accounts (${groups} groups)`,
        transitionsOf(groups),
        MOST_TRANSITIONS,
      ),
    ];
  },
};

function row(what: string, measured: number, limit: number): Row {
  const against = 'counted, by the rules of the price list';
  return { goal: 'P9', what, against, measured: String(measured), limit: `≤ ${limit}`, isMet: measured <= limit };
}

/** All buckets are written once a night: with names, ids and figures as different from each other as they may be. */
function boardUnits(accounts: number): number {
  const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (): BoardEntry[] => []);
  for (let i = 0; i < accounts; i += 1) {
    const entry = sampleEntry(i);
    buckets[accountBucket(entry.account)]?.push(entry);
  }
  const units = buckets.map((entries, bucket) =>
    Math.ceil(bytesOf(encodeBoard(bucket, { asOf: 1_780_000_000_000, entries }, 365)) / BYTES_A_WRITE_UNIT),
  );
  return Math.ceil((sum(units) / accounts) * 1_000) / 1_000;
}

export function sampleEntry(i: number): BoardEntry {
  const mixed = (salt: number, below: number) => stableHash(`${i}/${salt}`) % below;
  const word = (salt: number) => mixed(salt, 60_466_176).toString(36);
  return {
    account: `c-${mixed(1, 1_000_000)}-${i}`,
    name: `${word(2)} ${word(3)} Inc.`,
    csm: `csm-${mixed(4, 20)}`,
    stage: stages[mixed(5, stages.length)] as Stage,
    segment: ['smb', 'mid', 'enterprise'][mixed(6, 3)] as string,
    mrr: mixed(7, 2_000) * 500,
    currency: 'JPY',
    renewal: addDays('2026-06-03', mixed(8, 365)),
    score: mixed(9, 1_000),
    change: mixed(10, 200) - 100,
    openTasks: mixed(11, 4),
  };
}

/** States entered in a run in which all goes well: those of the Map once a group. */
function transitionsOf(groups: number): number {
  const definition = scoringDefinition({ functionArn: 'arn', groups }) as {
    StartAt: string;
    States: Record<string, { Next?: string; Default?: string; Items?: unknown[] }>;
  };
  let transitions = 1;
  for (let name: string | undefined = definition.StartAt; name !== undefined; ) {
    const state: (typeof definition.States)[string] | undefined = definition.States[name];
    transitions += 1 + (state?.Items?.length ?? 0);
    name = state?.Next ?? state?.Default;
  }
  return transitions;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
