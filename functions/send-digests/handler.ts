import middy from '@middy/core';
import { businessCalendar } from '../../domain/calendar/business-days.ts';
import { type LocalClock, localClock } from '../../domain/time-zone.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoDigests } from '../adapters/dynamo-digests.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoTaskMails } from '../adapters/dynamo-task-mails.ts';
import { readOpenTasks } from '../adapters/open-tasks.ts';
import { readTeamMembers } from '../adapters/team-members.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { openScoring } from '../score-accounts/scoring.ts';
import { sendDigestsEnv } from './env.ts';
import { sendDigests } from './send-digests.ts';
import { viewsOf } from './views-of.ts';

const env = readEnv(sendDigestsEnv);
const client = dynamoClient();
const table = env.ACCOUNTS_TABLE;
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, table);
const clocks = new Map<string, LocalClock>([[env.COMPANY.timeZone, clock]]);
const shared = {
  digests: new DynamoDigests(client, table),
  taskMails: new DynamoTaskMails(client, table),
  outbox: new DynamoOutbox(client, table),
  company: env.COMPANY,
  calendar: businessCalendar(env.COMPANY.holidays),
  clock,
  clockOf,
  readMembers: () => readTeamMembers(listings),
  readOpenTasks: () => readOpenTasks(listings),
};

/** Every hour: the digests of those whose hour it is. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const now = scheduledTime(event, Date.now);
    log('info', 'digests', await sendDigests({ ...shared, now, openViews: () => openViews(now) }));
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
