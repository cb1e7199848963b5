import type * as z from 'zod';
import type { Company } from '../../domain/company.ts';
import type { Day } from '../../domain/day.ts';
import type { SourcePulse } from '../../domain/freshness.ts';
import type { TraitReader } from '../../domain/import/traits.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { SourceOverLimit } from '../../domain/usage/usage-limits.ts';
import type { ChangedAccountsQueue } from '../adapters/changed-accounts-queue.ts';
import type { DynamoAddressDecisions } from '../adapters/dynamo-address-decisions.ts';
import type { DynamoBackfills } from '../adapters/dynamo-backfills.ts';
import type { DynamoDeliveries } from '../adapters/dynamo-deliveries.ts';
import type { DynamoDigests } from '../adapters/dynamo-digests.ts';
import type { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import type { DynamoEvents } from '../adapters/dynamo-events.ts';
import type { DynamoFlushMarkers } from '../adapters/dynamo-flush-markers.ts';
import type { DynamoLifetime } from '../adapters/dynamo-lifetime.ts';
import type { DynamoLinks } from '../adapters/dynamo-links.ts';
import type { DynamoListings } from '../adapters/dynamo-listings.ts';
import type { DynamoNextActions } from '../adapters/dynamo-next-actions.ts';
import type { DynamoOldLists } from '../adapters/dynamo-old-lists.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import type { DynamoPlaybooks, StoredPlaybook } from '../adapters/dynamo-playbooks.ts';
import type { DynamoQuarantinedEvents } from '../adapters/dynamo-quarantined-events.ts';
import type { DynamoRawHours } from '../adapters/dynamo-raw-hours.ts';
import type { DynamoSourceRegistry } from '../adapters/dynamo-source-registry.ts';
import type { DynamoSourceTests } from '../adapters/dynamo-source-tests.ts';
import type { DynamoStages } from '../adapters/dynamo-stages.ts';
import type { DynamoTasks } from '../adapters/dynamo-tasks.ts';
import type { DynamoUnknownAccounts } from '../adapters/dynamo-unknown-accounts.ts';
import type { DynamoUsageRows } from '../adapters/dynamo-usage-rows.ts';
import type { DynamoUsedNames } from '../adapters/dynamo-used-names.ts';
import type { Schedules } from '../adapters/scheduler-schedules.ts';
import type { SesMailService } from '../adapters/ses-mail-service.ts';
import type { ScoringRuns } from '../adapters/sfn-scoring-runs.ts';
import type { SourceSecretStore } from '../adapters/source-secret-store.ts';
import type { SqsQueues } from '../adapters/sqs-queues.ts';
import type { Scoring } from '../score-accounts/scoring.ts';

/** What the operations work with; put together once a cold start. */
export interface Tools {
  installation: {
    stage: string;
    company: Company;
    /** Those that the stage's configuration names; others are added by command. */
    configuredSources: string[];
    apiUrl: string;
    changedAccountsQueue: string;
    scoringSchedule: string;
    /** Whether messages to the chat have a channel to go to. */
    hasChat: boolean;
    /** By the name that the stack gives them. */
    deadLetterQueues: Record<string, string>;
  };
  /** Whether what happens is told to the bus. */
  tellsBus: boolean;
  clock: LocalClock;
  now: () => number;
  sleep: (milliseconds: number) => Promise<unknown>;
  newId: () => string;
  /** Random letters and digits, for secrets and keys. */
  newLetters: (count: number) => string;
  directory: DynamoDirectory;
  links: DynamoLinks;
  listings: DynamoListings;
  oldLists: DynamoOldLists;
  nextActions: DynamoNextActions;
  outbox: DynamoOutbox;
  digests: DynamoDigests;
  addressDecisions: DynamoAddressDecisions;
  tasks: DynamoTasks;
  stages: DynamoStages;
  playbooks: DynamoPlaybooks;
  unknownAccounts: DynamoUnknownAccounts;
  unknownAccountsKeptInDays: number;
  /** Stores events as the webhook does. */
  deliveries: DynamoDeliveries;
  backfills: DynamoBackfills;
  events: DynamoEvents;
  rawHours: DynamoRawHours;
  usageRows: DynamoUsageRows;
  lifetime: DynamoLifetime;
  usedNames: DynamoUsedNames;
  quarantine: DynamoQuarantinedEvents;
  registry: DynamoSourceRegistry;
  sourceTests: DynamoSourceTests;
  sourceSecrets: SourceSecretStore;
  traits: TraitReader;
  retention: RawRetention;
  flushMarkers: DynamoFlushMarkers;
  changedAccounts: ChangedAccountsQueue;
  queues: SqsQueues;
  scoringRuns: ScoringRuns;
  mailService: SesMailService;
  schedules: Schedules;
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

/** One thing the operator can ask for: what the request must look like, and what is done. */
export interface Operation<Request extends z.ZodType, Result> {
  request: Request;
  run(request: z.output<Request>, tools: Tools): Promise<Result>;
}

export function operation<Request extends z.ZodType, Result>(
  request: Request,
  run: (request: z.output<Request>, tools: Tools) => Promise<Result>,
): Operation<Request, Result> {
  return { request, run };
}

export const todayOf = ({ clock, now }: Tools) => clock.dayOf(now());
