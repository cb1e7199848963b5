import { teamOf } from '../../domain/company/team.ts';
import { MOST_LIVE_EPISODES, MOST_OPEN_EPISODES } from '../../domain/evaluation/state-bounds.ts';
import { fleetLevelsOf } from '../../domain/fleet/account-changes.ts';
import { fleetOf } from '../../domain/fleet/fleet.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import type { Scoring } from '../../functions/scoring/scoring.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { DynamoFailingAccounts } from '../../functions/store/accounts/failing-accounts.ts';
import type { Item } from '../../functions/store/item.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { type Bench, inMicroseconds, nodeMajor, ratioRow } from '../bench.ts';
import { compare } from '../support/measure.ts';
import {
  AS_OF,
  businessDays,
  clock,
  company,
  csm,
  freshness,
  playbook,
  SampleAccount,
} from '../support/sample-account.ts';
import { signByHand } from '../support/sign-by-hand.ts';
import { StubAws } from '../support/stub-aws.ts';

const TABLE = 'accounts';
const MOST_TIMES_THE_FLOOR = 2;
const MOST_ROUND_TRIPS = 2;
const MOST_TIMES_THE_USUAL = 3;
const NOW = new Date(clock.startOf(AS_OF) + 4 * 3_600_000);
const decoder = new TextDecoder();

/** Scoring one account on a quiet day: one Query, everything decoded and evaluated, one conditional put. */
export const bench: Pick<Bench, 'run'> = {
  async run({ effort }) {
    const sample = new SampleAccount('acme-0001');
    const items = sample.items();
    const stub = stubWith(items);
    const scoringOn = (stub: StubAws): Scoring => ({
      accounts: new DynamoAccounts(stub.dynamoClient(), TABLE),
      optOuts: new DynamoOptOuts(stub.dynamoClient(), TABLE),
      failing: new DynamoFailingAccounts(stub.dynamoClient(), TABLE),
      company,
      calendar: businessCalendar(company.holidays),
      businessDays,
      fleet: fleetOf(new Map()),
      fleetLevels: fleetLevelsOf(playbook),
      running: { version: 'v1', pushedAt: NOW.toISOString(), playbook },
      team: teamOf([csm]),
      freshness: freshness(AS_OF),
      silentSources: [],
      asOf: AS_OF,
      today: AS_OF,
      now: () => NOW,
    });
    const scoring = scoringOn(stub);
    const outcome = await scoreAccount(scoring, sample.id);
    if (outcome.result !== 'scored') throw new Error(`the sample account came out as ${outcome.result}`);
    const roundTrips = stub.sends;

    const answer = stub.bytesOf('Query');
    const put = JSON.stringify({ TableName: TABLE, Item: items.at(-1) });
    const { ratio, floorInMicroseconds, subjectInMicroseconds } = await compare(
      () => readAndSignByHand(answer, put),
      () => scoreAccount(scoring, sample.id),
      effort,
    );
    const row = ratioRow(
      {
        goal: 'P5',
        what: 'Score one account: 120 usage days, 10 counters, 10 users',
        against: `parse the answer, split its texts, sign two requests by hand: ${inMicroseconds(floorInMicroseconds)}`,
        ratio,
        limit: MOST_TIMES_THE_FLOOR,
      },
      subjectInMicroseconds,
    );
    const crowded = scoringOn(stubWith(sample.items(sample.largestState())));
    const largest = await scoreAccount(crowded, sample.id);
    if (largest.result !== 'scored') throw new Error(`the largest state came out as ${largest.result}`);
    const crowd = await compare(
      () => scoreAccount(scoring, sample.id),
      () => scoreAccount(crowded, sample.id),
      effort,
    );
    return [
      nodeMajor >= 24 ? row : { ...row, limit: `${row.limit} on Node 24`, isMet: null },
      {
        goal: 'P5',
        what: 'Round trips to DynamoDB to score one account',
        against: 'counted',
        measured: String(roundTrips),
        limit: `≤ ${MOST_ROUND_TRIPS}`,
        isMet: roundTrips <= MOST_ROUND_TRIPS,
      },
      ratioRow(
        {
          goal: '',
          what: `Score one account with the largest state: ${MOST_OPEN_EPISODES} episodes open, ${MOST_LIVE_EPISODES.toLocaleString('en')} live`,
          against: `the usual account: ${inMicroseconds(crowd.floorInMicroseconds)}`,
          ratio: crowd.ratio,
          limit: MOST_TIMES_THE_USUAL,
        },
        crowd.subjectInMicroseconds,
      ),
    ];
  },
};

function stubWith(items: Item[]): StubAws {
  return new StubAws({ Query: { Items: items, Count: items.length, ScannedCount: items.length }, PutItem: {} });
}

/** The least anybody has to do who reads the account and writes its state. */
function readAndSignByHand(answer: Uint8Array, put: string): unknown {
  const query = signByHand(
    'Query',
    `{"TableName":"${TABLE}","KeyConditionExpression":"pk = :pk AND sk >= :sk"}`,
    Date.now(),
  );
  const { Items } = JSON.parse(decoder.decode(answer)) as { Items: Record<string, { S: string }>[] };
  const counts: number[] = [];
  const users: [string, number[]][] = [];
  for (const { sk, e, u } of Items) {
    if (e === undefined || u === undefined || !sk?.S.startsWith('2#usage#')) continue;
    for (const count of e.S.split(',')) counts.push(Number.parseInt(count, 36));
    for (const group of u.S.split('&')) users.push(splitGroup(group));
  }
  return [query, counts, users, signByHand('PutItem', put, Date.now())];
}

function splitGroup(group: string): [string, number[]] {
  const equals = group.indexOf('=');
  const gaps = group.slice(equals + 1).split(',');
  return [group.slice(0, equals), gaps.map((gap) => Number.parseInt(gap, 36))];
}
