import pMap from 'p-map';
import { isInstallationsError } from './is-installations-error.ts';

export interface Failure {
  account: string;
  error: unknown;
}

export interface ScoreEachOptions {
  accounts: string[];
  inFlight: number;
  score(account: string): Promise<void>;
  /** Sets aside an account that failed. */
  park(failure: Failure): Promise<void>;
}

/**
 * Scores each account of a group. One that fails is set aside and told of; the others, and the group, go on. Only where
 * the installation itself fails for all of them the group fails, and the run tries it again.
 *
 * @returns those that were set aside
 */
export async function scoreEach({ accounts, inFlight, score, park }: ScoreEachOptions): Promise<Failure[]> {
  const first = await failuresAmong(accounts);
  // What passes may have passed by the time all others are through.
  const again = await failuresAmong(
    first.filter(({ error }) => isInstallationsError(error)).map(({ account }) => account),
  );
  const failures = [...first.filter(({ error }) => !isInstallationsError(error)), ...again];
  if (failures.length === accounts.length && failures.every(({ error }) => isInstallationsError(error))) {
    const [failure] = failures;
    if (failure === undefined) return [];
    const errors = failures.map(({ error }) => error);
    throw new AggregateError(errors, `${failures.length} accounts could not be scored`, { cause: failure.error });
  }
  await pMap(failures, park, { concurrency: inFlight });
  return failures;

  async function failuresAmong(ids: string[]): Promise<Failure[]> {
    const failed: Failure[] = [];
    await pMap(
      ids,
      async (account) => {
        try {
          await score(account);
        } catch (error) {
          failed.push({ account, error });
        }
      },
      { concurrency: inFlight },
    );
    return failed;
  }
}
