import type { Bench, Row } from '../bench.ts';
import {
  accessPaths,
  costOfGroup,
  costsWithAccounts,
  costsWithPast,
  type PathCost,
  pathsOfMany,
} from '../growth/access-paths.ts';
import type { HottestKey } from '../growth/key-units.ts';
import { mondayMorning } from '../growth/monday-morning.ts';
import { night } from '../growth/night.ts';
import { recordsASecond } from '../growth/shard-speed.ts';
import { quietly } from '../support/quietly.ts';

const MOST_OF_A_PARTITION = 0.1;
/** As many as a partition takes writes, and so a shard has records. */
const WRITES_A_SHARD = 1_000;
/** What a cold start reads at most more or less than another. */
const MOST_TIMES_MORE = 1.02;
const FUNCTION_MEMORY = 1_024;
const GROUPS = 16;

const counted = 'counted, by the rules of the price list';
const COMPANIES = [
  { accounts: 1_000, eventsASecond: 100 },
  { accounts: 10_000, eventsASecond: 1_000 },
  { accounts: 100_000, eventsASecond: 10_000 },
];
const QUICK_COMPANIES = [{ accounts: 500, eventsASecond: 200 }];

/** What grows with customers, events and years, and what does not: by the code of every function, over tables that count. */
export const bench: Bench = {
  name: 'growth',
  isLong: true,
  sheet: 'Growth',
  async run({ isQuick, progress }) {
    // First, since what the calls bring was signed as they were loaded.
    const rows: Row[] = [...(await pathRows(isQuick, progress))];
    for (const company of isQuick ? QUICK_COMPANIES : COMPANIES) {
      const of = `${amount(company.accounts)} accounts, ${amount(company.eventsASecond)} events a second`;
      progress(`Monday at nine, ${of}`);
      const morning = await quietly(() => mondayMorning(company, isQuick ? 2 : 3));
      rows.push(
        told(
          `Monday at nine, ${of}: units an event`,
          counted,
          unitsOf(morning.writeUnitsAnEvent, morning.readUnitsAnEvent),
        ),
        ...hottestOf(
          `Monday at nine, ${of}`,
          'one customer has 5 % of the events, the others the rest most unevenly',
          morning.hottest,
        ),
      );
      if (company === COMPANIES.at(-1) || isQuick) {
        const { writes, reads } = morning.eventsASecondWithin;
        rows.push(
          told(
            'One customer within 10 % of a partition: events a second',
            `${morning.bytesAnEvent} bytes each; its hour is read anew every two seconds`,
            `${amount(writes)} by what is written, ${amount(reads)} by what is read as the hour ends`,
          ),
        );
      }
    }
    const accounts = isQuick ? 500 : 100_000;
    for (const [raising, which] of [
      [0.1, 'a tenth of the accounts raise work'],
      [1, 'every account does, as on the first night'],
    ] as const) {
      progress(`the night, ${which}`);
      const of = `The night, ${amount(accounts)} accounts, ${which}`;
      const result = await quietly(() => night(accounts, isQuick ? 1 : 2, raising));
      if (result.opened === 0) throw new Error('the sample night raises nothing');
      rows.push(
        told(`${of}: units an account`, counted, unitsOf(result.writeUnitsAnAccount, result.readUnitsAnAccount)),
        ...hottestOf(of, '2,000 accounts a second, more than its functions manage', result.hottest),
      );
    }
    progress('a shard of the stream');
    const records = await quietly(() => recordsASecond(isQuick ? 200 : 2_000));
    rows.push({
      goal: '',
      what: 'Records of one shard that are counted a second, each of another account',
      against: 'a store that takes 5 ms; a partition takes 1,000 writes a second',
      measured: amount(records),
      limit: `≥ ${amount(WRITES_A_SHARD)}`,
      isMet: isQuick ? null : records >= WRITES_A_SHARD,
    });
    rows.push(...(await memoryRows(isQuick, progress)));
    return rows;
  },
};

async function pathRows(isQuick: boolean, progress: (what: string) => void): Promise<Row[]> {
  const costs: PathCost[][] = [];
  for (const times of isQuick ? [1, 10] : [1, 10, 100]) {
    progress(`${times} times the past`);
    costs.push(await costsWithPast(accessPaths, times));
  }
  return accessPaths.map(({ what, mayGrow }, path) => {
    const units = costs.map((ofPast) => ofPast[path]?.readUnits as number);
    const isFlat = Math.max(...units) <= MOST_TIMES_MORE * (units[0] as number);
    return {
      goal: '',
      what: `Read units of a first call: ${what}`,
      against: mayGrow ?? '1, 10 and 100 times 400 days of work behind each account',
      measured: units.map(amount).join(' · '),
      limit: mayGrow === undefined ? 'the same' : '–',
      isMet: mayGrow === undefined ? isFlat : null,
    };
  });
}

async function memoryRows(isQuick: boolean, progress: (what: string) => void): Promise<Row[]> {
  const sizes = isQuick ? [100, 200] : [1_000, 10_000, 100_000];
  const costs: PathCost[][] = [];
  for (const accounts of sizes) {
    progress(`${amount(accounts)} accounts`);
    const group = await costOfGroup(accounts, GROUPS);
    costs.push([group, ...(await costsWithAccounts(pathsOfMany, accounts))]);
  }
  return ['score-accounts, one of 16 groups', ...pathsOfMany.map(({ what }) => what)].map((what, path) => {
    const ofPath = costs.map((ofSize) => ofSize[path]);
    const most = Math.max(...ofPath.map((cost) => cost?.megabytes ?? 0));
    return {
      goal: '',
      what: `Peak memory and read units with ${sizes.map(amount).join(', ')} accounts: ${what}`,
      against: 'an account with one task each; the function’s memory',
      measured: ofPath.map((cost) => `${amount(cost?.megabytes ?? 0)} MB, ${amount(cost?.readUnits ?? 0)}`).join(' · '),
      limit: `≤ ${amount(FUNCTION_MEMORY / 2)} MB`,
      isMet: most <= FUNCTION_MEMORY / 2,
    };
  });
}

/** Of each table and index, the key that is read and the one that is written most. */
function hottestOf(what: string, against: string, found: HottestKey[]): Row[] {
  const places = [...new Set(found.map(({ place, way }) => `${place} ${way}`))];
  return places.map((name) => {
    const hottest = found.find(({ place, way }) => `${place} ${way}` === name) as HottestKey;
    const { place, kind, way, units, share } = hottest;
    return {
      goal: '',
      what: `${what}: hottest key ${way === 'read' ? 'read' : 'written'} of \`${place}\``,
      against,
      measured: `${(100 * share).toFixed(1)} % (${amount(units)} units a second: \`${kind}\`)`,
      limit: `≤ ${100 * MOST_OF_A_PARTITION} %`,
      isMet: share <= MOST_OF_A_PARTITION,
    };
  });
}

const told = (what: string, against: string, measured: string): Row => ({
  ...{ goal: '', what, against, measured },
  ...{ limit: '–', isMet: null },
});

const unitsOf = (write: number, read: number) => `${write.toFixed(2)} written, ${read.toFixed(2)} read`;
const amount = (number: number) =>
  number < 100 ? String(Math.round(number * 10) / 10) : Math.round(number).toLocaleString('en');
