import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type BusinessCalendar, businessCalendar } from '../../domain/calendar/business-days.ts';
import type { Company } from '../../domain/company.ts';
import { addDays, type Day } from '../../domain/day.ts';
import { type Freshness, freshnessAsOf, PULSE_DAYS, type SourcePulse, silentSince } from '../../domain/freshness.ts';
import { type Team, teamOf } from '../../domain/plays/team.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import { CSMS_LIST, decodeCsm } from '../adapters/account-items.ts';
import { DynamoAccounts } from '../adapters/dynamo-accounts.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoPlaybooks, type StoredPlaybook } from '../adapters/dynamo-playbooks.ts';
import { readSourcePulses } from '../adapters/dynamo-sources.ts';

export class NoPlaybookError extends Error {
  override readonly name = 'NoPlaybookError';
  readonly code = 'no-playbook';

  constructor() {
    super('no playbook runs yet: make one the running one with "sakimawari playbook push FILE"');
  }
}

/** What all evaluations of one call share: the rules, the team, and which sources still send. */
export interface Scoring {
  accounts: DynamoAccounts;
  company: Company;
  calendar: BusinessCalendar;
  running: StoredPlaybook;
  team: Team;
  freshness: Freshness;
  /** Sources that fell silent, and when (ms). */
  silentSources: { source: string; since: number }[];
  asOf: Day;
  today: Day;
  now: () => Date;
}

export interface ScoringSettings {
  client: DynamoDBClient;
  table: string;
  company: Company;
  sources: string[];
  clock: LocalClock;
  now: () => Date;
}

export async function openScoring(settings: ScoringSettings, asOf: Day): Promise<Scoring> {
  const { client, table, company, sources, clock, now } = settings;
  const [running, team, pulses] = await Promise.all([
    new DynamoPlaybooks(client, table).current(),
    readTeam(client, table),
    readSourcePulses(client, table, sources, addDays(asOf, -PULSE_DAYS), asOf),
  ]);
  if (running === undefined) throw new NoPlaybookError();
  return {
    accounts: new DynamoAccounts(client, table),
    company,
    calendar: businessCalendar(company.holidays),
    running,
    team,
    freshness: freshnessAsOf(pulses, running.playbook, clock, asOf),
    silentSources: silentSources(pulses, clock, asOf),
    asOf,
    today: clock.dayOf(now().getTime()),
    now,
  };
}

function silentSources(pulses: SourcePulse[], clock: LocalClock, asOf: Day): Scoring['silentSources'] {
  return pulses.flatMap((pulse) => {
    const since = silentSince(pulse, clock, asOf);
    return since === null ? [] : [{ source: pulse.source, since }];
  });
}

async function readTeam(client: DynamoDBClient, table: string): Promise<Team> {
  const listings = new DynamoListings(client, table);
  const members = [];
  let from: string | undefined;
  do {
    const page = await listings.listed([CSMS_LIST], from);
    members.push(...page.items.map(decodeCsm));
    from = page.next;
  } while (from !== undefined);
  return teamOf(members);
}
