import { PULSE_DAYS, silentSince } from '../../domain/sources/freshness.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { readCoverage } from '../store/data-map/coverage-rows.ts';
import { PAUSED_SENDERS_LIST } from '../store/keys.ts';
import { decodeEach } from '../store/left-out.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { decodePause } from '../store/outbox/addresses.ts';
import { readSendingProblems } from '../store/outbox/sending-problems.ts';
import { readLastDays, readSourcePulses } from '../store/sources/source-arrivals.ts';
import { readSendingSources, readSourceNames } from '../store/sources/source-registry.ts';
import type { SetUpFacts, SourceState } from '../team-pages/set-up/set-up-facts.ts';

export interface SetUpStore {
  client: DynamoDBClient;
  table: string;
  /** Sources of the configuration. */
  configured: readonly string[];
  clock: LocalClock;
}

export type StoredSetUp = Pick<SetUpFacts, 'coverage' | 'lastDays' | 'sources' | 'mailProblems' | 'pausedSenders'>;

/** What is stored of how the installation does; sources are few. */
export async function readSetUp({ client, table, configured, clock }: SetUpStore, today: Day): Promise<StoredSetUp> {
  const [coverage, mailProblems, paused, names, sending] = await Promise.all([
    readCoverage(client, table),
    readSendingProblems(client, table),
    new DynamoListings(client, table).listed([PAUSED_SENDERS_LIST]),
    readSourceNames(client, table, configured),
    readSendingSources(client, table, configured),
  ]);
  const [pulses, lastDays] = await Promise.all([
    readSourcePulses(client, table, sending, addDays(today, -PULSE_DAYS), today),
    readLastDays(client, table, names),
  ]);
  const sources = names.map((name): SourceState => {
    const pulse = pulses.find(({ source }) => source === name);
    const lastEventAt = Math.max(0, ...(pulse?.days ?? []).map(({ last }) => last)) || null;
    if (pulse === undefined) return { name, state: 'disabled', lastEventAt };
    if (lastEventAt === null) return { name, state: pulse.names.size === 0 ? 'never' : 'silent', lastEventAt };
    return { name, state: silentSince(pulse, clock, today) === null ? 'fresh' : 'silent', lastEventAt };
  });
  const pausedSenders = decodeEach(paused.items, decodePause).map(({ sender }) => sender);
  return { coverage, lastDays, sources, mailProblems, pausedSenders };
}
