import type { Stage } from '../account/account.ts';
import type { HealthState } from '../evaluation/evaluate.ts';
import type { SignalReading } from '../evaluation/read-signals.ts';
import type { LiveEpisode, ReadingReason } from '../signals/reading.ts';
import type { Task } from '../tasks/task.ts';
import { type ReplayedDay, type ReplayInput, replayDays } from './replay.ts';

/**
 * What one day brought, for whoever asks about whole years: which episodes and whose work, and where the score and the
 * stage stood. The figures that a task or a mail would have shown are not gathered.
 */
export interface CourseDay
  extends Pick<ReplayedDay, 'day' | 'opened' | 'closed' | 'mails' | 'stageEntered' | 'unknownFacts'> {
  tasks: Omit<Task, 'data'>[];
  /** The episodes that still matter at its end. */
  live: readonly LiveEpisode[];
  /** Signals that could tell of none of their subjects, and why; `null` of who has left: nothing is asked then. */
  unknown: ReadonlyMap<string, ReadingReason> | null;
  stage: Stage | null;
  /** In tenths; `null` where nobody can tell. */
  health: Pick<HealthState, 'score' | 'stale'> | null;
}

export interface CourseInput extends ReplayInput {
  /** Only these signals, as if the account had no episodes of others; without it, all of the playbook's. */
  of?: ReadonlySet<string>;
}

/** Goes through the days as `replayDays` does, and tells of each only what it brought. */
export function* replayCourse({ of, ...input }: CourseInput): Generator<CourseDay> {
  const isAsked = (one: object) => of === undefined || !('signal' in one) || of.has(one.signal as string);
  for (const { evaluation, ...day } of replayDays(input)) {
    const { health, stage } = evaluation;
    yield {
      day: day.day,
      opened: day.opened.filter(isAsked),
      closed: day.closed.filter(isAsked),
      tasks: day.tasks.filter(isAsked),
      mails: day.mails.filter(({ cause, content }) => isAsked(cause ?? content)),
      live: evaluation.next.episodes.filter(isAsked),
      unknown: unknownSignals(evaluation.signals.filter(isAsked)),
      stage: stage?.stage ?? null,
      stageEntered: day.stageEntered,
      health: health && { score: health.score, stale: health.stale },
      unknownFacts: day.unknownFacts,
    };
  }
}

function unknownSignals(readings: readonly SignalReading[]): CourseDay['unknown'] {
  const unknown = new Map<string, ReadingReason>();
  const known = new Set<string>();
  for (const { signal, verdict, reason } of readings) {
    if (reason === 'churned') return null;
    if (verdict !== 'unknown' || reason === undefined) known.add(signal);
    else if (!unknown.has(signal)) unknown.set(signal, reason);
  }
  for (const signal of known) unknown.delete(signal);
  return unknown;
}
