import { isDeepStrictEqual } from 'node:util';
import { finalActivities } from '../../domain/activities/activity.ts';
import { type BoardEntry, boardEntry } from '../../domain/board/board-entry.ts';
import { eventsOfWork } from '../../domain/bus/work-events.ts';
import { saidPlace } from '../../domain/chat/chat-places.ts';
import { crmValuesMoved } from '../../domain/crm/crm-values.ts';
import type { AccountData } from '../../domain/data-map/coverage.ts';
import { type AccountState, evaluate } from '../../domain/evaluation/evaluate.ts';
import { changesOfAccount } from '../../domain/fleet/account-changes.ts';
import { canonicalId } from '../../domain/names/canonical-id.ts';
import type { ChatPost } from '../../domain/outbox/outbox.ts';
import { planWork, stateAfter } from '../../domain/plays/plan-work.ts';
import type { PlayNote } from '../../domain/plays/play-note.ts';
import type { DatedReply } from '../../domain/usage/columns/survey-days.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { NPS_ANSWERED } from '../../domain/usage/well-known-events.ts';
import { untilNotOvertaken } from '../runtime/try-again.ts';
import type { AccountSnapshot } from '../store/accounts/accounts.ts';
import { refuseFutureDay, ScoredAheadError } from './future-day.ts';
import type { Scoring } from './scoring.ts';
import { stageEntries } from './stage-entries.ts';

export type ScoreOutcome =
  | {
      result: 'scored';
      opened: number;
      closed: number;
      isFirst: boolean;
      entry: BoardEntry;
      data: AccountData;
      npsReplies: readonly DatedReply[];
      /** What it adds to the fleet. */
      levelChanges: ReturnType<typeof changesOfAccount>;
    }
  /** Days are scored in order: this one lies before the last. */
  | { result: 'past'; lastScoredDay: string }
  /** It goes on under today's spelling of its id: scored here as well, its customer would be written to twice. */
  | { result: 'old-spelling' }
  | { result: 'unknown-account' };

class OldSpellingError extends Error {
  override readonly name = 'OldSpellingError';
  readonly code = 'old-spelling';

  constructor() {
    super(
      'an earlier release stored it under another spelling (not NFC) of its id: import it again, to go on from there',
    );
  }
}

/** Each loss to another run means that the other one got on; so many in a row mean that something else is wrong. */
const MOST_LOSSES = 10;

/** Evaluates one account and stores the result, once, also when others do so at the same time. */
export async function scoreAccount(scoring: Scoring, accountId: string, isConsistent = false): Promise<ScoreOutcome> {
  refuseFutureDay(scoring.asOf, scoring.today);
  if (canonicalId(accountId) !== accountId) return leaveToTodaysSpelling(scoring, accountId);
  const counts = { opened: 0, closed: 0 };
  let passes = 0;
  let isFirst = false;
  return untilNotOvertaken(
    async () => {
      for (;;) {
        passes += 1;
        const pass = await scoreOnce(scoring, accountId, isConsistent || passes > 1);
        if (pass.result !== 'scored') return pass;
        counts.opened += pass.opened;
        counts.closed += pass.closed;
        isFirst ||= pass.isFirst;
        // Each pass that leaves a rest has written something, so they come to an end.
        if (pass.isPartial) continue;
        if (pass.wasFailing) await scoring.failing.clear(accountId, scoring.now());
        return {
          result: 'scored',
          ...counts,
          isFirst,
          entry: pass.entry,
          data: pass.data,
          npsReplies: pass.npsReplies,
          levelChanges: pass.levelChanges,
        };
      }
    },
    { most: MOST_LOSSES },
  );
}

/**
 * An earlier release stored the account under another spelling of its id. Its events and imports come under today's, so
 * that it would seem to have fallen silent: it is set aside until somebody has imported it again.
 */
