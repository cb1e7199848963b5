import middy from '@middy/core';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { openScoring } from '../scoring/scoring.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoSignalWork } from '../store/work/signal-work.ts';
import { sendHealthListEnv } from './env.ts';

const env = readEnv(sendHealthListEnv);
const client = dynamoClient();
const table = env.ACCOUNTS_TABLE;
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, table);
const directory = new DynamoDirectory(client, table);
const nextActions = new DynamoNextActions(client, table);
const outbox = new DynamoOutbox(client, table);
const signalWork = new DynamoSignalWork(client, table);

/** Once a week: which accounts are in bad health, and what becomes of them. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const now = new Date(scheduledTime(event, Date.now));
    const today = clock.dayOf(now.getTime());
    const settings = { client, table, company: env.COMPANY, sources: env.SOURCES, clock, now: () => now };
    const [scoring, members, { readAllHealthSummaries, readLines }, { sendHealthList }] = await Promise.all([
      openScoring(settings, today),
      readTeamMembers(listings),
      import('../reports/read-health.ts'),
      import('../reports/send-health-list.ts'),
    ]);
    const sources = { listings, directory, nextActions, scoring };
    const result = await sendHealthList({
      outbox,
      company: env.COMPANY,
      members,
      team: scoring.team,
      playbook: scoring.running.playbook,
      playbookVersion: scoring.running.version,
      summaries: await readAllHealthSummaries(sources),
      readLines: (shown) => readLines(sources, shown),
      readSignalWork: () => signalWork.read(),
      hasChat: env.CHAT_PLACES.length > 0,
      today,
      now: now.toISOString(),
    });
    log('info', 'health list', result);
  });
