import { UnreadableStepError } from '../runtime/unreadable-step.ts';

/** What the state machine asks for: one of the shards, or how it ends. */
export type StudyStep = { study: string; attempt: number } & (
  | { shard: number }
  | { end: 'conclude' }
  | { end: 'failed'; why: string }
);

const MOST_CHARACTERS = 500;

export function readStep(event: unknown): StudyStep {
  const { study, attempt, shard, end, why } = Object(event) as Record<string, unknown>;
  if (typeof study !== 'string' || typeof attempt !== 'number') throw unreadable();
  if (typeof shard === 'number') return { study, attempt, shard };
  if (end === 'conclude') return { study, attempt, end };
  if (end === 'failed') return { study, attempt, end, why: String(why).slice(0, MOST_CHARACTERS) };
  throw unreadable();
}

const unreadable = () => new UnreadableStepError('the step is none of a study: {study, attempt, shard | end, why}');
