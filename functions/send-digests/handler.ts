import middy from '@middy/core';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { type LocalClock, localClock } from '../../domain/time/time-zone.ts';
import { sendDigests } from '../reports/send-digests.ts';
import { viewsOf } from '../reports/views-of.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { openScoring } from '../scoring/scoring.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { LeftOut } from '../store/left-out.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoDigests } from '../store/outbox/digests.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoTaskMails } from '../store/outbox/task-mails.ts';
import { readOpenTasks } from '../store/work/open-tasks.ts';
import { sendDigestsEnv } from './env.ts';

const env = readEnv(sendDigestsEnv);
const client = dynamoClient();
const table = env.ACCOUNTS_TABLE;
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, table);
const improvements = new DynamoImprovements(client, table);
const clocks = new Map<string, LocalClock>([[env.COMPANY.timeZone, clock]]);
const shared = {
  digests: new DynamoDigests(client, table),
  taskMails: new DynamoTaskMails(client, table),
  outbox: new DynamoOutbox(client, table),
  company: env.COMPANY,
  calendar: businessCalendar(env.COMPANY.holidays),
  clock,
  clockOf,
};

/** Every hour: the digests of those whose hour it is. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const now = scheduledTime(event, Date.now);
    const leftOut = new LeftOut();
    const sent = await sendDigests({
      ...shared,
      now,
      readMembers: () => readTeamMembers(listings, leftOut),
      readOpenTasks: () => readOpenTasks(listings, leftOut),
      readOpenMoves: () => improvements.openMoves(leftOut),
      openViews: () => openViews(now),
    });
    leftOut.report(Date.now());
    log('info', 'digests', sent);
  });

async function openViews(now: number) {
  const settings = { client, table, company: env.COMPANY, sources: env.SOURCES, clock, now: () => new Date(now) };
  return viewsOf(await openScoring(settings, clock.dayOf(now)));
}

function clockOf(timeZone: string): LocalClock {
  const known = clocks.get(timeZone) ?? localClock(timeZone);
  clocks.set(timeZone, known);
  return known;
}