async function leaveToTodaysSpelling({ accounts, failing, now }: Scoring, accountId: string): Promise<ScoreOutcome> {
  if ((await accounts.data(canonicalId(accountId))) === null) throw new OldSpellingError();
  await failing.clear(accountId, now());
  return { result: 'old-spelling' };
}

async function scoreOnce(scoring: Scoring, accountId: string, isConsistent: boolean) {
  const { accounts, running, asOf, today, businessDays, fleet, freshness } = scoring;
  const { playbook } = running;
  const snapshot = await accounts.load(accountId, { playbook, asOf, today, isConsistent });
  if (snapshot === null) return { result: 'unknown-account' as const };
  const { days, lifetime, stored, isFailing, optOutsToCarryOver, ...facts } = snapshot;
  for (const optOut of optOutsToCarryOver) {
    const address = facts.contacts.find(({ id }) => id === optOut.contact)?.email;
    if (address !== undefined) await scoring.optOuts.carryOver(accountId, optOut, address);
  }
  if (stored !== null && stored.state.lastScoredDay > today) throw new ScoredAheadError(stored.state.lastScoredDay);
  if (stored !== null && asOf < stored.state.lastScoredDay) {
    return { result: 'past' as const, lastScoredDay: stored.state.lastScoredDay };
  }

  const usage = usageHistory(days, lifetime, playbook, asOf);
  const previous = stored?.state ?? null;
  const input = { ...facts, usage, businessDays, fleet, freshness, playbook, previous };
  const now = scoring.now().toISOString();
  // What may still be taken back is worked on from; no episode closes and no stage is left because of it.
  const evaluation = evaluate({ ...input, activities: finalActivities(input.activities, now) });
  const work = planWork(input, evaluation, {
    company: scoring.company,
    team: scoring.team,
    calendar: scoring.calendar,
    playbookVersion: running.version,
    now,
  });
  const next = stateAfter(evaluation, work);
  const events = scoring.publishesToBus ? eventsOfWork(input, evaluation, work, now) : [];
  const posts = scoring.hasChat ? await postsOf(work.notes, scoring, now) : [];
  const entries = stageEntries(previous, next, input.activities, scoring.now());
  if (!isUnchanged(previous, next)) {
    const forCrm = scoring.feedsCrm && crmValuesMoved(previous, next) ? { forCrm: now } : {};
    await accounts.save(accountId, stored, next, work, { events, posts, entries, ...forCrm });
  }
  return {
    result: 'scored' as const,
    opened: work.opened.length,
    closed: work.closed.length,
    isPartial: work.isPartial,
    wasFailing: isFailing,
    isFirst: stored === null,
    entry: boardEntry(input.account, next, asOf),
    data: dataOf(snapshot),
    npsReplies: usage.replies(NPS_ANSWERED),
    levelChanges: changesOfAccount(scoring.fleetLevels, input),
  };
}

/** What is known of the account, for what is counted over all of them. */
function dataOf({ account, contacts, lifetime, activities, answers, deadAddresses }: AccountSnapshot): AccountData {
  const records = { activities, answers, 'dead-addresses': deadAddresses };
  const kinds = Object.entries(records).flatMap(([kind, { length }]) => (length > 0 ? kind : []));
  return { account, contacts, lifetime, records: kinds };
}

async function postsOf(notes: PlayNote[], { running }: Scoring, createdAt: string): Promise<ChatPost[]> {
  if (notes.length === 0) return [];
  // With all words there are: most evaluations find nothing to tell.
  const { playPost } = await import('../channels/chat-posts.ts');
  return notes.map((note) => ({
    channel: 'chat',
    id: note.id,
    account: note.account.id,
    ...saidPlace(note.place),
    message: playPost(note, note.locale, running.playbook),
    status: 'pending',
    createdAt,
  }));
}

/** The run within seconds often finds nothing new: then nothing is written. */
function isUnchanged(previous: AccountState | null, next: AccountState): boolean {
  if (previous?.lastScoredDay !== next.lastScoredDay) return false;
  return isDeepStrictEqual(JSON.parse(JSON.stringify(next)), previous);
}
