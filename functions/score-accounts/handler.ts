import middy from '@middy/core';
import type { Day } from '../../domain/day.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { accountBucket } from '../adapters/keys.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scoreEnv } from './env.ts';
import { readGroup } from './read-group.ts';
import { scoreAccount } from './score-account.ts';
import { openScoring, type Scoring } from './scoring.ts';
import { tellOperator } from './tell-operator.ts';

export interface GroupResult {
  asOf: Day;
  accounts: number;
  opened: number;
  closed: number;
  skipped: { account: string; reason: string }[];
}

/** Enough to hide the store's answer time behind each other; more would only queue in one function instance. */
const ACCOUNTS_IN_FLIGHT = 16;

const env = readEnv(scoreEnv);
const clock = companyClock(env.COMPANY.timeZone);
const settings = {
  client: dynamoClient(),
  table: env.ACCOUNTS_TABLE,
  company: env.COMPANY,
  sources: env.SOURCES,
  clock,
  now: () => new Date(),
  tellsBus: env.BUS_EVENTS,
  hasChat: env.CHAT_SECRET !== null,
};

/** Scores every account of a group of buckets as of a day. */
export const handler = middy<unknown, GroupResult>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const { buckets, startedAt, account: only, ...group } = readGroup(event);
    // The run's own start, not this call's, so that a run over midnight scores one day.
    const asOf = group.asOf ?? clock.dayOf(startedAt);
    const scoring = await openScoring(settings, asOf);
    const result: GroupResult = { asOf, accounts: 0, opened: 0, closed: 0, skipped: [] };
    const failures: unknown[] = [];

    async function score(account: string): Promise<void> {
      try {
        const outcome = await scoreAccount(scoring, account);
        if (outcome.result === 'scored') {
          result.accounts += 1;
          result.opened += outcome.opened;
          result.closed += outcome.closed;
        } else {
          result.skipped.push({ account, reason: skipReason(outcome, asOf) });
        }
      } catch (error) {
        // The others of the group are scored all the same; the group fails at its end and is run again.
        failures.push(error);
      }
    }

    await inParallel(await accountsOf(scoring, buckets, only), ACCOUNTS_IN_FLIGHT, score);
    const isFirstGroup = buckets.includes(0);
    // One group tells for all, so that it is told once.
    if (isFirstGroup && only === undefined) await tellOperator(settings, scoring);
    logMetrics(
      'scored',
      {
        ScoredAccounts: result.accounts,
        OpenedEpisodes: result.opened,
        FailedAccounts: failures.length,
        ...(isFirstGroup && { StaleSources: scoring.silentSources.length }),
      },
      { now: Date.now() },
    );
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} accounts could not be scored`, { cause: failures[0] });
    }
    return result;
  });

async function accountsOf({ accounts }: Scoring, buckets: number[], only: string | undefined): Promise<string[]> {
  if (only !== undefined) return buckets.includes(accountBucket(only)) ? [only] : [];
  const idsOfBuckets = await Promise.all(buckets.map((bucket) => accounts.idsOf(bucket)));
  return idsOfBuckets.flat();
}

function skipReason(
  outcome: { result: 'past'; lastScoredDay: Day } | { result: 'unknown-account' },
  asOf: Day,
): string {
  return outcome.result === 'past'
    ? `${asOf} lies before ${outcome.lastScoredDay}, its last scored day: read it with "explain --as-of ${asOf}"`
    : 'no such account: import it first';
}
