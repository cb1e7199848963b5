import { errorFields, log } from '../runtime/log.ts';
import type { Failure } from './score-each.ts';
import type { Scoring } from './scoring.ts';

/** Sets an account aside that could not be scored: doctor names it, and the next run tries it again. */
export function parking({ failing, now }: Pick<Scoring, 'failing' | 'now'>): (failure: Failure) => Promise<void> {
  return async ({ account, error }) => {
    log('error', 'account not scored', errorFields(error));
    await failing.note(account, error, now());
  };
}
