import type { Stage } from '../account/account.ts';
import type { HealthState } from '../evaluation/evaluate.ts';
import type { Task } from '../tasks/task.ts';
import { type ReplayedDay, type ReplayInput, replayDays } from './replay.ts';

/**
 * What one day brought, for whoever asks about whole years: which episodes and whose work, and where the score and the
 * stage stood. The figures that a task or a mail would have shown are not gathered.
 */
export interface CourseDay
  extends Pick<ReplayedDay, 'day' | 'opened' | 'closed' | 'mails' | 'stageEntered' | 'unknownFacts'> {
  tasks: Omit<Task, 'data'>[];
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
  const isAsked = ({ signal }: { signal: string }) => of === undefined || of.has(signal);
  for (const { evaluation, ...day } of replayDays(input)) {
    const { health, stage } = evaluation;
    yield {
      day: day.day,
      opened: day.opened.filter(isAsked),
      closed: day.closed.filter(isAsked),
      tasks: day.tasks.filter(isAsked),
      mails: day.mails.filter(({ content }) => !('signal' in content) || isAsked(content)),
      stage: stage?.stage ?? null,
      stageEntered: day.stageEntered,
      health: health && { score: health.score, stale: health.stale },
      unknownFacts: day.unknownFacts,
    };
  }
}
