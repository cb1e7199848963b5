import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Store {
  folder: string;
  /** Whether it holds what an earlier run stored. */
  isResumed: boolean;
  /** The same in words for the person at the terminal. */
  says: string;
  /** From here on what is stored changes: until it is saved, there is nothing to go on with. */
  markInUse(): void;
  /** From here on what is stored is worth being saved. */
  markComplete(): void;
  markSaved(): void;
}

/**
 * The folder that a run stores everything in. It is saved when the run is stopped, so after a crash it holds nothing
 * to rely on: only a store that was complete and then saved is gone on with.
 */
export function openStore(folder: string, { fresh }: { fresh: boolean }): Store {
  const marker = join(folder, 'saved');
  const isResumed = existsSync(marker) && !fresh;
  const wasCutOff = existsSync(folder) && !existsSync(marker);
  if (!isResumed) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  let isComplete = isResumed;
  return {
    folder,
    isResumed,
    says: isResumed
      ? 'Going on with what the last run stored; `npm start -- --fresh` would begin anew.'
      : wasCutOff && !fresh
        ? 'The last run was cut off before it could save; this one begins empty.'
        : 'Beginning empty.',
    markInUse() {
      rmSync(marker, { force: true });
    },
    markComplete() {
      isComplete = true;
    },
    markSaved() {
      if (isComplete) writeFileSync(marker, '');
    },
  };
}
