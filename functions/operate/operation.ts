import * as z from 'zod';
import type { Actor, AuditEntry, AuditedAct, AuditSubject } from '../../domain/audit/audit.ts';
import type { Company } from '../../domain/company/company.ts';
import type { CrmName } from '../../domain/crm/crm-names.ts';
import type { TraitRules } from '../../domain/import/traits.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { KeptInDays } from '../../domain/personal-data/keeping.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { SourcePulse } from '../../domain/sources/freshness.ts';
import type { SourceOverLimit } from '../../domain/sources/usage-limits.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import type { DeadLetters } from '../aws/dead-letters.ts';
import type { Schedules } from '../aws/scheduler-schedules.ts';
import type { SesMailService } from '../aws/ses-mail-service.ts';
import type { ScoringRuns } from '../aws/sfn-scoring-runs.ts';
import type { SourceSecretStore } from '../aws/source-secret-store.ts';
import type { SqsQueues } from '../aws/sqs-queues.ts';
import type { ReadAccount } from '../crm/read-accounts.ts';
import type { WebLinks } from '../links/web-links.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import type { Scoring } from '../scoring/scoring.ts';
import type { DynamoActivities } from '../store/accounts/activities.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';
import type { DynamoStages } from '../store/accounts/stages.ts';
import type { WorkLogReader } from '../store/activities/work-log.ts';
import type { DynamoAuditLog } from '../store/audit/audit-log.ts';
import type { AuditReader } from '../store/audit/audit-reader.ts';
import type { DynamoBoard } from '../store/board/board.ts';
import type { DynamoCrm } from '../store/crm/crm-rows.ts';
import type { DynamoBackfills } from '../store/events/backfills.ts';
import type { DynamoDeliveries } from '../store/events/deliveries.ts';
import type { DynamoEvents } from '../store/events/events.ts';
import type { DynamoFlushMarkers } from '../store/events/flush-markers.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';
import type { DynamoProposals } from '../store/improvement/proposals.ts';
import type { DynamoCourseDays } from '../store/ledger/course-days.ts';
import type { DynamoLedger } from '../store/ledger/ledger.ts';
import type { DynamoListings } from '../store/lists/listings.ts';
import type { DynamoOldLists } from '../store/lists/old-lists.ts';
import type { DynamoAddressDecisions } from '../store/outbox/address-decisions.ts';
import type { DynamoDigests } from '../store/outbox/digests.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { ErasedPeople } from '../store/personal-data/erased-people.ts';
import type { PersonalData } from '../store/personal-data/personal-data.ts';
import type { DynamoPlaybooks, StoredPlaybook } from '../store/playbooks/playbooks.ts';
import type { DynamoUsedNames } from '../store/playbooks/used-names.ts';
import type { DynamoQuarantinedEvents } from '../store/quarantine/quarantined-events.ts';
import type { RestoredReader } from '../store/restoring/restored.ts';
import type { DynamoPersonalKeys } from '../store/sign-in/personal-keys.ts';
import type { DynamoSignIns } from '../store/sign-in/sign-ins.ts';
import type { DynamoSourceRegistry } from '../store/sources/source-registry.ts';
import type { DynamoSourceTests } from '../store/sources/source-tests.ts';
import type { DynamoLifetime } from '../store/usage/lifetime.ts';
import type { DynamoRawHours } from '../store/usage/raw-hours.ts';
import type { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';
import type { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import type { DynamoUsageRows } from '../store/usage/usage-rows.ts';
import type { DynamoLinks } from '../store/user-links/link-records.ts';
import type { DynamoSignalWork } from '../store/work/signal-work.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';
import type { UnindexedWork } from '../store/work/unindexed-work.ts';
import type { Studies } from '../studies/studies.ts';

/** What the operations work with; put together once a cold start. */
export interface Tools {
  installation: {
    stage: string;
    company: Company;
    /** Those that the stage's configuration names; others are added by command. */
    configuredSources: string[];
    apiUrl: string;
    webUrl: string;
    changedAccountsQueue: string;
    scoringSchedule: string;
    /** Places in the chat, the main one first; none where there is no chat. */
    chatPlaces: string[];
    /** CRMs that are written to. */
    crms: CrmName[];
    kpis: KpiSettings;
    /** By the name that the stack gives them. */
    deadLetterQueues: Record<string, string>;
  };
  /** Whether events are published to the bus. */
  publishesToBus: boolean;
  clock: LocalClock;
  now: () => number;
  sleep: (milliseconds: number) => Promise<unknown>;
  newId: () => string;
  /** Random letters and digits, for secrets and keys. */
  newLetters: (count: number) => string;
  directory: DynamoDirectory;
  links: DynamoLinks;
  webLinks: Pick<WebLinks, 'addressesAt'>;
  signIns: DynamoSignIns;
  personalKeys: Pick<DynamoPersonalKeys, 'listed' | 'end'>;
  /** `null` where nobody signs in by an identity provider. */
  provider: OpenProvider | null;
  listings: DynamoListings;
  oldLists: DynamoOldLists;
  restored: Pick<RestoredReader, 'read'>;
  unindexedWork: UnindexedWork;
  nextActions: DynamoNextActions;
  crm: DynamoCrm;
  /** Accounts as they are written into CRMs. */
  readAccountsForCrm(playbook: Playbook, ids: readonly string[]): Promise<ReadAccount[]>;
  /** Ids of the accounts of a bucket. */
  idsOfBucket(bucket: number): Promise<string[]>;
  signalWork: Pick<DynamoSignalWork, 'read'>;
  board: DynamoBoard;
  ledger: DynamoLedger;
  audit: Pick<AuditReader, 'ofAccount'>;
  auditLog: Pick<DynamoAuditLog, 'add'>;
  courseDays: DynamoCourseDays;
  outbox: DynamoOutbox;
  digests: DynamoDigests;
  addressDecisions: DynamoAddressDecisions;
  activities: DynamoActivities;
  workLog: Pick<WorkLogReader, 'latest'>;
  tasks: DynamoTasks;
  stages: DynamoStages;
  erased: Pick<ErasedPeople, 'isErased'>;
  personalData: PersonalData;
  playbooks: DynamoPlaybooks;
  improvements: DynamoImprovements;
  proposals: DynamoProposals;
  unknownAccounts: DynamoUnknownAccounts;
  /** Stores events as the webhook does. */
  deliveries: DynamoDeliveries;
  /** What is loaded by hand may bring as many new users and accounts as it will. */
  openToNewcomers(source: string): Promise<void>;
  backfills: DynamoBackfills;
  events: DynamoEvents;
  rawHours: DynamoRawHours;
  usageRows: DynamoUsageRows;
  lifetime: DynamoLifetime;
  surveyReplies: DynamoSurveyReplies;
  usedNames: DynamoUsedNames;
  quarantine: DynamoQuarantinedEvents;
  registry: DynamoSourceRegistry;
  sourceTests: DynamoSourceTests;
  sourceSecrets: SourceSecretStore;
  traitRules: TraitRules;
  retention: RawRetention;
  /** What the stage says of how long things are kept. */
  keptInDays: KeptInDays;
  flushMarkers: DynamoFlushMarkers;
  changedAccounts: ChangedAccountsQueue;
  queues: SqsQueues;
  deadLetters: Pick<DeadLetters, 'queues' | 'look'>;
  scoringRuns: Pick<ScoringRuns, 'start' | 'look'>;
  studies: Studies;
  mailService: SesMailService;
  schedules: Pick<Schedules, 'look'>;
  /** What an evaluation as of the day needs beside the account; by the playbook that is tried, or the running one. */
  openScoring(asOf: Day, tried?: StoredPlaybook): Promise<Scoring>;
  /** Names of all sources, configured or added. */
  readSourceNames(): Promise<string[]>;
  /** New and conflicting events of a source in the hours (UTC, `YYYY-MM-DDTHH`) from one on. */
  readArrivals(source: string, from: string): Promise<{ stored: number; conflicts: number }>;
  /** As if the source had never sent an event of the name. */
  forgetEvent(source: string, event: string): Promise<void>;
  readSourcePulses(asOf: Day): Promise<SourcePulse[]>;
  /** The last day on which each event came, from any source. */
  readLastDays(): Promise<Map<string, Day>>;
  /** Sources that brought more than they may in a day. */
  readOverLimits(): Promise<SourceOverLimit[]>;
}

/** What those work with that change something. */
export interface ChangingTools extends Tools {
  /** Who asks for it. */
  operator: Actor;
}

/**
 * What an operation changes: nothing; what it puts on record as done by whoever asks for it; or what nobody would ask
 * after, and why.
 */
type Changes = 'nothing' | readonly [AuditedAct, ...AuditedAct[]] | { upkeep: string };

/** One thing the operator can ask for: what the request must look like, and what is done. */
export interface Operation<Request extends z.ZodType, Result, Needed = ChangingTools> {
  request: Request;
  changes: Changes;
  run(request: z.output<Request>, tools: Needed): Promise<Result>;
}

/** One that only reads. */
export function operation<Request extends z.ZodType, Result>(
  request: Request,
  run: (request: z.output<Request>, tools: Tools) => Promise<Result>,
): Operation<Request, Result, Tools> {
  return { request, changes: 'nothing', run };
}

/** One that changes something, and puts on record that it did: with the change, where one transaction can do both. */
export function change<Request extends z.ZodType, Result>(
  request: Request,
  changes: readonly [AuditedAct, ...AuditedAct[]],
  run: (request: z.output<Request>, tools: ChangingTools) => Promise<Result>,
): Operation<Request, Result> {
  return { request, changes, run };
}

/** One that writes what is no change of anything that somebody would ask after. */
export function upkeep<Request extends z.ZodType, Result>(
  request: Request,
  why: string,
  run: (request: z.output<Request>, tools: Tools) => Promise<Result>,
): Operation<Request, Result, Tools> {
  return { request, changes: { upkeep: why }, run };
}

/** What goes on record of a change by the operator's command. */
export function auditOf(
  { operator, now }: Pick<ChangingTools, 'operator' | 'now'>,
  what: AuditedAct,
  about: AuditSubject,
  { before = null, after = null }: Partial<Pick<AuditEntry, 'before' | 'after'>> = {},
): AuditEntry {
  return { at: new Date(now()).toISOString(), who: operator, door: 'command', what, about, before, after };
}

/** What an operation is asked that needs to know nothing. */
export const nothing = z.strictObject({});

export const todayOf = ({ clock, now }: Tools) => clock.dayOf(now());
