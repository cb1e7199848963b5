import middy from '@middy/core';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoNextActions } from '../adapters/dynamo-next-actions.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { readTeamMembers } from '../adapters/team-members.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { openScoring } from '../score-accounts/scoring.ts';
import { sendHealthListEnv } from './env.ts';
import { readAllStandings, readLines } from './read-health.ts';
import { sendHealthList } from './send-health-list.ts';

const env = readEnv(sendHealthListEnv);
const client = dynamoClient();
const table = env.ACCOUNTS_TABLE;
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, table);
const directory = new DynamoDirectory(client, table);
const nextActions = new DynamoNextActions(client, table);
const outbox = new DynamoOutbox(client, table);

/** Once a week: which accounts are in bad health, and what becomes of them. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const now = new Date(scheduledTime(event, Date.now));
    const today = clock.dayOf(now.getTime());
    const settings = { client, table, company: env.COMPANY, sources: env.SOURCES, clock, now: () => now };
    const [scoring, members] = await Promise.all([openScoring(settings, today), readTeamMembers(listings)]);
    const sources = { listings, directory, nextActions, scoring };
    const result = await sendHealthList({
      outbox,
      company: env.COMPANY,
      members,
      team: scoring.team,
      playbook: scoring.running.playbook,
      playbookVersion: scoring.running.version,
      standings: await readAllStandings(sources),
      readLines: (shown) => readLines(sources, shown),
      hasChat: env.CHAT_SECRET !== null,
      today,
      now: now.toISOString(),
    });
    log('info', 'health list', result);
  });
