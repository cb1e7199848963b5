import middy from '@middy/core';
import { SEND_TAKES_AT_MOST_IN_MS } from '../outbox/deliver-outbox.ts';
import { deliverOutboxEnv } from '../outbox/env.ts';
import { openSending } from '../outbox/open-sending.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import { HELD_MAILS_LIST, HELD_POSTS_LIST } from '../store/keys.ts';
import { LeftOut } from '../store/left-out.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoTasks } from '../store/work/tasks.ts';
import { quotaUsed } from './quota-used.ts';
import { sweepOutbox } from './sweep-outbox.ts';
import { tendApprovals } from './tend-approvals.ts';

const env = readEnv(deliverOutboxEnv);
const client = dynamoClient();
const sending = openSending(client, env, { ofRate: 0.25, ofDay: 1 });
const clock = companyClock(env.COMPANY.timeZone);
const tasks = new DynamoTasks(client, env.ACCOUNTS_TABLE);
const listings = new DynamoListings(client, env.ACCOUNTS_TABLE);

export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (_event, context) => {
    const hasTime = () => context.getRemainingTimeInMillis() > SEND_TAKES_AT_MOST_IN_MS;
    const leftOut = new LeftOut();
    const approvals = {
      ...sending,
      tasks,
      approveWithinDays: async () => (await sending.policy()).approveWithinDays,
      company: env.COMPANY,
      dayOf: clock.dayOf,
    };
    const tended = await tendApprovals(approvals, leftOut);
    const { oldestPendingInSeconds, ...swept } = await sweepOutbox(sending, hasTime, leftOut);
    const [quota, ...held] = await Promise.all([
      quotaUsed(sending.readQuota),
      ...[HELD_MAILS_LIST, HELD_POSTS_LIST].map((list) => listings.count(list)),
    ]);
    const fields = { ...swept, ...tended };
    const metrics = {
      HeldMails: held.reduce((sum, count) => sum + count),
      OldestPendingMailInSeconds: oldestPendingInSeconds,
      ...quota,
    };
    leftOut.report(Date.now());
    logMetrics('swept', metrics, { fields, now: Date.now() });
  });
