import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { AwsJsonClient, sqs } from '../aws/json-client.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoAddresses } from '../store/outbox/addresses.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { recordMailFeedbackEnv } from './env.ts';
import { pauseMail } from './pause-mail.ts';
import { type Recording, recordFeedback } from './record-feedback.ts';
import { readSesEvent } from './ses-event.ts';

const env = readEnv(recordMailFeedbackEnv);
const client = dynamoClient();
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, env.ACCOUNTS_TABLE);
const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
const outbox = new DynamoOutbox(client, env.ACCOUNTS_TABLE);

const recording: Recording = {
  outbox,
  addresses: new DynamoAddresses(client, env.ACCOUNTS_TABLE),
  directory: new DynamoDirectory(client, env.ACCOUNTS_TABLE),
  changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, lambdaSettings()), env.CHANGED_ACCOUNTS_QUEUE_URL),
  publishesToBus: env.BUS_EVENTS,
  dayOf: (time) => clock.dayOf(time),
  now: () => new Date(),
  async notifyOfPause(notice) {
    const [members, version] = await Promise.all([readTeamMembers(listings), playbooks.currentVersion()]);
    const context = { company: env.COMPANY, playbook: version ?? '-', today: clock.dayOf(Date.now()) };
    await outbox.add(pauseMail(notice, members, context));
  },
};

/** What SES says of a mail that went out, by EventBridge. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const tagged = readSesEvent(event);
    if (tagged === null) return;
    await recordFeedback(recording, tagged);
    const { kind } = tagged.feedback;
    logMetrics('heard', { MailFeedback: 1 }, { dimensions: { kind }, now: Date.now() });
  });
