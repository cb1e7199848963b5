import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { daysToScore } from '../../domain/evaluation/days-to-score.ts';
import type { Day } from '../../domain/time/day.ts';
import { decodeChangedAccount } from '../aws/changed-accounts-queue.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scoreEnv } from '../scoring/env.ts';
import { isInstallationsError } from '../scoring/is-installations-error.ts';
import { parking } from '../scoring/parking.ts';
import { openScoring, type Scoring } from '../scoring/scoring.ts';
import { scoringPart } from '../scoring/scoring-part.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';

const ACCOUNTS_IN_FLIGHT = 8;

const env = readEnv(scoreEnv);
const clock = companyClock(env.COMPANY.timeZone);
const client = dynamoClient();
const unknownAccounts = new DynamoUnknownAccounts(
  client,
  env.ACCOUNTS_TABLE,
  new DynamoListings(client, env.ACCOUNTS_TABLE),
);
const settings = {
  client,
  table: env.ACCOUNTS_TABLE,
  company: env.COMPANY,
  sources: env.SOURCES,
  clock,
  now: () => new Date(),
  publishesToBus: env.BUS_EVENTS,
  hasChat: env.CHAT_PLACES.length > 0,
  feedsCrm: env.FEEDS_CRM,
};

/** Evaluates the accounts that just changed, as of today; and of the day on which they did, where that is over. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logCalls(Date.now))
  .handler(async ({ Records }) => {
    const nowInMs = Date.now();
    const messages = groupedBy(Records, ({ body }) => decodeChangedAccount(body));
    const scorings = new Map<Day, Promise<Scoring>>();
    const scoringAsOf = (day: Day) => {
      const scoring = scorings.get(day) ?? openScoring(settings, day);
      scorings.set(day, scoring);
      return scoring;
    };
    const [scoring, { scoreAccount }] = await Promise.all([scoringAsOf(clock.dayOf(nowInMs)), scoringPart()]);
    const park = parking(scoring);
    const firsts: BoardEntry[] = [];
    let failed = 0;
    const left = await pMap(
      [...messages],
      async ([account, ofAccount]) => {
        try {
          const askedAt = ofAccount.map(({ attributes }) => Number(attributes.SentTimestamp));
          let first: BoardEntry | undefined;
          for (const day of daysToScore(askedAt, nowInMs, clock)) {
            const outcome = await scoreAccount(await scoringAsOf(day), account, true);
            if (outcome.result === 'unknown-account') {
              // Events may come before the account is imported: it is scored by the first run after that.
              await unknownAccounts.note(account, Date.now());
              break;
            }
            if (outcome.result === 'scored' && (outcome.isFirst || first)) first = outcome.entry;
          }
          if (first) firsts.push(first);
          return [];
        } catch (error) {
          if (isInstallationsError(error)) {
            log('error', 'account not scored', errorFields(error));
            return ofAccount.map(({ messageId }) => messageId);
          }
          // A retry would fail alike: the account is parked at once, so that `settle` does not wait for the dead-letter
          // queue.
          await park({ account, error });
          failed += 1;
          return [];
        }
      },
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    if (firsts.length > 0) await showOnBoard(firsts);
    if (failed > 0) logMetrics('not scored', { FailedAccounts: failed }, { now: Date.now() });
    return { batchItemFailures: left.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  });

/** Those that had no score until now; the night brings the board up to all others. */
async function showOnBoard(entries: BoardEntry[]): Promise<void> {
  try {
    const { boardTools, putOnBoard } = await import('../scoring/keep-board.ts');
    await putOnBoard(boardTools(client, env.ACCOUNTS_TABLE, { clock, now: Date.now }), entries);
  } catch (error) {
    log('warn', 'board-not-kept', errorFields(error));
  }
}
