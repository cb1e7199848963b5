import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import { addDays } from '../../domain/day.ts';
import { PULSE_DAYS } from '../../domain/freshness.ts';
import { TraitReader } from '../../domain/import/traits.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { AwsJsonClient, dynamoDb, lambdaSettings, secretsManager, sqs } from '../adapters/aws-json-client.ts';
import { ChangedAccountsQueue } from '../adapters/changed-accounts-queue.ts';
import { DynamoAddressDecisions } from '../adapters/dynamo-address-decisions.ts';
import { DynamoBackfills } from '../adapters/dynamo-backfills.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoDeliveries } from '../adapters/dynamo-deliveries.ts';
import { DynamoDigests } from '../adapters/dynamo-digests.ts';
import { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import { DynamoEvents, EventRows } from '../adapters/dynamo-events.ts';
import { DynamoFlushMarkers } from '../adapters/dynamo-flush-markers.ts';
import { DynamoLifetime } from '../adapters/dynamo-lifetime.ts';
import { DynamoLinks } from '../adapters/dynamo-links.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoNextActions } from '../adapters/dynamo-next-actions.ts';
import { DynamoOldLists } from '../adapters/dynamo-old-lists.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { readOverLimits } from '../adapters/dynamo-over-limits.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { DynamoQuarantinedEvents } from '../adapters/dynamo-quarantined-events.ts';
import { DynamoRawHours } from '../adapters/dynamo-raw-hours.ts';
import { DynamoSourceRegistry, readSourceNames } from '../adapters/dynamo-source-registry.ts';
import { DynamoSourceTests } from '../adapters/dynamo-source-tests.ts';
import { DynamoSources, readArrivals, readLastDays, readSourcePulses } from '../adapters/dynamo-sources.ts';
import { DynamoStages } from '../adapters/dynamo-stages.ts';
import { DynamoTasks } from '../adapters/dynamo-tasks.ts';
import { DynamoUnknownAccounts } from '../adapters/dynamo-unknown-accounts.ts';
import { DynamoUsageRows } from '../adapters/dynamo-usage-rows.ts';
import { DynamoUsedNames } from '../adapters/dynamo-used-names.ts';
import { Schedules } from '../adapters/scheduler-schedules.ts';
import { SesMailService } from '../adapters/ses-mail-service.ts';
import { ScoringRuns } from '../adapters/sfn-scoring-runs.ts';
import { SourceSecretStore } from '../adapters/source-secret-store.ts';
import { SqsQueues } from '../adapters/sqs-queues.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { openScoring } from '../score-accounts/scoring.ts';
import { answerRequest } from './answer-request.ts';
import { operateEnv } from './env.ts';
import type { Tools } from './operation.ts';

export const handler = middy((event: unknown) => answerRequest(event, tools)).use(logCalls(Date.now));

const tools = toolsOf(readEnv(operateEnv));

function toolsOf(env: ValuesOf<typeof operateEnv>): Tools {
  const dynamo = dynamoClient();
  const clock = companyClock(env.COMPANY.timeZone);
  const retention = new RawRetention(clock, env.RAW_RETENTION_IN_DAYS);
  const aws = lambdaSettings();
  const listings = new DynamoListings(dynamo, env.ACCOUNTS_TABLE);
  const sourceNames = () => readSourceNames(dynamo, env.ACCOUNTS_TABLE, env.SOURCES);
  return {
    installation: {
      stage: env.STAGE,
      company: env.COMPANY,
      configuredSources: env.SOURCES,
      apiUrl: env.API_URL,
      changedAccountsQueue: env.CHANGED_ACCOUNTS_QUEUE_URL,
      scoringSchedule: env.SCORING_SCHEDULE_NAME,
      hasChat: env.CHAT_SECRET !== null,
      deadLetterQueues: env.DEAD_LETTER_QUEUES,
    },
    tellsBus: env.BUS_EVENTS,
    clock,
    now: Date.now,
    sleep,
    newId: randomUUID,
    newLetters,
    directory: new DynamoDirectory(dynamo, env.ACCOUNTS_TABLE),
    links: new DynamoLinks(dynamo, env.ACCOUNTS_TABLE, Date.now),
    listings,
    oldLists: new DynamoOldLists(dynamo, env.ACCOUNTS_TABLE, env.QUARANTINE_KEPT_IN_DAYS),
    nextActions: new DynamoNextActions(dynamo, env.ACCOUNTS_TABLE),
    outbox: new DynamoOutbox(dynamo, env.ACCOUNTS_TABLE),
    digests: new DynamoDigests(dynamo, env.ACCOUNTS_TABLE),
    addressDecisions: new DynamoAddressDecisions(dynamo, env.ACCOUNTS_TABLE),
    tasks: new DynamoTasks(dynamo, env.ACCOUNTS_TABLE),
    stages: new DynamoStages(dynamo, env.ACCOUNTS_TABLE),
    unknownAccounts: new DynamoUnknownAccounts(dynamo, env.ACCOUNTS_TABLE, listings),
    unknownAccountsKeptInDays: env.UNKNOWN_ACCOUNTS_KEPT_IN_DAYS,
    playbooks: new DynamoPlaybooks(dynamo, env.ACCOUNTS_TABLE),
    deliveries: new DynamoDeliveries({
      client: new AwsJsonClient(dynamoDb, aws),
      eventsTable: env.EVENTS_TABLE,
      accountsTable: env.ACCOUNTS_TABLE,
      rows: new EventRows(clock, retention),
      now: Date.now,
      sleep,
      random: Math.random,
    }),
    backfills: new DynamoBackfills(dynamo, env.ACCOUNTS_TABLE),
    events: new DynamoEvents(dynamo, env.EVENTS_TABLE),
    rawHours: new DynamoRawHours(dynamo, env.EVENTS_TABLE),
    usageRows: new DynamoUsageRows(dynamo, env.ACCOUNTS_TABLE),
    lifetime: new DynamoLifetime(dynamo, env.ACCOUNTS_TABLE),
    usedNames: new DynamoUsedNames(dynamo, env.ACCOUNTS_TABLE),
    quarantine: new DynamoQuarantinedEvents(dynamo, env.ACCOUNTS_TABLE),
    registry: new DynamoSourceRegistry(dynamo, env.ACCOUNTS_TABLE),
    sourceSecrets: new SourceSecretStore(new AwsJsonClient(secretsManager, aws), env.SOURCE_SECRETS_PREFIX),
    traits: new TraitReader(env.TRAITS, clock.dayOf),
    retention,
    flushMarkers: new DynamoFlushMarkers(dynamo, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
    changedAccounts: new ChangedAccountsQueue(new AwsJsonClient(sqs, aws), env.CHANGED_ACCOUNTS_QUEUE_URL),
    queues: new SqsQueues(new AwsJsonClient(sqs, aws)),
    scoringRuns: new ScoringRuns(new SFNClient({}), env.SCORING_STATE_MACHINE_ARN),
    mailService: new SesMailService(new SESClient({})),
    schedules: new Schedules(new SchedulerClient({})),
    openScoring: (asOf, tried) =>
      openScoring(
        {
          client: dynamo,
          table: env.ACCOUNTS_TABLE,
          company: env.COMPANY,
          sources: env.SOURCES,
          clock,
          now: () => new Date(),
          tellsBus: env.BUS_EVENTS,
        },
        asOf,
        tried,
      ),
    sourceTests: new DynamoSourceTests(dynamo, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
    forgetEvent: (source, event) => new DynamoSources(dynamo, env.ACCOUNTS_TABLE).forget(source, event),
    readSourceNames: sourceNames,
    readArrivals: (source, from) => readArrivals(dynamo, env.ACCOUNTS_TABLE, source, from),
    readSourcePulses: async (asOf) =>
      readSourcePulses(dynamo, env.ACCOUNTS_TABLE, await sourceNames(), addDays(asOf, -PULSE_DAYS), asOf),
    readOverLimits: async () => readOverLimits(dynamo, env.ACCOUNTS_TABLE, await sourceNames()),
    readLastDays: async () => readLastDays(dynamo, env.ACCOUNTS_TABLE, await sourceNames()),
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function newLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
