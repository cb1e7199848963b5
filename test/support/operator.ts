import { randomBytes, randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { type Installation, resultOf } from '../../cli/installation.ts';
import { runCommand } from '../../cli/run-command.ts';
import type { Surroundings } from '../../cli/session.ts';
import { companySchema } from '../../domain/company/company.ts';
import { traitRulesSchema } from '../../domain/import/trait-rules.ts';
import { kpiSettingsSchema } from '../../domain/kpis/kpi-settings.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { readAccounts } from '../../functions/crm/read-accounts.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import { answerRequest } from '../../functions/operate/answer-request.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { DynamoActivities } from '../../functions/store/accounts/activities.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { idsOfBucket } from '../../functions/store/accounts/ids-of-bucket.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { DynamoStages } from '../../functions/store/accounts/stages.ts';
import { WorkLogReader } from '../../functions/store/activities/work-log.ts';
import { DynamoAuditLog } from '../../functions/store/audit/audit-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { DynamoBoard } from '../../functions/store/board/board.ts';
import { DynamoCrm } from '../../functions/store/crm/crm-rows.ts';
import { DynamoBackfills } from '../../functions/store/events/backfills.ts';
import { DynamoDeliveries } from '../../functions/store/events/deliveries.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import { DynamoFlushMarkers } from '../../functions/store/events/flush-markers.ts';
import { DynamoImprovements } from '../../functions/store/improvement/improvements.ts';
import { DynamoProposals } from '../../functions/store/improvement/proposals.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { DynamoOldLists } from '../../functions/store/lists/old-lists.ts';
import { DynamoAddressDecisions } from '../../functions/store/outbox/address-decisions.ts';
import { DynamoDigests } from '../../functions/store/outbox/digests.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { erasedPeopleNow } from '../../functions/store/personal-data/erased-people.ts';
import { openPersonalData } from '../../functions/store/personal-data/personal-data.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoUsedNames } from '../../functions/store/playbooks/used-names.ts';
import { DynamoQuarantinedEvents } from '../../functions/store/quarantine/quarantined-events.ts';
import { RestoredReader } from '../../functions/store/restoring/restored.ts';
import { DynamoPersonalKeys } from '../../functions/store/sign-in/personal-keys.ts';
import { DynamoSignIns } from '../../functions/store/sign-in/sign-ins.ts';
import { openToNewcomers } from '../../functions/store/sources/newcomers.ts';
import { DynamoSourceArrivals, readArrivals } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoSourceRegistry, readSourceNames } from '../../functions/store/sources/source-registry.ts';
import { DynamoSourceTests } from '../../functions/store/sources/source-tests.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoRawHours } from '../../functions/store/usage/raw-hours.ts';
import { DynamoSurveyReplies } from '../../functions/store/usage/survey-replies.ts';
import { DynamoUnknownAccounts } from '../../functions/store/usage/unknown-accounts.ts';
import { DynamoUsageRows } from '../../functions/store/usage/usage-rows.ts';
import { DynamoLinks } from '../../functions/store/user-links/link-records.ts';
import { DynamoSignalWork } from '../../functions/store/work/signal-work.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { UnindexedWork } from '../../functions/store/work/unindexed-work.ts';
import { heldToItsWord, watched } from './audited-operations.ts';
import type { TestTables } from './tables.ts';

const company = companySchema.parse({
  name: 'Test',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'sakimawari@test.example' },
  operator: { name: 'Operator', address: 'operator@test.example' },
});

export interface Said {
  exitCode: number;
  stdout: string;
  stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a script gets from --json has no type either.
  json: any;
}

/** The operator's command in this process, talking to the operate function in this process. */
export async function say(line: string[], surroundings: Partial<Surroundings>): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await runCommand(line, {
    stdout,
    stderr,
    openInstallation: () => {
      throw new Error('no installation is needed here');
    },
    fetch,
    now: Date.now,
    sleep: async () => {},
    ...surroundings,
  });
  const text = { stdout: `${stdout.read() ?? ''}`, stderr: `${stderr.read() ?? ''}` };
  return {
    exitCode,
    ...text,
    json: line.includes('--json') && text.stdout !== '' ? JSON.parse(text.stdout) : undefined,
  };
}

