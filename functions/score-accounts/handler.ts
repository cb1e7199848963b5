import middy from '@middy/core';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { type Coverage, cover, emptyCoverage } from '../../domain/data-map/coverage.ts';
import { type SkippedAccounts, skippedAccount, sumOfSkipped } from '../../domain/evaluation/skipped-accounts.ts';
import { type ChangeCounts, countChange } from '../../domain/fleet/change-counts.ts';
import { type NpsAnswer, productAnswers } from '../../domain/kpis/net-promoter-score.ts';
import type { Day } from '../../domain/time/day.ts';
import { keepCourseDays } from '../reports/account-courses.ts';
import { keepNpsDays } from '../reports/keep-nps-days.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { refuseFutureDay } from '../scoring/future-day.ts';
import { boardTools, keepBoard, putOnBoard } from '../scoring/keep-board.ts';
import { parking } from '../scoring/parking.ts';
import { type Failure, scoreEach } from '../scoring/score-each.ts';
import { openScoring, type Scoring } from '../scoring/scoring.ts';
import { scoringPart } from '../scoring/scoring-part.ts';
import { failureOf } from '../store/accounts/failing-accounts.ts';
import { idsOfBucket } from '../store/accounts/ids-of-bucket.ts';
import { dynamoClient } from '../store/client.ts';
import { CoverageRows } from '../store/data-map/coverage-rows.ts';
import { DynamoFleetDays } from '../store/fleet/fleet-days.ts';
import { accountBucket } from '../store/keys.ts';
import { DynamoCourseDays } from '../store/ledger/course-days.ts';
import { DynamoKpiYears } from '../store/ledger/kpi-years.ts';
import { DynamoLedger } from '../store/ledger/ledger.ts';
import { DynamoNpsDays } from '../store/ledger/nps-days.ts';
import { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';
import { DynamoSignalWork } from '../store/work/signal-work.ts';
import { scoreAccountsEnv } from './env.ts';
import { readGroup } from './read-group.ts';

export interface GroupResult {
  asOf: Day;
  accounts: number;
  opened: number;
  closed: number;
  skipped: SkippedAccounts[];
  /** Set aside: they could not be scored, and the next run tries them again. */
  failed: SkippedAccounts[];
  /** Of a quiet run: accounts of which some of its days had been scored before. */
  wereScored: number;
}

/** Enough to hide the store's answer time behind each other; more would only queue in one function instance. */
const ACCOUNTS_IN_FLIGHT = 16;
/** Each holds all of an account's usage at once. */
const HISTORIES_IN_FLIGHT = 4;
const UNKNOWN_ACCOUNT = 'no such account: import it first';

const env = readEnv(scoreAccountsEnv);
const clock = companyClock(env.COMPANY.timeZone);
const settings = {
  client: dynamoClient(),
  table: env.ACCOUNTS_TABLE,
  company: env.COMPANY,
  sources: env.SOURCES,
  clock,
  now: () => new Date(),
  publishesToBus: env.BUS_EVENTS,
  hasChat: env.CHAT_PLACES.length > 0,
  feedsCrm: env.FEEDS_CRM,
};

/** Scores every account of a group of buckets as of a day. */
export const handler = middy<unknown, GroupResult>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const { buckets, startedAt, account: only, quietFrom, ...group } = readGroup(event);
    // The run's own start, not this call's, so that a run over midnight scores one day.
    const asOf = group.asOf ?? clock.dayOf(startedAt);
    const result: GroupResult = { asOf, accounts: 0, opened: 0, closed: 0, skipped: [], failed: [], wereScored: 0 };
    refuseFutureDay(asOf, clock.dayOf(Date.now()));
    const skipped: SkippedAccounts[] = [];

    function count({ opened, closed }: { opened: number; closed: number }): void {
      result.accounts += 1;
      result.opened += opened;
      result.closed += closed;
    }

    const entries: BoardEntry[] = [];
    const covered = new Map(buckets.map((bucket) => [bucket, emptyCoverage()]));
    const answers = new Map(buckets.map((bucket): [number, NpsAnswer[]] => [bucket, []]));
    const changes = new Map(buckets.map((bucket): [number, ChangeCounts] => [bucket, {}]));
    // Each of them tells what became of it, and none waits for another.
    const keeping: Promise<void>[] = [];
    let failures: Failure[];
    let staleSources: number | undefined;
    if (quietFrom !== undefined) {
      const { openHistory, scoreHistory } = await import('./score-history.ts');
      const history = await openHistory(settings, quietFrom, asOf);
      failures = await scoreEach({
        accounts: await idsOf(buckets, only),
        inFlight: HISTORIES_IN_FLIGHT,
        park: parking(history),
        score: async (account) => {
          const outcome = await scoreHistory(history, account);
          if (outcome.result !== 'scored') {
            skipped.push(skippedAccount(account, UNKNOWN_ACCOUNT));
            return;
          }
          count(outcome);
          entries.push(outcome.entry);
          if (outcome.wasScored) result.wereScored += 1;
        },
      });
    } else {
      const [scoring, { scoreAccount }, accounts] = await Promise.all([
        openScoring(settings, asOf),
        scoringPart(),
        idsOf(buckets, only),
      ]);
      failures = await scoreEach({
        accounts,
        inFlight: ACCOUNTS_IN_FLIGHT,
        park: parking(scoring),
        score: async (account) => {
          const outcome = await scoreAccount(scoring, account);
          if (outcome.result !== 'scored') {
            skipped.push(skippedAccount(account, skipReason(outcome.result, asOf)));
            return;
          }
          count(outcome);
          entries.push(outcome.entry);
          const { playbook } = scoring.running;
          cover(covered.get(accountBucket(account)) as Coverage, outcome.data, playbook);
          const counts = changes.get(accountBucket(account)) as ChangeCounts;
          for (const [level, change] of outcome.levelChanges) countChange(counts, level, change);
          answers.get(accountBucket(account))?.push(...productAnswers(account, outcome.npsReplies, playbook.aliases));
        },
      });
      // One group tells for all, so that it is told once.
      if (buckets.includes(0)) staleSources = scoring.silentSources.length;
      if (only === undefined) {
        if (buckets.includes(0)) await (await import('./notify-operator.ts')).notifyOperator(settings, scoring);
        keeping.push(keepDays(buckets, clock.dayOf(Date.now())), keepFigures(scoring));
      }
    }
    keeping.push(keepOnBoard(buckets, entries, only));
    await Promise.all(keeping);
    logMetrics(
      'scored',
      {
        ScoredAccounts: result.accounts,
        OpenedEpisodes: result.opened,
        FailedAccounts: failures.length,
        ...(staleSources !== undefined && { StaleSources: staleSources }),
      },
      { now: Date.now() },
    );
    const failed = failures.map(({ account, error }) => skippedAccount(account, failureOf(error).detail));
    return { ...result, skipped: sumOfSkipped(skipped), failed: sumOfSkipped(failed) };

    async function keepFigures(scoring: Scoring): Promise<void> {
      if (asOf === scoring.today) {
        await Promise.all([
          keepCoverage(covered),
          keepAnswers(answers, failures, scoring),
          keepFleet(changes, scoring),
        ]);
      }
      // Reads what has arrived.
      if (buckets.includes(0)) await keepSignals(scoring);
    }
  });

