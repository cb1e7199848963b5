import { randomUUID } from 'node:crypto';
import { encodeAccount } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import type { Bench, Row } from '../bench.ts';
import type * as DeployedTeamActs from '../support/deployed-team-acts.ts';
import { loadAsDeployed } from '../support/load-as-deployed.ts';
import { median, msOf } from '../support/measure.ts';
import { type Asked, RecordedReads } from '../support/recorded-reads.ts';
import { csm } from '../support/sample-account.ts';
import { rowsOfReader, session } from '../support/team-reader.ts';
import { withTables } from '../support/with-tables.ts';

const ROUNDS = 60;
const MOST_TIMES_BARE = 1.5;
/** What is read before the write, and what is asked for beside it, count here. */
const MOST_TIMES_WRITE = 1.5;
const account = 'koa';
const touch = {
  account,
  kind: 'call',
  activity: 'training',
  minutes: '15',
  outcome: 'solved',
  playbook: 'v1',
  back: '/activities',
};

/** What it takes to log a touch on the page of activities, beside the write that it comes down to, on the local AWS. */
export const bench: Bench = {
  name: 'log-touch',
  async run({ isQuick, progress }) {
    const acts = await loadAsDeployed<typeof DeployedTeamActs>('deployed-team-acts');
    return withTables(progress, async ({ client, accountsTable, endpoint }) => {
      await batchPut(client, accountsTable, [
        ...rowsOfReader,
        encodeAccount({ id: account, name: 'Koa Trading', csm: csm.id, stage: 'adoption' }),
      ]);
      const queueUrl = await acts.createQueue(endpoint, 'changed-accounts');
      const recorded = await RecordedReads.before(endpoint);
      const drawn = () => ({ ...touch, drawn: randomUUID() });
      const logRecorded = acts.actsOver({ endpoint: recorded.url, accountsTable, queueUrl }, session);
      await logRecorded('activities/log', drawn());
      recorded.forget();
      await logRecorded('activities/log', drawn());
      const rounds = recorded.rounds();
      recorded.stop();
      progress(rounds.map((round) => round.map(({ operation }) => operation).join(' ')).join(' → '));
      const log = acts.actsOver({ endpoint, accountsTable, queueUrl }, session);
      const bare = acts.bareRequests(endpoint);
      const sides = {
        own: () => log('activities/log', drawn()),
        bare: () => bare(asOfAnotherTouch(rounds)),
        write: () => bare(asOfAnotherTouch(rounds.filter(isWrite))),
      };
      const times = { own: [] as number[], bare: [] as number[], write: [] as number[] };
      const names = Object.keys(sides) as (keyof typeof sides)[];
      for (let i = 0; i < (isQuick ? 2 : ROUNDS); i += 1) {
        for (const name of i % 2 === 0 ? names : names.toReversed()) times[name].push(await msOf(sides[name]));
      }
      return rowsOf(times, rounds);
    });
  },
};

const isWrite = (round: Asked[]) => round.some(({ operation }) => operation === 'TransactWriteItems');

/** With other ids: what is there already would be refused, and cost less. */
function asOfAnotherTouch(rounds: readonly Asked[][]): Asked[][] {
  const [known, id, token] = [idIn(rounds), randomUUID(), randomUUID()];
  const asOfAnother = (input: object) => ({
    ...JSON.parse(JSON.stringify(input).replaceAll(known, id)),
    ...('ClientRequestToken' in input && { ClientRequestToken: token }),
  });
  return rounds.map((round) => round.map((one) => ({ ...one, input: asOfAnother(one.input) })));
}

/** The id of the activity that was logged, at the end of its row's key. */
function idIn(rounds: readonly Asked[][]): string {
  const [, id] = /"sk":\{"S":"3#activity#[\d-]+#([\w-]+)"/.exec(JSON.stringify(rounds)) ?? [];
  if (id === undefined) throw new Error('no activity was logged');
  return id;
}

function rowsOf({ own, bare, write }: Record<'own' | 'bare' | 'write', number[]>, rounds: Asked[][]): Row[] {
  const [ownMs, bareMs, writeMs] = [own, bare, write].map((times) => median(times)) as [number, number, number];
  const [ratio, ratioToWrite] = [bare, write].map((times) =>
    median(own.map((time, i) => time / (times[i] as number))),
  ) as [number, number];
  const requests = rounds.map((round) => round.length).join(' + ');
  return [
    {
      goal: '',
      what: 'Logging a touch: answer, warm',
      against: `its ${requests} requests done bare on the local AWS: ${bareMs.toFixed(1)} ms`,
      measured: `${ratio.toFixed(2)}× (${ownMs.toFixed(1)} ms)`,
      limit: `≤ ${MOST_TIMES_BARE}×`,
      isMet: ratio <= MOST_TIMES_BARE,
    },
    {
      goal: '',
      what: 'The same',
      against: `its one write bare: ${writeMs.toFixed(1)} ms`,
      measured: `${ratioToWrite.toFixed(2)}×`,
      limit: `≤ ${MOST_TIMES_WRITE}×`,
      isMet: ratioToWrite <= MOST_TIMES_WRITE,
    },
  ];
}
