import middy from '@middy/core';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { DynamoSendingProblems } from '../adapters/dynamo-sending-problems.ts';
import { OPEN_MAILS_LIST } from '../adapters/keys.ts';
import { sesClient } from '../adapters/ses-mail.ts';
import { SesMailService } from '../adapters/ses-mail-service.ts';
import { readTeamMembers } from '../adapters/team-members.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { checkSenders } from './check-senders.ts';
import { checkSendersEnv } from './env.ts';

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

/** Looks every night whether tomorrow's mails can go out. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async () => {
    const now = new Date();
    const today = clock.dayOf(now.getTime());
    log('info', 'checked', await checkSenders({ ...shared, today, now: now.toISOString() }));
  });
