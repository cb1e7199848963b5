import type { Stage } from '../account/account.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Day, daysBetween } from '../time/day.ts';
import type { StageState } from './stage-state.ts';

/** Where an account is on its way on a day, and whether it stays there for longer than is usual. */
export interface StageStatus {
  stage: Stage | null;
  /** The day it entered the stage. */
  stageSince: Day | null;
  /** After so many days without moving on an account stands out; `null` where the playbook doesn't say. */
  stageUsualDays: number | null;
  stageOverdue: boolean;
}

export function stageStatus(state: StageState | null, { stages }: Pick<Playbook, 'stages'>, asOf: Day): StageStatus {
  if (state === null) return { stage: null, stageSince: null, stageUsualDays: null, stageOverdue: false };
  const { stage, since } = state;
  const usualDays = stages[stage]?.usualDays ?? null;
  const isOverdue = usualDays !== null && daysBetween(since, asOf) > usualDays;
  return { stage, stageSince: since, stageUsualDays: usualDays, stageOverdue: isOverdue };
}
