import middy from '@middy/core';
import { sesClient } from '../aws/ses-mail.ts';
import { SesMailService } from '../aws/ses-mail-service.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { sideBySide } from '../runtime/side-by-side.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import { dynamoClient } from '../store/client.ts';
import { OPEN_MAILS_LIST } from '../store/keys.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoSendingProblems } from '../store/outbox/sending-problems.ts';
import { OverdueRows } from '../store/personal-data/overdue-rows.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import { DynamoUnknownUsage } from '../store/usage/unknown-usage.ts';
import { checkSenders } from './check-senders.ts';
import { checkSendersEnv } from './env.ts';
import { forgetOverdue } from './forget-overdue.ts';
import { forgetUnknownAccounts } from './forget-unknown-accounts.ts';

const env = readEnv(checkSendersEnv);
const client = dynamoClient();
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, env.ACCOUNTS_TABLE);
const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
const shared = {
  mailService: new SesMailService(sesClient()),
  problems: new DynamoSendingProblems(client, env.ACCOUNTS_TABLE),
  outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
  company: env.COMPANY,
  readMembers: () => readTeamMembers(listings),
  countWaiting: () => listings.count(OPEN_MAILS_LIST),
  playbookVersion: async () => (await playbooks.currentVersion()) ?? '-',
};

const forgetting = {
  unknownAccounts: new DynamoUnknownAccounts(client, env.ACCOUNTS_TABLE, listings),
  usage: new DynamoUnknownUsage(client, env.ACCOUNTS_TABLE),
  keptForInDays: env.KEPT_IN_DAYS['retention.unknownAccountsInDays'] ?? Number.POSITIVE_INFINITY,
  dayOf: clock.dayOf,
};
const overdue = new OverdueRows(client, env.ACCOUNTS_TABLE);
/** So long the usage of one account may take to go. */
const RESERVE_IN_MS = 60_000;

/** Looks every night whether tomorrow's mails can go out, and forgets what is kept no longer. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (_event, context) => {
    const now = new Date();
    const today = clock.dayOf(now.getTime());
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_IN_MS;
    // None needs the others.
    await sideBySide([check(), forgetUnknown(), forgetOld()]);

    async function check(): Promise<void> {
      log('info', 'checked', await checkSenders({ ...shared, today, now: now.toISOString() }));
    }

    async function forgetUnknown(): Promise<void> {
      const { forgotten, ...fields } = await forgetUnknownAccounts({ ...forgetting, now: now.getTime(), hasTime });
      logMetrics('forgot', { ForgottenAccounts: forgotten }, { fields, now: Date.now() });
    }

    async function forgetOld(): Promise<void> {
      const { gone, isDone } = await forgetOverdue({ overdue, keptInDays: env.KEPT_IN_DAYS, today, hasTime });
      const rows = Object.values(gone).reduce((sum, count) => sum + count, 0);
      logMetrics('forgot what is overdue', { ForgottenRows: rows }, { fields: { gone, isDone }, now: Date.now() });
    }
  });