/** Keeps what pages read. What it is made of is on record already, so that a later night brings it up to that. */
async function keepOrTell(what: string, keep: () => Promise<void>, told: object = {}): Promise<void> {
  try {
    await keep();
  } catch (error) {
    log('warn', `${what}-not-kept`, { ...told, ...errorFields(error) });
  }
}

function keepOnBoard(buckets: number[], entries: BoardEntry[], only: string | undefined): Promise<void> {
  const { client, table } = settings;
  const tools = boardTools(client, table, { clock, now: Date.now });
  const byBucket = groupedBy(entries, ({ account }) => accountBucket(account));
  const keep = async () => {
    if (only !== undefined) await putOnBoard(tools, entries);
    else for (const bucket of buckets) await keepBoard(tools, bucket, byBucket.get(bucket) ?? []);
  };
  return keepOrTell('board', keep, { buckets });
}

function keepCoverage(covered: ReadonlyMap<number, Coverage>): Promise<void> {
  const rows = new CoverageRows(settings.client, settings.table);
  return keepOrTell('coverage', async () => {
    for (const [bucket, coverage] of covered) await rows.keep(bucket, coverage);
  });
}

function keepAnswers(
  answers: ReadonlyMap<number, readonly NpsAnswer[]>,
  failures: readonly Failure[],
  { running, today }: Scoring,
): Promise<void> {
  const { client, table } = settings;
  const counting = {
    days: new DynamoNpsDays(client, table),
    replies: new DynamoSurveyReplies(client, table),
    ...{ answers, today, failed: failures.map(({ account }) => account), aliases: running.playbook.aliases },
  };
  return keepOrTell('nps-days', () => keepNpsDays(counting));
}

/** Nothing where the playbook sets nobody against the others. */
async function keepFleet(changes: ReadonlyMap<number, ChangeCounts>, { asOf, fleetLevels }: Scoring): Promise<void> {
  if (fleetLevels.length === 0) return;
  const days = new DynamoFleetDays(settings.client, settings.table);
  await keepOrTell('fleet', () => days.keep(asOf, changes));
}

function keepSignals({ running, today }: Scoring): Promise<void> {
  const { client, table, now } = settings;
  const tools = {
    signalWork: new DynamoSignalWork(client, table),
    coverage: new CoverageRows(client, table),
    playbook: running.playbook,
    today,
    now: now().toISOString(),
  };
  return keepOrTell('signal-work', async () => {
    // Of all groups one keeps it.
    const { keepSignalWork } = await import('../reports/keep-signal-work.ts');
    await keepSignalWork(tools);
  });
}

/** Figures are told without them too, out of the ledgers: slower, and the same. */
async function keepDays(buckets: number[], today: Day): Promise<void> {
  const { client, table } = settings;
  const tools = {
    ledger: new DynamoLedger(client, table),
    courseDays: new DynamoCourseDays(client, table),
    years: new DynamoKpiYears(client, table),
  };
  for (const bucket of buckets) {
    const keep = () => keepCourseDays(tools, bucket, { today, now: Date.now(), rules: env.KPIS.rules });
    await keepOrTell('course-days', keep, { bucket });
  }
}

async function idsOf(buckets: number[], only: string | undefined): Promise<string[]> {
  if (only !== undefined) return buckets.includes(accountBucket(only)) ? [only] : [];
  const { client, table } = settings;
  const idsOfBuckets = await Promise.all(buckets.map((bucket) => idsOfBucket(client, table, bucket)));
  return idsOfBuckets.flat();
}

/** Without what is the account's alone: the accounts are counted by it. */
function skipReason(result: 'past' | 'old-spelling' | 'unknown-account', asOf: Day): string {
  switch (result) {
    case 'past':
      return `${asOf} lies before the last scored day: read it with "explain ACCOUNT --as-of ${asOf}"`;
    case 'old-spelling':
      return 'goes on under today’s spelling (NFC) of its id';
    case 'unknown-account':
      return UNKNOWN_ACCOUNT;
  }
}
