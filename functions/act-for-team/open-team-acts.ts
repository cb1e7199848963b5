import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { AwsJsonClient, dynamoDb, secretsManager, sqs, stepFunctions } from '../aws/json-client.ts';
import { NamedRuns } from '../aws/named-runs.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { clientSecretIn, openProvider } from '../oidc/open-provider.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { monotonic } from '../runtime/monotonic.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { whenAsked } from '../runtime/when-asked.ts';
import { DynamoActivities } from '../store/accounts/activities.ts';
import { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { DynamoStages } from '../store/accounts/stages.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { DynamoProposals } from '../store/improvement/proposals.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoSessions } from '../store/sign-in/sessions.ts';
import { DynamoSignIns } from '../store/sign-in/sign-ins.ts';
import { DynamoStudies } from '../store/studies/studies.ts';
import { DynamoCustomerPages } from '../store/work/customer-pages.ts';
import { DynamoTasks } from '../store/work/tasks.ts';
import { WebRecords } from '../store/work/web-records.ts';
import { Studies } from '../studies/studies.ts';
import type { actForTeamEnv } from './env.ts';
import { takeTeamAct } from './take-team-act.ts';

/** What taking acts needs, once a cold start. */
export function openTeamActs(
  env: ValuesOf<typeof actForTeamEnv>,
  { linkKeys, sessionKeys }: { linkKeys: LinkKeys; sessionKeys: LinkKeys },
  now: () => number,
) {
  const aws = lambdaSettings();
  const client = dynamoClient();
  const { IDENTITY_PROVIDER: provider, CLIENT_SECRET: secretId, WEB_URL: webUrl } = env;
  const secretsClient = new AwsJsonClient(secretsManager, aws);
  const clock = companyClock(env.COMPANY.timeZone);
  const ledger = new LedgerReader(client, env.ACCOUNTS_TABLE);
  const answer = takeTeamAct({
    company: env.COMPANY,
    clock,
    provider:
      provider === null || secretId === null
        ? undefined
        : openProvider(provider, webUrl, now, clientSecretIn(secretsClient, secretId)),
    links: new WebLinks(linkKeys, now),
    sessionKeys,
    sessions: new DynamoSessions(client, env.ACCOUNTS_TABLE),
    signIns: new DynamoSignIns(client, env.ACCOUNTS_TABLE),
    records: new WebRecords(new AwsJsonClient(dynamoDb, aws), env.ACCOUNTS_TABLE),
    tasks: new DynamoTasks(client, env.ACCOUNTS_TABLE),
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    activities: new DynamoActivities(client, env.ACCOUNTS_TABLE),
    accounts: {
      // Knows every kind of condition, and few acts ask for it.
      load: async (...asked) => {
        const { DynamoAccounts } = await import('../store/accounts/accounts.ts');
        return new DynamoAccounts(client, env.ACCOUNTS_TABLE).load(...asked);
      },
    },
    customerPages: new DynamoCustomerPages(client, env.ACCOUNTS_TABLE),
    stages: new DynamoStages(client, env.ACCOUNTS_TABLE),
    nextActions: new DynamoNextActions(client, env.ACCOUNTS_TABLE),
    improvements: new DynamoImprovements(client, env.ACCOUNTS_TABLE),
    proposals: new DynamoProposals(client, env.ACCOUNTS_TABLE),
    audit: {
      ofMember: async (...asked) => {
        const { AuditReader } = await import('../store/audit/audit-reader.ts');
        return new AuditReader(client, env.ACCOUNTS_TABLE).ofMember(...asked);
      },
    },
    playbooks: new DynamoPlaybooks(client, env.ACCOUNTS_TABLE),
    kpis: env.KPIS,
    chatPlaces: env.CHAT_PLACES,
    studies: new Studies({
      records: new DynamoStudies(client, env.ACCOUNTS_TABLE),
      runs: new NamedRuns(new AwsJsonClient(stepFunctions, aws), env.STUDIES_STATE_MACHINE_ARN),
      now,
      todayOf: (at) => clock.dayOf(at),
    }),
    personalKeys: whenAsked(
      async () =>
        new (await import('../store/sign-in/personal-keys.ts')).DynamoPersonalKeys(client, env.ACCOUNTS_TABLE),
      ...(['listed', 'make', 'find', 'end'] as const),
    ),
    webUrl,
    dataRequests: {
      ask: async (...asked) => {
        const { DynamoDataRequests } = await import('../store/personal-data/data-requests.ts');
        return new DynamoDataRequests(client, env.ACCOUNTS_TABLE).ask(...asked);
      },
    },
    dataRuns: new NamedRuns(new AwsJsonClient(stepFunctions, aws), env.DATA_REQUESTS_STATE_MACHINE_ARN),
    board: {
      // Rarely asked for: forms say which account is meant.
      read: async () => {
        const { BoardReader } = await import('../store/board/board-reader.ts');
        return new BoardReader(client, env.ACCOUNTS_TABLE).read();
      },
    },
    listings: new DynamoListings(client, env.ACCOUNTS_TABLE),
    ledger,
    changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, aws), env.CHANGED_ACCOUNTS_QUEUE_URL),
    calendar: businessCalendar(env.COMPANY.holidays),
    publishesToBus: env.BUS_EVENTS,
    openDirectory: async () => {
      const { openDirectory } = await import('./open-directory.ts');
      return openDirectory({ client, table: env.ACCOUNTS_TABLE, ledger, clock, now });
    },
    retryTiming: { sleep, random: Math.random, monotonic },
    newId: randomUUID,
    random: randomBytes,
    now,
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
