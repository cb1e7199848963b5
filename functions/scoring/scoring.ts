import type { Company } from '../../domain/company/company.ts';
import { type Team, teamOf } from '../../domain/company/team.ts';
import { fleetLevelsOf } from '../../domain/fleet/account-changes.ts';
import type { Fleet, FleetLevel } from '../../domain/fleet/fleet.ts';
import {
  type Freshness,
  freshnessAsOf,
  PULSE_DAYS,
  type SourcePulse,
  silentSince,
} from '../../domain/sources/freshness.ts';
import { type BusinessDayCounts, businessDayCounts } from '../../domain/time/business-day-counts.ts';
import { type BusinessCalendar, businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { accountsWhenAsked, type EvaluatedAccounts } from '../store/accounts/accounts-when-asked.ts';
import { DynamoFailingAccounts } from '../store/accounts/failing-accounts.ts';
import { readTeam } from '../store/accounts/team-members.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoFleetDays } from '../store/fleet/fleet-days.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { DynamoPlaybooks, type StoredPlaybook } from '../store/playbooks/playbooks.ts';
import { readSourcePulses } from '../store/sources/source-arrivals.ts';
import { readSendingSources } from '../store/sources/source-registry.ts';

/** An evaluation tells what made the score of a week and of four weeks ago, too. */
const SCORED_BACK_IN_DAYS = 28;

export class NoPlaybookError extends Error {
  override readonly name = 'NoPlaybookError';
  readonly code = 'no-playbook';

  constructor() {
    super('no playbook runs yet: make one the running one with "sakimawari playbook push FILE"');
  }
}

/** What all evaluations of one call share: the rules, the team, and which sources still send. */
export interface Scoring {
  accounts: EvaluatedAccounts;
  optOuts: Pick<DynamoOptOuts, 'carryOver'>;
  failing: Pick<DynamoFailingAccounts, 'note' | 'clear'>;
  company: Company;
  calendar: BusinessCalendar;
  businessDays: BusinessDayCounts;
  fleet: Fleet;
  /** Which levels of an account the fleet is made of. */
  fleetLevels: FleetLevel[];
  running: StoredPlaybook;
  team: Team;
  freshness: Freshness;
  /** Sources that fell silent, and when (ms). */
  silentSources: { source: string; since: number }[];
  asOf: Day;
  today: Day;
  now: () => Date;
  /** Whether events about what evaluations find are published to the bus. */
  publishesToBus?: boolean;
  /** Whether messages to the chat have a channel to go to. */
  hasChat?: boolean;
  /** Whether what evaluations change is written into CRMs. */
  feedsCrm?: boolean;
}

export interface ScoringSettings {
  client: DynamoDBClient;
  table: string;
  company: Company;
  /** Those that the configuration names; others are added while the system runs. */
  sources: string[];
  clock: LocalClock;
  now: () => Date;
  publishesToBus?: boolean;
  hasChat?: boolean;
  /** Whether what evaluations change is written into CRMs. */
  feedsCrm?: boolean;
}

/** @param tried instead of the running playbook; for what changes nothing */
export async function openScoring(settings: ScoringSettings, asOf: Day, tried?: StoredPlaybook): Promise<Scoring> {
  const {
    client,
    table,
    company,
    sources,
    clock,
    now,
    publishesToBus = false,
    hasChat = false,
    feedsCrm = false,
  } = settings;
  const [running, { members, unreadable }, pulses, fleet] = await Promise.all([
    tried ?? new DynamoPlaybooks(client, table).current(),
    readTeam(new DynamoListings(client, table)),
    readPulses(),
    new DynamoFleetDays(client, table).fleet(addDays(asOf, -SCORED_BACK_IN_DAYS), asOf),
  ]);
  if (running === undefined) throw new NoPlaybookError();
  const calendar = businessCalendar(company.holidays);
  return {
    accounts: accountsWhenAsked(client, table),
    optOuts: new DynamoOptOuts(client, table),
    failing: new DynamoFailingAccounts(client, table),
    company,
    calendar,
    businessDays: businessDayCounts(calendar, company.country),
    fleet,
    fleetLevels: fleetLevelsOf(running.playbook),
    running,
    team: teamOf(members, unreadable),
    freshness: freshnessAsOf(pulses, running.playbook, clock, asOf),
    silentSources: silentSources(pulses, clock, asOf),
    asOf,
    today: clock.dayOf(now().getTime()),
    now,
    publishesToBus,
    hasChat,
    feedsCrm,
  };

  async function readPulses(): Promise<SourcePulse[]> {
    const names = await readSendingSources(client, table, sources);
    return readSourcePulses(client, table, names, addDays(asOf, -PULSE_DAYS), asOf);
  }
}

function silentSources(pulses: SourcePulse[], clock: LocalClock, asOf: Day): Scoring['silentSources'] {
  return pulses.flatMap((pulse) => {
    const since = silentSince(pulse, clock, asOf);
    return since === null ? [] : [{ source: pulse.source, since }];
  });
}