/** An installation whose operate function runs in this process; requests and answers travel as JSON all the same. */
export function installationOf(tools: Tools): Installation {
  return {
    async operate(command, request, operator) {
      const event = JSON.parse(JSON.stringify({ command, operator, ...request }));
      const answer = await heldToItsWord(command, () => answerRequest(event, tools));
      return resultOf(JSON.parse(JSON.stringify(answer))) as never;
    },
    apiUrl: async () => 'http://127.0.0.1:1',
    onlySource: async () => 'demo',
    secretOf: async () => 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
}

/** Nothing is put aside. */
const noLetters: Tools['deadLetters'] = { queues: [], look: async () => ({ bodies: [], isCut: false }) };

/** The function's tools over real tables; what is beyond them answers as given. */
export function toolsOver(tables: TestTables, now: () => number, others: Partial<Tools> = {}): Tools {
  const { accountsTable, eventsTable } = tables;
  const [client, jsonClient] = [watched(tables.client, 'send'), watched(tables.jsonClient, 'call')];
  const clock = localClock(company.timeZone);
  const retention = new RawRetention(clock, 400);
  const listings = new DynamoListings(client, accountsTable);
  const notAsked = undefined as never;
  return {
    installation: {
      webUrl: 'https://pages.example.com',
      stage: 'test',
      company,
      configuredSources: ['demo'],
      apiUrl: 'http://127.0.0.1:1',
      changedAccountsQueue: 'changed-accounts',
      scoringSchedule: 'nightly',
      chatPlaces: ['main', 'enterprise'],
      crms: [],
      kpis: kpiSettingsSchema.parse({}),
      deadLetterQueues: { 'roll-up-usage': 'letters' },
    },
    publishesToBus: false,
    clock,
    now,
    sleep: async () => {},
    newId: randomUUID,
    newLetters: (count) => randomBytes(count).toString('hex').slice(0, count),
    directory: new DynamoDirectory(client, accountsTable),
    links: new DynamoLinks(client, accountsTable, now),
    webLinks: notAsked,
    provider: null,
    signIns: new DynamoSignIns(client, accountsTable),
    personalKeys: new DynamoPersonalKeys(client, accountsTable),
    listings,
    unindexedWork: new UnindexedWork(client, accountsTable, listings),
    oldLists: new DynamoOldLists(client, accountsTable),
    restored: new RestoredReader(client, accountsTable),
    nextActions: new DynamoNextActions(client, accountsTable),
    crm: new DynamoCrm(client, accountsTable),
    readAccountsForCrm: (playbook, ids) =>
      readAccounts(
        { client, table: accountsTable, playbook, locale: company.language, today: clock.dayOf(now()) },
        ids,
      ),
    idsOfBucket: (bucket) => idsOfBucket(client, accountsTable, bucket),
    signalWork: new DynamoSignalWork(client, accountsTable),
    board: new DynamoBoard(client, accountsTable),
    ledger: new DynamoLedger(client, accountsTable),
    audit: new AuditReader(client, accountsTable),
    auditLog: new DynamoAuditLog(client, accountsTable),
    courseDays: new DynamoCourseDays(client, accountsTable),
    outbox: new DynamoOutbox(client, accountsTable),
    digests: new DynamoDigests(client, accountsTable),
    addressDecisions: new DynamoAddressDecisions(client, accountsTable),
    activities: new DynamoActivities(client, accountsTable),
    workLog: new WorkLogReader(client, accountsTable),
    tasks: new DynamoTasks(client, accountsTable),
    stages: new DynamoStages(client, accountsTable),
    erased: erasedPeopleNow(client, accountsTable),
    personalData: openPersonalData(client, { accounts: accountsTable, events: eventsTable }, mailTag),
    playbooks: new DynamoPlaybooks(client, accountsTable),
    improvements: new DynamoImprovements(client, accountsTable),
    proposals: new DynamoProposals(client, accountsTable),
    unknownAccounts: new DynamoUnknownAccounts(client, accountsTable, listings),
    deliveries: new DynamoDeliveries({
      client: jsonClient,
      eventsTable,
      accountsTable,
      erased: erasedPeopleNow(client, accountsTable),
      rows: new EventRows(clock, retention),
      now: Date.now,
      sleep: async () => {},
      random: Math.random,
    }),
    openToNewcomers: (source) => openToNewcomers(client, accountsTable, source, [clock.dayOf(now())], now()),
    backfills: new DynamoBackfills(client, accountsTable),
    events: new DynamoEvents(client, eventsTable),
    rawHours: new DynamoRawHours(client, eventsTable),
    usageRows: new DynamoUsageRows(client, accountsTable),
    lifetime: new DynamoLifetime(client, accountsTable),
    surveyReplies: new DynamoSurveyReplies(client, accountsTable),
    usedNames: new DynamoUsedNames(client, accountsTable, now),
    quarantine: new DynamoQuarantinedEvents(client, accountsTable),
    registry: new DynamoSourceRegistry(client, accountsTable),
    sourceSecrets: notAsked,
    readArrivals: (source, from) => readArrivals(client, accountsTable, source, from),
    sourceTests: new DynamoSourceTests(client, eventsTable, accountsTable),
    forgetEvent: (source, event) => new DynamoSourceArrivals(client, accountsTable).forget(source, event),
    readSourceNames: () => readSourceNames(client, accountsTable, ['demo']),
    traitRules: traitRulesSchema.parse({}),
    retention,
    keptInDays: { 'retention.rawEventsInDays': 400, 'retention.unknownAccountsInDays': 90, 'bus.archiveInDays': 90 },
    flushMarkers: new DynamoFlushMarkers(client, eventsTable, accountsTable),
    openScoring: (asOf, tried) =>
      openScoring(
        { client, table: accountsTable, company, sources: ['demo'], clock, now: () => new Date(now()) },
        asOf,
        tried,
      ),
    readSourcePulses: notAsked,
    readLastDays: notAsked,
    readOverLimits: async () => [],
    changedAccounts: notAsked,
    queues: notAsked,
    deadLetters: noLetters,
    scoringRuns: notAsked,
    studies: notAsked,
    mailService: notAsked,
    schedules: notAsked,
    ...others,
  };
}
