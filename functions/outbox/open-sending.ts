import { setTimeout as sleep } from 'node:timers/promises';
import type { Company } from '../../domain/company/company.ts';
import type { MailPolicy } from '../../domain/mail-policy/mail-policy-schema.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import type { EventBridgeBus } from '../aws/eventbridge-bus.ts';
import { httpPost } from '../aws/http-post.ts';
import { AwsJsonClient, dynamoDb, secretsManager } from '../aws/json-client.ts';
import { SesMailTransport, sesClient } from '../aws/ses-mail.ts';
import { readSendingQuota } from '../aws/ses-quota.ts';
import { channelSecret } from '../channels/channel-secret.ts';
import { openChat } from '../channels/channels.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { Expiring } from '../runtime/expiring.ts';
import { monotonic } from '../runtime/monotonic.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { readTeam } from '../store/accounts/team-members.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoAddresses } from '../store/outbox/addresses.ts';
import { DynamoMailHistory } from '../store/outbox/mail-history.ts';
import { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoTaskMails } from '../store/outbox/task-mails.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { RestoredReader } from '../store/restoring/restored.ts';
import { SourceRegistrationReader } from '../store/sources/registration-reader.ts';
import { preSendCheck } from './check-before-send.ts';
import { mailPolicyCheck } from './check-mail-policy.ts';
import type { OutboxSending } from './deliver-outbox.ts';
import { findDistrustedReporter } from './distrusted-reporter.ts';
import type { deliverOutboxEnv } from './env.ts';
import { SendingAllowance, type Share } from './sending-allowance.ts';
import { type TeamForMail, teamForMail } from './team-for-mail.ts';
import { messageWriter } from './write-message.ts';

const CHAT_TIMEOUT_IN_MS = 8_000;

/** What sending needs, once a cold start. */
export function openSending(
  client: DynamoDBClient,
  env: ValuesOf<typeof deliverOutboxEnv>,
  share: Share,
): OutboxSending & {
  outbox: DynamoOutbox;
  policy: () => Promise<MailPolicy>;
  allowance: SendingAllowance;
  team: TeamForMail;
} {
  const ses = sesClient();
  const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
  const listings = new DynamoListings(client, env.ACCOUNTS_TABLE);
  const addresses = new DynamoAddresses(client, env.ACCOUNTS_TABLE);
  const playbookOf = remembered(async (version) => (await playbooks.version(version))?.playbook);
  const aws = lambdaSettings();
  const secrets = new AwsJsonClient(secretsManager, aws);
  const links = new WebLinks(new LinkKeys(secrets, env.LINK_KEYS, Date.now), Date.now);
  const addressesAt = (writtenAtInMs: number) => links.addressesAt(writtenAtInMs, env.WEB_URL);
  const forAMinute = { forMs: 60_000, now: monotonic };
  const team = teamForMail(() => readTeam(listings), monotonic);
  const policies = new Expiring(() => readPolicy(playbooks, env.COMPANY), forAMinute);
  // Most deliveries have nothing for the bus.
  let openedBus: Promise<EventBridgeBus> | undefined;
  const bus = () => {
    openedBus ??= import('../aws/eventbridge-bus.ts').then(({ openBus }) => openBus(env.EVENT_BUS, env.WEB_URL));
    return openedBus;
  };
  const policy = () => policies.get();
  const restored = new RestoredReader(client, env.ACCOUNTS_TABLE);
  return {
    policy,
    team,
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    addresses,
    checkBeforeSend: preSendCheck({
      team,
      addresses,
      distrustedReporter: findDistrustedReporter(
        new DynamoDirectory(client, env.ACCOUNTS_TABLE),
        new SourceRegistrationReader(new AwsJsonClient(dynamoDb, aws), env.ACCOUNTS_TABLE),
      ),
      taskMails: new DynamoTaskMails(client, env.ACCOUNTS_TABLE),
      playbookOf,
      restored,
      clock: companyClock(env.COMPANY.timeZone),
      company: env.COMPANY,
    }),
    checkPolicy: mailPolicyCheck({
      directory: new DynamoDirectory(client, env.ACCOUNTS_TABLE),
      history: new DynamoMailHistory(client, env.ACCOUNTS_TABLE),
      optOuts: new DynamoOptOuts(client, env.ACCOUNTS_TABLE),
      // Few mails ask anything.
      standing: async (who) => {
        const [{ standingOfAsked }, { DynamoSurveyReplies }] = await Promise.all([
          import('./asked-standing.ts'),
          import('../store/usage/survey-replies.ts'),
        ]);
        const directory = new DynamoDirectory(client, env.ACCOUNTS_TABLE);
        const replies = new DynamoSurveyReplies(client, env.ACCOUNTS_TABLE);
        return standingOfAsked({ directory, replies, playbooks })(who);
      },
      policy,
      company: env.COMPANY,
      calendar: businessCalendar(env.COMPANY.holidays),
    }),
    timeZone: env.COMPANY.timeZone,
    allowance: new SendingAllowance({ readQuota: () => readSendingQuota(ses), share, monotonic, sleep }),
    transport: new SesMailTransport(ses, process.env.AWS_REGION as string, env.CONFIGURATION_SET),
    writeMessage: messageWriter(playbookOf, env.COMPANY.timeZone, addressesAt),
    webUrl: env.WEB_URL,
    restored,
    publishesToBus: env.BUS_EVENTS,
    chat: openChat(
      env,
      (secret) => ({ secretAs: channelSecret(secret, secrets, monotonic), send: httpPost(CHAT_TIMEOUT_IN_MS) }),
      { monotonic, sleep },
    ),
    bus: { put: async (events) => (await bus()).put(events) },
    now: () => new Date(),
  };
}

async function readPolicy(playbooks: DynamoPlaybooks, { mailHours }: Company): Promise<MailPolicy> {
  const running = await playbooks.current();
  if (running === undefined) throw new Error('there is a customer mail and no playbook runs');
  const { customerMail } = running.playbook;
  return mailHours === undefined ? customerMail : { ...customerMail, hours: mailHours };
}

/** A version never changes once pushed; what is not there may come. */
function remembered(read: (version: string) => Promise<Playbook | undefined>): typeof read {
  const known = new Map<string, Playbook>();
  return async (version) => {
    const playbook = known.get(version) ?? (await read(version));
    if (playbook !== undefined) known.set(version, playbook);
    return playbook;
  };
}
