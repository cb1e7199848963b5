import { type KeptInDays, keptSince } from '../../domain/personal-data/keeping.ts';
import type { Day } from '../../domain/time/day.ts';
import { forgottenBySetting, type GoneBySetting, type OverdueRows } from '../store/personal-data/overdue-rows.ts';

export interface OverdueTools {
  overdue: Pick<OverdueRows, 'forget'>;
  keptInDays: KeptInDays;
  today: Day;
  /** Whether this call may begin with more; what is left waits for the next night. */
  hasTime(): boolean;
}

/** Forgets what is older than the stage says that it is kept, whenever it came. What a stage says nothing of stays. */
export async function forgetOverdue({
  overdue,
  keptInDays,
  today,
  hasTime,
}: OverdueTools): Promise<{ gone: GoneBySetting; isDone: boolean }> {
  const gone: GoneBySetting = {};
  let isDone = true;
  for (const setting of forgottenBySetting) {
    const since = keptSince(setting, keptInDays, today);
    if (since === null) continue;
    const done = await overdue.forget(setting, since, hasTime);
    gone[setting] = done.gone;
    isDone &&= done.isDone;
  }
  return { gone, isDone };
}
