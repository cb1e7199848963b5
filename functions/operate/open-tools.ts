import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { crmNames } from '../../domain/crm/crm-names.ts';
import { PULSE_DAYS } from '../../domain/sources/freshness.ts';
import { addDays } from '../../domain/time/day.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { DeadLetters } from '../aws/dead-letters.ts';
import { AwsJsonClient, dynamoDb, secretsManager, sqs, stepFunctions } from '../aws/json-client.ts';
import { NamedRuns } from '../aws/named-runs.ts';
import { sesClient } from '../aws/ses-mail.ts';
import { SesMailService } from '../aws/ses-mail-service.ts';
import { SourceSecretStore } from '../aws/source-secret-store.ts';
import { SqsQueues } from '../aws/sqs-queues.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { mailTag } from '../mail/mail-tag.ts';
import { openProvider } from '../oidc/open-provider.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { newLetters } from '../runtime/new-letters.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { DynamoActivities } from '../store/accounts/activities.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { idsOfBucket } from '../store/accounts/ids-of-bucket.ts';
import { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { DynamoStages } from '../store/accounts/stages.ts';
import { WorkLogReader } from '../store/activities/work-log.ts';
import { DynamoAuditLog } from '../store/audit/audit-log.ts';
import { AuditReader } from '../store/audit/audit-reader.ts';
import { DynamoBoard } from '../store/board/board.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoCrm } from '../store/crm/crm-rows.ts';
import { DynamoBackfills } from '../store/events/backfills.ts';
import { DynamoDeliveries } from '../store/events/deliveries.ts';
import { DynamoEvents, EventRows } from '../store/events/events.ts';
import { DynamoFlushMarkers } from '../store/events/flush-markers.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { DynamoProposals } from '../store/improvement/proposals.ts';
import { DynamoCourseDays } from '../store/ledger/course-days.ts';
import { DynamoLedger } from '../store/ledger/ledger.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOldLists } from '../store/lists/old-lists.ts';
import { DynamoAddressDecisions } from '../store/outbox/address-decisions.ts';
import { DynamoDigests } from '../store/outbox/digests.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { erasedPeopleNow } from '../store/personal-data/erased-people.ts';
import { openPersonalData } from '../store/personal-data/personal-data.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoUsedNames } from '../store/playbooks/used-names.ts';
import { DynamoQuarantinedEvents } from '../store/quarantine/quarantined-events.ts';
import { RestoredReader } from '../store/restoring/restored.ts';
import { DynamoPersonalKeys } from '../store/sign-in/personal-keys.ts';
import { DynamoSignIns } from '../store/sign-in/sign-ins.ts';
import { openToNewcomers } from '../store/sources/newcomers.ts';
import { readOverLimits } from '../store/sources/over-limits.ts';
import {
  DynamoSourceArrivals,
  readArrivals,
  readLastDays,
  readSourcePulses,
} from '../store/sources/source-arrivals.ts';
import { DynamoSourceRegistry, readSourceNames } from '../store/sources/source-registry.ts';
import { DynamoSourceTests } from '../store/sources/source-tests.ts';
import { DynamoStudies } from '../store/studies/studies.ts';
import { DynamoLifetime } from '../store/usage/lifetime.ts';
import { DynamoRawHours } from '../store/usage/raw-hours.ts';
import { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';
import { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import { DynamoUsageRows } from '../store/usage/usage-rows.ts';
import { DynamoLinks } from '../store/user-links/link-records.ts';
import { DynamoSignalWork } from '../store/work/signal-work.ts';
import { DynamoTasks } from '../store/work/tasks.ts';
import { UnindexedWork } from '../store/work/unindexed-work.ts';
import { Studies } from '../studies/studies.ts';
import type { operateEnv } from './env.ts';
import type { Tools } from './operation.ts';

/** All that commands work with. */
export function openTools(env: ValuesOf<typeof operateEnv>): Tools {
  const dynamo = dynamoClient();
  const clock = companyClock(env.COMPANY.timeZone);
  const retention = new RawRetention(clock, env.RAW_RETENTION_IN_DAYS);
  const aws = lambdaSettings();
  const secrets = new AwsJsonClient(secretsManager, aws);
  const sqsClient = new AwsJsonClient(sqs, aws);
  const listings = new DynamoListings(dynamo, env.ACCOUNTS_TABLE);
  const openRuns = async () =>
    (await import('../aws/sfn-scoring-runs.ts')).openScoringRuns(env.SCORING_STATE_MACHINE_ARN);
  const erased = erasedPeopleNow(dynamo, env.ACCOUNTS_TABLE);
  const sourceNames = () => readSourceNames(dynamo, env.ACCOUNTS_TABLE, env.SOURCES);
  return {
    installation: {
      stage: env.STAGE,
      company: env.COMPANY,
      configuredSources: env.SOURCES,
      apiUrl: env.API_URL,
      webUrl: env.WEB_URL,
      changedAccountsQueue: env.CHANGED_ACCOUNTS_QUEUE_URL,
      scoringSchedule: env.SCORING_SCHEDULE_NAME,
      chatPlaces: env.CHAT_PLACES,
      crms: crmNames.filter((name) => env.CRM_NAMES.includes(name)),
      kpis: env.KPIS,
      deadLetterQueues: env.DEAD_LETTER_QUEUES,
    },
    publishesToBus: env.BUS_EVENTS,
    clock,
    now: Date.now,
    sleep,
    newId: randomUUID,
    newLetters,
    directory: new DynamoDirectory(dynamo, env.ACCOUNTS_TABLE),
    links: new DynamoLinks(dynamo, env.ACCOUNTS_TABLE, Date.now),
    webLinks: new WebLinks(new LinkKeys(secrets, env.LINK_KEYS, Date.now), Date.now),
    signIns: new DynamoSignIns(dynamo, env.ACCOUNTS_TABLE),
    personalKeys: new DynamoPersonalKeys(dynamo, env.ACCOUNTS_TABLE),
    provider: env.IDENTITY_PROVIDER && openProvider(env.IDENTITY_PROVIDER, env.WEB_URL, Date.now),
    listings,
    unindexedWork: new UnindexedWork(dynamo, env.ACCOUNTS_TABLE, listings),
    oldLists: new DynamoOldLists(dynamo, env.ACCOUNTS_TABLE, env.KEPT_IN_DAYS['retention.quarantineInDays']),
    restored: new RestoredReader(dynamo, env.ACCOUNTS_TABLE),
    nextActions: new DynamoNextActions(dynamo, env.ACCOUNTS_TABLE),
    crm: new DynamoCrm(dynamo, env.ACCOUNTS_TABLE),
    readAccountsForCrm: async (playbook, ids) => {
      const { readAccounts } = await import('../crm/read-accounts.ts');
      const { ACCOUNTS_TABLE: table, COMPANY } = env;
      const today = clock.dayOf(Date.now());
      return readAccounts({ client: dynamo, table, playbook, locale: COMPANY.language, today }, ids);
    },
    idsOfBucket: (bucket) => idsOfBucket(dynamo, env.ACCOUNTS_TABLE, bucket),
    signalWork: new DynamoSignalWork(dynamo, env.ACCOUNTS_TABLE),
    board: new DynamoBoard(dynamo, env.ACCOUNTS_TABLE),
    ledger: new DynamoLedger(dynamo, env.ACCOUNTS_TABLE),
    audit: new AuditReader(dynamo, env.ACCOUNTS_TABLE),
    auditLog: new DynamoAuditLog(dynamo, env.ACCOUNTS_TABLE),
    courseDays: new DynamoCourseDays(dynamo, env.ACCOUNTS_TABLE),
    outbox: new DynamoOutbox(dynamo, env.ACCOUNTS_TABLE),
    digests: new DynamoDigests(dynamo, env.ACCOUNTS_TABLE),
    addressDecisions: new DynamoAddressDecisions(dynamo, env.ACCOUNTS_TABLE),
    activities: new DynamoActivities(dynamo, env.ACCOUNTS_TABLE),
    workLog: new WorkLogReader(dynamo, env.ACCOUNTS_TABLE),
    tasks: new DynamoTasks(dynamo, env.ACCOUNTS_TABLE),
    stages: new DynamoStages(dynamo, env.ACCOUNTS_TABLE),
    unknownAccounts: new DynamoUnknownAccounts(dynamo, env.ACCOUNTS_TABLE, listings),
    erased,
    personalData: openPersonalData(dynamo, { accounts: env.ACCOUNTS_TABLE, events: env.EVENTS_TABLE }, mailTag),
    playbooks: new DynamoPlaybooks(dynamo, env.ACCOUNTS_TABLE),
    improvements: new DynamoImprovements(dynamo, env.ACCOUNTS_TABLE),
    proposals: new DynamoProposals(dynamo, env.ACCOUNTS_TABLE),
    deliveries: new DynamoDeliveries({
      client: new AwsJsonClient(dynamoDb, aws),
      eventsTable: env.EVENTS_TABLE,
      accountsTable: env.ACCOUNTS_TABLE,
      rows: new EventRows(clock, retention),
      erased,
      now: Date.now,
      sleep,
      random: Math.random,
    }),
    openToNewcomers: (source) => {
      const today = clock.dayOf(Date.now());
      // It may be counted after midnight.
      return openToNewcomers(dynamo, env.ACCOUNTS_TABLE, source, [today, addDays(today, 1)], Date.now());
    },
    backfills: new DynamoBackfills(dynamo, env.ACCOUNTS_TABLE),
    events: new DynamoEvents(dynamo, env.EVENTS_TABLE),
    rawHours: new DynamoRawHours(dynamo, env.EVENTS_TABLE),
    usageRows: new DynamoUsageRows(dynamo, env.ACCOUNTS_TABLE),
    lifetime: new DynamoLifetime(dynamo, env.ACCOUNTS_TABLE),
    surveyReplies: new DynamoSurveyReplies(dynamo, env.ACCOUNTS_TABLE),
    usedNames: new DynamoUsedNames(dynamo, env.ACCOUNTS_TABLE, Date.now),
    quarantine: new DynamoQuarantinedEvents(dynamo, env.ACCOUNTS_TABLE),
    registry: new DynamoSourceRegistry(dynamo, env.ACCOUNTS_TABLE),
    sourceSecrets: new SourceSecretStore(secrets, env.SOURCE_SECRETS_PREFIX),
    traitRules: env.TRAITS,
    retention,
    keptInDays: env.KEPT_IN_DAYS,
    flushMarkers: new DynamoFlushMarkers(dynamo, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
    changedAccounts: new ChangedAccountsQueue(sqsClient, env.CHANGED_ACCOUNTS_QUEUE_URL),
    queues: new SqsQueues(sqsClient),
    deadLetters: new DeadLetters(sqsClient, env.DEAD_LETTER_QUEUES),
    // The SDK is loaded by the few commands that ask for it.
    scoringRuns: {
      start: async (input) => (await openRuns()).start(input),
      look: async (run) => (await openRuns()).look(run),
    },
    studies: new Studies({
      records: new DynamoStudies(dynamo, env.ACCOUNTS_TABLE),
      runs: new NamedRuns(new AwsJsonClient(stepFunctions, aws), env.STUDIES_STATE_MACHINE_ARN),
      now: Date.now,
      todayOf: (now) => clock.dayOf(now),
    }),
    mailService: new SesMailService(sesClient()),
    schedules: { look: async (name) => (await import('../aws/scheduler-schedules.ts')).openSchedules().look(name) },
    // Most commands score nothing.
    openScoring: async (asOf, tried) => {
      const { openScoring } = await import('../scoring/scoring.ts');
      const settings = {
        client: dynamo,
        table: env.ACCOUNTS_TABLE,
        company: env.COMPANY,
        sources: env.SOURCES,
        clock,
        now: () => new Date(),
        publishesToBus: env.BUS_EVENTS,
      };
      return openScoring(settings, asOf, tried);
    },
    sourceTests: new DynamoSourceTests(dynamo, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
    forgetEvent: (source, event) => new DynamoSourceArrivals(dynamo, env.ACCOUNTS_TABLE).forget(source, event),
    readSourceNames: sourceNames,
    readArrivals: (source, from) => readArrivals(dynamo, env.ACCOUNTS_TABLE, source, from),
    readSourcePulses: async (asOf) =>
      readSourcePulses(dynamo, env.ACCOUNTS_TABLE, await sourceNames(), addDays(asOf, -PULSE_DAYS), asOf),
    readOverLimits: async () => readOverLimits(dynamo, env.ACCOUNTS_TABLE, await sourceNames()),
    readLastDays: async () => readLastDays(dynamo, env.ACCOUNTS_TABLE, await sourceNames()),
  };
}
