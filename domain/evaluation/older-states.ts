import type { Day } from '../time/day.ts';

/** What every state ever said. */
interface AnyState {
  lastScoredDay: Day;
}

interface Complete {
  watchedSince: Day;
  stage: unknown;
  episodes: unknown[];
}

/** The first releases knew no stages and no episodes, and counted no days since when an account is looked at. */
export function withStages<State extends AnyState>(older: State & Partial<Complete>): State & Complete {
  const { watchedSince, stage, episodes } = older;
  if (watchedSince !== undefined && stage !== undefined && episodes !== undefined) return older as State & Complete;
  return { watchedSince: older.lastScoredDay, stage: null, episodes: [], ...older };
}

/** Version 2 says that it may be compressed, and which subjects keep quiet: an older release must not pass over either. */
export const withQuiet = <State>(older: State): State => older;
