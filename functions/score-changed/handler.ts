import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { decodeChangedAccount } from '../aws/changed-accounts-queue.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { errorFields, log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scoreEnv } from '../scoring/env.ts';
import { isInstallationsError } from '../scoring/is-installations-error.ts';
import { parking } from '../scoring/parking.ts';
import { openScoring } from '../scoring/scoring.ts';
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
  hasChat: env.CHAT_SECRET !== null,
};

/** Evaluates the accounts whose usage just changed, as of today. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logCalls(Date.now))
  .handler(async ({ Records }) => {
    const messages = groupedBy(Records, ({ body }) => decodeChangedAccount(body));
    const [scoring, { scoreAccount }] = await Promise.all([
      openScoring(settings, clock.dayOf(Date.now())),
      import('../scoring/score-account.ts'),
    ]);
    const park = parking(scoring);
    const firsts: BoardEntry[] = [];
    let failed = 0;
    const left = await pMap(
      [...messages],
      async ([account, ofAccount]) => {
        try {
          const outcome = await scoreAccount(scoring, account, true);
          // Events may come before the account is imported: it is scored by the first run after that.
          if (outcome.result === 'scored' && outcome.isFirst) firsts.push(outcome.entry);
          if (outcome.result === 'unknown-account') await unknownAccounts.note(account, Date.now());
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
