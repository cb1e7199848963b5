import type { Company } from '../../domain/company/company.ts';
import { teamOf } from '../../domain/company/team.ts';
import { freshnessTimeline } from '../../domain/replay/timeline.ts';
import { PULSE_DAYS } from '../../domain/sources/freshness.ts';
import type { StudySetting } from '../../domain/studies/study.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { readTeam } from '../store/accounts/team-members.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoFleetDays } from '../store/fleet/fleet-days.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { readSourcePulses } from '../store/sources/source-arrivals.ts';
import { readSendingSources } from '../store/sources/source-registry.ts';
import type { StudyRecord } from '../store/studies/studies.ts';
import { studyKindNamed } from './kinds.ts';

export interface StudySources {
  client: DynamoDBClient;
  table: string;
  company: Company;
  /** Those that the configuration names; others are added while the system runs. */
  sources: string[];
  clock: LocalClock;
}

/** What is the same for all accounts of a study, but for when sources sent. */
export async function openSetting(
  { client, table, company, clock }: StudySources,
  { playbook: version, today }: Pick<StudyRecord, 'playbook' | 'today'>,
): Promise<Omit<StudySetting, 'freshnessBy'>> {
  const [running, { members, unreadable }] = await Promise.all([
    new DynamoPlaybooks(client, table).version(version),
    readTeam(new DynamoListings(client, table)),
  ]);
  if (running === undefined) throw new Error(`there is no version ${version} of the playbook`);
  const team = teamOf(members, unreadable);
  return { running, company, team, calendar: businessCalendar(company.holidays), clock, today };
}

/** The same with the days on which sources sent, and what nights counted of all accounts, as far as the study goes through them. */
export async function withSources(
  { client, table, sources, clock }: StudySources,
  { kind, question }: Pick<StudyRecord, 'kind' | 'question'>,
  setting: Omit<StudySetting, 'freshnessBy'>,
): Promise<StudySetting> {
  const { first, last } = studyKindNamed(kind).daysOf(question, setting);
  const names = await readSendingSources(client, table, sources);
  const [pulses, fleet] = await Promise.all([
    readSourcePulses(client, table, names, addDays(first, -PULSE_DAYS), last),
    new DynamoFleetDays(client, table).fleet(first, last),
  ]);
  return { ...setting, fleet, freshnessBy: (playbook) => freshnessTimeline(pulses, playbook, clock) };
}
