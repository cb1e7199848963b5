import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { STUDY_SHARDS } from '../../functions/store/keys.ts';
import type { Bench } from '../bench.ts';
import { prices } from '../costs/prices.ts';

const PLANNED_ACCOUNTS = 100_000;
const MOST_MINUTES = 10;
const MOST_DOLLARS = 1;
const MOST_MEGABYTES = 512;
const GIGABYTES_OF_THE_FUNCTION = 1769 / 1024;
/** A query gives 8 KB for a unit, where it may be a moment behind. */
const BYTES_A_READ_UNIT = 8_192;
const runStudy = new URL('../support/run-study.ts', import.meta.url);

interface Measured {
  computedInMs: number;
  wholeInMs: number;
  bytesAnAccount: number;
  megabytes: number;
}

/** What is gone through, of all accounts, on the functions at a time that the state machine allows. */
const studies = [
  { kind: 'what-if', what: 'A what-if', days: 365 },
  { kind: 'backtest', what: 'A backtest', days: 365 },
  { kind: 'sensitivity', what: 'Nine values of a threshold', days: 91 },
] as const;

/** Questions about the past, out of rows as they are stored, and what they would take for a very large company. */
export const bench: Bench = {
  name: 'p13b',
  async run({ isQuick, progress }) {
    const accounts = isQuick ? 5 : 1_000;
    return studies.flatMap(({ kind, what, days }) => {
      progress(`${kind}: ${days} days of ${accounts} accounts`);
      const { wholeInMs, bytesAnAccount, megabytes } = measured(kind, String(accounts));
      const seconds = ((wholeInMs / 1000) * PLANNED_ACCOUNTS) / accounts;
      const minutes = seconds / STUDY_SHARDS / 60;
      const readUnits = PLANNED_ACCOUNTS * (Math.ceil(bytesAnAccount / BYTES_A_READ_UNIT) + 1);
      const { gigabyteSecond, readUnit } = prices;
      const dollars =
        seconds * GIGABYTES_OF_THE_FUNCTION * gigabyteSecond.price['us-east-1'] +
        readUnits * readUnit.price['us-east-1'];
      const daysASecond = Math.round((accounts * days * 1000) / wholeInMs).toLocaleString('en');
      const planned = accounts.toLocaleString('en');
      return [
        {
          goal: 'P13b',
          what: `${what} over 100,000 accounts × ${days} days, planned by ${planned}`,
          against: `${daysASecond} account-days a second, on ${STUDY_SHARDS} functions at a time`,
          measured: `${minutes.toFixed(1)} minutes, $${dollars.toFixed(2)}`,
          limit: `≤ ${MOST_MINUTES} minutes, ≤ $${MOST_DOLLARS}`,
          isMet: minutes <= MOST_MINUTES && dollars <= MOST_DOLLARS,
        },
        {
          goal: 'P13',
          what: `${what} over ${planned} accounts × ${days} days`,
          against: 'its memory',
          measured: `${Math.round(megabytes)} MB at its peak`,
          limit: `≤ ${MOST_MEGABYTES} MB`,
          isMet: megabytes <= MOST_MEGABYTES,
        },
      ];
    });
  },
};

/** In a process of its own, whose memory is its own. */
function measured(...args: string[]): Measured {
  const line = ['--import', 'tsx', fileURLToPath(runStudy), ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the study failed: ${stderr}`);
  return JSON.parse(stdout);
}
