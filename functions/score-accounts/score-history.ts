import { type BoardEntry, boardEntry } from '../../domain/board/board-entry.ts';
import { type AccountState, evaluate } from '../../domain/evaluation/evaluate.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import { nothingPlanned, type PlannedWork, planWork, stateAfter } from '../../domain/plays/plan-work.ts';
import { freshnessTimeline, usageTimeline } from '../../domain/replay/timeline.ts';
import { type Freshness, PULSE_DAYS } from '../../domain/sources/freshness.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { untilNotOvertaken } from '../runtime/try-again.ts';
import { refuseFutureDay, ScoredAheadError } from '../scoring/future-day.ts';
import { openScoring, type Scoring, type ScoringSettings } from '../scoring/scoring.ts';
import { stageEntries } from '../scoring/stage-entries.ts';
import type { AccountSnapshot } from '../store/accounts/accounts.ts';
import type { StoredState } from '../store/accounts/state-item.ts';
import { DynamoFleetDays } from '../store/fleet/fleet-days.ts';
import { readSourcePulses } from '../store/sources/source-arrivals.ts';

/** What the evaluations of past days share; `asOf` is the last of them. */
export interface History extends Scoring {
  from: Day;
  freshnessOn(day: Day): Freshness;
}

export type HistoryOutcome =
  /** `wasScored`: some of the days had been scored before, and stay as they are. */
  | { result: 'scored'; opened: number; closed: number; wasScored: boolean; entry: BoardEntry }
  | { result: 'unknown-account' };

/** A transaction holds 100 rows; the plan of one day always fits. */
const MOST_ROWS = 85;
const MOST_LOSSES = 10;

export async function openHistory(settings: ScoringSettings, from: Day, to: Day): Promise<History> {
  const { client, table, sources, clock, now } = settings;
  refuseFutureDay(to, clock.dayOf(now().getTime()));
  const [scoring, pulses, fleet] = await Promise.all([
    openScoring(settings, to),
    readSourcePulses(client, table, sources, addDays(from, -PULSE_DAYS), to),
    new DynamoFleetDays(client, table).fleet(from, to),
  ]);
  return { ...scoring, fleet, from, freshnessOn: freshnessTimeline(pulses, scoring.running.playbook, clock) };
}

/**
 * Lives through past days of one account in one reading: which episodes opened and closed is put on record, nobody gets
 * a task or a mail. Days that were scored before stay as they are.
 */
export async function scoreHistory(history: History, accountId: string): Promise<HistoryOutcome> {
  return untilNotOvertaken(() => scoreOnce(history, accountId), { most: MOST_LOSSES });
}

async function scoreOnce(history: History, accountId: string): Promise<HistoryOutcome> {
  const { accounts, running, from, asOf: to, today } = history;
  const { playbook } = running;
  const snapshot = await accounts.load(accountId, { playbook, asOf: to, today, isConsistent: true });
  if (snapshot === null) return { result: 'unknown-account' };
  const lastScored = snapshot.stored?.state.lastScoredDay;
  if (lastScored !== undefined && lastScored > today) throw new ScoredAheadError(lastScored);
  // A run that was cut off ends on the last day; what it did is done.
  const wasScored = lastScored !== undefined && lastScored >= from && lastScored !== to;
  const firstDay = lastScored !== undefined && lastScored >= from ? addDays(lastScored, 1) : from;
  const counts = { opened: 0, closed: 0 };
  let stored = snapshot.stored;
  let record: PastRecord | null = null;

  for (const day of daysOf(history, snapshot, firstDay)) {
    if (record !== null && record.rows + day.rows > MOST_ROWS) {
      stored = await save(accountId, stored, record);
      record = null;
    }
    record = record === null ? day : merged(record, day);
    counts.opened += day.opened.length;
    counts.closed += day.closed.length;
  }
  if (record !== null) stored = await save(accountId, stored, record);
  if (snapshot.isFailing) await history.failing.clear(accountId, history.now());
  const entry = boardEntry(snapshot.account, stored?.state ?? null, today);
  return { result: 'scored', ...counts, wasScored, entry };

  async function save(
    id: string,
    predecessor: StoredState | null,
    { state, opened, reopened, closed, abandoned, entries }: PastRecord,
  ) {
    const work: PlannedWork = { ...nothingPlanned, opened, reopened, closed, abandoned, live: state.episodes };
    await accounts.save(id, predecessor, state, work, { entries });
    return { version: (predecessor?.version ?? 0) + 1, state };
  }
}

/** What one or more days leave. */
interface PastRecord extends Pick<PlannedWork, 'opened' | 'reopened' | 'closed' | 'abandoned'> {
  state: AccountState;
  /** Of the account's ledger. */
  entries: LedgerEntry[];
  rows: number;
}

function* daysOf(history: History, snapshot: AccountSnapshot, firstDay: Day): Generator<PastRecord> {
  const { running, asOf: to, company, team, calendar, businessDays, fleet, freshnessOn, now } = history;
  const { days, lifetime: _, stored, isFailing: __, ...facts } = snapshot;
  const { playbook } = running;
  const timeline = usageTimeline(days, playbook, to);
  let state = stored?.state ?? null;
  for (let day = firstDay; day <= to; day = addDays(day, 1)) {
    const known = { ...facts, usage: timeline.asOf(day), businessDays, fleet, freshness: freshnessOn(day), playbook };
    let isPartial: boolean;
    do {
      const given = { ...known, previous: state && unwatched(state, day) };
      const evaluation = evaluate(given);
      const work = planWork(given, evaluation, {
        company,
        team,
        calendar,
        playbookVersion: running.version,
        now: now().toISOString(),
        isHistory: true,
      });
      const next = stateAfter(evaluation, work);
      const entries = stageEntries(state, next, facts.activities, now());
      state = next;
      const { opened, reopened, closed, abandoned } = work;
      // Tasks that were raised before close on the day of their record, so such a day is saved by itself.
      const closesTasks = closed.length + abandoned.length > 0 && given.previous?.episodes.some(({ tasks }) => tasks);
      const rows = closesTasks || reopened.length > 0 ? MOST_ROWS + 1 : opened.length + closed.length + entries.length;
      yield { state, opened, reopened, closed, abandoned, entries, rows };
      isPartial = work.isPartial;
    } while (isPartial);
  }
}

/** Nobody was there to note what was done for an account that had never been scored before its history came. */
function unwatched(state: AccountState, day: Day): AccountState {
  return state.watchedSince === state.lastScoredDay ? { ...state, watchedSince: day } : state;
}

function merged(before: PastRecord, after: PastRecord): PastRecord {
  const endings = new Map(after.closed.map((closing) => [closing.id, closing]));
  const opened = before.opened.map((episode) => {
    const ending = endings.get(episode.id);
    if (ending === undefined) return episode;
    endings.delete(episode.id);
    return { ...episode, recoveredOn: ending.recoveredOn, closedAs: ending.closedAs };
  });
  return {
    state: after.state,
    opened: [...opened, ...after.opened],
    reopened: [...before.reopened, ...after.reopened],
    closed: [...before.closed, ...endings.values()],
    abandoned: [...before.abandoned, ...after.abandoned],
    entries: [...before.entries, ...after.entries],
    rows: before.rows + after.rows,
  };
}
