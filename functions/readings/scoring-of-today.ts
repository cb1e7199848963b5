import { Expiring } from '../runtime/expiring.ts';
import type { Scoring, ScoringSettings } from '../scoring/scoring.ts';

/** Pages are opened one after the other, and what they share of it changes some times a day. */
const KEPT_FOR_MS = 30_000;

/** What is needed to evaluate an account, as of today; loaded by the first page that asks for it, and kept for a moment. */
export function scoringOfToday(settings: ScoringSettings): () => Promise<Scoring> {
  const { clock, now } = settings;
  const today = () => clock.dayOf(now().getTime());
  const kept = new Expiring(
    async () => {
      const { openScoring } = await import('../scoring/scoring.ts');
      return openScoring(settings, today());
    },
    { forMs: KEPT_FOR_MS, now: () => now().getTime() },
  );
  return async () => {
    const scoring = await kept.get();
    return scoring.asOf === today() ? scoring : kept.anew();
  };
}
