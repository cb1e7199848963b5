import middy from '@middy/core';
import { SEND_TAKES_AT_MOST_IN_MS } from '../outbox/deliver-outbox.ts';
import { deliverOutboxEnv, SWEEPS_EVERY_IN_MINUTES } from '../outbox/env.ts';
import { openSending } from '../outbox/open-sending.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { dynamoClient } from '../store/client.ts';
import { HELD_MAILS_LIST, HELD_POSTS_LIST } from '../store/keys.ts';
import { LeftOut } from '../store/left-out.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { SweepLook } from '../store/outbox/sweep-look.ts';
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

/**
 * Once an hour, and where nobody says for when it was meant: it goes through the lists themselves. Those have what an
 * earlier release wrote, too, and the mails that wait for a CSM's word, who has days for it.
 */
function isThorough(event: unknown): boolean {
  const minute = new Date(scheduledTime(event, () => 0)).getUTCMinutes();
  return minute < SWEEPS_EVERY_IN_MINUTES;
}

async function countHeld(): Promise<number> {
  const counts = await Promise.all([HELD_MAILS_LIST, HELD_POSTS_LIST].map((list) => listings.count(list)));
  return counts.reduce((sum, count) => sum + count);
}

/** Sends what is owed, and settles what has waited for too long. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event, context) => {
    const hasTime = () => context.getRemainingTimeInMillis() > SEND_TAKES_AT_MOST_IN_MS;
    const leftOut = new LeftOut();
    const approvals = {
      ...sending,
      tasks,
      approveWithinDays: async () => (await sending.policy()).approveWithinDays,
      company: env.COMPANY,
      dayOf: clock.dayOf,
    };
    const look = isThorough(event)
      ? undefined
      : await SweepLook.take(client, env.ACCOUNTS_TABLE, sending.now().toISOString());
    const tended = look === undefined ? await tendApprovals(approvals, leftOut) : {};
    const { oldestPendingInSeconds, ...swept } = await sweepOutbox(sending, hasTime, leftOut, look);
    const [quota, held] = await Promise.all([sending.allowance.known(), look?.held ?? countHeld()]);
    const fields = { ...swept, ...tended };
    const metrics = {
      HeldMails: held,
      OldestPendingMailInSeconds: oldestPendingInSeconds,
      ...quotaUsed(quota),
    };
    leftOut.report(Date.now());
    logMetrics('swept', metrics, { fields, now: Date.now() });
  });
